#include "readers.h"

#include "quantity.h"

#include <math.h>
#include <string.h>

#define READER(name) gm_read_##name,
static void (*const readers[])(SentenceReading *sr) = {GM_STATEMENT_READERS(READER)};
#undef READER

bool gm_side_of_azimuth(guint sides, double azimuth)
{
    for (int d = 0; d < 8; d++)
        if ((sides & (1u << d)) && fabs(remainder(azimuth - 45.0 * d, 360.0)) <= 67.5)
            return true;
    return false;
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
    gm_status_hear(r);
    SentenceReading sr = {.r = r, .zones = gm_phrase_zones(r)};
    sr.taken = g_new0(guint8, r->chunks->len + 1);
    guint before = r->list->len;
    for (gsize i = 0; i < G_N_ELEMENTS(readers); i++)
        readers[i](&sr);
    for (guint i = before; i < r->list->len; i++) {
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

/** What is off the article may still say what the list below it is. */
static void read_headline(Reading *r, guint sentence)
{
    enum { LONGEST = 12 };
    const GmSentence *s = gm_text_sentence(r->d, sentence);
    if (s->n_tokens == 0 || s->n_tokens > LONGEST)
        return;
    gm_reading_chunk(r, sentence, s->first_token, s->first_token + s->n_tokens);
    gm_status_hear(r);
    SentenceReading sr = {.r = r, .taken = g_new0(guint8, r->chunks->len + 1)};
    gm_read_heading(&sr);
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

GmStatements *gm_statement_read(const GmMentions *m, GError **error)
{
    (void)error; /* reading cannot fail: what is not understood is not stated */
    GmStatements *out = g_new0(GmStatements, 1);
    out->mentions = m;
    out->list = g_ptr_array_new_with_free_func((GDestroyNotify)gm_build_free);
    Reading r = {.m = m, .d = m->document, .words = gm_lexicon_get(), .list = out->list};
    r.lists = gm_word_lists_new();
    r.chunks = g_array_new(FALSE, FALSE, sizeof(Chunk));
    r.refs = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.roads = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.road_ends = g_array_new(FALSE, FALSE, sizeof(RoadEnds));
    r.borders = g_array_new(FALSE, FALSE, sizeof(Ref));
    r.first_borders = g_array_new(FALSE, FALSE, sizeof(Ref));
    for (int k = 0; k < GM_N_STATEMENT_KINDS; k++)
        r.last_zone[k] = -1;
    r.movers = -2;
    r.heading = -1;
    guint next = 0;
    for (guint i = 0; i < m->document->sentences->len; i++)
        if (is_read(m, gm_text_sentence(m->document, i), &next))
            read_sentence(&r, i);
        else
            read_headline(&r, i);
    gm_status_settle(&r);
    gm_join_borders(&r);
    gm_join_drop_unplaced(out->list);
    gm_join_sort(out->list);
    gm_join_drop_titles(m, out->list);
    gm_join_repeats(m, out->list);
    gm_word_lists_free(r.lists);
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

bool gm_statement_is_name(const char *surface)
{
    const char *dash = strchr(surface, '-');
    bool article = dash && dash - surface == 2 && g_ascii_islower(surface[0]);
    return g_ascii_isupper(article ? dash[1] : surface[0]);
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

bool gm_statement_anchor_position(const GmAnchor *a, GmPos *pos)
{
    gsize len = strlen(a->surface), start = 0, end = 0;
    return a->mention < 0 && a->antecedent < 0 &&
           gm_text_find_coordinates(a->surface, 0, len, &start, &end, &pos->lat, &pos->lon) &&
           end - start == len;
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
