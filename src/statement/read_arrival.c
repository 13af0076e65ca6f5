/** Forces that come into places ("drove into A", "flew on to B"), and settlements listed
 *  by their noun ("in the town of A and the villages of B and C"), where no fuller reader
 *  has them. */
#include "readers.h"

static bool is_open_spot(const SentenceReading *sr, int i)
{
    return is_open_place(sr, i) && gm_read_is_spot(sr->r, reading_ref(sr->r, at(sr->r, i)->ref));
}

/** Who comes, in the clause before the verb at @i: its first chunk, or -1. */
static int comers_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 16; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            return -1;
        if (gm_read_is_force(r, k) ||
            gm_reading_one_of(r, k,
                              "vehicles trucks jeeps bulldozers column columns factions "
                              "inspectors helicopters lorries paramilitaries troopers"))
            return gm_read_phrase_start(r, k);
    }
    return -1;
}

/** Behind "drove on to", "broke into", "flew to" at @i; @i when nobody goes anywhere. */
static int behind_going(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "reached entered stormed raided infiltrated"))
        return i + 1;
    if (!gm_reading_one_of(r, i,
                           "drove driven drive flew flown fly went marched rolled broke break "
                           "breaking burst pushed push crossed sailed walked stormed poured "
                           "pressed punched thrust swept penetrated headed dashed advanced advance "
                           "advancing moved pushing forced fought made"))
        return i;
    int k = i + 1;
    while (k < i + 4 &&
           gm_reading_one_of(r, k,
                             "on back then deep deeper again straight out their its way "
                             "further reportedly"))
        k++;
    bool fro = gm_reading_one_of(r, i,
                                 "push pushed pushing pressed advanced advance advancing "
                                 "moved forced fought made");
    bool to = gm_reading_one_of(r, k, "into") || (gm_reading_one_of(r, k, "to") && !fro);
    return to ? k + 1 : i;
}

/** The place's chunk begins with the noun: "villages of A". */
static bool has_noun(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) && (at(r, i)->cls & W_SETTLE) != 0;
}

/** Behind "the towns of", "the villages of" at @i, or @i. */
static int behind_noun(const Reading *r, int i)
{
    int k = i + has_class(r, i, W_DET);
    while (k < i + 5 && (is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM) ||
                         gm_reading_one_of(r, k,
                                           "two three four five several small nearby border front "
                                           "mixed neighbouring neighboring mostly")))
        k++;
    if (has_noun(r, k))
        return k;
    if (gm_reading_one_of(r, k, "towns villages cities") &&
        gm_read_is_military(r, false)) { /* "towns like A" */
        bool such = is_word(r, k + 1, "such") && is_word(r, k + 2, "as");
        if (such || is_word(r, k + 1, "like"))
            return k + 2 + such;
    }
    return has_class(r, k, W_SETTLE) && is_word(r, k + 1, "of") ? k + 2 : i;
}

/** Adds the open places from @i on, with a noun before each or none; the chunk behind. */
static int add_settlements(const SentenceReading *sr, GmStatement *s, int i)
{
    const Reading *r = sr->r;
    int behind = i;
    for (int k = i; is_open_spot(sr, k);) {
        gm_build_anchors(r, s, GM_PART_AT, k);
        behind = k + 1;
        int next = behind + gm_reading_punct(r, behind, ',');
        next += has_class(r, next, W_AND);
        if (next == behind)
            break;
        next += gm_reading_one_of(r, next, "in at");
        k = behind_noun(r, next);
    }
    return behind;
}

static void list(SentenceReading *sr, GmStatement *s, int first, int last, const char *subject,
                 const char *feature)
{
    s->end = at(sr->r, last)->end;
    gm_build_subject(s, subject, feature);
    take(sr, first, last, TAKEN_PLACE);
    gm_build_list(sr->r, s);
}

/** "Six vehicles drove into A", "the team flew on to B and C" */
static void read_arrival(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = behind_going(r, i);
    if (k == i || has_class(r, i - 1, W_DET) || gm_reading_one_of(r, i - 1, "not never"))
        return;
    int who = comers_before(r, i), place = behind_noun(r, k);
    if (who < 0 || !is_open_spot(sr, place))
        return;
    enum { CLOSE = 8 };
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i - who > CLOSE ? i : who, place);
    int behind = add_settlements(sr, s, place);
    list(sr, s, i, behind - 1, "units", "unit");
}

/** "in the town of A and the villages of B and C": two or more */
static void read_settlements(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "in at across throughout including"))
        return;
    int place = behind_noun(r, i + 1);
    if ((place == i + 1 && !has_noun(r, place)) || !is_open_spot(sr, place))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i + 1, place);
    int behind = add_settlements(sr, s, place);
    if (s->anchors->len < 2) {
        gm_build_free(s);
        return;
    }
    list(sr, s, i + 1, behind - 1, "settlements", "event");
}

/** Where people are born, play and vote is none of the map's. */
static const char other_matters[] = "born match league cup goal season election elections "
                                    "festival film novel century tourists concert wine final semi";

void gm_read_arrival(SentenceReading *sr)
{
    Reading *r = sr->r;
    if (gm_reading_has_one_of(r, other_matters))
        return;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE)) {
            read_arrival(sr, i);
            read_settlements(sr, i);
        }
}
