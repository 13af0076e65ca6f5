/** Mentions as TSV, JSON, and a table for people. */
#include "mention.h"

#include "json_writer.h"
#include "markup.h"

#include <string.h>

void gm_mention_append_tsv_header(GString *out)
{
    g_string_append(out, "doc\tbyte_start\tbyte_end\tsurface\tlat\tlon\tgeonames_id\tname\tkind\t"
                         "country\trole\tconfidence\treason\n");
}

/* A field must not break its line. */
static void append_field(GString *out, const char *s)
{
    gsize n = strlen(s);
    gm_text_append(out, s, n);
    char *field = out->str + out->len - n;
    for (gsize i = 0; i < n; i++)
        field[i] = field[i] == '\t' || field[i] == '\n' || field[i] == '\r' ? ' ' : field[i];
}

static void append_tab(GString *out)
{
    gm_text_append(out, "\t", 1);
}

static void append_tsv_place(GString *out, const GmMention *m)
{
    gm_text_append_fixed(out, m->pos.lat, 5);
    append_tab(out);
    gm_text_append_fixed(out, m->pos.lon, 5);
    append_tab(out);
    if (m->place.geonames_id != 0)
        gm_text_append_count(out, m->place.geonames_id);
    append_tab(out);
    append_field(out, m->place.name);
    append_tab(out);
    append_field(out, gm_gazetteer_kind_name(m->place.kind));
    append_tab(out);
    append_field(out, m->place.country);
}

void gm_mention_append_tsv(GString *out, const GmMentions *ms)
{
    const GmDocument *d = ms->document;
    for (guint i = 0; i < ms->list->len; i++) {
        const GmMention *m = gm_mention_at(ms, i);
        gsize start = m->start, end = m->end;
        gm_text_source_span(d, m->start, m->end, &start, &end);
        append_field(out, d->name);
        append_tab(out);
        gm_text_append_count(out, start);
        append_tab(out);
        gm_text_append_count(out, end);
        append_tab(out);
        append_field(out, m->surface);
        append_tab(out);
        if (m->has_place)
            append_tsv_place(out, m);
        else
            gm_text_append(out, "\t\t\t\t\t", 5);
        append_tab(out);
        append_field(out, gm_mention_role_name(m->role));
        append_tab(out);
        gm_text_append_fixed(out, m->confidence, 2);
        append_tab(out);
        append_field(out, m->reason);
        gm_text_append(out, "\n", 1);
    }
}

static void write_place(GmJson *j, const GmPlace *p, GmPos pos)
{
    gm_text_json_key(j, "name");
    gm_text_json_string(j, p->name);
    gm_text_json_key(j, "lat");
    gm_text_json_number(j, pos.lat, 5);
    gm_text_json_key(j, "lon");
    gm_text_json_number(j, pos.lon, 5);
    if (p->geonames_id != 0) {
        gm_text_json_key(j, "geonames_id");
        gm_text_json_int(j, p->geonames_id);
    }
    gm_text_json_key(j, "kind");
    gm_text_json_string(j, gm_gazetteer_kind_name(p->kind));
    gm_text_json_key(j, "country");
    gm_text_json_string(j, p->country);
    if (p->admin1[0] != '\0') {
        gm_text_json_key(j, "admin1");
        gm_text_json_string(j, p->admin1);
    }
}

static void write_mention(GmJson *j, const GmMentions *ms, const GmMention *m)
{
    gsize start = m->start, end = m->end;
    gm_text_source_span(ms->document, m->start, m->end, &start, &end);
    gm_text_json_object(j);
    gm_text_json_key(j, "byte_start");
    gm_text_json_int(j, (gint64)start);
    gm_text_json_key(j, "byte_end");
    gm_text_json_int(j, (gint64)end);
    gm_text_json_key(j, "surface");
    gm_text_json_string(j, m->surface);
    gm_text_json_key(j, "role");
    gm_text_json_string(j, gm_mention_role_name(m->role));
    gm_text_json_key(j, "section");
    gm_text_json_string(j, gm_text_section_name(m->section));
    gm_text_json_key(j, "mapped");
    gm_text_json_bool(j, gm_mention_is_mapped(m));
    gm_text_json_key(j, "place");
    if (m->has_place) {
        gm_text_json_inline_object(j);
        write_place(j, &m->place, m->pos);
        gm_text_json_end(j);
    } else {
        gm_text_json_null(j);
    }
    gm_text_json_key(j, "runners_up");
    gm_text_json_array(j);
    for (guint i = 0; i < m->n_runners_up; i++) {
        const GmPlace *p = &m->runners_up[i].place;
        gm_text_json_inline_object(j);
        write_place(j, p, gm_place_pos(p));
        gm_text_json_end(j);
    }
    gm_text_json_end(j);
    gm_text_json_key(j, "confidence");
    gm_text_json_number(j, m->confidence, 2);
    gm_text_json_key(j, "reason");
    gm_text_json_string(j, m->reason);
    gm_text_json_end(j);
}

