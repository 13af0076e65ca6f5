/** Areas: ceasefires, safe and de-escalation zones with no stated extent,
 *  control, operations, in a province or another named area. */
#include "readers.h"

int gm_read_add_areas(const Reading *r, GmStatement *s, int i, const char *prepositions)
{
    if (!gm_reading_one_of(r, i, prepositions))
        return i;
    int k = i + 1;
    bool partly = false; /* "in certain areas of X": not all of it */
    for (int n = 0; n < 5 && !is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION) &&
                    (has_class(r, k, W_DET | W_AREA | W_PARTOF | W_ADMIN | W_SETTLE) ||
                     (gm_read_is_wind_of_town(r, k)) ||
                     gm_reading_one_of(r, k,
                                       "of most much strategic key whole war torn in entire rest "
                                       "certain the mountain summit former some all both major "
                                       "important border last"));
         n++, k++)
        partly = partly || gm_reading_one_of(r, k, "certain some parts");
    if ((!is_kind(r, k, C_PLACE) || at(r, k)->possessive) && !is_kind(r, k, C_REGION))
        return i;
    s->sides |= partly ? GM_SIDE_OF_INSIDE : 0;
    for (;;) {
        const Chunk *c = at(r, k);
        gm_build_anchors(r, s, c->kind == C_REGION && !c->inside ? GM_PART_OF : GM_PART_IN, k);
        if (c->kind == C_REGION)
            s->sides |= c->sides;
        int next = k + 1 + gm_reading_punct(r, k + 1, ',');
        bool joined =
            has_class(r, next, W_AND) ||
            (next > k + 1 && (is_word(r, next, "the") || gm_reading_one_of(r, next, prepositions)));
        next += has_class(r, next, W_AND);
        next += gm_reading_one_of(r, next, prepositions) &&
                gm_reading_one_of(r, next, "in throughout across over");
        int part = next;
        while (part < next + 3 && gm_reading_one_of(r, part, "parts most much the some"))
            part++;
        if (part > next && is_word(r, part, "of")) { /* "A and parts of B" */
            s->sides |= GM_SIDE_OF_INSIDE;
            next = part + 1;
            joined = joined || next > k + 3;
        }
        if (is_word(r, next, "the"))
            next++;
        bool clause = gm_reading_punct(r, k + 1, ',') && has_class(r, next + 1, W_BE) &&
                      gm_reading_one_of(r, 0, "after since following with before despite");
        if (!joined || clause || !(is_kind(r, next, C_PLACE) || is_kind(r, next, C_REGION)))
            break; /* "after the fall of A, the B province is" */
        k = next;
    }
    Args but;
    gm_phrase_args_init(&but);
    int except = k + 1 + gm_reading_punct(r, k + 1, ',');
    if (gm_reading_one_of(r, except, "except excluding excepting barring save apart aside other") &&
        gm_phrase_read_arg(r, except, &but) > except) {
        gm_build_anchors(r, s, GM_PART_EXCEPT, g_array_index(but.places, Arg, 0).chunk);
        k = but.last;
    }
    gm_phrase_args_clear(&but);
    return k + 1;
}

