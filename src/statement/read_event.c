/** What happened at places, where no fuller reader has it: attacks, blasts and landings at
 *  them, things there that were hit or mended, teams at work, columns stopped. */
#include "readers.h"

/** What it is about, and the words after which a place tells where. */
typedef struct {
    const char *words, *subject;
    bool armed; /* only where the sentence speaks of forces */
} Happening;

static const Happening happenings[] = {
    {"attack attacks attacked assault assaults ambush ambushes ambushed massacre massacres "
     "killings "
     "shootout firefight firefights skirmish skirmishes explosion explosions blast blasts "
     "bombing bombings airstrike airstrikes raid raids shelling clashes fighting battles "
     "violations incursion incursions battling fought fight unrest riot riots rioting hostilities "
     "conflict "
     "violence",
     "fighting", false},
    {"landing landings landed airdrop airdrops airdropped", "landing", true},
    {"hit struck targeted pounded strafed bombed shelled spared", "attacks", true},
    {"demined demining clearance cleared defused", "clearance", true},
    {"rounds shells shell rockets rocket mortars missile missiles drone drones bombs", "fire",
     true},
    {"himself detonated exploded", "explosion", false},
    {"advanced advancing advances gains inroads infiltrated penetrated breakthrough foothold "
     "counterattacked",
     "advance", true},
    {"killed wounded injured", "casualties", false},
    {"displaced uprooted evacuated homeless stranded marooned", "displacement", false},
    {"cases outbreak outbreaks infections", "outbreak", false},
};

static const char diseases[] =
    "cholera measles polio mpox ebola marburg dengue malaria covid coronavirus influenza flu "
    "diphtheria typhoid hepatitis meningitis plague anthrax rabies fever virus disease epidemic "
    "infected diarrhoea";

static const char site_nouns[] =
    "bridge bridges dam dams tunnel tunnels hospital hospitals clinic clinics school schools "
    "mosque church market bazaar station stations plant plants depot depots warehouse warehouses "
    "factory factories mill mills silo silos refinery refineries pipeline well wells airport "
    "airfield airstrip port harbour prison barracks mast tower embankment dyke levee ferry";

static const char site_fates[] =
    "hit struck destroyed damaged bombed shelled blown burned burnt gutted set attacked targeted "
    "repaired rebuilt restored reopened opened closed shut seized captured taken mined cut "
    "collapsed washed flooded looted stormed raided down";

static const char workers[] =
    "squad squads team teams sappers engineers deminers rescuers divers firefighters medics "
    "inspectors monitors observers experts crews crew technicians bulldozers excavators";

/** Nearness has a reader of its own. */
static bool is_nearness(const Reading *r, int k)
{
    return gm_reading_one_of(r, k, "near around outside close");
}

static bool is_where(const Reading *r, int k)
{
    return gm_reading_one_of(r, k, "in at on inside within over across from along");
}

int gm_read_event_place(const SentenceReading *sr, int k)
{
    const Reading *r = sr->r;
    int p = gm_read_way_place(r, k + 1);
    if (p < 0) {
        int n = k + 1 + has_class(r, k + 1, W_DET);
        n += is_kind(r, n, C_DIR);
        if (gm_reading_one_of(r, n,
                              "entrance entrances outskirts edge gates approaches heart "
                              "centre center hills heights fields") &&
            gm_reading_one_of(r, n + 1, "of to around near above"))
            p = gm_read_way_place(r, n + 2);
    }
    for (int n = k + 1; n < p; n++)
        if (is_nearness(r, n))
            return -1;
    if (!is_open_place(sr, p) || (at(r, p)->cls & W_AREA))
        return -1;
    const Chunk *c = at(r, p);
    if (c->n > 3 && g_str_equal(gm_text_token_fold(r->d, c->first + 1), "area"))
        return -1; /* "the area of X": read_near.c */
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT);
    return kind == GM_PLACE_COUNTRY || kind == GM_PLACE_CONTINENT || kind == GM_PLACE_WATER ? -1
                                                                                            : p;
}