void gm_mention_append_list_json(GString *out, const GmMentions *ms)
{
    g_autoptr(GmJson) j = gm_text_json_new(out, 0);
    gm_text_json_array(j);
    for (guint i = 0; i < ms->list->len; i++)
        write_mention(j, ms, gm_mention_at(ms, i));
    gm_text_json_end(j);
}

void gm_mention_append_json(GString *out, const GmMentions *ms)
{
    g_autoptr(GmJson) j = gm_text_json_new(out, 2);
    gm_text_json_object(j);
    gm_text_json_key(j, "doc");
    gm_text_json_string(j, ms->document->name);
    gm_text_json_key(j, "focus");
    gm_text_json_inline_object(j);
    gm_text_json_key(j, "country");
    gm_text_json_string(j, ms->focus.country);
    gm_text_json_key(j, "admin1");
    gm_text_json_string(j, ms->focus.admin1);
    gm_text_json_end(j);
    gm_text_json_key(j, "mentions");
    gm_text_json_array(j);
    for (guint i = 0; i < ms->list->len; i++)
        write_mention(j, ms, gm_mention_at(ms, i));
    gm_text_json_end(j);
    gm_text_json_end(j);
}

enum { N_COLUMNS = 6 };

static char **table_row(const GmMention *m)
{
    char **row = g_new0(char *, N_COLUMNS + 1);
    row[0] = g_strdup(m->surface);
    row[1] = g_strdup(gm_mention_role_name(m->role));
    if (m->has_place) {
        char lat[32], lon[32];
        g_ascii_formatd(lat, sizeof lat, "%.4f", m->pos.lat);
        g_ascii_formatd(lon, sizeof lon, "%.4f", m->pos.lon);
        row[2] = g_strdup_printf("%s%s%s", m->place.name, m->place.country[0] != '\0' ? ", " : "",
                                 m->place.country);
        row[3] = g_strdup_printf("%s,%s", lat, lon);
    } else {
        row[2] = g_strdup("-");
        row[3] = g_strdup("unplaced");
    }
    char confidence[16];
    row[4] = g_strdup(g_ascii_formatd(confidence, sizeof confidence, "%.2f", m->confidence));
    row[5] = g_strdup(m->reason);
    return row;
}

/* @s cut to @width characters, an ellipsis at the cut, padded when @pad. */
static void append_cell(GString *out, const char *s, glong width, bool pad)
{
    glong len = g_utf8_strlen(s, -1);
    if (width > 0 && len > width) {
        const char *cut = g_utf8_offset_to_pointer(s, MAX(width - 1, 0));
        g_string_append_len(out, s, cut - s);
        g_string_append(out, "…");
        return;
    }
    g_string_append(out, s);
    for (glong i = len; pad && i < width; i++)
        g_string_append_c(out, ' ');
}

void gm_mention_append_table(GString *out, const GmMentions *ms, int width)
{
    static const char *const HEAD[] = {"mention", "role", "place", "position", "sure", "why"};
    static const glong LIMIT[] = {32, 8, 36, 20, 4, 0};
    glong w[N_COLUMNS];
    for (guint c = 0; c < N_COLUMNS; c++)
        w[c] = g_utf8_strlen(HEAD[c], -1);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (guint i = 0; i < ms->list->len; i++) {
        char **row = table_row(gm_mention_at(ms, i));
        g_ptr_array_add(rows, row);
        for (guint c = 0; c < N_COLUMNS; c++)
            w[c] = MAX(w[c], MIN(g_utf8_strlen(row[c], -1), LIMIT[c]));
    }
    glong used = 0;
    for (guint c = 0; c + 1 < N_COLUMNS; c++)
        used += w[c] + 2;
    glong last = width > 0 ? MAX((glong)width - used, 12) : 0;
    for (guint r = 0; r <= rows->len; r++) {
        const char *const *row = r == 0 ? HEAD : g_ptr_array_index(rows, r - 1);
        for (guint c = 0; c + 1 < N_COLUMNS; c++) {
            append_cell(out, row[c], w[c], true);
            g_string_append(out, "  ");
        }
        append_cell(out, row[N_COLUMNS - 1], last, false);
        g_string_append_c(out, '\n');
    }
}