void gm_read_list_area(SentenceReading *sr, GmStatement *s, int first, int behind,
                       const char *subject, const char *feature)
{
    Reading *r = sr->r;
    s->end = MAX(s->end, at(r, behind - 1)->end);
    gm_build_subject(s, subject, feature);
    take(sr, first, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** Zones that name a place and no extent. */
static void read_zone(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    const Arg *in = gm_phrase_find(&z->args, GM_PART_IN);
    if (z->corridor || !(in || z->name >= 0))
        return;
    bool pocket = gm_reading_one_of(r, z->noun, "enclave pocket");
    bool covers = in && gm_reading_one_of(r, z->noun + 1,
                                          "covers cover covered includes include comprises takes "
                                          "encompasses spans straddles straddling");
    if (z->bare && !pocket && !covers)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, z->first, z->last);
    /* "zones in A, parts of B and C" */
    bool several = in && gm_reading_one_of(r, z->noun, "zones areas pockets enclaves") &&
                   (gm_reading_punct(r, in->chunk + 1, ',') || has_class(r, in->chunk + 1, W_AND));
    int more = in ? in->chunk + 1 : 0;
    if (several && z->args.places->len > 1) {
        GmStatement *list = gm_build_new(r, GM_ST_AREA, z->first, z->last);
        if (gm_read_add_area_list(r, list, more) > z->args.last)
            g_array_set_size(z->args.places, 1);
        gm_build_free(list);
    }
    gm_build_args(r, s, &z->args);
    if ((covers || several) && z->args.places->len == 1) { /* "comprises A, B and C": the rest */
        z->last = MAX(z->last, gm_read_add_area_list(r, s, more) - 1);
        s->end = MAX(s->end, at(r, z->last)->end);
    }
    if (z->name >= 0) {
        const Chunk *c = at(r, z->name);
        gm_build_anchors(r, s, c->kind == C_REGION || c->possessive ? GM_PART_IN : GM_PART_OF,
                         z->name);
        s->sides |= c->kind == C_REGION ? c->sides : 0;
        if (!in)
            gm_build_note(s, "the text does not say how far it reaches");
    }
    z->done = true;
    take(sr, z->first, z->last, TAKEN_PLACE);
    gm_build_subject(s, z->subject, pocket ? "control" : "zone");
    gm_build_list(r, s);
}

/** Past "on Sunday" in "the capture on Sunday of A", from @i on; or @i. */
static int behind_day(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i, "on in last this yesterday earlier"))
        return i;
    int k = gm_read_behind_time(r, i);
    return k - is_word(r, k - 1, "of");
}

/** The noun of an area statement at @i, and what it is. */
static const char *area_noun(const Reading *r, int i, const char **prepositions)
{
    if (!has_class(r, i, W_AREANOUN))
        return NULL;
    *prepositions = "in over across throughout for covering covers around within inside";
    if (has_class(r, i, W_TRUCE) || (is_word(r, i, "fire") && is_word(r, i - 2, "cease")) ||
        (is_word(r, i, "hostilities") && is_word(r, i - 1, "of")))
        return "ceasefire";
    if (gm_reading_one_of(r, i, "emergency siege") && is_word(r, i - 1, "of") &&
        is_word(r, i - 2, "state"))
        return "emergency";
    if (is_word(r, i, "pause") && !has_class(r, i - 1, W_DET) &&
        !gm_reading_one_of(r, i - 1, "humanitarian day"))
        return NULL;
    if (has_class(r, i, W_OPERATION) &&
        !gm_reading_one_of(r, i + 1, "center centre room rooms command") &&
        (gm_reading_one_of(r, i - 1,
                           "military ground air scale ongoing massive "
                           "fierce joint clearing antiterror") ||
         gm_reading_one_of(r, i, "offensive offensives incursion") ||
         (gm_reading_one_of(r, i + 1, "was has is") && gm_read_is_military(r, true)))) {
        *prepositions = "in on against into across";
        return "operation";
    }
    int of = behind_day(r, i + 1);
    if (gm_reading_one_of(r, i, "capture seizure recapture occupation liberation") &&
        is_word(r, of, "of")) {
        *prepositions = "of";
        return "control";
    }
    if (gm_reading_one_of(r, i, "loss fall surrender takeover handover storming conquest") &&
        is_word(r, of, "of") && gm_read_is_military(r, true)) {
        *prepositions = "of";
        return "control";
    }
    if (gm_reading_one_of(r, i, "hold grip") && is_word(r, i + 1, "on") &&
        gm_reading_one_of(r, i - 1, "their its") && gm_read_is_military(r, true)) {
        *prepositions = "on";
        return "control";
    }
    if (gm_reading_one_of(r, i, "control sovereignty") &&
        !gm_reading_one_of(r, i - 1, "arms border air remote birth traffic quality out")) {
        *prepositions = "of over";
        return "control";
    }
    return NULL;
}

