/** Zones spoken of again ("the buffer zone"), and zones that have a size and no
 *  place of their own. Read last: they lean on what the other readers found. */
#include "readers.h"

#include <string.h>

static bool is_zone_kind(GmStatementKind k)
{
    return k == GM_ST_CORRIDOR || k == GM_ST_BUFFER || k == GM_ST_BORDER_STRIP || k == GM_ST_AREA;
}

static bool shares_modifier(const char *a, const char *b)
{
    if (!a || !b)
        return false;
    g_auto(GStrv) words = g_strsplit_set(a, " -", -1);
    for (guint i = 0; words[i]; i++) {
        if (g_str_equal(words[i], "zone") || g_str_equal(words[i], "corridor") ||
            g_str_equal(words[i], "area") || strlen(words[i]) < 3)
            continue;
        /* "demilitarised" and "demilitarized" alike */
        if (strlen(words[i]) > 8)
            words[i][8] = '\0';
        if (strstr(b, words[i]))
            return true;
    }
    return false;
}

/** "The DMZ", of a "Demilitarized Zone". */
static bool names_dmz(const GmStatement *s)
{
    const GmAnchor *of = gm_statement_anchor(s, GM_PART_OF, 0);
    g_autofree char *name = of ? g_ascii_strdown(of->surface, -1) : NULL;
    return (name && strstr(name, "demilitari")) || (s->subject && strstr(s->subject, "demilitari"));
}

/** The earlier statement that "the zone" means, or -1. */
static int zone_meant(const Reading *r, const ZonePhrase *z)
{
    guint far = r->list->len > 400 ? r->list->len - 400 : 0; /* memory of a reader */
    for (guint i = r->list->len; i-- > far;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (!is_zone_kind(s->kind) || g_strcmp0(s->feature, "zone") != 0 || s->same_as >= 0)
            continue;
        if (s->start >= at(r, z->first)->start)
            continue;
        bool corridor =
            s->kind == GM_ST_CORRIDOR || strstr(s->subject ? s->subject : "", "corridor");
        if (z->corridor && !corridor)
            continue;
        if (is_word(r, z->noun, "dmz") && names_dmz(s))
            return (int)i;
        bool naked = z->noun == z->first + 1 && z->bare &&
                     (gm_reading_one_of(r, z->noun, "zone zones corridor corridors") ||
                      strstr(s->subject ? s->subject : "", at(r, z->noun)->fold));
        if (naked || shares_modifier(z->subject, s->subject) ||
            (z->corridor && s->kind == GM_ST_CORRIDOR))
            return (int)i;
    }
    return -1;
}

static GmMeasurePart default_part(const GmStatement *old)
{
    if (old->measures->len)
        return g_array_index(old->measures, GmMeasure, 0).part;
    return old->kind == GM_ST_BORDER_STRIP ? GM_MEASURE_DEPTH : GM_MEASURE_WIDTH;
}

static void add_measures(const Reading *r, GmStatement *s, const ZonePhrase *z, GmMeasurePart part)
{
    for (guint i = 0; i < z->args.measures->len; i++) {
        const Chunk *c = at(r, g_array_index(z->args.measures, ArgMeasure, i).chunk);
        gm_build_measure(s, c, c->has_part ? c->measure.part : part, 0);
    }
}

/** The places of an earlier statement, by the words of this one. */
static void add_places_of(const Reading *r, GmStatement *s, const GmStatement *old,
                          const ZonePhrase *z)
{
    Ref ref = {-1, -1, at(r, z->first)->start, at(r, z->noun)->end};
    for (guint i = 0; i < old->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(old->anchors, GmAnchor, i);
        if (a->part == GM_PART_EXCEPT && s->same_as < 0 && z->args.measures->len > 0 &&
            !z->definite)
            continue;
        ref.antecedent = a->mention >= 0 ? a->mention : a->antecedent;
        gm_build_anchor_ref(r, s, a->part, &ref);
    }
}

