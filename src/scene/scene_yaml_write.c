#include "map_grammar.h"
#include "map_site.h"
#include "markup.h"

#include <string.h>

/* ---- scalars ---- */

/** Plain where every YAML reader takes it for the same text. */
static bool is_plain(const char *s)
{
    static const char *const words[] = {"yes",  "no",   "true", "false", "on", "off",
                                        "null", "none", "y",    "n",     "~",  NULL};
    g_autofree char *lower = g_ascii_strdown(s, -1);
    gsize n = strlen(s);
    if (n == 0 || g_strv_contains(words, lower) || s[n - 1] == ' ' || s[n - 1] == ':')
        return false;
    if (!g_ascii_isalpha(*s) && !((guchar)*s >= 0xc3 && (guchar)*s < 0xe2))
        return false;
    for (const char *c = s; *c; c++) {
        guchar u = (guchar)*c;
        if (!g_ascii_isalnum(*c) && u < 0x80 && !strchr(" '-.()/+", *c))
            return false;
        if (u == 0xc2 || u >= 0xee) /* no-break spaces, controls, bidi marks may hide there */
            return false;
    }
    return true;
}

static void append_quoted(GString *out, const char *s)
{
    g_string_append_c(out, '"');
    for (const char *c = s; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == '"' || u == '\\')
            g_string_append_printf(out, "\\%c", (char)u);
        else if (u == '\n')
            g_string_append(out, "\\n");
        else if (u == '\t')
            g_string_append(out, "\\t");
        else if (u < 0x20 || u == 0x7f || (u >= 0x80 && u < 0xa0))
            g_string_append_printf(out, "\\x%02x", u);
        else if (u == 0xa0 || (u >= 0x200b && u <= 0x200f) || (u >= 0x2028 && u <= 0x202e) ||
                 (u >= 0x2060 && u <= 0x206f) || u == 0xfeff || u == 0xfffe || u == 0xffff)
            g_string_append_printf(out, "\\u%04x", u);
        else
            g_string_append_unichar(out, u);
    }
    g_string_append_c(out, '"');
}

static void append_text(GString *out, const char *s)
{
    g_autofree char *valid = g_utf8_make_valid(s ? s : "", -1);
    if (is_plain(valid))
        g_string_append(out, valid);
    else
        append_quoted(out, valid);
}

static void line(GString *out, const char *indent, const char *key, const char *value)
{
    if (!value)
        return;
    g_string_append_printf(out, "%s%s: ", indent, key);
    append_text(out, value);
    g_string_append_c(out, '\n');
}

/* ---- the table of places ---- */

static bool in_table(const GmSite *s)
{
    if (!s->located || !s->name)
        return false;
    return s->ref ? !s->key : !(s->key && *s->key);
}

typedef struct {
    GPtrArray *sites;    /* in order, borrowed */
    GHashTable *key_of;  /* site -> char *, owned; sites of one spot are equal */
    GHashTable *keys;    /* the same strings, borrowed */
    GHashTable *n_named; /* name, borrowed -> how many keys were tried */
} PlaceTable;

static gboolean same_spot(gconstpointer pa, gconstpointer pb)
{
    const GmSite *a = pa, *b = pb;
    return a->ref == b->ref && a->pos.lat == b->pos.lat && a->pos.lon == b->pos.lon &&
           g_strcmp0(a->name, b->name) == 0;
}

static guint hash_spot(gconstpointer p)
{
    const GmSite *s = p;
    double at = (s->pos.lat * 1000.0 + s->pos.lon) * 1e4;
    return g_str_hash(s->name) ^ g_int64_hash(&s->ref) ^ (guint)(gint64)at * 2654435761u;
}

static const char *row_key(const PlaceTable *table, const GmSite *s)
{
    return g_hash_table_lookup(table->key_of, s);
}

/** "Name", "Name (2)", …: the first that no other place of the file has. */
static char *free_key(const PlaceTable *table, const char *name)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(table->n_named, name));
    char *key;
    do {
        n++;
        key = n == 1 ? g_strdup(name) : g_strdup_printf("%s (%u)", name, n);
    } while (g_hash_table_contains(table->keys, key) && (g_free(key), true));
    g_hash_table_replace(table->n_named, (gpointer)(guintptr)name, GUINT_TO_POINTER(n));
    return key;
}

static void free_table(PlaceTable *table)
{
    g_ptr_array_unref(table->sites);
    g_hash_table_unref(table->keys);
    g_hash_table_unref(table->key_of);
    g_hash_table_unref(table->n_named);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceTable, free_table)

