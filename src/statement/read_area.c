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
                     gm_reading_one_of(r, k,
                                       "of most much strategic key whole war torn in entire rest "
                                       "certain the mountain summit former some"));
         n++, k++)
        partly = partly || gm_reading_one_of(r, k, "certain some parts");
    if (!is_kind(r, k, C_PLACE) && !is_kind(r, k, C_REGION))
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
        if (!joined || !(is_kind(r, next, C_PLACE) || is_kind(r, next, C_REGION)))
            break;
        k = next;
    }
    return k + 1;
}

static GmStatement *list_area(SentenceReading *sr, GmStatement *s, int first, int behind,
                              const char *subject, const char *feature)
{
    Reading *r = sr->r;
    s->end = MAX(s->end, at(r, behind - 1)->end);
    gm_build_subject(s, subject, feature);
    take(sr, first, behind - 1, TAKEN_PLACE);
    return gm_build_list(r, s);
}

/** Zones that name a place and no extent. */
static void read_zone(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    const Arg *in = gm_phrase_find(&z->args, GM_PART_IN);
    if (z->corridor || !(in || z->name >= 0))
        return;
    bool pocket = gm_reading_one_of(r, z->noun, "enclave pocket");
    if (z->bare && !pocket)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, z->first, z->last);
    gm_build_args(r, s, &z->args);
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
        (gm_reading_one_of(r, i - 1,
                           "military ground air scale ongoing massive "
                           "fierce joint clearing antiterror") ||
         gm_reading_one_of(r, i, "offensive offensives incursion"))) {
        *prepositions = "in on against into across";
        return "operation";
    }
    if (gm_reading_one_of(r, i, "capture seizure recapture occupation liberation") &&
        is_word(r, i + 1, "of")) {
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
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, i);
    int k = i + 1;
    bool control = g_str_equal(feature, "control");
    /* "a ceasefire took effect in", "was declared across" */
    for (int n = 0;
         !control && n < 7 &&
         (!gm_reading_one_of(r, k, prepositions) ||
          gm_reading_one_of(r, k + 1, "force place effect") || is_kind(r, k + 1, C_NUMBER) ||
          has_class(r, k + 1, W_APPROX) || is_word(r, k + 1, "at"));
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
    list_area(sr, s, first, behind, control ? "control" : feature, feature);
}

static bool is_area(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION);
}

/* what of a place is taken: "most of", "the heights of", "the villages of" */
#define PART_WORDS                                                                                 \
    "most much whole summit quarter half hill hills height heights ridge peak village villages "   \
    "town towns"

/** "hold A and B", "now control A", "took the town of A": verbs of other meanings
 *  too, so the place must be their object. */
static bool holds(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i,
                           "hold holds held keep keeps control controlling took taken take "
                           "taking retain retains") ||
        has_class(r, i - 1, W_DET | W_BE | W_PREP | W_ADMIN) || gm_reading_hyphen(r, i - 1) ||
        is_kind(r, i - 1, C_DEMONYM) || (i > 0 && is_kind(r, i - 1, C_PUNCT)))
        return false;
    bool over = gm_reading_one_of(r, i, "took take taken taking") && is_word(r, i + 1, "over");
    int k = i + 1 + over;
    bool whole = false;
    while (k < i + 6 && (has_class(r, k, W_DET) || gm_reading_one_of(r, k, PART_WORDS) ||
                         (whole && is_word(r, k, "of"))))
        whole = gm_reading_one_of(r, k++, PART_WORDS) || whole;
    if (!is_kind(r, k, C_PLACE) || (has_class(r, i + 1, W_DET) && !whole))
        return false;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    if (gm_reading_one_of(r, i, "took taken take taking") && is_word(r, k + 1, "to"))
        return false;
    return kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT && kind != GM_PLACE_WATER &&
           !at(r, k)->possessive;
}

