/** Strikes on places and fighting at them. */
#include "readers.h"

/** What was done, as a noun: "targeted" is an attack. */
static const char *strike_noun(const char *fold)
{
    static const char *const nouns[][2] = {
        {"targeted", "attacks"},
        {"targeting", "attacks"},
        {"shelled", "shelling"},
        {"bombed", "bombing"},
        {"bombarded", "bombardment"},
        {"raided", "raid"},
        {"shells", "shelling"},
        {"rockets", "rocket fire"},
        {"missiles", "missile strike"},
        {"missile", "missile strike"},
        {"artillery", "shelling"},
        {"drones", "drone strike"},
        {"fired", "fire"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(nouns); i++)
        if (g_str_equal(fold, nouns[i][0]))
            return nouns[i][1];
    return fold;
}

/** What strikes stands before the verb: "warplanes struck A". */
static bool weapon_before(const Reading *r, int i)
{
    if (is_kind(r, i - 1, C_ACTOR))
        return true;
    for (int k = i - 1; k >= 0 && k > i - 9; k--)
        if (gm_reading_one_of(r, k,
                              "warplanes jets planes aircraft drones drone missiles missile "
                              "artillery helicopters mortars f bombs"))
            return true;
    return false;
}

/** "Nine sites had been struck, among them A and B" */
static bool read_struck_list(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i - 1, W_BE) && !is_word(r, i - 1, "been"))
        return false;
    if (!gm_reading_one_of(r, i, "struck hit targeted shelled bombed attacked"))
        return false;
    int k = i + 1;
    while (k < i + 8 && is_kind(r, k, C_WORD) && !has_class(r, k, W_STOP | W_SAY) &&
           !gm_reading_one_of(r, k, "including among"))
        k++;
    k += gm_reading_punct(r, k, ',');
    if (!gm_reading_one_of(r, k, "among including notably"))
        return false;
    k += 1 + gm_reading_one_of(r, k + 1, "them those");
    k += has_class(r, k, W_DET) + gm_reading_one_of(r, k, "in at");
    if (!is_kind(r, k, C_PLACE) || is_taken(sr, k, TAKEN_PLACE))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, k);
    int behind = gm_read_add_spot_chain(r, s, k, false);
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, strike_noun(at(r, i)->fold), "strike");
    take(sr, k, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
    return true;
}

/** Where the strike or fighting at @i is: the chunk of the place or of the preposition
 *  before it, or -1. "Heavy shelling was reported from A", "fire on our forces at B". */
static int where_struck(const Reading *r, int i, bool event)
{
    enum { FAR = 9, LONG = 14 };
    bool told = false;
    int far = is_word(r, i, "fire") && !event ? LONG : FAR;
    for (int k = i + 1; k < i + far; k++) {
        if (event && is_word(r, k, "between") && far == FAR)
            far += FAR; /* "between the army and members of the force (RSF) in A" */
        if (event && far > FAR && gm_reading_punct(r, k, '(') && gm_reading_punct(r, k + 2, ')')) {
            k += 2;
            continue;
        }
        bool side = gm_reading_one_of(r, k - 1, "between with by"); /* who fights */
        if (is_kind(r, k, C_PLACE) && side)
            continue;
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION))
            return k;
        if (gm_reading_one_of(r, k,
                              "in at near on of across around over against throughout inside "
                              "along outside") &&
            gm_read_way_place(r, k + 1) >= 0)
            return k;
        told = told || (has_class(r, k, W_BE) &&
                        gm_reading_one_of(r, k + 1,
                                          "heard reported seen recorded registered "
                                          "under observed"));
        if (is_word(r, k, "from"))
            return told && gm_read_way_place(r, k + 1) >= 0 ? k : -1;
        bool word = is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER) || is_kind(r, k, C_DEMONYM) ||
                    is_kind(r, k, C_NAME) || gm_reading_quote(r, k) || is_kind(r, k, C_ACTOR) ||
                    gm_reading_hyphen(r, k);
        if (!word || has_class(r, k, W_STOP) || (!told && has_class(r, k, W_BE | W_SAY)) ||
            (has_class(r, k, W_MOVE | W_SEIZE) && !is_word(r, k, "went")))
            return -1;
        if (event && !told && far == FAR && !has_class(r, k, W_DET | W_FORCE | W_STRIKE) &&
            !is_kind(r, k, C_DEMONYM) && !is_kind(r, k, C_NAME) &&
            !gm_reading_one_of(r, k,
                               "persists persisted intensified escalated "
                               "erupted broke out continued raged went took place between and "
                               "sides occurred extended flared spread started began resumed rocked "
                               "injures kills killed wounded are is going on under way with rebel "
                               "government militants again late early overnight two to"))
            return -1;
    }
    return -1;
}