bool gm_read_list_event(SentenceReading *sr, int first, int place, int last, const char *subject)
{
    Reading *r = sr->r;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, MAX(place, last));
    int behind = gm_read_add_spot_chain(r, s, place, false);
    bool wide = g_str_equal(subject, "outbreak") || g_str_equal(subject, "displacement");
    if (!gm_statement_anchor(s, GM_PART_AT, 0) && !(wide && s->anchors->len > 0)) {
        gm_build_free(s);
        return false;
    }
    if (!gm_statement_anchor(s, GM_PART_AT, 0)) /* of provinces */
        s->kind = GM_ST_AREA;
    s->end = MAX(s->end, at(r, behind - 1)->end);
    gm_build_subject(s, subject, "event");
    take(sr, MIN(first, place), MAX(behind - 1, last), TAKEN_PLACE);
    gm_build_list(r, s);
    return true;
}

/** "Rockets fell", "landings were made": a happening without a word of forces. */
static bool has_fallen(const Reading *r, int i)
{
    return gm_reading_one_of(r, i + 1, "fell fall landed hit exploded struck impacted were") &&
           !gm_reading_one_of(r, i, "drone drones");
}

/** "More attacks were reported in A and B", "hit positions of the group in A" */
static bool read_happening(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Happening *h = NULL;
    for (gsize n = 0; n < G_N_ELEMENTS(happenings) && !h; n++)
        if (gm_reading_one_of(r, i, happenings[n].words))
            h = &happenings[n];
    if (!h ||
        (h->armed && !gm_read_is_military(r, false) && !has_fallen(r, i) &&
         !gm_reading_has_one_of(r, "guns")) ||
        (is_word(r, i, "himself") && !is_word(r, i + 1, "up")) || gm_read_is_none(r, i))
        return false;
    if (gm_reading_one_of(r, i, "conflict violence") &&
        !gm_reading_one_of(r, i + 1, "erupted broke flared resumed"))
        return false;
    if (g_str_equal(h->subject, "outbreak") && !gm_reading_has_one_of(r, diseases))
        return false; /* courts have cases, too */
    bool counted = is_kind(r, i + 1, C_NUMBER) || has_class(r, i + 1, W_APPROX) ||
                   gm_reading_one_of(r, i + 1, "thousands hundreds tens dozens more");
    if (g_str_equal(h->subject, "displacement") && !counted && !has_class(r, i - 1, W_BE) &&
        !gm_reading_one_of(r, i - 1, "got left"))
        return false; /* "displaced people live in" */
    if (is_word(r, i, "spared") && !gm_reading_one_of(r, i - 1, "not never"))
        return false;
    int far = 10;
    for (int k = i + 1; k < i + far; k++) {
        if (is_kind(r, k, C_PLACE) && gm_reading_one_of(r, i,
                                                        "hit struck pounded shelled bombed "
                                                        "attacked targeted spared")) {
            int p = gm_read_event_place(sr, k - 1);
            if (p != k)
                return false;
            return gm_read_list_event(sr, i, k, k, h->subject);
        }
        if (is_where(r, k)) {
            int p = gm_read_event_place(sr, k);
            if (p >= 0)
                return gm_read_list_event(sr, i, p, p, h->subject);
        }
        if (gm_reading_punct(r, k, '(') && gm_reading_punct(r, k + 2, ')')) { /* "(SAF)" */
            k += 2;
            far += 4;
            continue;
        }
        bool over = gm_read_is_wind_of_town(r, k) || is_kind(r, k, C_WORD) ||
                    gm_reading_quote(r, k) || is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM) ||
                    is_kind(r, k, C_NAME) || is_kind(r, k, C_ACTOR);
        if (!over || has_class(r, k, W_STOP) || is_nearness(r, k) ||
            (has_class(r, k, W_SAY) && !gm_reading_one_of(r, k, "reported noted")))
            return false;
        if (gm_reading_one_of(r, k, "against said talks planned sentenced trial charged convicted"))
            return false;
    }
    return false;
}