/** The place behind "the Syrian side of", "most of", "the town" at @i, or -1. */
static int object_of(const Reading *r, int i)
{
    int k = i;
    if (is_word(r, i, "of"))
        return -1;
    while (k < i + 6 && !is_area(r, k) &&
           (has_class(r, k, W_DET | W_PARTOF) || is_kind(r, k, C_DEMONYM) ||
            gm_reading_one_of(r, k, "of strategic key city " PART_WORDS)))
        k++;
    return is_area(r, k) || is_kind(r, k, C_ACTOR) ? k : -1;
}

/** "rebel-held Idlib", "seized A and B", "occupying northern Idlib" */
static void read_control(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_SEIZE | W_CONTROL) &&
        !gm_reading_one_of(r, i, "keep keeps retain retains regained regain regains"))
        return;
    int first = i, k = i + 1;
    bool held = gm_reading_one_of(r, i, "held controlled") && gm_reading_hyphen(r, i - 1);
    bool seized = gm_reading_one_of(r, i,
                                    "captured capture captures capturing seized seize seizing "
                                    "seizes retook recaptured recapture recapturing retake "
                                    "occupied occupy occupying occupies overran overrun liberated "
                                    "controls retaken regained regain regains stormed") ||
                  holds(r, i);
    if (held)
        first = i - 2;
    else if (!seized)
        return;
    if (seized && has_class(r, i - 1, W_BE)) /* "was captured in": a person or thing */
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, i);
    k += gm_reading_one_of(r, i, "took take taken taking") && is_word(r, k, "over");
    int behind = k, object = object_of(r, k);
    if (object >= 0) {
        k = object;
        for (;;) { /* "the Sinai, the Golan and the West Bank" */
            gm_build_anchors(r, s, GM_PART_IN, k);
            if (is_kind(r, k, C_REGION))
                s->sides |= at(r, k)->sides;
            int next = k + 1 + gm_reading_punct(r, k + 1, ',');
            next += has_class(r, next, W_AND);
            if (next == k + 1 || !is_word(r, next, "the") || !is_area(r, next + 1))
                break;
            k = next + 1;
        }
        behind = k + 1;
    } else if (has_class(r, k, W_AREA) || (has_class(r, k, W_DET) && has_class(r, k + 1, W_AREA)) ||
               (gm_reading_one_of(r, k, "much most parts") && seized)) {
        while (has_class(r, k, W_AREA | W_DET) || gm_reading_one_of(r, k, "much most"))
            k++;
        behind = gm_read_add_areas(r, s, k, "in of across around");
    }
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    list_area(sr, s, first, behind, "control", "control");
}

/** How a place stands: what was done to it, or in whose hands it is. @k is the
 *  chunk behind the auxiliary verbs. The last chunk of the phrase, or -1. */
static int fate_at(const Reading *r, int k, const char **subject)
{
    *subject = "control";
    if (gm_reading_one_of(r, k,
                          "captured seized recaptured retaken occupied liberated overrun taken") &&
        !(is_word(r, k, "taken") && !gm_reading_one_of(r, k + 1, "by back over")))
        return k;
    if (gm_reading_one_of(r, k, "held controlled ruled") && is_word(r, k + 1, "by"))
        return k;
    if (gm_reading_one_of(r, k, "encircled besieged surrounded blockaded")) {
        *subject = "siege";
        return k;
    }
    if (gm_reading_one_of(r, k, "returned handed ceded transferred restored") &&
        (is_word(r, k + 1, "to") || (is_word(r, k + 1, "over") && is_word(r, k + 2, "to")) ||
         is_word(r, k + 1, "back")))
        return k + !is_word(r, k + 1, "to");
    if (!gm_reading_one_of(r, k, "under in"))
        return -1;
    for (int n = k + 1; n < k + 7 && !has_class(r, n, W_STOP); n++) {
        if (is_word(r, k, "in") ? is_word(r, n, "hands") : is_word(r, n, "control"))
            return n;
        if (is_word(r, k, "under") && gm_reading_one_of(r, n, "siege blockade")) {
            *subject = "siege";
            return n;
        }
    }
    return -1;
}

/** "X fell", "A, B and C fell to the rebels", "X came under control": the last
 *  chunk, or -1. */