/* "clashes", "a car bomb exploded", "violations of the truce" */
static bool is_event(const Reading *r, int i)
{
    bool event = gm_reading_one_of(r, i,
                                   "clashes skirmishes fighting battles clash ambush explosion "
                                   "explosions blast");
    event = event || (gm_reading_one_of(r, i, "exploded detonated") &&
                      gm_reading_one_of(r, i - 1, "bomb bombs car mine device vehicle"));
    return event || (is_word(r, i, "violations") &&
                     gm_reading_one_of(r, i - 1, "ceasefire truce fire silence"));
}

/* "shelling", "hit by drones", "sniper fire", "fired on" */
static bool is_attack(const Reading *r, int i)
{
    bool strike =
        gm_reading_one_of(r, i,
                          "airstrike airstrikes shelling shelled bombed bombing bombardment "
                          "bombarded raid raids raided targeted targeting rockets bombardments "
                          "shells bombarding") ||
        (gm_reading_one_of(r, i, "struck hit pounded pounding striking") && weapon_before(r, i)) ||
        (gm_reading_one_of(r, i, "strike strikes attack attacks") &&
         gm_reading_one_of(
             r, i - 1, "air drone missile rocket artillery chemical mortar suicide bomb terror")) ||
        (gm_reading_one_of(r, i, "attacked") && weapon_before(r, i));
    strike = strike || is_word(r, i, "gunfire") ||
             (is_word(r, i, "fire") &&
              gm_reading_one_of(r, i - 1,
                                "harassment artillery mortar gun arms machinegun machine "
                                "sniper tank rocket enemy hostile weapons "
                                "opened opening returned"));
    return strike || (is_word(r, i, "fired") && gm_reading_one_of(r, i + 1, "on at into") &&
                      gm_read_is_military(r, true));
}

/* "a coalition fighting in X" */
static bool is_fighter(const Reading *r, int i)
{
    return is_word(r, i, "fighting") && i > 0 && is_kind(r, i - 1, C_WORD) &&
           !gm_reading_one_of(r, i - 1,
                              "heavy fierce intense ground renewed ongoing the street of as "
                              "amid from and ongoing by while that continued more new");
}

/** "Killed soldiers in Niger": somewhere in a country is none of the map's. */
static bool is_whole_land(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) && gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref),
                                                           GM_PLACE_SETTLEMENT) == GM_PLACE_COUNTRY;
}

bool gm_read_is_none(const Reading *r, int i)
{
    int k = is_kind(r, i - 1, C_WORD) && !has_class(r, i - 1, W_PREP | W_BE) ? i - 2 : i - 1;
    return gm_reading_one_of(r, i - 1, "no without") ||
           (gm_reading_one_of(r, k, "no without") && !has_class(r, k + 1, W_AND));
}

/** "airstrike in Idlib", "shelling of A and B", "targeting areas in C" */
void gm_read_strike(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_STRIKE))
        return;
    if (read_struck_list(sr, i))
        return;
    bool event = is_event(r, i);
    if (gm_read_is_none(r, i))
        return;
    if (is_fighter(r, i) || !(event || is_attack(r, i)))
        return;
    int k = where_struck(r, i, event);
    if (k < 0)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, i);
    int behind = k;
    if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION)) {
        behind = gm_read_add_spot_chain(r, s, k, false);
    } else {
        behind = gm_read_add_spots(sr, s, k);
        if (behind == k && gm_reading_one_of(r, k + 1, "places areas positions sites"))
            behind = gm_read_add_spot_chain(r, s, gm_read_way_place(r, k + 1), false);
    }
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    s->end = at(r, behind - 1)->end;
    if (!gm_statement_anchor(s, GM_PART_AT, 0))
        s->kind = GM_ST_AREA;
    if (s->kind == GM_ST_AREA && s->anchors->len == 1 && is_whole_land(r, behind - 1)) {
        gm_build_free(s);
        return;
    }
    for (int n = i; n < behind; n++)
        if (s->kind == GM_ST_AREA && is_kind(r, n, C_REGION))
            s->sides = at(r, n)->sides;
    gm_build_subject(s, strike_noun(at(r, i)->fold), event ? "event" : "strike");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** "experienced an exchange of rocket fire", "came under mortar fire" at @i: its last chunk;
 *  -1. */
