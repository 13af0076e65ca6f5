/** Names and dumps of statements. */
#include "statement.h"

#include "json_writer.h"
#include "markup.h"

#include <string.h>

const char *gm_statement_kind_name(GmStatementKind k)
{
#define NAME(constant, name) #name,
    static const char *const names[] = {GM_STATEMENT_KINDS(NAME)};
#undef NAME
    return k < GM_N_STATEMENT_KINDS ? names[k] : "";
}

const char *gm_statement_status_name(GmStatus s)
{
    static const char *const names[GM_N_STATUSES] = {"established", "agreed", "reported",
                                                     "proposed", "denied"};
    return s < GM_N_STATUSES ? names[s] : "";
}

bool gm_statement_status_is_firm(GmStatus s)
{
    return s == GM_STATUS_ESTABLISHED || s == GM_STATUS_AGREED;
}

const char *gm_statement_anchor_part_name(GmAnchorPart p)
{
    static const char *const names[] = {"of", "along", "from", "to", "in", "at", "except"};
    return p <= GM_PART_EXCEPT ? names[p] : "";
}

const char *gm_statement_measure_part_name(GmMeasurePart p)
{
    static const char *const names[] = {"width", "depth", "radius", "distance", "length"};
    return p <= GM_MEASURE_LENGTH ? names[p] : "";
}

static const char *const side_names[] = {"n",  "ne",   "e",    "se",    "s",      "sw",    "w",
                                         "nw", "both", "left", "right", "inside", "centre"};

void gm_statement_append_sides(GString *out, guint sides, const char *sep)
{
    bool first = true;
    for (guint i = 0; i < G_N_ELEMENTS(side_names); i++) {
        if (!(sides & (1u << i)))
            continue;
        if (!first)
            g_string_append(out, sep);
        g_string_append(out, side_names[i]);
        first = false;
    }
}

static void json_sides(GmJson *j, guint sides)
{
    gm_text_json_inline_array(j);
    for (guint i = 0; i < G_N_ELEMENTS(side_names); i++)
        if (sides & (1u << i))
            gm_text_json_string(j, side_names[i]);
    gm_text_json_end(j);
}

static void json_degrees(GmJson *j, const char *key, bool known, double value)
{
    gm_text_json_key(j, key);
    if (known)
        gm_text_json_number(j, value, 6);
    else
        gm_text_json_null(j);
}

static void json_anchor(GmJson *j, const GmStatements *all, const GmAnchor *a)
{
    const GmMention *m = gm_statement_anchor_mention(all, a);
    gsize start = 0, end = 0;
    gm_text_source_span(all->mentions->document, a->start, a->end, &start, &end);
    GmPos pos = {0, 0};
    bool placed = m && m->has_place;
    if (placed)
        pos = (GmPos){m->place.lat, m->place.lon};
    else
        placed = gm_statement_anchor_position(a, &pos);
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "surface");
    gm_text_json_string(j, a->surface);
    gm_text_json_key(j, "name");
    /* of "the town" that is not on the map, what the text calls it */
    bool again = m && !m->has_place && a->mention < 0;
    gm_text_json_string(j, m && m->has_place ? m->place.name : again ? m->surface : NULL);
    json_degrees(j, "lat", placed, pos.lat);
    json_degrees(j, "lon", placed, pos.lon);
    gm_text_json_key(j, "byte_start");
    gm_text_json_int(j, (gint64)start);
    gm_text_json_key(j, "byte_end");
    gm_text_json_int(j, (gint64)end);
    gm_text_json_key(j, "part");
    gm_text_json_string(j, gm_statement_anchor_part_name(a->part));
    gm_text_json_end(j);
}

static void json_measure(GmJson *j, const GmMeasure *m)
{
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "value");
    gm_text_json_number(j, m->value, 6);
    gm_text_json_key(j, "max");
    gm_text_json_number(j, m->max, 6);
    gm_text_json_key(j, "unit");
    gm_text_json_string(j, m->unit);
    gm_text_json_key(j, "metres");
    gm_text_json_number(j, m->metres, 1);
    gm_text_json_key(j, "part");
    gm_text_json_string(j, gm_statement_measure_part_name(m->part));
    if (m->side) {
        gm_text_json_key(j, "sides");
        json_sides(j, (guint)m->side);
    }
    gm_text_json_end(j);
}

void gm_statement_json_measures(GmJson *j, const GArray *measures)
{
    for (guint i = 0; measures && i < measures->len; i++)
        json_measure(j, &g_array_index(measures, GmMeasure, i));
}