/** "The bridge at A was blown up", "the dam near B has been repaired" */
static bool read_site(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, site_nouns) || !gm_reading_one_of(r, i + 1, "at in of"))
        return false;
    int place = gm_read_event_place(sr, i + 1), k = place + 1;
    if (place < 0)
        return false;
    while (k < place + 6 && (has_class(r, k, W_BE) ||
                             gm_reading_one_of(r, k,
                                               "has have had been also again later reportedly "
                                               "partly badly heavily")))
        k++;
    if (k == place + 1 || !gm_reading_one_of(r, k, site_fates))
        return false;
    return gm_read_list_event(sr, has_class(r, i - 1, W_DET) ? i - 1 : i, place, k, at(r, i)->fold);
}

/** "Bomb disposal squads are at work in A, B and C" */
static bool read_work(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, workers))
        return false;
    int k = i + 1;
    bool work = false;
    for (; k < i + 9 && !(work && is_where(r, k)); k++) {
        work = work || gm_reading_one_of(r, k,
                                         "work works worked working searching searched combing "
                                         "digging clearing active operating recovered dismantling "
                                         "repairing inspecting inspected");
        if (!is_kind(r, k, C_WORD) || has_class(r, k, W_STOP | W_SAY) || is_nearness(r, k))
            return false;
    }
    int place = work ? gm_read_event_place(sr, k) : -1;
    if (place < 0)
        return false;
    return gm_read_list_event(sr, i, place, place, "teams");
}

/** "The patrol turned back near A", "its base at A came under attack" */
static bool read_halt(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool back = is_word(r, i, "turned") && is_word(r, i + 1, "back");
    bool under = gm_reading_one_of(r, i, "came come comes") && is_word(r, i + 1, "under") &&
                 gm_reading_one_of(r, i + 2, "attack fire shelling bombardment");
    bool held = gm_reading_one_of(r, i, "stopped halted blocked stranded ambushed waylaid pelted");
    if (!(back || under || held) || !gm_read_is_military(r, false))
        return false;
    int last = i + (back ? 1 : under ? 2 : 0);
    for (int k = last + 1; k < last + 8; k++) {
        int p = is_where(r, k) ? gm_read_event_place(sr, k) : -1;
        if (p >= 0)
            return gm_read_list_event(sr, i, p, p, under ? "attack" : "stop");
        if (!is_kind(r, k, C_WORD) || has_class(r, k, W_STOP | W_SAY) || is_nearness(r, k))
            return false;
    }
    return false;
}

/** "Morek, known as post No. 9, was dismantled": of posts that the text speaks of, by the
 *  place alone. */
static bool read_post(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!is_open_place(sr, i) ||
        (has_class(r, i - 1, W_PREP & ~W_DET) && !is_word(r, i - 1, "of")) ||
        !gm_read_told_of_posts(r) || !gm_read_is_spot(r, reading_ref(r, at(r, i)->ref)))
        return false;
    int k = i + 1;
    if (gm_reading_punct(r, k, ','))
        for (int n = k + 1; n < k + 14; n++)
            if (gm_reading_punct(r, n, ',') || has_class(r, n, W_STOP)) {
                k = gm_reading_punct(r, n, ',') ? n + 1 : k;
                break;
            }
    int verb = k;
    while (verb < k + 5 &&
           (has_class(r, verb, W_BE) ||
            gm_reading_one_of(r, verb, "has have had been being will also later since to next")))
        verb++;
    bool given = gm_reading_one_of(r, verb, "given handed set put") &&
                 gm_reading_one_of(r, verb + 1, "up over");
    if (verb == k ||
        !(given || gm_reading_one_of(r, verb,
                                     "dismantled evacuated vacated abandoned emptied removed "
                                     "established reinforced reactivated closed follow besieged "
                                     "surrounded encircled withdrawn")))
        return false;
    return gm_read_list_event(sr, i, i, verb + given, "post");
}

/** Sport, courts and the past of peoples have attacks and battles, too. */
static const char other_matters[] =
    "court sentenced trial charged match league cup goal goals season election elections "
    "campaign film novel anniversary commemorated century verdict lawsuit heart shark market "
    "shares cancer";

void gm_read_event(SentenceReading *sr)
{
    Reading *r = sr->r;
    if (gm_reading_has_one_of(r, other_matters))
        return;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_PLACE))
            read_post(sr, i);
        else if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE))
            (void)(read_site(sr, i) || read_work(sr, i) || read_halt(sr, i) ||
                   read_happening(sr, i));
}
