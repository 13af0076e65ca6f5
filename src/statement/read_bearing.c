/** Places by distance and bearing from what has no name there: "Mabraz, 12 km to the
 *  south" of the town spoken of, "15 m north of the bridge". */
#include "readers.h"

#include "geodesic.h"

#include <math.h>

/* What a distance is told from without its name. */
static const char origins[] =
    "bridge gate gates post posts checkpoint roadblock crossing plant station dam wall fence "
    "reactor hospital church mosque school port harbour base camp airport airfield airstrip "
    "runway crater volcano summit hill ridge pass dump site facility compound refinery terminal "
    "depot mine factory mill mills prison barracks headquarters position positions trench "
    "trenches front edge perimeter limits outskirts tower lighthouse silo silos junction "
    "roundabout intersection interchange tunnel blast explosion epicentre epicenter wreck";

/** "2-3 km west": seen, heard or hit, where nothing is said to lie there. */
static bool is_observed(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 16; k--)
        if (has_class(r, k, W_STRIKE) ||
            gm_reading_one_of(r, k,
                              "heard saw seen observed spotted recorded noted exploded landed fell "
                              "hit struck impacted detonated explosions explosion bursts shots "
                              "rounds fire shells epicentre epicenter centred centered placed put "
                              "located quake struck"))
            return true;
    return false;
}

/** The clause goes on elsewhere behind the bearing. */
static bool ends_there(const Reading *r, int k)
{
    return is_kind(r, k, C_END) || is_kind(r, k, C_PUNCT) || has_class(r, k, W_BE | W_AND) ||
           has_class(r, k, W_STOP) ||
           gm_reading_one_of(r, k, "where in on at through across along by over after");
}

/** The noun that ends "the new post", "its eastern edge" at @i, or -1. */
static int origin_noun(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i, "the its their his") && !at(r, i)->possessive)
        return -1;
    int last = -1;
    for (int k = i + 1; k < i + 6; k++) {
        if (!is_kind(r, k, C_WORD) && !gm_reading_hyphen(r, k) && !is_kind(r, k, C_DIR) &&
            !is_kind(r, k, C_DEMONYM))
            break;
        if (has_class(r, k, W_PREP | W_BE | W_STOP | W_SAY | W_AND | W_MOVE))
            break;
        if (gm_reading_one_of(r, k, origins))
            last = k;
    }
    return last;
}

/** @there lies about so far from @here, and about there. */
static bool agrees(const GmMention *here, const GmMention *there, double metres, guint sides)
{
    if (!here->has_place || !there->has_place || here->place.ref == there->place.ref)
        return false;
    GmPos a = {here->place.lat, here->place.lon}, b = {there->place.lat, there->place.lon};
    double far = gm_geo_distance(a, b), azimuth = gm_geo_azimuth(a, b);
    return gm_side_of_azimuth(sides, azimuth) && fabs(far - metres) < 0.35 * metres + 2000.0;
}

/** The town spoken of before byte @start, from which @found (or what only the text
 *  knows) may lie so far: of a place on the map the one that agrees. Its mention, or -1. */
static int town_meant(const Reading *r, int found, gsize start, const Chunk *measure, guint sides)
{
    int known = found >= 0 ? reading_ref(r, at(r, found)->ref)->mention : -1;
    const GmMention *there = known >= 0 ? gm_mention_at(r->m, (guint)known) : NULL;
    for (int n = 0, i = gm_reading_town_before(r, start); n < 3 && i >= 0; n++) {
        const GmMention *m = gm_mention_at(r->m, (guint)i);
        if (gm_text_token(r->d, m->first_token)->sentence + 2 < r->sentence)
            return -1;
        if (!there || !there->has_place)
            return i;
        if (agrees(m, there, measure->measure.metres_max, sides))
            return i;
        i = gm_reading_town_before(r, m->start);
    }
    return -1;
}

/** ", where X lies 12 km to the south": what lies there, and the town it is told from. */
static void list_bearing(SentenceReading *sr, int i, int last, guint sides, const Ref *origin)
{
    Reading *r = sr->r;
    Ref unknown = {-1, -1, 0, 0}, town = unknown;
    int found = gm_read_located_before(r, i, &unknown), first = found >= 0 ? found : i;
    if (found >= 0 && unknown.end == 0 && at(r, found)->n_refs != 1)
        return;
    if (!origin) {
        int spoken = found < 0 && !is_observed(r, i)
                         ? -1
                         : town_meant(r, unknown.end == 0 ? found : -1, at(r, first)->start,
                                      at(r, i), sides);
        if (spoken < 0)
            return;
        const GmMention *m = gm_mention_at(r->m, (guint)spoken);
        town = (Ref){spoken, -1, m->start, m->end};
        origin = &town;
    }
    GmStatement *s = gm_read_begin_relative(r, i, last, found, &unknown);
    gm_build_anchor_ref(r, s, GM_PART_OF, origin);
    gm_build_measure(s, at(r, i), GM_MEASURE_DISTANCE, 0);
    s->sides = sides;
    gm_build_subject(s, "place", NULL);
    take(sr, i, last, TAKEN_MEASURE | TAKEN_PLACE);
    gm_build_list(r, s);
}

static void read_bearing(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = i + 1;
    if (at(r, i)->has_part || has_class(r, i - 1, W_STOP) ||
        gm_reading_one_of(r, i - 1, "every for of per by"))
        return;
    if (gm_reading_one_of(r, k, "further farther away inland"))
        k++;
    if (is_word(r, k, "to") && is_word(r, k + 1, "the") && is_kind(r, k + 2, C_DIR))
        k += 2;
    guint sides = is_kind(r, k, C_DIR) && !at(r, k)->adjective ? at(r, k)->sides : 0;
    k += sides != 0;
    if (sides && ends_there(r, k)) {
        list_bearing(sr, i, k - 1, sides, NULL);
        return;
    }
    if (!gm_reading_one_of(r, k, "of from outside off inside beyond"))
        return;
    int noun = origin_noun(r, k + 1);
    if (noun < 0 || (is_word(r, k, "of") && !sides) || is_word(r, noun + 1, "of"))
        return;
    Ref origin = {-1, -1, at(r, k + 1)->start, at(r, noun)->end};
    list_bearing(sr, i, noun, sides, &origin);
}

void gm_read_bearing(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE))
            read_bearing(sr, i);
}
