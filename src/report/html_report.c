#include "html_report.h"

#include "markup.h"
#include "report_assets.h"
#include "report_text.h"

#include <string.h>

static void append_tag(GString *out, const char *open, const char *text, const char *close)
{
    g_string_append(out, open);
    gm_text_append_xml(out, text);
    g_string_append(out, close);
}

/* Underscores of kind names are spaces for people. */
static void append_words(GString *out, const char *name)
{
    for (; *name; name++)
        g_string_append_c(out, *name == '_' ? ' ' : *name);
}

static void append_measure(GString *out, const GmMeasure *m)
{
    g_string_append(out, " · ");
    gm_text_append_number(out, m->value, 3);
    if (m->max > m->value) {
        g_string_append(out, "–");
        gm_text_append_number(out, m->max, 3);
    }
    g_string_append_c(out, ' ');
    gm_text_append_xml(out, m->unit);
    g_string_append_printf(out, " %s", gm_statement_measure_part_name(m->part));
}

static void append_facts(GString *out, const GmFeature *f)
{
    g_string_append(out, "<p class=\"facts\">");
    append_words(out, gm_scene_kind_name(f->kind));
    if (f->kind != GM_FEATURE_PLACE && f->kind != GM_FEATURE_HIGHWAY) /* they just are */
        g_string_append_printf(out, " · %s", gm_statement_status_name(f->status));
    g_string_append_printf(out, " · %s", gm_scene_certainty_name(f->certainty));
    for (guint i = 0; f->measures && i < f->measures->len; i++)
        append_measure(out, &g_array_index(f->measures, GmMeasure, i));
    if (f->valid_from)
        append_tag(out, " · from ", f->valid_from, "");
    if (f->valid_to)
        append_tag(out, " · until ", f->valid_to, "");
    g_string_append(out, "</p>\n");
}

static void append_evidence(GString *out, const GmFeature *f)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; f->evidence && i < f->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(f->evidence, i);
        if (!e->quote || !g_hash_table_add(seen, e->quote))
            continue;
        append_tag(out, "<blockquote><p dir=\"auto\"><q>", e->quote, "</q> ");
        append_tag(out, "<cite><bdi>", e->document ? e->document : "", "</bdi>");
        g_string_append_printf(out, ", bytes %" G_GSIZE_FORMAT "–%" G_GSIZE_FORMAT, e->byte_start,
                               e->byte_end);
        g_string_append(out, "</cite></p></blockquote>\n");
    }
}

static void append_strings(GString *out, const GPtrArray *strings)
{
    if (!strings || strings->len == 0)
        return;
    g_string_append(out, "<ul>");
    for (guint i = 0; i < strings->len; i++)
        append_tag(out, "<li>", g_ptr_array_index(strings, i), "</li>");
    g_string_append(out, "</ul>\n");
}

static void append_alternatives(GString *out, const GPtrArray *alternatives)
{
    for (guint i = 0; alternatives && i < alternatives->len; i++) {
        const GmAlternative *a = g_ptr_array_index(alternatives, i);
        if (a->note)
            append_tag(out, "<p class=\"facts\">The text also allows: ", a->note, "</p>\n");
    }
}

/* The drawn map as it stands in the page. */
typedef struct {
    const char *svg; /* from its element on; borrowed */
    gsize len;
    char *prefix; /* of its ids; owned */
} Map;

static Map find_map(const char *svg, gsize len)
{
    Map m = {g_strstr_len(svg, (gssize)len, "<svg"), 0, NULL}; /* no XML declaration */
    if (!m.svg)
        return m;
    m.len = len - (gsize)(m.svg - svg);
    const char *label = g_strstr_len(m.svg, (gssize)MIN(m.len, 2000), "aria-labelledby=\"");
    if (label) { /* PREFIX "t", its title, and PREFIX "d" */
        label += strlen("aria-labelledby=\"");
        gsize n = strcspn(label, " \"");
        m.prefix = g_strndup(label, n > 0 ? n - 1 : 0);
    }
    return m;
}

static bool is_drawn(const Map *m, const GmFeature *f)
{
    g_autoptr(GString) id = g_string_new(" id=\"");
    g_string_append(id, m->prefix ? m->prefix : "");
    gm_text_append_xml(id, f->id);
    g_string_append_c(id, '"');
    return m->svg && g_strstr_len(m->svg, (gssize)m->len, id->str);
}

static void append_features(GString *out, const GmScene *scene, const ReportMarks *marks,
                            const Map *map)
{
    g_string_append(out, "<section id=\"features\" aria-labelledby=\"features-h\">\n"
                         "<h2 id=\"features-h\">On the map</h2>\n<ol>\n");
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        g_string_append_printf(out, "<li id=\"f%u\" data-n=\"%u\" data-id=\"", i, i);
        gm_text_append_xml(out, f->id);
        append_tag(out, "\">\n<h3><bdi>", f->name ? f->name : f->id, "</bdi></h3>\n");
        append_facts(out, f);
        if (!is_drawn(map, f))
            g_string_append(out, "<p class=\"facts\">Not drawn on this map.</p>\n");
        append_evidence(out, f);
        append_strings(out, f->notes);
        append_alternatives(out, f->alternatives);
        if (marks->first && marks->first[i] > 0) {
            g_string_append_printf(
                out, "<p class=\"go\"><a href=\"#t%u\">Show in the text<span class=\"sr\">: ",
                marks->first[i]);
            append_tag(out, "", f->name ? f->name : f->id, "</span></a></p>\n");
        }
        g_string_append(out, "</li>\n");
    }
    g_string_append(out, "</ol>\n</section>\n");
}

