#include "readers.h"

#include <string.h>

/* The kinds, in the order in which they may claim a phrase: what is said most
 * fully first, single points and parts last. */
static const struct {
    GmStatementKind kind;
    void (*read)(SentenceReading *sr);
} readers[] = {
    {GM_ST_BORDER_STRIP, gm_read_border_strip},
    {GM_ST_CORRIDOR, gm_read_corridor},
    {GM_ST_BUFFER, gm_read_buffer},
    {GM_ST_SEGMENT, gm_read_segment},
    {GM_ST_LINE, gm_read_line},
    {GM_ST_RELATIVE, gm_read_relative},
    {GM_ST_DEPLOYMENT, gm_read_deployment},
    {GM_ST_DEPLOYMENT, gm_read_flow},
    {GM_ST_AREA, gm_read_area},
    {GM_ST_BETWEEN, gm_read_between},
    {GM_ST_NEAR, gm_read_near},
    {GM_ST_REGION_PART, gm_read_region_part},
};

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
        bool naked = z->noun == z->first + 1 && z->bare &&
                     (gm_reading_one_of(r, z->noun, "zone zones corridor corridors") ||
                      strstr(s->subject ? s->subject : "", at(r, z->noun)->fold));
        if (naked || shares_modifier(z->subject, s->subject) ||
            (z->corridor && s->kind == GM_ST_CORRIDOR))
            return (int)i;
    }
    return -1;
}

/** "the buffer zone" once more: the same thing, its places by antecedent. */
static void read_zone_again(SentenceReading *sr, ZonePhrase *z)
{
    Reading *r = sr->r;
    guint behind = at(r, z->noun)->first + 1;
    bool owner = behind < r->d->tokens->len && /* "the corridor's edge" */
                 (gm_text_token(r->d, behind)->flags & GM_TOKEN_POSSESSIVE);
    int meant = z->definite && z->name < 0 && !owner ? zone_meant(r, z) : -1;
    if (meant < 0)
        return;
    const GmStatement *old = g_ptr_array_index(r->list, (guint)meant);
    int last = z->noun;
    for (guint i = 0; i < z->args.measures->len; i++)
        last = MAX(last, g_array_index(z->args.measures, ArgMeasure, i).chunk);
    GmStatement *s = gm_build_new(r, old->kind, z->first, last);
    Ref ref = {-1, -1, at(r, z->first)->start, at(r, z->noun)->end};
    for (guint i = 0; i < old->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(old->anchors, GmAnchor, i);
        ref.antecedent = a->mention >= 0 ? a->mention : a->antecedent;
        gm_build_anchor_ref(r, s, a->part, &ref);
    }
    for (guint i = 0; i < z->args.measures->len; i++) {
        const Chunk *c = at(r, g_array_index(z->args.measures, ArgMeasure, i).chunk);
        GmMeasurePart part = old->measures->len ? g_array_index(old->measures, GmMeasure, 0).part
                             : old->kind == GM_ST_BORDER_STRIP ? GM_MEASURE_DEPTH
                                                               : GM_MEASURE_WIDTH;
        gm_build_measure(s, c, c->has_part ? c->measure.part : part, 0);
    }
    s->sides = old->sides | (z->args.measures->len ? z->args.sides : 0);
    s->total_width = old->total_width;
    gm_build_subject(s, z->subject, "zone");
    s->same_as = meant;
    z->done = true;
    gm_build_list(r, s);
}

static void free_zones(GArray *zones)
{
    for (guint i = 0; i < zones->len; i++) {
        ZonePhrase *z = &g_array_index(zones, ZonePhrase, i);
        gm_phrase_args_clear(&z->args);
        g_free(z->subject);
    }
    g_array_free(zones, TRUE);
}