/** "The zone around the wreck": it lies at what the text tells next, known or not. */
static bool tells_place(const Reading *r, const ZonePhrase *z)
{
    return gm_reading_one_of(r, z->noun + 1, "around along surrounding near between");
}

/** "the buffer zone" once more: the same thing, its places by antecedent. */
static void read_zone_again(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    guint behind = at(r, z->noun)->first + 1;
    bool owner = behind < r->d->tokens->len && /* "the corridor's edge" */
                 (gm_text_token(r->d, behind)->flags & GM_TOKEN_POSSESSIVE);
    int meant = z->definite && z->name < 0 && !owner && !tells_place(r, z) ? zone_meant(r, z) : -1;
    if (meant < 0)
        return;
    const GmStatement *old = g_ptr_array_index(r->list, (guint)meant);
    int last = z->noun;
    for (guint i = 0; i < z->args.measures->len; i++)
        last = MAX(last, g_array_index(z->args.measures, ArgMeasure, i).chunk);
    GmStatement *s = gm_build_new(r, old->kind, z->first, last);
    add_places_of(r, s, old, z);
    add_measures(r, s, z, default_part(old));
    s->sides = old->sides | (z->args.measures->len ? z->args.sides : 0);
    s->total_width = old->total_width;
    gm_build_subject(s, z->subject, "zone");
    s->same_as = meant;
    z->done = true;
    gm_build_list(r, s);
}

/** A line of contact in the sentence or soon behind it ("a zone 50 km wide … from
 *  the line of contact"); false when there is none. */
static bool find_contact_line(const Reading *r, Ref *line, bool ahead)
{
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_LINE) && at(r, i)->n_refs) {
            *line = *reading_ref(r, at(r, i)->ref);
            return true;
        }
    if (!ahead)
        return false;
    const Chunk *last = at(r, n_chunks(r) - 1);
    guint first = last->first + last->n, n = r->d->tokens->len;
    for (guint t = first; t + 2 < n && t < first + 70; t++) {
        if (!g_str_equal(gm_text_token_fold(r->d, t), "line"))
            continue;
        guint64 of = gm_lexicon_class(r->words, gm_text_token_fold(r->d, t + 2));
        bool contact = g_str_equal(gm_text_token_fold(r->d, t + 1), "of") && (of & W_LINEMOD);
        bool named = gm_lexicon_class(r->words, gm_text_token_fold(r->d, t - 1)) & W_LINEMOD;
        guint a = named ? t - 1 : t, b = contact ? t + 2 : t;
        if (!contact && !named)
            continue;
        *line = (Ref){-1, -1, gm_text_token(r->d, a)->start, gm_text_token(r->d, b)->end};
        return true;
    }
    return false;
}

/** Where an installation stands, of this sentence or the one before, or -1. */
static int installation_before(const Reading *r)
{
    for (guint i = r->list->len; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence + 1 < r->sentence)
            return -1;
        const GmAnchor *at_it = gm_statement_anchor(s, GM_PART_AT, 0);
        if (s->kind == GM_ST_DEPLOYMENT && at_it && g_strcmp0(s->feature, "flow") != 0)
            return at_it->mention;
    }
    return -1;
}

/** The strip or zone with a place of the last two sentences, or NULL. */
static const GmStatement *sized_before(const Reading *r)
{
    for (guint i = r->list->len; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence + 2 < r->sentence)
            return NULL;
        if ((s->kind == GM_ST_CORRIDOR || s->kind == GM_ST_BORDER_STRIP ||
             s->kind == GM_ST_BUFFER) &&
            g_strcmp0(s->feature, "zone") == 0 && gm_build_has_place(s))
            return s;
    }
    return NULL;
}