static PlaceTable *make_table(const GmScene *s)
{
    PlaceTable *table = g_new0(PlaceTable, 1);
    table->sites = g_ptr_array_new();
    table->key_of = g_hash_table_new_full(hash_spot, same_spot, NULL, g_free);
    table->keys = g_hash_table_new(g_str_hash, g_str_equal);
    table->n_named = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < s->features->len; i++) {
        const GmSpec *spec = gm_scene_feature(s, i)->spec;
        for (guint k = 0; spec && k < spec->sites->len; k++) {
            GmSite *site = g_ptr_array_index(spec->sites, k);
            if (!in_table(site) || row_key(table, site))
                continue;
            char *key = free_key(table, site->name);
            g_ptr_array_add(table->sites, site);
            g_hash_table_add(table->keys, key);
            g_hash_table_insert(table->key_of, site, key);
        }
    }
    return table;
}

static void append_position(GString *out, GmPos p)
{
    gm_text_append_number(out, p.lat, 7);
    g_string_append(out, ", ");
    gm_text_append_number(out, p.lon, 7);
}

static void write_table(GString *out, const PlaceTable *table)
{
    if (table->sites->len == 0)
        return;
    g_string_append(out, "places: # names that need their position\n");
    for (guint i = 0; i < table->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(table->sites, i);
        bool alias = site->ref && g_strcmp0(site->title, site->name) != 0;
        g_string_append(out, "  ");
        append_text(out, row_key(table, site));
        g_string_append(out, alias ? ": {at: \"" : ": \"");
        append_position(out, site->pos);
        g_string_append(out, "\"");
        if (alias) {
            g_string_append(out, ", as: ");
            append_quoted(out, site->title);
            g_string_append(out, "}");
        }
        g_string_append_c(out, '\n');
    }
}

/* ---- features ---- */

/** The spec with the names under which the file knows its places. */
static GmSpec *with_keys(const GmSpec *s, const PlaceTable *table)
{
    GmSpec *c = gm_spec_new(s->kind);
    c->sides = s->sides;
    c->subtype = g_strdup(s->subtype);
    g_array_append_vals(c->measures, s->measures->data, s->measures->len);
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        GmSite *copy = gm_site_copy(site, site->part);
        const char *key = in_table(site) ? row_key(table, site) : NULL;
        if (key) {
            g_free(copy->key);
            copy->key = g_strdup(key);
        }
        gm_spec_add(c, copy);
    }
    return c;
}

static size_t count_parts(const GmGeom *g, bool holes)
{
    size_t n = 0;
    for (size_t part = 0; part < g->n_parts; part++)
        n += (g->hole && g->hole[part]) == holes;
    return n;
}

/** The parts of a line or polygon, or its holes. */
static void write_positions(GString *out, const GmGeom *g, bool holes)
{
    bool many = count_parts(g, holes) > 1, first = true;
    g_string_append(out, many ? "[" : "");
    for (size_t part = 0; part < g->n_parts; part++) {
        if ((g->hole && g->hole[part]) != holes)
            continue;
        const GmPos *pos = gm_geom_part(g, part);
        size_t n = gm_geom_part_len(g, part) - (g->kind == GM_GEOM_POLYGON ? 1 : 0);
        g_string_append(out, first ? "[" : ", [");
        first = false;
        for (size_t i = 0; i < n; i++) {
            g_string_append(out, i ? ", \"" : "\"");
            append_position(out, pos[i]);
            g_string_append_c(out, '"');
        }
        g_string_append(out, "]");
    }
    g_string_append(out, many ? "]\n" : "\n");
}

static const char *kind_key(GmFeatureKind k)
{
    return k == GM_FEATURE_REGION_PART ? "region part" : gm_scene_kind_name(k);
}

static void write_head(GString *out, const GmSpec *s, const PlaceTable *table, bool *sides,
                       bool *distance)
{
    if (s->given) {
        bool is_line = s->given->kind == GM_GEOM_LINE;
        g_string_append(out, is_line ? "  - line: " : "  - polygon: ");
        write_positions(out, s->given, false);
        if (count_parts(s->given, true) > 0) {
            g_string_append(out, "    holes: ");
            write_positions(out, s->given, true);
        }
        line(out, "    ", "kind", kind_key(s->kind));
        *sides = *distance = false;
        return;
    }
    g_autoptr(GmSpec) keyed = with_keys(s, table);
    GString *phrase = g_string_new(NULL);
    gm_map_append_phrase(phrase, keyed, sides, distance);
    g_string_append_printf(out, "  - %s: ", kind_key(s->kind));
    append_text(out, phrase->str);
    g_string_append_c(out, '\n');
    g_string_free(phrase, TRUE);
}