static void read_stretch(Reading *r, guint sentence, guint first, guint behind)
{
    gm_reading_chunk(r, sentence, first, behind);
    SentenceReading sr = {.r = r, .zones = gm_phrase_zones(r)};
    sr.taken = g_new0(guint8, r->chunks->len + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(readers); i++)
        readers[i].read(&sr);
    for (guint i = 0; i < sr.zones->len; i++)
        if (!zone_at(&sr, i)->done)
            read_zone_again(&sr, zone_at(&sr, i));
    for (guint i = 0; i < r->list->len; i++) {
        const GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->sentence == sentence && s->same_as < 0)
            r->last_zone[s->kind] = (int)i;
    }
    free_zones(sr.zones);
    g_free(sr.taken);
}

/** What goes on for longer than any sentence (tables, lists without stops) is
 *  read in stretches, so that time stays in proportion to length. */
static void read_sentence(Reading *r, guint sentence)
{
    enum { LONGEST = 500 };
    const GmSentence *s = gm_text_sentence(r->d, sentence);
    guint behind = s->first_token + s->n_tokens;
    for (guint i = s->first_token; i < behind; i += LONGEST)
        read_stretch(r, sentence, i, MIN(i + LONGEST, behind));
}

/** A sentence off the article counts only where its places were put on the map. */
static bool is_read(const GmMentions *m, const GmSentence *s, guint *next)
{
    bool mapped = gm_text_section_is_article(s->section);
    while (*next < m->list->len && gm_mention_at(m, *next)->start < s->start)
        (*next)++;
    for (guint i = *next; i < m->list->len && gm_mention_at(m, i)->start < s->end; i++)
        mapped = mapped || gm_mention_is_mapped(gm_mention_at(m, i));
    return mapped;
}

GmStatements *gm_statement_read(const GmMentions *m, GError **error)
{
    (void)error; /* reading cannot fail: what is not understood is not stated */
    GmStatements *out = g_new0(GmStatements, 1);
    out->mentions = m;
    out->list = g_ptr_array_new_with_free_func((GDestroyNotify)gm_build_free);
    Reading r = {.m = m, .d = m->document, .words = gm_lexicon_get(), .list = out->list};
    r.chunks = g_array_new(FALSE, FALSE, sizeof(Chunk));
    r.refs = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.roads = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.road_ends = g_array_new(FALSE, FALSE, sizeof(RoadEnds));
    r.borders = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.first_borders = g_array_new(FALSE, FALSE, sizeof(Ref));
    for (int k = 0; k < GM_N_STATEMENT_KINDS; k++)
        r.last_zone[k] = -1;
    guint next = 0;
    for (guint i = 0; i < m->document->sentences->len; i++)
        if (is_read(m, gm_text_sentence(m->document, i), &next))
            read_sentence(&r, i);
    gm_join_borders(&r);
    gm_join_drop_unplaced(out->list);
    gm_join_sort(out->list);
    gm_join_repeats(m, out->list);
    g_array_free(r.chunks, TRUE);
    g_array_free(r.refs, TRUE);
    g_array_free(r.roads, TRUE);
    g_array_free(r.road_ends, TRUE);
    g_array_free(r.borders, TRUE);
    g_array_free(r.first_borders, TRUE);
    return out;
}

void gm_statement_free(GmStatements *s)
{
    if (!s)
        return;
    g_ptr_array_free(s->list, TRUE);
    g_free(s);
}

const GmAnchor *gm_statement_anchor(const GmStatement *s, GmAnchorPart part, guint nth)
{
    for (guint i = 0; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        if (a->part == part && nth-- == 0)
            return a;
    }
    return NULL;
}

const GmMention *gm_statement_anchor_mention(const GmStatements *s, const GmAnchor *a)
{
    int i = a->mention >= 0 ? a->mention : a->antecedent;
    return i >= 0 ? gm_mention_at(s->mentions, (guint)i) : NULL;
}

const GmMeasure *gm_statement_measure(const GmStatement *s, GmMeasurePart part)
{
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        if (m->part == part)
            return m;
    }
    return NULL;
}