/** Gives @s the sizes and sides of the phrase @z, which ends at @last, and lists it. */
static void list_sized(SentenceReading *sr, GmStatement *s, ZonePhrase *z, int last,
                       GmMeasurePart part)
{
    add_measures(sr->r, s, z, part);
    s->sides = z->args.sides;
    z->done = true;
    gm_build_subject(s, z->subject, "zone");
    take(sr, z->first, last, TAKEN_MEASURE);
    gm_build_list(sr->r, s);
}

/** "A strip 5 km wide along the Araz", "a 10 km zone around Fordow", of names that no
 *  gazetteer has: kept, so that it is told and not mistaken for another zone. */
static bool read_zone_at_unknown(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    int k = MAX(z->last, z->noun) + 1;
    bool along = gm_reading_one_of(r, k, "along on");
    if (!along && !gm_reading_one_of(r, k,
                                     "around surrounding surrounds encircles of from "
                                     "outside near"))
        return false;
    int first = k + 1 + has_class(r, k + 1, W_DET), last = first;
    if (!gm_reading_is_name(r, first))
        return false;
    while (gm_reading_is_name(r, last + 1))
        last++;
    Ref ref = {-1, -1, at(r, first)->start, at(r, last)->end};
    GmStatement *s = gm_build_new(r, along ? GM_ST_CORRIDOR : GM_ST_BUFFER, z->first, last);
    gm_build_anchor_ref(r, s, along ? GM_PART_ALONG : GM_PART_OF, &ref);
    s->total_width = along;
    list_sized(sr, s, z, last, along ? GM_MEASURE_WIDTH : GM_MEASURE_RADIUS);
    return true;
}

/** "A 14-km danger zone": what people are kept from, round a volcano or a plant. */
static bool is_danger_zone(const Reading *r, const ZonePhrase *z)
{
    for (int k = z->first; k <= z->noun; k++)
        if (gm_reading_one_of(r, k,
                              "danger exclusion evacuation hazard emergency restricted prohibited "
                              "restriction forbidden planning protection surveillance quarantine"))
            return !z->corridor;
    return false;
}

static bool read_danger_zone(SentenceReading *sr, ZonePhrase *z, int last)
{
    Reading *r = sr->r;
    Ref ref = {-1, -1, at(r, z->first)->start, at(r, z->noun)->end};
    if (!is_danger_zone(r, z) || tells_place(r, z) || !gm_reading_danger_meant(r, ref.start, &ref))
        return false;
    GmStatement *s = gm_build_new(r, GM_ST_BUFFER, z->first, last);
    gm_build_anchor_ref(r, s, GM_PART_OF, &ref);
    list_sized(sr, s, z, last, GM_MEASURE_RADIUS);
    return true;
}

/** A zone with a size and no place: along the line of contact that the sentence
 *  speaks of, around the base just named ("inside a 55-km zone"), or where the
 *  last zone was ("they offered a strip of 5 to 14 km"). */
static void read_sized_zone(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    if (z->args.places->len > 0 || z->name >= 0)
        return;
    if (gm_reading_one_of(r, z->noun + 1, "surrounds encircles") && read_zone_at_unknown(sr, z))
        return;
    if (z->args.measures->len == 0)
        return;
    const ArgMeasure *m = &g_array_index(z->args.measures, ArgMeasure, z->args.measures->len - 1);
    if (read_zone_at_unknown(sr, z) || read_danger_zone(sr, z, MAX(z->noun, m->chunk)))
        return;
    int base = gm_reading_one_of(r, z->first - 1, "inside within") ? installation_before(r) : -1;
    const GmStatement *old = base < 0 ? sized_before(r) : NULL;
    /* "a corridor" is no ring told of before; "a zone around the wreck" is the wreck's */
    if (old && ((z->corridor && old->kind != GM_ST_CORRIDOR) || tells_place(r, z) ||
                is_word(r, z->noun + 1, "from")))
        old = NULL;
    Ref ref = {-1, base, at(r, z->first)->start, at(r, z->noun)->end}, line;
    GmStatement *s = NULL;
    if (base >= 0) {
        s = gm_build_new(r, GM_ST_BUFFER, z->first, MAX(z->noun, m->chunk));
        gm_build_anchor_ref(r, s, GM_PART_OF, &ref);
        add_measures(r, s, z, GM_MEASURE_RADIUS);
    } else if (find_contact_line(r, &line, old == NULL)) {
        s = gm_build_new(r, GM_ST_CORRIDOR, z->first, MAX(z->noun, m->chunk));
        gm_build_anchor_ref(r, s, GM_PART_ALONG, &line);
        add_measures(r, s, z, GM_MEASURE_WIDTH);
        s->total_width = true;
    } else if (old) {
        s = gm_build_new(r, old->kind, z->first, MAX(z->noun, m->chunk));
        add_places_of(r, s, old, z);
        s->sides = old->sides;
        s->total_width = old->total_width;
        add_measures(r, s, z, default_part(old));
    }
    if (!s)
        return;
    z->done = true;
    gm_build_subject(s, z->subject, "zone");
    take(sr, z->first, z->noun, TAKEN_MEASURE);
    take(sr, m->chunk, m->chunk, TAKEN_MEASURE);
    gm_build_list(r, s);
}

