/** What nature does to places: "floods submerged 40 villages in A and B", "a quake shook
 *  C", "the cyclone made landfall over D". After the readers of fate and events, for what
 *  they leave. */
#include "readers.h"

static const char hazards[] =
    "earthquake earthquakes quake quakes tremor tremors aftershock aftershocks tsunami cyclone "
    "cyclones hurricane "
    "typhoon typhoons storm storms tornado tornadoes flood floods floodwater floodwaters flooding "
    "landslide "
    "landslides mudslide mudslides mudflow avalanche wildfire wildfires bushfire bushfires rain "
    "rains lava lahar lahars rainfall surge downpours";
static const char blows[] =
    "hit hits struck strikes shook jolted rocked battered lashed pounded swept submerged inundated "
    "engulfed flooded swamped entered reached devastated ravaged affected destroyed buried damaged "
    "deluged slammed smashed barrelled tore";
/** Peoples, money and games have storms, too; and the past. */
static const char other_matters[] =
    "match league cup season election elections festival film novel century centuries concert "
    "shares stocks market anniversary criticism would could might if";

/** Behind the verb at @i: the chunk of the first place, over "40 villages in", "parts of
 *  the districts of"; or -1. */
static int struck_behind(const Reading *r, int i)
{
    for (int k = i + 1; k < i + 11; k++) {
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_REGION))
            return k;
        if (!(is_kind(r, k, C_NUMBER) || has_class(r, k, W_DET | W_APPROX | W_SETTLE | W_ADMIN) ||
              has_class(r, k, W_AREA | W_PARTOF) ||
              gm_reading_one_of(r, k,
                                "of in across into through over most several many some more than "
                                "least vast large whole entire low lying coastal rural urban "
                                "homes houses farmland crops fields land roads streets hundreds "
                                "dozens thousands parts hectares acres and neighbourhoods "
                                "off the coast province union councils camp camps")))
            return -1;
    }
    return -1;
}

/** A place of the map's own: no country, no sea, no river; parts have a kind of their own. */
static bool is_land_of(const SentenceReading *sr, int k)
{
    const Reading *r = sr->r;
    if (!is_open_place(sr, k) || is_river(r, at(r, k)))
        return false;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    return kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT && kind != GM_PLACE_WATER;
}

/** Lists the areas from chunk @place on, of what begins at @first. */
static void list_areas(SentenceReading *sr, int first, int place, const char *subject)
{
    Reading *r = sr->r;
    if (!is_land_of(sr, place))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, place);
    int behind = gm_read_add_area_list(r, s, place);
    if (behind <= place) {
        gm_build_free(s);
        return;
    }
    gm_read_list_area(sr, s, first, behind, subject, "emergency");
}

/** "A strong quake shook A", "floods have submerged 40 villages in B and C" */
static void read_blow(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, hazards) || is_word(r, i + 1, "of"))
        return;
    int k = i + 1;
    while (k < i + 8 && !gm_reading_one_of(r, k, blows)) {
        bool aside =
            gm_reading_one_of(r, k,
                              "have has had also water waters again that which of measuring "
                              "magnitude on and") ||
            is_kind(r, k, C_NUMBER) || gm_reading_one_of(r, k, hazards) ||
            (at(r, k)->token_flags & GM_TOKEN_CAPITAL);
        if (!aside || is_kind(r, k, C_PLACE))
            return;
        k++;
    }
    int place = gm_reading_one_of(r, k, blows) ? struck_behind(r, k) : -1;
    if (place >= 0)
        list_areas(sr, i, place, at(r, i)->fold);
}

/** "The storm made landfall over A", "at B" */
static void read_landfall(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!is_word(r, i, "landfall") || gm_reading_one_of(r, i + 1, "warning forecast"))
        return;
    for (int k = i + 1; k < i + 5; k++) {
        if (gm_reading_one_of(r, k, "over in at on along")) {
            int p = gm_read_event_place(sr, k);
            if (p >= 0 && gm_read_list_event(sr, i, p, p, "landfall"))
                return;
            p = struck_behind(r, k);
            if (p >= 0)
                list_areas(sr, i, p, "landfall");
            return;
        }
        if (!is_kind(r, k, C_WORD) || has_class(r, k, W_STOP | W_NEAR))
            return;
    }
}

/** "Hardest hit was the town of A", "the worst-hit areas were B and C" */
static void read_worst(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int before = gm_reading_hyphen(r, i - 1) ? i - 2 : i - 1;
    if (!gm_reading_one_of(r, i, "hit affected") ||
        !gm_reading_one_of(r, before, "hardest worst badly heavily most"))
        return;
    int k = i + 1;
    while (k < i + 4 &&
           (has_class(r, k, W_AREA | W_SETTLE | W_ADMIN) ||
            gm_reading_one_of(r, k, "provinces places communities by was were are is")))
        k++;
    if (k == i + 1 || !has_class(r, k - 1, W_BE))
        return;
    int place = struck_behind(r, k - 1);
    if (place >= 0)
        list_areas(sr, before, place, "damage");
}

void gm_read_hazard(SentenceReading *sr)
{
    Reading *r = sr->r;
    if (gm_reading_has_one_of(r, other_matters))
        return;
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_WORD)) {
            read_blow(sr, i);
            read_landfall(sr, i);
            read_worst(sr, i);
        }
}