static int fire_undergone(const Reading *r, int i)
{
    int k = i + 1;
    if (gm_reading_one_of(r, i, "came come comes"))
        k = is_word(r, k, "under") ? k + 1 : i;
    else if (!gm_reading_one_of(r, i,
                                "experienced witnessed saw endured suffered sustained witness "
                                "witnesses experience"))
        k = i;
    for (int n = k; k > i && n < k + 9 && (is_kind(r, n, C_WORD) || is_kind(r, n, C_DEMONYM)) &&
                    !has_class(r, n, W_STOP | W_SAY);
         n++)
        if (gm_reading_one_of(r, n,
                              "shelling fire bombardment airstrikes airstrike strikes attack "
                              "attacks raids clashes fighting explosions gunfire"))
            return n;
    return -1;
}

/** Behind the list that goes on from the place at @i, with where it lies: "A, B and C in the
 *  mountains of D in the south of E". */
static int behind_list(const Reading *r, int i)
{
    int k = i + 1, last = k;
    while (k < i + 30) {
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION) || has_class(r, k, W_PARTOF) ||
            gm_reading_one_of(r, k, "mountains mountain hills plain countryside"))
            last = k + 1;
        else if (!gm_reading_punct(r, k, ',') && !has_class(r, k, W_AND | W_DET | W_AREA) &&
                 !gm_reading_one_of(r, k, "in of"))
            break;
        k++;
    }
    return last;
}

/** "The areas of A, B and C experienced rocket fire" at A */
static bool read_undergone(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!is_open_place(sr, i) || is_kind(r, i - 2, C_PLACE) || is_kind(r, i - 1, C_PLACE))
        return false;
    int k = behind_list(r, i), last = fire_undergone(r, k);
    if (last < 0 || !gm_read_is_military(r, true))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, last);
    for (int n = i; n < k; n++)
        if (is_kind(r, n, C_PLACE))
            gm_read_add_spot(r, s, n);
    if (!gm_statement_anchor(s, GM_PART_AT, 0)) {
        gm_build_free(s);
        return false;
    }
    gm_build_subject(s, strike_noun(at(r, last)->fold), "strike");
    take(sr, i, last, TAKEN_PLACE);
    gm_build_list(r, s);
    return true;
}

/** "X was shelled", "X was rocked by heavy shelling" */
void gm_read_passive_strike(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1 + gm_reading_one_of(r, i + 1, "bridge bridges dam dams hill hills base camp"),
        verb = k;
    if (read_undergone(sr, i))
        return;
    while (k < i + 6 && (has_class(r, k, W_BE) || gm_reading_one_of(r, k,
                                                                    "has have had been again "
                                                                    "also heavily reportedly")))
        k++;
    if (k == verb || has_class(r, i - 1, W_PREP)) /* "the road to X was shelled" */
        return;
    int last = gm_reading_one_of(r, k, "shelled bombed bombarded") ? k : -1;
    if (gm_reading_one_of(r, k, "rocked hit struck targeted pounded attacked") &&
        gm_reading_one_of(r, k + 1, "by in with"))
        for (int n = k + 2; n < k + 7; n++)
            if (gm_reading_one_of(r, n,
                                  "shelling airstrike airstrikes strike strikes rockets "
                                  "artillery missiles missile bombardment explosion explosions "
                                  "blast blasts drones raids shells"))
                last = n;
    if (last < 0)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, last);
    gm_read_add_spot(r, s, i);
    if (!gm_statement_anchor(s, GM_PART_AT, 0))
        s->kind = GM_ST_AREA;
    if (is_kind(r, i, C_REGION))
        s->sides = at(r, i)->sides;
    gm_build_subject(s, strike_noun(at(r, last)->fold), "strike");
    take(sr, i, last, TAKEN_PLACE);
    gm_build_list(r, s);
}