static void append_unplaced(GString *out, const GmScene *scene)
{
    if (!scene->unplaced || scene->unplaced->len == 0)
        return;
    g_string_append(out,
                    "<section aria-labelledby=\"unplaced-h\">\n<h2 id=\"unplaced-h\">Read, not "
                    "placed</h2>\n<table>\n<thead><tr><th scope=\"col\">In the text</th><th "
                    "scope=\"col\">Why</th><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n");
    for (guint i = 0; i < scene->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(scene->unplaced, i);
        append_tag(out, "<tr><td><bdi>", u->surface ? u->surface : "", "</bdi></td>");
        append_tag(out, "<td>", u->reason ? u->reason : "", "</td>");
        append_tag(out, "<td><bdi>", u->document ? u->document : "", "</bdi>, bytes ");
        g_string_append_printf(out, "%" G_GSIZE_FORMAT "–%" G_GSIZE_FORMAT "</td></tr>\n",
                               u->byte_start, u->byte_end);
    }
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

static void append_key(GString *out, const ReportMarks *marks)
{
    static const char *const words[] = {"place", "actor: a government or people", "demonym",
                                        "part of another name"};
    g_string_append(out, "<ul class=\"key\" aria-label=\"Marks in the text\">");
    for (guint r = 0; r < G_N_ELEMENTS(words); r++) {
        guint n = marks->roles[r] - (r == GM_ROLE_LOCATION ? marks->n_missing : 0);
        if (n > 0)
            g_string_append_printf(out, "<li><span class=\"m %s\">%s</span> %u</li>",
                                   gm_mention_role_name((GmRole)r), words[r], n);
    }
    if (marks->n_missing > 0)
        g_string_append_printf(out, "<li><span class=\"m missing\">place not found</span> %u</li>",
                               marks->n_missing);
    g_string_append(out, "</ul>\n");
}

static void append_map(GString *out, const Map *m)
{
    append_tag(out, "<section id=\"map\" aria-label=\"Map\" data-prefix=\"",
               m->prefix ? m->prefix : "", "\">\n");
    if (m->svg)
        g_string_append_len(out, m->svg, (gssize)m->len);
    g_string_append(out, "\n</section>\n");
}

static const char *title_of(const GmScene *scene, const GmStatements *const *docs, guint n_docs)
{
    if (scene->title && *scene->title)
        return scene->title;
    if (n_docs > 0 && docs[0]->mentions->document->title)
        return docs[0]->mentions->document->title;
    return "Map";
}

static void append_header(GString *out, const GmScene *scene, const char *title)
{
    g_string_append(out, "<a class=\"skip\" href=\"#features\">Skip to the list of features</a>\n");
    append_tag(out, "<header>\n<h1 dir=\"auto\">", title, "</h1>\n");
    if (scene->subtitle && *scene->subtitle)
        append_tag(out, "<p dir=\"auto\">", scene->subtitle, "</p>\n");
    if (scene->description && *scene->description)
        append_tag(out, "<p class=\"meta\">", scene->description, "</p>\n");
    if (scene->date)
        append_tag(out, "<p class=\"meta\">", scene->date, "</p>\n");
    g_string_append(out, "</header>\n");
}

static void append_list_line(GString *out, const char *head, const GPtrArray *strings)
{
    if (!strings || strings->len == 0)
        return;
    g_string_append_printf(out, "<p>%s: ", head);
    for (guint i = 0; i < strings->len; i++)
        append_tag(out, i > 0 ? "; <bdi>" : "<bdi>", g_ptr_array_index(strings, i), "</bdi>");
    g_string_append(out, "</p>\n");
}

bool gm_report_append_html(GString *out, const GmScene *scene, const GmStatements *const *docs,
                           guint n_docs, const char *svg, gsize svg_len, GError **error)
{
    (void)error; /* everything it needs is there */
    const char *title = title_of(scene, docs, n_docs);
    ReportMarks marks = {.first = g_new0(guint, scene->features->len + 1)};
    Map map = find_map(svg, svg_len);
    gm_report_append_head(out, title, NULL);
    append_header(out, scene, title);
    g_string_append(out, n_docs > 0 ? "<main>\n<div class=\"page\">\n" : "<main>\n");
    if (n_docs > 0) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = 0; i < n_docs; i++)
            gm_report_append_text(text, scene, docs[i], &marks);
        g_string_append(out, "<section id=\"text\" aria-labelledby=\"text-h\">\n"
                             "<h2 id=\"text-h\">What was read</h2>\n");
        append_key(out, &marks);
        g_string_append_len(out, text->str, (gssize)text->len);
        g_string_append(out, "</section>\n");
    }
    append_map(out, &map);
    g_string_append(out, n_docs > 0 ? "</div>\n" : "");
    append_features(out, scene, &marks, &map);
    append_unplaced(out, scene);
    g_string_append(out, "</main>\n<footer>\n");
    append_list_line(out, "Sources", scene->sources);
    append_list_line(out, "Data", scene->credits);
    g_string_append(out, "<p>Made with gazmap " GAZMAP_VERSION ".</p>\n</footer>\n");
    gm_report_append_foot(out);
    g_free(marks.first);
    g_free(map.prefix);
    return true;
}