/** "one of 70 km", "a second one 15 km deep", "another of 10 km" with the measure at @i:
 *  the chunk it begins at, or -1. */
static int one_more_of(const Reading *r, int i)
{
    int k = i - 1;
    while (k > i - 5 &&
           (has_class(r, k, W_APPROX) || gm_reading_one_of(r, k, "of is at some up to")))
        k--;
    if (!gm_reading_one_of(r, k, "one another second third other"))
        return -1;
    while (gm_reading_one_of(r, k - 1, "a the second third other another"))
        k--;
    return k;
}

/** The zone of this sentence or of the one before whose ranges are told, or NULL. */
static const GmStatement *ranged_before(const Reading *r, bool rings)
{
    const GmStatement *s = r->list->len ? g_ptr_array_index(r->list, r->list->len - 1) : NULL;
    if (!s || s->sentence + 1 < r->sentence || g_strcmp0(s->feature, "zone") != 0 ||
        s->measures->len == 0 ||
        (s->kind != GM_ST_CORRIDOR && s->kind != GM_ST_BORDER_STRIP &&
         !(rings && s->kind == GM_ST_BUFFER)))
        return NULL;
    return s;
}

/** "…, 70 km for rocket launchers and 140 km for missiles": the zone last told of, once
 *  more for each kind of weapon; with none, a zone that no line is known of. */
static void read_range(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int weapon = gm_phrase_weapon_of(r, i), more = one_more_of(r, i);
    const GmStatement *old = ranged_before(r, more >= 0);
    if (more >= 0 && !old)
        return;
    if (weapon < i && more >= 0) /* "rocket launchers and one of 140 km" */
        weapon = i;
    bool told = false; /* that something withdraws or a zone is made */
    for (int k = 0; k < n_chunks(r) && !told; k++)
        told = has_class(r, k, W_ZONE) || gm_reading_one_of(r, k,
                                                            "withdraw withdrawn withdrawal "
                                                            "withdrawing pulled pull pullback");
    if (!(old || told) || has_class(r, i + 1, W_DIR) || is_kind(r, i + 1, C_DIR) ||
        (gm_reading_one_of(r, i + 1, "from of") && is_kind(r, i + 2, C_PLACE)))
        return;
    GmStatement *s = gm_build_new(r, old ? old->kind : GM_ST_CORRIDOR,
                                  MIN(more >= 0 ? more : i, weapon), MAX(i, weapon));
    Ref ref = {-1, -1, 0, 0};
    for (guint k = 0; old && k < old->anchors->len; k++) {
        const GmAnchor *a = &g_array_index(old->anchors, GmAnchor, k);
        ref = (Ref){-1, a->mention >= 0 ? a->mention : a->antecedent, a->start, a->end};
        gm_build_anchor_ref(r, s, a->part, &ref);
    }
    int line = old ? -1 : i - 1; /* "withdrawn from the line of contact: 50 km for artillery" */
    while (line >= 0 && !is_kind(r, line, C_LINE))
        line--;
    if (line >= 0)
        gm_build_anchors(r, s, GM_PART_ALONG, line);
    const Chunk *c = at(r, i);
    GmMeasurePart part = c->has_part ? c->measure.part
                         : old       ? g_array_index(old->measures, GmMeasure, 0).part
                         : line >= 0 ? GM_MEASURE_DEPTH
                                     : GM_MEASURE_WIDTH;
    gm_build_measure(s, c, part, 0);
    s->sides = old ? old->sides : 0;
    s->total_width = old ? old->total_width : part == GM_MEASURE_WIDTH;
    gm_build_subject(s, old ? old->subject : "security zone", "zone");
    take(sr, i, i, TAKEN_MEASURE);
    gm_build_list(r, s);
}

