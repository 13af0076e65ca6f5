/** Between two places: "between Idlib City and Ariha". */
#include "readers.h"

static bool is_spot(const Reading *r, const Ref *ref)
{
    GmPlaceKind k = gm_reading_place_kind(r, ref, GM_PLACE_SETTLEMENT);
    return k != GM_PLACE_COUNTRY && k != GM_PLACE_CONTINENT && k != GM_PLACE_DIVISION &&
           k != GM_PLACE_REGION;
}

/** "A storm warning is in effect from" at @i: what is warned of lies along the way there. */
static bool is_warned(const Reading *r, int i)
{
    int k = i - 1;
    while (
        k > i - 10 &&
        (has_class(r, k, W_BE | W_DET) ||
         gm_reading_one_of(r, k,
                           "in effect force issued posted place for along coast coastline shore "
                           "has have had been extended extends stretches runs run coastal waters "
                           "areas remains remain now also")))
        k--;
    return gm_reading_one_of(r, k, "warning warnings watch watches") &&
           gm_reading_one_of(r, k - 1,
                             "storm hurricane typhoon cyclone tsunami flood gale surge tornado "
                             "wind snow fire ice blizzard avalanche coastal");
}

/** "the area of military operations" that ends at @i */
static bool is_area_of(const Reading *r, int i)
{
    int k = i;
    while (k > i - 4 && is_kind(r, k, C_WORD) && !has_class(r, k, W_PREP | W_BE | W_STOP))
        k--;
    return k < i && is_word(r, k, "of") && has_class(r, k - 1, W_AREA);
}

void gm_read_between(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        /* "the area [stretching] from A to B" */
        bool area = is_word(r, i, "from") &&
                    (has_class(r, i - 1, W_AREA) || is_area_of(r, i - 1) ||
                     (gm_reading_one_of(r, i - 1, "stretching extending running reaching") &&
                      has_class(r, i - 2, W_AREA)) ||
                     is_warned(r, i));
        if (!(is_word(r, i, "between") || area) || is_taken(sr, i, TAKEN_RANGE))
            continue;
        Args a;
        gm_phrase_args_init(&a);
        if (gm_phrase_read_arg(r, i, &a) > i && gm_phrase_find(&a, GM_PART_FROM)) {
            GmStatement *s = gm_build_new(r, GM_ST_BETWEEN, i, a.last);
            gm_build_args(r, s, &a);
            bool spots = s->anchors->len == 2;
            for (guint k = 0; k < a.places->len; k++) {
                const Chunk *c = at(r, g_array_index(a.places, Arg, k).chunk);
                for (guint n = 0; n < c->n_refs; n++)
                    spots =
                        spots && (c->kind == C_LINE || ((c->kind == C_PLACE || c->kind == C_NAME) &&
                                                        is_spot(r, reading_ref(r, c->ref + n))));
            }
            /* relations and routes between towns are no places */
            if (gm_reading_one_of(
                    r, i - 1,
                    "talks relations rivalry match game agreement ties trade "
                    "meeting difference flights flight trains dispute "
                    "cooperation negotiations final service opportunities partnership "
                    "differences"))
                spots = false;
            if (spots) {
                gm_build_subject(s, "between", NULL);
                take(sr, i, a.last, TAKEN_RANGE);
                gm_build_list(r, s);
            } else {
                gm_build_free(s);
            }
        }
        gm_phrase_args_clear(&a);
    }
}
