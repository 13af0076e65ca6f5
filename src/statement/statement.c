#include "readers.h"

#include "fold.h"

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
    for (guint i = r->list->len; i-- > 0;) {
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
    int meant = z->definite && z->name < 0 ? zone_meant(r, z) : -1;
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

static void read_sentence(Reading *r, guint sentence)
{
    gm_reading_chunk(r, sentence);
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

/** Takes a statement off the list; those that pointed to it point nowhere. */
static void remove_statement(GPtrArray *list, guint index)
{
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        if (s->same_as == (int)index)
            s->same_as = -1;
        else if (s->same_as > (int)index)
            s->same_as--;
    }
    g_ptr_array_remove_index(list, index);
}

/** An anchor that only says "the border" before any border was named means the
 *  first that is named later; with none there is no place, and no statement. */
static void resolve_borders(Reading *r)
{
    for (guint i = 0; i < r->list->len;) {
        GmStatement *s = g_ptr_array_index(r->list, i);
        bool placed = s->kind == GM_ST_CORRIDOR || gm_build_has_place(s);
        for (guint k = 0; k < s->anchors->len && r->first_borders->len > 0; k++) {
            GmAnchor *a = &g_array_index(s->anchors, GmAnchor, k);
            if (a->mention >= 0 || a->antecedent >= 0 || !g_str_has_suffix(a->surface, "border"))
                continue;
            a->antecedent = g_array_index(r->first_borders, Ref, 0).mention;
            for (guint n = 1; n < r->first_borders->len; n++) {
                Ref ref = {-1, g_array_index(r->first_borders, Ref, n).mention, a->start, a->end};
                gm_build_anchor_ref(r, s, a->part, &ref);
                a = &g_array_index(s->anchors, GmAnchor, k);
            }
            placed = true;
        }
        bool unnamed = false;
        for (guint k = 0; k < s->anchors->len && !placed; k++)
            unnamed = unnamed ||
                      g_str_has_suffix(g_array_index(s->anchors, GmAnchor, k).surface, "border");
        if (unnamed && s->same_as < 0)
            remove_statement(r->list, i);
        else
            i++;
    }
}

/** Statements whose places are all unknown say nothing a map could show. */
static void drop_unplaced(GPtrArray *list)
{
    for (guint i = 0; i < list->len;) {
        const GmStatement *s = g_ptr_array_index(list, i);
        if (s->kind != GM_ST_CORRIDOR && !gm_build_has_place(s))
            remove_statement(list, i);
        else
            i++;
    }
}

static gint by_start(gconstpointer a, gconstpointer b)
{
    const GmStatement *x = *(GmStatement *const *)a, *y = *(GmStatement *const *)b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

/** Sorts by start; same_as follows. */
static void sort_list(GPtrArray *list)
{
    g_autofree GmStatement **meant = g_new0(GmStatement *, list->len + 1);
    g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) target = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        if (s->same_as >= 0)
            g_hash_table_insert(target, s, g_ptr_array_index(list, (guint)s->same_as));
    }
    g_ptr_array_sort(list, by_start);
    for (guint i = 0; i < list->len; i++)
        g_hash_table_insert(index, g_ptr_array_index(list, i), GUINT_TO_POINTER(i));
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        gpointer t = g_hash_table_lookup(target, s);
        if (t)
            s->same_as = (int)GPOINTER_TO_UINT(g_hash_table_lookup(index, t));
    }
}

static bool same_anchor(const GmMentions *m, const GmAnchor *a, const GmAnchor *b)
{
    if (a->part != b->part)
        return false;
    int i = a->mention >= 0 ? a->mention : a->antecedent;
    int k = b->mention >= 0 ? b->mention : b->antecedent;
    if (i >= 0 && k >= 0) {
        const GmMention *x = gm_mention_at(m, (guint)i), *y = gm_mention_at(m, (guint)k);
        if (x->has_place && y->has_place)
            return x->place.ref != 0 ? x->place.ref == y->place.ref
                                     : g_str_equal(x->place.name, y->place.name);
    }
    g_autofree char *x = gm_text_fold(a->surface, -1), *y = gm_text_fold(b->surface, -1);
    return g_str_equal(x, y);
}

static bool same_statement(const GmMentions *m, const GmStatement *a, const GmStatement *b)
{
    if (a->kind != b->kind || a->sides != b->sides || a->anchors->len != b->anchors->len ||
        a->measures->len != b->measures->len || g_strcmp0(a->feature, b->feature) != 0)
        return false;
    for (guint i = 0; i < a->measures->len; i++) {
        const GmMeasure *x = &g_array_index(a->measures, GmMeasure, i);
        const GmMeasure *y = &g_array_index(b->measures, GmMeasure, i);
        if (x->metres != y->metres || x->metres_max != y->metres_max || x->part != y->part)
            return false;
    }
    for (guint i = 0; i < a->anchors->len; i++) {
        bool found = false;
        for (guint k = 0; k < b->anchors->len && !found; k++)
            found = same_anchor(m, &g_array_index(a->anchors, GmAnchor, i),
                                &g_array_index(b->anchors, GmAnchor, k));
        if (!found)
            return false;
    }
    return true;
}

static void join_repeats(const GmMentions *m, GPtrArray *list)
{
    for (guint i = 1; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        for (guint k = 0; k < i && s->same_as < 0; k++) {
            const GmStatement *old = g_ptr_array_index(list, k);
            if (old->same_as < 0 && same_statement(m, s, old))
                s->same_as = (int)k;
        }
    }
}

GmStatements *gm_statement_read(const GmMentions *m, GError **error)
{
    (void)error; /* reading cannot fail: what is not understood is not stated */
    GmStatements *out = g_new0(GmStatements, 1);
    out->mentions = m;
    out->list = g_ptr_array_new_with_free_func((GDestroyNotify)gm_build_free);
    GmLexicon *words = gm_lexicon_new();
    Reading r = {.m = m, .d = m->document, .words = words, .list = out->list};
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
    resolve_borders(&r);
    drop_unplaced(out->list);
    sort_list(out->list);
    join_repeats(m, out->list);
    g_array_free(r.chunks, TRUE);
    g_array_free(r.refs, TRUE);
    g_array_free(r.roads, TRUE);
    g_array_free(r.road_ends, TRUE);
    g_array_free(r.borders, TRUE);
    g_array_free(r.first_borders, TRUE);
    gm_lexicon_free(words);
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
