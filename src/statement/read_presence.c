/** Forces that are somewhere, without a word of deploying: "fighters remain in A", "tanks
 *  stood at B", "positions near C", "troops dug in around D". */
#include "readers.h"

static bool is_position(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "positions position trenches foxholes snipers sniper bunkers "
                             "emplacements fortifications strongholds stronghold hideouts");
}

/** Armed ones, as a noun; a "unit" or "team" may be anything. */
static bool is_force(const Reading *r, int i)
{
    return is_position(r, i) ||
           gm_reading_one_of(r, i,
                             "troops forces soldiers fighters peacekeepers tanks battalion "
                             "battalions brigade brigades rebels insurgents jihadists gunmen "
                             "mercenaries marines paratroopers militia militias militants convoy "
                             "reinforcements regiment garrison army howitzers armour");
}

/** "Four howitzers in A and a tank in B": what monitors count. */
static bool is_counted_weapon(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i,
                           "tank tanks howitzer howitzers mortar mortars launcher launchers "
                           "vehicle vehicles carrier carriers guns cannon cannons missiles "
                           "snipers helicopters batteries") ||
        (gm_reading_one_of(r, i, "vehicle vehicles carrier carriers") &&
         !gm_reading_one_of(r, i - 1,
                            "armoured armored military combat fighting personnel infantry")))
        return false;
    for (int k = i - 1; k >= 0 && k > i - 7; k--) {
        if (is_kind(r, k, C_NUMBER) || is_kind(r, k, C_MEASURE) || has_class(r, k, W_UNNAMED) ||
            gm_reading_one_of(r, k, "a an one"))
            return true;
        if (!is_kind(r, k, C_WORD) || has_class(r, k, W_PREP | W_BE))
            return gm_reading_hyphen(r, k) || gm_reading_punct(r, k, '(') ||
                   gm_reading_punct(r, k, ')');
    }
    return false;
}

static bool is_adverb(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "still now already currently also again reportedly mainly "
                             "mostly all both have had has been being");
}

/** "in", "at", "close to", "on the outskirts of" @i: the chunk behind, or @i. */
static int behind_where(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "close next adjacent") && is_word(r, i + 1, "to"))
        return i + 2;
    if (!gm_reading_one_of(r, i, "in at near around outside inside on along throughout"))
        return i;
    int k = i + 1 + has_class(r, i + 1, W_DET);
    if (gm_reading_one_of(r, k,
                          "outskirts edge edges hills heights suburbs vicinity approaches "
                          "entrance countryside hill summit peak"))
        k += 1 + gm_reading_one_of(r, k + 1, "of around near above overlooking");
    return k;
}

/** The stretch of verbs behind the noun at @i: where it ends; @i when there is none. */
static int behind_stand(const Reading *r, int i)
{
    int k = i + 1;
    while (is_adverb(r, k))
        k++;
    int due = k; /* "are expected to remain" */
    while (gm_reading_one_of(r, due, "will would shall are is expected due set to continue"))
        due++;
    k = due > k && gm_reading_one_of(r, due, "remain stay") ? due : k;
    if (gm_reading_one_of(r, k,
                          "dug entrenched massed holed camped posted based stationed hiding "
                          "positioned encamped sheltering operating active ensconced") &&
        !is_word(r, k + 1, "on"))
        return k + 1 + gm_reading_one_of(r, k + 1, "in up out");
    if (gm_reading_one_of(r, k,
                          "remain remains remained stay stays stayed stand stands stood sit "
                          "sat hold operate operates waited wait lie lay is are was were")) {
        bool be = has_class(r, k, W_BE);
        k += 1 + gm_reading_one_of(r, k + 1, "out on");
        while (is_adverb(r, k))
            k++;
        if (gm_reading_one_of(r, k,
                              "dug entrenched massed holed camped posted hiding sheltering "
                              "present active based stationed positioned deployed encamped "
                              "stuck trapped concentrated waiting operating"))
            return k + 1 + gm_reading_one_of(r, k + 1, "in up out");
        return be && is_kind(r, i - 1, C_PLACE) ? i : k;
    }
    return i;
}

/** A place of which something can stand in, at or near: no country. */
static bool is_stand(const Reading *r, int i)
{
    if (!is_kind(r, i, C_PLACE) || at(r, i)->possessive)
        return false;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT);
    return kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT && kind != GM_PLACE_WATER;
}

void gm_read_presence(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool counted = is_counted_weapon(r, i);
    if (!(counted || is_force(r, i)) || is_taken(sr, i, TAKEN_PLACE))
        return;
    int k = behind_stand(r, i);
    bool verb = k > i;
    if (!verb)
        k = i + 1; /* "positions near A" */
    if (!verb && !counted &&
        !is_position(r, i)) /* "troops in A agreed": no news of where they are */
        return;
    int where = behind_where(r, k);
    int place = where + (where > k && has_class(r, where, W_DET));
    if (where == k || !is_stand(r, place) || is_taken(sr, place, TAKEN_PLACE) ||
        (!counted && is_position(r, i) && !gm_read_is_military(r, true)))
        return;
    if (!verb && !gm_read_is_spot(r, reading_ref(r, at(r, place)->ref)))
        return;
    int first = gm_read_phrase_start(r, i);
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, place);
    bool near = !gm_reading_one_of(r, k, "in on inside");
    int behind = gm_read_add_spot_chain(r, s, place, near);
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, is_position(r, i) ? "positions" : "units", "unit");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** "joint patrols in A", "patrolled B and the north of C" */
void gm_read_patrol(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_PATROL) || is_taken(sr, i, TAKEN_PLACE))
        return;
    int k = i + 1;
    bool verb = gm_reading_one_of(r, i, "patrolled patrolling");
    while (k < i + 4 && gm_reading_one_of(r, k,
                                          "was were is are carried out conducted held began "
                                          "took place completed today"))
        k++;
    bool led =
        gm_reading_one_of(r, k, "in at around near inside across throughout through outside");
    int place = led || verb ? gm_read_way_place(r, k + led) : -1;
    if (place < 0 || is_taken(sr, place, TAKEN_PLACE) || !is_kind(r, place, C_PLACE) ||
        !(gm_read_is_military(r, true) || is_word(r, i - 1, "joint")) ||
        gm_reading_place_kind(r, reading_ref(r, at(r, place)->ref), GM_PLACE_SETTLEMENT) ==
            GM_PLACE_COUNTRY)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, place);
    int behind = gm_read_add_spot_chain(r, s, place, false);
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, "patrol", "patrol");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}
