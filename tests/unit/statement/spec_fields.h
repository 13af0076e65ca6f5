/** A statement in the words of the spec files, shared by the tests. */
#pragma once

#include "statement.h"

#include <string.h>

static inline void spec_number(GString *out, double v)
{
    char buffer[32];
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.6g", v));
}

static inline char *spec_measure(const GmMeasure *m)
{
    GString *g = g_string_new(gm_statement_measure_part_name(m->part));
    g_string_append_c(g, ' ');
    spec_number(g, m->value);
    if (m->max > m->value) {
        g_string_append_c(g, '-');
        spec_number(g, m->max);
    }
    g_string_append_printf(g, " %s", m->unit);
    if (m->side) {
        g_string_append_c(g, ' ');
        gm_statement_append_sides(g, (guint)m->side, " ");
    }
    return g_string_free(g, FALSE);
}

/** The fields that a case must name: places, measures, sides, times. */
static inline GPtrArray *spec_fields(const GmStatements *all, const GmStatement *s)
{
    GPtrArray *f = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        const GmMention *m = gm_statement_anchor_mention(all, a);
        g_ptr_array_add(f, g_strdup_printf("%s %s", gm_statement_anchor_part_name(a->part),
                                           m && m->has_place ? m->place.name : a->surface));
    }
    for (guint i = 0; i < s->measures->len; i++)
        g_ptr_array_add(f, spec_measure(&g_array_index(s->measures, GmMeasure, i)));
    if (s->sides) {
        GString *g = g_string_new("sides ");
        gm_statement_append_sides(g, s->sides, " ");
        g_ptr_array_add(f, g_string_free(g, FALSE));
    }
    if (s->same_as >= 0)
        g_ptr_array_add(f, g_strdup_printf("same %d", s->same_as + 1));
    if (s->valid_from)
        g_ptr_array_add(f, g_strdup_printf("starts %s", s->valid_from));
    if (s->valid_to)
        g_ptr_array_add(f, g_strdup_printf("ends %s", s->valid_to));
    if (s->ambiguous_width)
        g_ptr_array_add(f, g_strdup("ambiguous"));
    return f;
}

/** The whole line that a case would have for it. */
static inline char *spec_line(const GmStatements *all, const GmStatement *s)
{
    g_autoptr(GPtrArray) f = spec_fields(all, s);
    GString *out = g_string_new(gm_statement_kind_name(s->kind));
    for (guint i = 0; i < f->len; i++)
        g_string_append_printf(out, " | %s", (const char *)g_ptr_array_index(f, i));
    g_string_append_printf(out, " | status %s", gm_statement_status_name(s->status));
    if (s->feature)
        g_string_append_printf(out, " | feature %s", s->feature);
    g_autofree char *quote = gm_text_quote(all->mentions->document, s->start, s->end);
    g_string_append_printf(out, " | quote %s", quote);
    return g_string_free(out, FALSE);
}

/** Fields that a case may leave out; @soft is false when @field is none. */
static inline bool spec_soft_field(const GmStatements *all, const GmStatement *s, const char *field,
                                   bool *soft)
{
    *soft = true;
    if (g_str_has_prefix(field, "status "))
        return g_str_equal(field + 7, gm_statement_status_name(s->status));
    if (g_str_has_prefix(field, "feature "))
        return g_strcmp0(field + 8, s->feature) == 0;
    if (g_str_has_prefix(field, "subject "))
        return g_strcmp0(field + 8, s->subject) == 0;
    if (g_str_has_prefix(field, "quote ")) {
        g_autofree char *quote = gm_text_quote(all->mentions->document, s->start, s->end);
        return strstr(quote, field + 6) != NULL;
    }
    if (g_str_equal(field, "no notes"))
        return s->notes->len == 0;
    if (g_str_has_prefix(field, "note ")) {
        for (guint i = 0; i < s->notes->len; i++)
            if (strstr(g_ptr_array_index(s->notes, i), field + 5))
                return true;
        return false;
    }
    *soft = false;
    return true;
}