static const char *measure_key(const GmSpec *s, const GmMeasure *m, GString *scratch)
{
    static const char *const names[] = {"width", "depth", "radius", "distance", "length"};
    if (m->part == GM_MEASURE_DEPTH && m->side) {
        g_string_truncate(scratch, 0);
        gm_map_append_sides(scratch, (guint)m->side, false, " ");
        if (!strchr(scratch->str, ' '))
            return scratch->str;
    }
    if (m->part == GM_MEASURE_DEPTH && s->sides == GM_SIDE_OF_BOTH)
        return "each side";
    if (m->part == GM_MEASURE_WIDTH && !s->total_width)
        return "width each side";
    return names[m->part];
}

static void write_measures(GString *out, const GmSpec *s)
{
    GString *scratch = g_string_new(NULL);
    GString *done = g_string_new("|");
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        g_autofree char *key = g_strdup(measure_key(s, m, scratch));
        g_autofree char *mark = g_strdup_printf("|%s|", key);
        if (strstr(done->str, mark))
            continue;
        g_string_append_printf(done, "%s|", key);
        GString *values = g_string_new(NULL);
        guint n = 0;
        for (guint k = i; k < s->measures->len; k++) {
            const GmMeasure *o = &g_array_index(s->measures, GmMeasure, k);
            if (strcmp(measure_key(s, o, scratch), key) != 0)
                continue;
            g_string_append(values, n++ ? ", " : "");
            gm_map_append_measure(values, o);
        }
        g_string_append_printf(out, n > 1 ? "    %s: [%s]\n" : "    %s: %s\n", key, values->str);
        if (m->part == GM_MEASURE_WIDTH && s->ambiguous_width && !strstr(done->str, "|or|")) {
            g_string_append_printf(out, "    or each side: %s\n", values->str);
            g_string_append(done, "or|");
        }
        g_string_free(values, TRUE);
    }
    g_string_free(scratch, TRUE);
    g_string_free(done, TRUE);
}

/** Sides that neither the phrase nor the lengths say. */
static void write_sides(GString *out, const GmSpec *s)
{
    guint said = 0;
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        said |= (guint)m->side;
        if (m->part == GM_MEASURE_DEPTH && !m->side && s->sides == GM_SIDE_OF_BOTH)
            said |= GM_SIDE_OF_BOTH;
    }
    if (!s->sides || (s->sides & ~said) == 0)
        return;
    g_string_append(out, "    sides: ");
    gm_map_append_sides(out, s->sides, false, " and ");
    g_string_append_c(out, '\n');
}

/** "966-1085: the quote", or a table when it is another document's. */
static void write_one_evidence(GString *out, const GmEvidence *e, const char *document)
{
    GString *span = g_string_new(NULL);
    g_string_append_printf(span, "%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, e->byte_start,
                           e->byte_end);
    if (g_strcmp0(e->document, document) == 0) {
        g_string_append_printf(span, ": %s", e->quote ? e->quote : "");
        append_quoted(out, span->str);
    } else {
        g_string_append_printf(out, "{bytes: %s, ", span->str);
        if (e->document) {
            g_string_append(out, "document: ");
            append_quoted(out, e->document);
            g_string_append(out, ", ");
        }
        g_string_append(out, "quote: ");
        append_quoted(out, e->quote ? e->quote : "");
        g_string_append_c(out, '}');
    }
    g_string_free(span, TRUE);
}

static void write_evidence(GString *out, const GmSpec *s, const char *document)
{
    if (s->evidence->len == 0)
        return;
    const GmEvidence *first = g_ptr_array_index(s->evidence, 0);
    if (s->evidence->len == 1 && first->byte_end == 0 &&
        g_strcmp0(first->document, document) == 0) {
        line(out, "    ", "quote", first->quote);
        return;
    }
    bool one_line = s->evidence->len > 1;
    for (guint i = 0; i < s->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(s->evidence, i);
        one_line = one_line && e->quote && strlen(e->quote) < 32;
    }
    g_string_append(out, one_line ? "    evidence: [" : "    evidence:\n");
    for (guint i = 0; i < s->evidence->len; i++) {
        g_string_append(out, one_line ? (i ? ", " : "") : "      - ");
        write_one_evidence(out, g_ptr_array_index(s->evidence, i), document);
        g_string_append(out, one_line ? "" : "\n");
    }
    if (one_line)
        g_string_append(out, "]\n");
}

