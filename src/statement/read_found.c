/** What was found, seen, brought or opened at places, and who shelters there: "tunnels were
 *  found in A", "aid was delivered to B and C", "reopened the airport in D". */
#include "readers.h"

static bool is_where(const Reading *r, int k)
{
    return gm_reading_one_of(r, k, "in at on inside along into");
}

/** One of @words among the chunks of the clause before @i, or behind it. */
static bool is_about(const Reading *r, int i, const char *words)
{
    enum { FAR = 12 };
    for (int k = i - 1; k >= 0 && k > i - FAR; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            break;
        if (gm_reading_one_of(r, k, words))
            return true;
    }
    for (int k = i + 1; k < i + 6 && !has_class(r, k, W_STOP); k++)
        if (gm_reading_one_of(r, k, words))
            return true;
    return false;
}

/** What is found or seen, by the verb and by the things. */
static const struct {
    const char *verbs, *things, *prepositions, *subject;
} finds[] = {
    {"found discovered unearthed uncovered recovered",
     "tunnel tunnels mine mines weapons cache caches bodies body grave graves explosives munitions "
     "bombs wreckage debris remains ammunition unexploded fragments",
     "in at on inside along", "find"},
    {"observed spotted sighted seen noted",
     "works trenches trench vehicles trucks convoy convoys column columns aircraft drones fence "
     "fences ships tanks troops soldiers fighters patrols howitzers barriers fortifications "
     "flags checkpoint checkpoints movements",
     "in at on along", "sighting"},
    {"delivered distributed dispatched brought reached airlifted trucked sent airdropped",
     "aid food supplies medicine medicines parcels relief flour assistance tents blankets "
     "vaccines rations shipments lorries kits",
     "to in into", "delivery"},
    {"sheltering sheltered shelter sleep sleeping camping camped housed lodged accommodated "
     "hosted crammed crowded refuge",
     "people families displaced refugees civilians residents evacuees children villagers "
     "thousands hundreds households returnees numbers many others",
     "in at", "shelter"},
};

/** "Works were observed at A and B", "aid was delivered to C" */
static bool read_find(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    for (gsize n = 0; n < G_N_ELEMENTS(finds); n++) {
        if (!gm_reading_one_of(r, i, finds[n].verbs) || !is_about(r, i, finds[n].things))
            continue;
        enum { FAR = 9 };
        for (int k = i + 1; k < i + FAR; k++) {
            if (gm_reading_one_of(r, k, finds[n].prepositions)) {
                int place = gm_read_event_place(sr, k);
                if (place >= 0)
                    return gm_read_list_event(sr, i, place, place, finds[n].subject);
            }
            bool over = is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) ||
                        is_kind(r, k, C_DEMONYM) || is_kind(r, k, C_NAME);
            if (!over || has_class(r, k, W_STOP | W_SAY | W_SEIZE) ||
                gm_reading_one_of(r, k, "from outside around"))
                return false;
        }
    }
    return false;
}

/** "Reopened the airport in A", "bombed the power station at B", "the ports of C and D are
 *  open again": a site behind its verb. */
static bool read_site_done(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i,
                           "reopened reopen reopening closed closing shut bombed bombing struck "
                           "striking shelled destroyed damaged blew repaired rebuilt restored "
                           "mined looted burned burnt targeted attacked hit"))
        return false;
    for (int k = i + 1; k < i + 7; k++) {
        if (gm_reading_one_of(r, k,
                              "airport airports port ports bridge bridges hospital hospitals "
                              "station stations plant plants dam dams refinery refineries depot "
                              "depots factory warehouse warehouses terminal terminals market "
                              "school schools airfield airstrip harbour consulate clinic clinics "
                              "prison pipeline silos mills")) {
            if (!gm_reading_one_of(r, k + 1, "in at of"))
                continue;
            int place = gm_read_event_place(sr, k + 1);
            return place >= 0 && gm_read_list_event(sr, i, place, place, at(r, k)->fold);
        }
        bool over = is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM);
        if (!over || has_class(r, k, W_STOP | W_SAY | W_BE | W_MOVE) || is_where(r, k))
            return false;
    }
    return false;
}

/** Trade, museums, courts and sport find, bring and open things, too. */
static const char other_matters[] =
    "court sentenced trial match league cup season election elections film novel anniversary "
    "century museum archaeologists ancient tourists shares market concert festival species "
    "fossil students parliament";

void gm_read_found(SentenceReading *sr)
{
    Reading *r = sr->r;
    if (gm_reading_has_one_of(r, other_matters))
        return;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE))
            (void)(read_find(sr, i) || read_site_done(sr, i));
}