/** "It will be 15 to 20 km deep", "Its width is 5 km": the first measure's chunk, -1 when
 *  the sentence begins otherwise. */
static int size_of_it(const Reading *r)
{
    if (!gm_reading_one_of(r, 0, "it its this these they"))
        return -1;
    bool owner = is_word(r, 0, "its");
    int k = 1;
    while (k < 9 && !is_kind(r, k, C_MEASURE) &&
           (has_class(r, k, W_BE | W_APPROX | W_DET | W_AND) ||
            gm_reading_one_of(r, k,
                              "will would should may must could shall to be about at least up has "
                              "have had width depth breadth radius length of reach reaches reached "
                              "extend extends extended stretch stretches measure measures measured "
                              "cover covers")))
        k++;
    if (!is_kind(r, k, C_MEASURE) || k < 2)
        return -1;
    const Chunk *m = at(r, k);
    return m->has_part && (owner || m->measure.part != GM_MEASURE_DISTANCE) ? k : -1;
}

/** The zone that the sentence before tells of last, or NULL; its index in @index. */
static const GmStatement *zone_before(const Reading *r, int *index)
{
    for (guint i = r->list->len; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence + 1 < r->sentence)
            return NULL;
        *index = (int)i;
        if (s->kind == GM_ST_CORRIDOR || s->kind == GM_ST_BORDER_STRIP || s->kind == GM_ST_BUFFER)
            return s;
    }
    return NULL;
}

/** "It will be 15 to 20 km deep [and 100 km long]", of the zone told of just before. */
static void read_size_of_it(SentenceReading *sr)
{
    Reading *r = sr->r;
    int i = size_of_it(r), meant = -1, last = i;
    const GmStatement *old = i > 0 ? zone_before(r, &meant) : NULL;
    if (!old || old->sentence + 1 != r->sentence)
        return;
    GmStatement *s = gm_build_new(r, old->kind, 0, i);
    Ref ref = {-1, -1, at(r, 0)->start, at(r, 0)->end};
    for (guint k = 0; k < old->anchors->len; k++) {
        const GmAnchor *a = &g_array_index(old->anchors, GmAnchor, k);
        ref.antecedent = a->mention >= 0 ? a->mention : a->antecedent;
        gm_build_anchor_ref(r, s, a->part, &ref);
    }
    for (int k = i; k < i + 4; k++)
        if (is_kind(r, k, C_MEASURE) && at(r, k)->has_part) {
            gm_build_measure(s, at(r, k), at(r, k)->measure.part, 0);
            last = k;
        }
    s->end = at(r, last)->end;
    s->sides = old->sides;
    s->total_width =
        old->total_width || g_array_index(s->measures, GmMeasure, 0).part == GM_MEASURE_WIDTH;
    s->same_as = old->same_as >= 0 ? old->same_as : meant;
    gm_build_subject(s, old->subject, "zone");
    take(sr, i, last, TAKEN_MEASURE);
    gm_build_list(r, s);
}

