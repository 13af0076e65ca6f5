/** The places that something stands at: lists behind a preposition. */
#include "readers.h"

bool gm_read_is_spot(const Reading *r, const Ref *ref)
{
    switch (gm_reading_place_kind(r, ref, GM_PLACE_SETTLEMENT)) {
    case GM_PLACE_COUNTRY:
    case GM_PLACE_DIVISION:
    case GM_PLACE_DISTRICT:
    case GM_PLACE_REGION:
    case GM_PLACE_CONTINENT:
    case GM_PLACE_WATER:
    case GM_PLACE_RIVER:
    case GM_PLACE_AREA:
        return false;
    default:
        return true;
    }
}

/** A group by its letters, "the SDF". */
static bool is_group(const Reading *r, int i)
{
    return is_kind(r, i, C_WORD) && (at(r, i)->token_flags & GM_TOKEN_ALL_CAPS) &&
           at(r, i)->fold_len > 2 && at(r, i)->fold_len < 6 && is_word(r, i - 1, "the") &&
           !gm_reading_one_of(r, i,
                              "who imf wto nba nfl nhl bbc cnn ioc fbi cia opec icc osce "
                              "unhcr ocha iom wfp icrc iaea");
}

bool gm_read_is_force(const Reading *r, int i)
{
    if (has_class(r, i, W_FORCE | W_PATROL) || is_group(r, i))
        return true;
    if (!is_kind(r, i, C_ACTOR) && !is_kind(r, i, C_NAME))
        return false;
    for (guint t = at(r, i)->first; t < at(r, i)->first + at(r, i)->n; t++)
        if (gm_lexicon_class(r->words, gm_text_token_fold(r->d, t)) & W_FORCE)
            return true;
    return false;
}

bool gm_read_is_military(const Reading *r, bool nations)
{
    static const char words[] =
        "troops soldiers forces army military militants fighters tanks artillery peacekeepers "
        "brigade battalion militia militias rebels rebel warplanes jets munitions missiles weapons "
        "drones navy marines insurgents garrison paratroopers unifil warplane helicopters "
        "reinforcements regime observers monitors airstrike airstrikes shelling";
    for (int i = 0; i < n_chunks(r); i++)
        if ((nations && (is_kind(r, i, C_DEMONYM) || is_kind(r, i, C_ACTOR))) ||
            gm_reading_one_of(r, i, words))
            return true;
    return false;
}

/** Over ", 20 km north of B" between the places of a list: the comma behind it. */
static int behind_gloss(const Reading *r, int i)
{
    if (!gm_reading_punct(r, i, ',') || !is_kind(r, i + 1, C_MEASURE))
        return i;
    for (int k = i + 2; k < i + 7; k++)
        if (gm_reading_punct(r, k, ',') && has_class(r, k + 1, W_AND))
            return k;
    return i;
}

int gm_read_add_spot_chain(const Reading *r, GmStatement *s, int i, bool near)
{
    int k = i, last = i;
    for (;;) { /* "in A and B in the countryside of C", "A and northern B" */
        const Chunk *c = at(r, k);
        for (guint n = 0; n < c->n_refs; n++) {
            const Ref *ref = reading_ref(r, c->ref + n);
            GmPlaceKind kind = gm_reading_place_kind(r, ref, GM_PLACE_SETTLEMENT);
            bool spot = c->kind == C_PLACE && !(c->cls & W_ADMIN & ~W_SETTLE) &&
                        (gm_read_is_spot(r, ref) || (near && kind == GM_PLACE_DIVISION));
            gm_build_anchor_ref(r, s, spot ? GM_PART_AT : GM_PART_IN, ref);
        }
        if (c->kind == C_REGION && !gm_statement_anchor(s, GM_PART_AT, 0))
            s->sides |= c->sides;
        last = k;
        int next = behind_gloss(r, k + 1);
        bool comma = gm_reading_punct(r, next, ',');
        next += comma;
        bool joined = has_class(r, next, W_AND);
        next += joined;
        if (gm_reading_one_of(r, next,
                              joined  ? "in at near on around"
                              : comma ? "in around at"
                                      : "in"))
            next++;
        if (is_word(r, next, "the"))
            next++;
        if (gm_reading_one_of(r, next, "outskirts edge edges suburbs") &&
            is_word(r, next + 1, "of"))
            next += 2;
        if (next == k + 1 || !(is_kind(r, next, C_PLACE) || is_kind(r, next, C_REGION)) ||
            (comma && !joined && is_kind(r, next, C_REGION) && !at(r, next)->inside))
            break; /* "A, north of B": where A is */
        k = next;
    }
    return last + 1;
}