static void read_noun(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const char *prepositions = NULL, *feature = area_noun(r, i, &prepositions);
    if (!feature)
        return;
    int first = i;
    while (first > i - 5 &&
           (has_class(r, first - 1, W_DET) || gm_reading_hyphen(r, first - 1) ||
            gm_reading_one_of(r, first - 1,
                              "cease lasting full immediate fragile new cessation of "
                              "state military major direct nationwide local "
                              "humanitarian temporary total night time")))
        first--;
    if (is_word(r, first - 1, "no")) /* "there will be no offensive on X" */
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, i);
    int k = i + 1;
    bool control = g_str_equal(feature, "control");
    if (control)
        k = behind_day(r, k);
    /* "a ceasefire took effect in", "was declared across" */
    for (int n = 0;
         !control && n < 7 &&
         (!gm_reading_one_of(r, k, prepositions) ||
          gm_reading_one_of(r, k + 1, "force place effect") || is_kind(r, k + 1, C_NUMBER) ||
          has_class(r, k + 1, W_APPROX) || is_word(r, k + 1, "at") ||
          gm_reading_one_of(r, k + 1, "targets positions hideouts"));
         n++) {
        if (!(is_kind(r, k, C_WORD) || is_kind(r, k, C_NUMBER)) ||
            has_class(r, k, W_STOP | W_SAY) ||
            gm_reading_one_of(r, k,
                              "talks deal agreement agreed negotiated signed brokered line "
                              "violations monitoring discussed"))
            break;
        k++;
    }
    /* "signed a truce in X that covers A and B": X is where it was signed */
    int covers = k;
    while (covers < k + 6 && !gm_reading_one_of(r, covers, "covers covering cover"))
        covers++;
    bool covered = !control && covers > i && gm_reading_one_of(r, covers, "covers covering cover");
    if (covered)
        k = covers;
    int behind = gm_read_add_areas(r, s, k, covered ? "covers covering cover" : prepositions);
    if (behind == k) { /* "control": a road is a line, no area */
        gm_build_free(s);
        return;
    }
    /* the end of what is said, with its time */
    for (int t = behind; t < behind + 12 && t < gm_phrase_clause_end(r, behind); t++) {
        if (!gm_reading_one_of(r, t, "start starts started begin begins effect force"))
            continue;
        while (t + 1 < n_chunks(r) && (is_kind(r, t + 1, C_NUMBER) ||
                                       gm_reading_one_of(r, t + 1, "at on from the of midnight") ||
                                       gm_lexicon_month(at(r, t + 1)->fold)))
            t++;
        s->end = at(r, t)->end;
        break;
    }
    gm_read_list_area(sr, s, first, behind, control ? "control" : feature, feature);
}

/** Named areas, as "Operation Peace Spring": zones by their names. */
static void read_named_area(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    if (gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT) != GM_PLACE_AREA ||
        is_taken(sr, i, TAKEN_PLACE | TAKEN_MEASURE | TAKEN_RANGE) ||
        is_word(r, i - 1, "between") ||
        (has_class(r, i - 1, W_DET) && is_word(r, i - 2, "between")))
        return;
    guint sides = gm_lexicon_sides(gm_text_token_fold(r->d, c->first));
    if (sides && c->n > 1) { /* "eastern Euphrates" as one name: a part by its name */
        GmStatement *part = gm_build_new(r, GM_ST_REGION_PART, i, i);
        gm_build_anchors(r, part, GM_PART_IN, i);
        part->sides = sides;
        gm_build_subject(part, "part", "named");
        gm_build_list(r, part);
        return;
    }
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, i);
    gm_build_anchors(r, s, GM_PART_OF, i);
    gm_build_subject(s, "named area", "zone");
    gm_build_list(r, s);
}

void gm_read_area(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (guint i = 0; i < sr->zones->len; i++)
        if (!zone_at(sr, i)->done)
            read_zone(sr, zone_at(sr, i));
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_WORD)) {
            read_noun(sr, i);
            gm_read_control(sr, i);
        } else if (is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION)) {
            gm_read_control(sr, i);
            if (is_kind(r, i, C_PLACE))
                read_named_area(sr, i);
        }
    }
}
