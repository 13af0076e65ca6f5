#include "report_text.h"

#include "markup.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of the text that is evidence of a feature. */
typedef struct {
    gsize start, end;
    guint feature;
} Quote;

typedef struct {
    GString *out;
    const GmScene *scene;
    const GmDocument *d;
    const GmMentions *mentions;
    GArray *quotes;   /* Quote, by start */
    GArray *edges;    /* gsize: where marking changes, ascending, no two alike */
    guint next_quote; /* quotes before it have started */
    GArray *live;     /* Quote: started and not yet ended */
    guint mention;    /* first mention that has not ended */
    guint edge;
    ReportMarks *marks;
} Writer;

/* The offset in the text whose file offset is @at: offsets grow together. */
static gsize text_offset(const GmDocument *d, gsize at)
{
    gsize lo = 0, hi = d->len;
    while (lo < hi) {
        gsize mid = lo + (hi - lo) / 2, s, e;
        gm_text_source_span(d, mid, mid + 1, &s, &e);
        if (e <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int by_start(gconstpointer a, gconstpointer b)
{
    const Quote *p = a, *q = b;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    return p->feature < q->feature ? -1 : p->feature > q->feature;
}

static int by_feature(gconstpointer a, gconstpointer b)
{
    const Quote *p = a, *q = b;
    return p->feature < q->feature ? -1 : p->feature > q->feature;
}

static int by_offset(gconstpointer a, gconstpointer b)
{
    gsize p = *(const gsize *)a, q = *(const gsize *)b;
    return p < q ? -1 : p > q;
}

static void find_quotes(Writer *w)
{
    for (guint f = 0; f < w->scene->features->len; f++) {
        const GmFeature *feature = gm_scene_feature(w->scene, f);
        for (guint i = 0; feature->evidence && i < feature->evidence->len; i++) {
            const GmEvidence *e = g_ptr_array_index(feature->evidence, i);
            if (!e->document ||
                (strcmp(e->document, w->d->name) && strcmp(e->document, w->d->file)))
                continue;
            Quote q = {text_offset(w->d, e->byte_start), text_offset(w->d, e->byte_end), f};
            if (q.end > q.start)
                g_array_append_val(w->quotes, q);
        }
    }
    g_array_sort(w->quotes, by_start);
}

static void find_edges(Writer *w)
{
    for (guint i = 0; i < w->quotes->len; i++) {
        const Quote *q = &g_array_index(w->quotes, Quote, i);
        g_array_append_val(w->edges, q->start);
        g_array_append_val(w->edges, q->end);
    }
    for (guint i = 0; i < w->mentions->list->len; i++) {
        const GmMention *m = gm_mention_at(w->mentions, i);
        g_array_append_val(w->edges, m->start);
        g_array_append_val(w->edges, m->end);
    }
    g_array_sort(w->edges, by_offset);
}

/* The features whose evidence covers @at. Called with ascending offsets. */
static void update_live(Writer *w, gsize at)
{
    for (guint i = w->live->len; i-- > 0;)
        if (g_array_index(w->live, Quote, i).end <= at)
            g_array_remove_index(w->live, i);
    for (; w->next_quote < w->quotes->len; w->next_quote++) {
        Quote q = g_array_index(w->quotes, Quote, w->next_quote);
        if (q.start > at)
            break;
        if (q.end > at)
            g_array_append_val(w->live, q);
    }
    g_array_sort(w->live, by_feature);
}

static const GmMention *mention_at(Writer *w, gsize at)
{
    const GPtrArray *list = w->mentions->list;
    while (w->mention < list->len && gm_mention_at(w->mentions, w->mention)->end <= at)
        w->mention++;
    if (w->mention >= list->len)
        return NULL;
    const GmMention *m = gm_mention_at(w->mentions, w->mention);
    return m->start <= at ? m : NULL;
}

/* " id=… data-f=…" of the features that are live; true when there are any. */
static bool append_features(Writer *w)
{
    guint last = G_MAXUINT;
    bool first = false;
    w->marks->n_marks++;
    for (guint i = 0; i < w->live->len; i++) {
        guint f = g_array_index(w->live, Quote, i).feature;
        if (w->marks->first[f] == 0) {
            w->marks->first[f] = w->marks->n_marks;
            first = true;
        }
    }
    if (w->live->len == 0)
        return false;
    if (first)
        g_string_append_printf(w->out, " id=\"t%u\"", w->marks->n_marks);
    g_string_append(w->out, " data-f=\"");
    for (guint i = 0; i < w->live->len; i++) {
        guint f = g_array_index(w->live, Quote, i).feature;
        if (f == last)
            continue;
        g_string_append_printf(w->out, last == G_MAXUINT ? "%u" : " %u", f);
        last = f;
    }
    g_string_append_c(w->out, '"');
    return true;
}

/* The feature that a mention leads to: one with no more evidence than it, if
 * there is one; else the first that quotes it. */
static guint best_feature(const Writer *w, const GmMention *m)
{
    guint best = g_array_index(w->live, Quote, 0).feature;
    gsize shortest = G_MAXSIZE;
    for (guint i = 0; i < w->live->len; i++) {
        const Quote *q = &g_array_index(w->live, Quote, i);
        if (q->start <= m->start && q->end >= m->end && q->end - q->start < shortest) {
            shortest = q->end - q->start;
            best = q->feature;
        }
    }
    return best;
}

static void append_hint(GString *out, const GmMention *m)
{
    g_string_append(out, " title=\"");
    g_string_append(out, gm_mention_role_name(m->role));
    if (m->has_place) {
        g_string_append(out, ": ");
        gm_text_append_xml(out, m->place.name);
        if (*m->place.country) {
            g_string_append(out, ", ");
            gm_text_append_xml(out, m->place.country);
        }
    }
    if (m->reason && *m->reason) {
        g_string_append(out, ". ");
        gm_text_append_xml(out, m->reason);
    }
    g_string_append_c(out, '"');
}

/* White space runs are one space; the rest as it is, escaped. */
static void append_plain(GString *out, const char *text, gsize len)
{
    g_autofree char *part = g_strndup(text, len);
    for (char *p = part; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    gm_text_append_xml(out, part);
}

static void append_piece(Writer *w, gsize from, gsize to)
{
    update_live(w, from);
    const GmMention *m = mention_at(w, from);
    const char *text = w->d->text + from;
    if (!m && w->live->len == 0) {
        append_plain(w->out, text, to - from);
        return;
    }
    bool linked = m && w->live->len > 0;
    bool missing = m && m->role == GM_ROLE_LOCATION && !m->has_place;
    const char *tag = linked ? "a" : m ? "mark" : "span";
    g_string_append_printf(w->out, "<%s class=\"", tag);
    if (m)
        g_string_append_printf(w->out, "m %s%s%s", gm_mention_role_name(m->role),
                               missing ? " missing" : "", linked ? " q" : "");
    else
        g_string_append_c(w->out, 'q');
    g_string_append_c(w->out, '"');
    if (linked)
        g_string_append_printf(w->out, " href=\"#f%u\"", best_feature(w, m));
    append_features(w);
    if (m)
        append_hint(w->out, m);
    g_string_append_c(w->out, '>');
    append_plain(w->out, text, to - from);
    g_string_append_printf(w->out, "</%s>", tag);
}

static void append_range(Writer *w, gsize from, gsize to)
{
    while (from < to) {
        while (w->edge < w->edges->len && g_array_index(w->edges, gsize, w->edge) <= from)
            w->edge++;
        gsize stop = w->edge < w->edges->len ? g_array_index(w->edges, gsize, w->edge) : to;
        stop = MIN(stop, to);
        append_piece(w, from, stop);
        from = stop;
    }
}

static const char *section_words(GmSectionKind kind)
{
    switch (kind) {
    case GM_SECTION_BYLINE:
        return "Byline";
    case GM_SECTION_BOILERPLATE:
        return "Not part of the article";
    case GM_SECTION_COMMENTS:
        return "Comments";
    case GM_SECTION_REFERENCES:
        return "Notes and credits";
    default:
        return "";
    }
}

/* Sentences [@first, @end) are one paragraph. */
static void append_paragraph(Writer *w, guint first, guint end)
{
    const GmSentence *a = gm_text_sentence(w->d, first), *b = gm_text_sentence(w->d, end - 1);
    g_string_append(w->out, a->section == GM_SECTION_TITLE ? "<p class=\"title\" dir=\"auto\">"
                                                           : "<p dir=\"auto\">");
    append_range(w, a->start, b->end);
    g_string_append(w->out, "</p>\n");
}

static void append_paragraphs(Writer *w)
{
    const char *folded = NULL; /* the words of the open <details> */
    guint n = w->d->sentences->len;
    for (guint i = 0; i < n;) {
        const GmSentence *s = gm_text_sentence(w->d, i);
        guint end = i + 1;
        while (end < n && gm_text_sentence(w->d, end)->paragraph == s->paragraph &&
               gm_text_section_is_article(gm_text_sentence(w->d, end)->section) ==
                   gm_text_section_is_article(s->section))
            end++;
        const char *words =
            gm_text_section_is_article(s->section) ? NULL : section_words(s->section);
        if (folded && words != folded)
            g_string_append(w->out, "</details>\n");
        if (words && words != folded)
            g_string_append_printf(w->out, "<details><summary>%s</summary>\n", words);
        folded = words;
        append_paragraph(w, i, end);
        i = end;
    }
    if (folded)
        g_string_append(w->out, "</details>\n");
}

void gm_report_append_text(GString *out, const GmScene *scene, const GmStatements *s,
                           ReportMarks *marks)
{
    const GmMentions *mentions = s->mentions;
    Writer w = {.out = out,
                .scene = scene,
                .d = mentions->document,
                .mentions = mentions,
                .quotes = g_array_new(FALSE, FALSE, sizeof(Quote)),
                .edges = g_array_new(FALSE, FALSE, sizeof(gsize)),
                .live = g_array_new(FALSE, FALSE, sizeof(Quote)),
                .marks = marks};
    find_quotes(&w);
    find_edges(&w);
    for (guint i = 0; i < mentions->list->len; i++) {
        const GmMention *m = gm_mention_at(mentions, i);
        marks->roles[m->role]++;
        marks->n_missing += m->role == GM_ROLE_LOCATION && !m->has_place;
    }
    g_string_append(out, "<article>\n<p class=\"meta\"><bdi>");
    gm_text_append_xml(out, w.d->file);
    g_string_append(out, "</bdi>");
    if (w.d->date)
        g_string_append_printf(out, ", <time>%s</time>", w.d->date);
    g_string_append(out, "</p>\n");
    append_paragraphs(&w);
    g_string_append(out, "</article>\n");
    g_array_unref(w.quotes);
    g_array_unref(w.edges);
    g_array_unref(w.live);
}