static void write_feature(GString *out, const GmFeature *f, const PlaceTable *table,
                          const char *document)
{
    const GmSpec *s = f->spec;
    bool sides, distance;
    write_head(out, s, table, &sides, &distance);
    if (!distance)
        write_measures(out, s);
    if (!sides)
        write_sides(out, s);
    line(out, "    ", "name", s->name);
    if (s->label)
        line(out, "    ", "label", *s->label ? s->label : NULL);
    if (s->label && !*s->label)
        g_string_append(out, "    label: none\n");
    line(out, "    ", "subject", s->subject);
    if (!gm_map_part_says(s))
        line(out, "    ", "type", s->subtype);
    if (s->status != GM_STATUS_ESTABLISHED)
        line(out, "    ", "status", gm_statement_status_name(s->status));
    if (s->at_least != GM_CERTAINTY_EXACT)
        line(out, "    ", "certainty", gm_scene_certainty_name(s->at_least));
    line(out, "    ", "valid from", s->valid_from);
    line(out, "    ", "valid to", s->valid_to);
    line(out, "    ", "style", s->style);
    if (s->label_only)
        g_string_append(out, "    show: label\n");
    if (!f->frames)
        g_string_append(out, "    frame: no\n");
    if (s->notes->len > 0)
        g_string_append(out, "    notes:\n");
    for (guint i = 0; i < s->notes->len; i++) {
        g_string_append(out, "      - ");
        append_text(out, g_ptr_array_index(s->notes, i));
        g_string_append_c(out, '\n');
    }
    write_evidence(out, s, document);
}

static void write_unplaced(GString *out, const GmScene *s, const char *document)
{
    if (s->unplaced->len == 0)
        return;
    g_string_append(out, "unplaced: # read in the documents, not on the map\n");
    for (guint i = 0; i < s->unplaced->len; i++) {
        const GmUnplaced *u = g_ptr_array_index(s->unplaced, i);
        g_string_append_printf(out, "  - {what: %s, bytes: %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT,
                               u->what, u->byte_start, u->byte_end);
        if (u->document && g_strcmp0(u->document, document) != 0) {
            g_string_append(out, ", document: ");
            append_quoted(out, u->document);
        }
        g_string_append(out, ", quote: ");
        append_quoted(out, u->surface ? u->surface : "");
        g_string_append(out, ", reason: ");
        append_quoted(out, u->reason ? u->reason : "");
        g_string_append(out, "}\n");
    }
}

/** The document that most entries quote need not be repeated in each. */
static const char *main_document(const GmScene *s)
{
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (f->evidence->len > 0)
            return ((const GmEvidence *)g_ptr_array_index(f->evidence, 0))->document;
    }
    return NULL;
}

static void write_top(GString *out, const GmScene *s)
{
    line(out, "", "title", s->title);
    line(out, "", "subtitle", s->subtitle);
    line(out, "", "date", s->date);
    if (s->sources->len > 0)
        g_string_append(out, "sources:\n");
    for (guint i = 0; i < s->sources->len; i++) {
        g_string_append(out, "  - ");
        append_text(out, g_ptr_array_index(s->sources, i));
        g_string_append_c(out, '\n');
    }
    line(out, "", "document", main_document(s));
    line(out, "", "country", s->country);
    line(out, "", "language", s->language);
    line(out, "", "second language", s->language2);
    line(out, "", "theme", s->theme);
    line(out, "", "extent", s->extent);
    if (s->place_list)
        g_string_append(out, "place list: yes\n");
    if (s->unplaced_list)
        g_string_append(out, "unplaced list: yes\n");
}

void gm_scene_append_yaml(GString *out, const GmScene *s)
{
    g_autoptr(PlaceTable) table = make_table(s);
    const char *document = main_document(s);
    g_string_append(out, "# A gazmap map file: edit it, then draw it with 'gazmap draw'.\n");
    write_top(out, s);
    write_table(out, table);
    g_string_append(out, "features:\n");
    for (guint i = 0; i < s->features->len; i++)
        write_feature(out, gm_scene_feature(s, i), table, document);
    for (guint i = 0; i < s->layers->len; i++) {
        const GmSceneLayer *l = g_ptr_array_index(s->layers, i);
        line(out, "  - ", "layer", l->path);
        line(out, "    ", "style", l->style);
    }
    write_unplaced(out, s, document);
}