/** "entrance to", and its "to" */
static bool is_entrance(const Reading *r, int k)
{
    static const char words[] = "entrance entrances gate gates approach approaches";
    return gm_reading_one_of(r, k, words) ||
           (is_word(r, k, "to") && gm_reading_one_of(r, k - 1, words));
}

int gm_read_add_spots(SentenceReading *sr, GmStatement *s, int i)
{
    Reading *r = sr->r;
    int k = i;
    if (is_word(r, i, "along") || is_word(r, i, "on")) {
        int line = has_class(r, i + 1, W_DET) ? i + 2 : i + 1;
        if (is_linear(r, line)) {
            gm_build_anchors(r, s, GM_PART_ALONG, line);
            int more = gm_reading_one_of(r, line + 1, "in at near inside across")
                           ? gm_read_add_spots(sr, s, line + 1)
                           : line + 1;
            return more > line + 1 ? more : line + 1;
        }
    }
    if (!gm_reading_one_of(r, k,
                           "in at near inside outside around on within across of to into "
                           "throughout along from through over against including"))
        return i;
    /* a province has no "near": its town is meant */
    bool near = gm_reading_one_of(r, k, "near outside");
    k++;
    if (has_class(r, k, W_AND) && gm_reading_one_of(r, k + 1, "around near")) /* "in and around" */
        k += 2;
    for (int n = 0;
         n < 4 && !is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION) &&
         (has_class(r, k, W_DET | W_AREA | W_PARTOF | W_SETTLE) || gm_read_is_wind_of_town(r, k) ||
          gm_reading_one_of(r, k,
                            "of both near between strategic outskirts the frontlines frontline "
                            "state provincial regional capital") ||
          is_entrance(r, k));
         n++)
        k++;
    if (!is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION))
        return i;
    return gm_read_add_spot_chain(r, s, k, near);
}

int gm_read_where_before(const Reading *r, int i)
{
    int where = i;
    while (where > i - 5 && where > 0 && !is_word(r, where, "where"))
        where--;
    if (!is_word(r, where, "where"))
        return -1;
    int place = where - 1 - gm_reading_punct(r, where - 1, ',');
    for (int n = place; n > place - 4; n--)
        if (is_kind(r, n, C_MEASURE)) {
            place = n - 1;
            while (has_class(r, place, W_APPROX) || gm_reading_punct(r, place, ','))
                place--;
            break;
        }
    bool spot = is_kind(r, place, C_PLACE) && gm_read_is_spot(r, reading_ref(r, at(r, place)->ref));
    return spot ? place : -1;
}

int gm_read_add_spot_list(const Reading *r, GmStatement *s, int i)
{
    int last = i;
    for (int k = i; k < n_chunks(r); k++) {
        bool name = is_kind(r, k, C_WORD) && (at(r, k)->token_flags & GM_TOKEN_CAPITAL);
        if (is_kind(r, k, C_PLACE)) {
            gm_build_anchors(r, s, GM_PART_AT, k);
            last = k;
        } else if (!(name || gm_reading_punct(r, k, ',') || gm_reading_hyphen(r, k) ||
                     has_class(r, k, W_AND | W_DET))) {
            break;
        }
    }
    return last + 1;
}

void gm_read_add_spot(const Reading *r, GmStatement *s, int i)
{
    const Chunk *c = at(r, i);
    for (guint n = 0; n < c->n_refs; n++) {
        const Ref *ref = reading_ref(r, c->ref + n);
        bool spot = c->kind == C_PLACE && gm_read_is_spot(r, ref);
        gm_build_anchor_ref(r, s, spot ? GM_PART_AT : GM_PART_IN, ref);
    }
}