static void json_statement(GString *out, const GmStatements *all, const GmStatement *s)
{
    const GmDocument *d = all->mentions->document;
    g_autoptr(GmJson) j = gm_text_json_new(out, 2);
    gsize start = 0, end = 0;
    gm_text_source_span(d, s->start, s->end, &start, &end);
    g_autofree char *quote = g_strndup(d->text + s->start, s->end - s->start);
    gm_text_json_object(j);
    gm_text_json_key(j, "doc");
    gm_text_json_string(j, d->name);
    gm_text_json_key(j, "kind");
    gm_text_json_string(j, gm_statement_kind_name(s->kind));
    gm_text_json_key(j, "byte_start");
    gm_text_json_int(j, (gint64)start);
    gm_text_json_key(j, "byte_end");
    gm_text_json_int(j, (gint64)end);
    gm_text_json_key(j, "quote");
    gm_text_json_string(j, quote);
    gm_text_json_key(j, "anchors");
    gm_text_json_array(j);
    for (guint i = 0; i < s->anchors->len; i++)
        json_anchor(j, all, &g_array_index(s->anchors, GmAnchor, i));
    gm_text_json_end(j);
    gm_text_json_key(j, "measures");
    gm_text_json_array(j);
    gm_statement_json_measures(j, s->measures);
    gm_text_json_end(j);
    gm_text_json_key(j, "sides");
    json_sides(j, s->sides);
    gm_text_json_key(j, "status");
    gm_text_json_string(j, gm_statement_status_name(s->status));
    gm_text_json_key(j, "valid_from");
    gm_text_json_string(j, s->valid_from);
    gm_text_json_key(j, "valid_to");
    gm_text_json_string(j, s->valid_to);
    gm_text_json_key(j, "notes");
    gm_text_json_array(j);
    if (s->same_as >= 0) {
        const GmStatement *first = gm_statement_at(all, (guint)s->same_as);
        gm_text_source_span(d, first->start, first->end, &start, &end);
        g_autofree char *note = g_strdup_printf("repeats byte %" G_GSIZE_FORMAT, start);
        gm_text_json_string(j, note);
    }
    for (guint i = 0; i < s->notes->len; i++)
        gm_text_json_string(j, g_ptr_array_index(s->notes, i));
    gm_text_json_end(j);
    gm_text_json_end(j);
}

void gm_statement_append_json(GString *out, const GmStatements *s, bool first)
{
    for (guint i = 0; i < s->list->len; i++) {
        if (!first)
            g_string_append(out, ",\n");
        first = false;
        json_statement(out, s, gm_statement_at(s, i));
        while (out->len > 0 && out->str[out->len - 1] == '\n')
            g_string_truncate(out, out->len - 1);
    }
}

static void describe_anchors(GString *out, const GmStatement *s)
{
    for (guint i = 0; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        g_string_append_printf(out, "%s%s %s", i ? ", " : "",
                               gm_statement_anchor_part_name(a->part), a->surface);
    }
}

static void describe_measures(GString *out, const GmStatement *s)
{
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        g_string_append_printf(out, "%s%s ", out->len ? ", " : "",
                               gm_statement_measure_part_name(m->part));
        gm_text_append_number(out, m->value, 3);
        if (m->max > m->value) {
            g_string_append(out, "–");
            gm_text_append_number(out, m->max, 3);
        }
        g_string_append_printf(out, " %s", m->unit);
        if (m->side) {
            g_string_append_c(out, ' ');
            gm_statement_append_sides(out, (guint)m->side, " ");
        }
    }
    if (s->sides) {
        g_string_append(out, out->len ? ", " : "");
        gm_statement_append_sides(out, s->sides, " ");
    }
}

/** Appends @text cut or filled to @columns characters. */
static void append_cell(GString *out, const char *text, glong columns)
{
    glong n = g_utf8_strlen(text, -1);
    if (n <= columns) {
        g_string_append(out, text);
        for (; n < columns; n++)
            g_string_append_c(out, ' ');
        return;
    }
    const char *cut = g_utf8_offset_to_pointer(text, MAX(columns - 1, 0));
    g_string_append_len(out, text, cut - text);
    g_string_append(out, "…");
}

void gm_statement_append_table(GString *out, const GmStatements *s, int width)
{
    glong kind = 12, status = 8, rest = width > 0 ? MAX(width - kind - status - 8, 40) : 240;
    glong anchors = rest * 38 / 100, measures = rest / 4, quote = rest - anchors - measures;
    append_cell(out, "kind", kind + 2);
    append_cell(out, "status", status + 2);
    append_cell(out, "places", anchors + 2);
    append_cell(out, "measures", measures + 2);
    g_string_append(out, "quote\n");
    for (guint i = 0; i < s->list->len; i++) {
        const GmStatement *st = gm_statement_at(s, i);
        g_autoptr(GString) places = g_string_new(NULL), sizes = g_string_new(NULL);
        g_autofree char *text = gm_text_quote(s->mentions->document, st->start, st->end);
        describe_anchors(places, st);
        describe_measures(sizes, st);
        append_cell(out, gm_statement_kind_name(st->kind), kind);
        g_string_append(out, "  ");
        append_cell(out, gm_statement_status_name(st->status), status);
        g_string_append(out, "  ");
        append_cell(out, places->str, anchors);
        g_string_append(out, "  ");
        append_cell(out, sizes->str, measures);
        g_string_append(out, "  ");
        if (g_utf8_strlen(text, -1) <= quote)
            g_string_append(out, text);
        else
            append_cell(out, text, quote);
        g_string_append_c(out, '\n');
    }
}