/** "It runs in an arc from A to B", of the line that the sentence before names. */
static void read_course_of_it(SentenceReading *sr)
{
    Reading *r = sr->r;
    Ref line = r->line;
    if (line.end == 0 || r->sentence == 0 ||
        line.start < gm_text_sentence(r->d, r->sentence - 1)->start)
        return;
    for (int k = 1; k < 9; k++) {
        if (!is_word(r, k, "from"))
            continue;
        Args a;
        gm_phrase_args_init(&a);
        if (gm_phrase_read_arg(r, k, &a) > k && gm_phrase_find(&a, GM_PART_TO)) {
            GmStatement *s = gm_build_new(r, GM_ST_LINE, 0, a.last);
            line.antecedent = line.mention >= 0 ? line.mention : line.antecedent;
            line.mention = -1;
            gm_build_anchor_ref(r, s, GM_PART_ALONG, &line);
            gm_build_args(r, s, &a);
            gm_build_subject(s, "line", NULL);
            take(sr, 0, a.last, TAKEN_RANGE);
            gm_build_list(r, s);
        }
        gm_phrase_args_clear(&a);
        return;
    }
}

/** "It extends over 180 km from A to B", "The zone runs from A to B", of the zone that
 *  the sentence before tells of. */
void gm_read_extent(SentenceReading *sr)
{
    Reading *r = sr->r;
    const GmStatement *old = r->list->len ? g_ptr_array_index(r->list, r->list->len - 1) : NULL;
    read_size_of_it(sr);
    if (!is_word(r, 0, "it") ||
        !gm_reading_one_of(r, 1, "extends stretches runs extended stretched ran reaches"))
        return;
    if (!old || !is_zone_kind(old->kind))
        read_course_of_it(sr);
    if (!old || old->sentence + 1 != r->sentence || !is_zone_kind(old->kind) ||
        g_strcmp0(old->feature, "zone") != 0)
        return;
    Args a;
    gm_phrase_args_init(&a);
    a.lands = true;
    gm_phrase_collect(r, 2, gm_phrase_clause_end(r, 2), &a);
    if (gm_phrase_find(&a, GM_PART_FROM) && !is_taken(sr, a.last, TAKEN_RANGE)) {
        bool strip = old->kind == GM_ST_BORDER_STRIP;
        GmStatement *s = gm_build_new(r, strip ? GM_ST_BORDER_STRIP : GM_ST_CORRIDOR, 0, a.last);
        Ref ref = {-1, -1, 0, 0};
        for (guint k = 0; k < old->anchors->len; k++) {
            const GmAnchor *o = &g_array_index(old->anchors, GmAnchor, k);
            if (o->part != GM_PART_ALONG)
                continue;
            ref = (Ref){-1, o->mention >= 0 ? o->mention : o->antecedent, o->start, o->end};
            gm_build_anchor_ref(r, s, o->part, &ref);
        }
        gm_build_args(r, s, &a);
        for (guint k = 0; k < a.measures->len; k++) {
            const Chunk *c = at(r, g_array_index(a.measures, ArgMeasure, k).chunk);
            gm_build_measure(s, c, c->has_part ? c->measure.part : GM_MEASURE_LENGTH, 0);
        }
        gm_build_subject(s, old->subject, "zone");
        take(sr, 0, a.last, TAKEN_RANGE | TAKEN_MEASURE);
        gm_build_list(r, s);
    }
    gm_phrase_args_clear(&a);
}

void gm_read_again(SentenceReading *sr)
{
    for (guint i = 0; i < sr->zones->len; i++) {
        ZonePhrase *z = zone_at(sr, i);
        if (!z->done)
            read_zone_again(sr, z);
        if (!z->done)
            read_sized_zone(sr, z);
    }
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE) &&
            (gm_phrase_weapon_of(sr->r, i) >= 0 || one_more_of(sr->r, i) >= 0))
            read_range(sr, i);
}