static int fall_at(const Reading *r, int k, const char **subject)
{
    *subject = "control";
    if (gm_reading_one_of(r, k, "fell fallen falls"))
        return !has_class(r, k + 1, W_PREP) || gm_reading_one_of(r, k + 1, "to on in into after")
                   ? k
                   : -1;
    if (gm_reading_one_of(r, k, "came come comes passed passes fell remains remain remained") &&
        gm_reading_one_of(r, k + 1, "under into"))
        return fate_at(r, k + 1, subject);
    return -1;
}

/** "X was captured", "X and Y are under rebel control", "X fell to the rebels" */
static void read_passive(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const char *subject = NULL;
    int k = i + 1;
    k += gm_reading_one_of(r, k, "also later reportedly");
    if (is_taken(sr, i, TAKEN_PLACE) || has_class(r, i - 1, W_PREP))
        return;
    bool of_one = is_kind(r, i, C_PLACE) && !at(r, i)->possessive;
    int last = of_one ? fall_at(r, k, &subject) : -1;
    bool partly = false;
    if (last >= 0) { /* "snow fell", "the leaves of X fell to 3 per cent" */
        GmPlaceKind kind =
            gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT);
        if (kind == GM_PLACE_COUNTRY || kind == GM_PLACE_RIVER || is_kind(r, last + 2, C_NUMBER) ||
            !(gm_read_is_military(r, true) || is_word(r, last + 1, "to") || last > k))
            return;
    } else {
        if (!has_class(r, k, W_BE) &&
            !gm_reading_one_of(r, k, "has have had remains remain will shall must"))
            return;
        for (; k < i + 6; k++) {
            if (!has_class(r, k, W_BE) &&
                !gm_reading_one_of(r, k,
                                   "has have had been will shall must to be now still again "
                                   "largely fully reportedly also remains remain later partly "
                                   "mostly all both once more currently"))
                break;
            partly = partly || is_word(r, k, "partly");
        }
        last = fate_at(r, k, &subject);
    }
    if (last < 0)
        return;
    bool siege = g_str_equal(subject, "siege");
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, last);
    gm_build_anchors(r, s, GM_PART_IN, i);
    s->sides = partly ? GM_SIDE_OF_INSIDE : 0;
    if (is_kind(r, i, C_REGION))
        s->sides |= at(r, i)->sides;
    list_area(sr, s, i, last + 1, subject, siege ? "operation" : "control");
}

/** "blockaded X", "the besieged towns of A and B" */
static void read_siege(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    static const char words[] = "besieged besieging blockaded encircled encircling surrounded";
    bool inside = is_kind(r, i, C_PLACE) && at(r, i)->n > 2; /* "the besieged towns of A" */
    for (guint t = at(r, i)->first; inside && t < at(r, i)->first + 3; t++)
        if (g_str_equal(gm_text_token_fold(r->d, t), "besieged"))
            break;
        else if (t == at(r, i)->first + 2)
            inside = false;
    bool cut = is_word(r, i, "cut") && is_word(r, i + 1, "off") && gm_read_is_military(r, true);
    if (!inside && !cut && (!gm_reading_one_of(r, i, words) || has_class(r, i - 1, W_BE)))
        return;
    int object = inside ? i : object_of(r, i + 1 + cut);
    if (cut && (object != i + 2 || !gm_read_is_spot(r, reading_ref(r, at(r, object)->ref))))
        return;
    if (object < 0 || is_kind(r, object, C_ACTOR))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, object);
    gm_build_anchors(r, s, GM_PART_IN, object);
    s->sides = is_kind(r, object, C_REGION) ? at(r, object)->sides : 0;
    list_area(sr, s, i, object + 1, "siege", "operation");
}

/** Named areas, as "Operation Peace Spring": zones by their names. */
static void read_named_area(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    if (gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT) != GM_PLACE_AREA ||
        is_taken(sr, i, TAKEN_PLACE | TAKEN_MEASURE))
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
            read_control(sr, i);
            read_siege(sr, i);
        } else if (is_kind(r, i, C_PLACE)) {
            read_siege(sr, i);
            read_named_area(sr, i);
        }
        if (is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION))
            read_passive(sr, i);
    }
}
