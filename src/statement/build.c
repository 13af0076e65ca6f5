#include "build.h"

#include <stdarg.h>

static void clear_anchor(gpointer p)
{
    g_free(((GmAnchor *)p)->surface);
}

GmStatement *gm_build_new(const Reading *r, GmStatementKind kind, int first, int last)
{
    GmStatement *s = g_new0(GmStatement, 1);
    s->kind = kind;
    s->sentence = r->sentence;
    s->start = at(r, first)->start;
    s->end = at(r, last)->end;
    s->anchors = g_array_new(FALSE, FALSE, sizeof(GmAnchor));
    g_array_set_clear_func(s->anchors, clear_anchor);
    s->measures = g_array_new(FALSE, FALSE, sizeof(GmMeasure));
    s->notes = g_ptr_array_new_with_free_func(g_free);
    s->same_as = -1;
    return s;
}

void gm_build_free(GmStatement *s)
{
    if (!s)
        return;
    g_array_free(s->anchors, TRUE);
    g_array_free(s->measures, TRUE);
    g_ptr_array_free(s->notes, TRUE);
    g_free(s->subject);
    g_free(s->feature);
    g_free(s->valid_from);
    g_free(s->valid_to);
    g_free(s);
}

void gm_build_anchor_ref(const Reading *r, GmStatement *s, GmAnchorPart part, const Ref *ref)
{
    GmAnchor a = {.mention = ref->mention,
                  .start = ref->start,
                  .end = ref->end,
                  .part = part,
                  .antecedent = ref->antecedent};
    a.surface = gm_text_quote(r->d, ref->start, ref->end);
    g_array_append_val(s->anchors, a);
}

void gm_build_anchors(const Reading *r, GmStatement *s, GmAnchorPart part, int chunk)
{
    const Chunk *c = at(r, chunk);
    bool two = part == GM_PART_FROM && c->kind == C_PLACE && c->n_refs == 2;
    for (guint i = 0; i < c->n_refs; i++) {
        gm_build_anchor_ref(r, s, two && i == 1 ? GM_PART_TO : part, reading_ref(r, c->ref + i));
        GmAnchor *a = &g_array_index(s->anchors, GmAnchor, s->anchors->len - 1);
        if (c->kind == C_REGION)
            a->sides = c->sides;
        a->town = c->kind == C_PLACE && (c->cls & W_SETTLE) != 0;
    }
}

void gm_build_ends(const Reading *r, GmStatement *s, const Chunk *c)
{
    for (guint i = 0; i < c->end_refs; i++)
        gm_build_anchor_ref(r, s,
                            i == 0                ? GM_PART_FROM
                            : i + 1 < c->end_refs ? GM_PART_AT
                                                  : GM_PART_TO,
                            reading_ref(r, c->ref + c->n_refs + i));
}

static bool has_part(const GmStatement *s, GmAnchorPart part)
{
    return gm_statement_anchor(s, part, 0) != NULL;
}

void gm_build_args(const Reading *r, GmStatement *s, const Args *a)
{
    bool from_to = gm_phrase_find(a, GM_PART_TO) != NULL;
    for (guint i = 0; i < a->places->len; i++) {
        const Arg *arg = &g_array_index(a->places, Arg, i);
        const Chunk *c = at(r, arg->chunk);
        if (arg->part == GM_PART_FROM && a->chain) {
            for (guint k = 0; k < c->n_refs; k++)
                gm_build_anchor_ref(r, s,
                                    k == 0              ? GM_PART_FROM
                                    : k + 1 < c->n_refs ? GM_PART_AT
                                                        : GM_PART_TO,
                                    reading_ref(r, c->ref + k));
        } else if (arg->part == GM_PART_FROM && from_to) {
            for (guint k = 0; k < c->n_refs; k++)
                gm_build_anchor_ref(r, s, GM_PART_FROM, reading_ref(r, c->ref + k));
        } else if (arg->part == GM_PART_TO && c->n_refs > 2) { /* "to the villages of A, B and C" */
            for (guint k = 0; k < c->n_refs; k++)
                gm_build_anchor_ref(r, s, k + 1 < c->n_refs ? GM_PART_AT : GM_PART_TO,
                                    reading_ref(r, c->ref + k));
        } else {
            gm_build_anchors(r, s, arg->part, arg->chunk);
        }
        if (c->kind == C_BORDER || (c->kind == C_REGION && arg->part == GM_PART_IN))
            s->sides |= c->sides;
    }
    for (guint i = 0; i < a->places->len; i++) { /* the road's own ends, last resort */
        const Chunk *c = at(r, g_array_index(a->places, Arg, i).chunk);
        bool named = c->n_refs > 0 && reading_ref(r, c->ref)->mention >= 0;
        if (c->end_refs >= 2 && !named && !has_part(s, GM_PART_FROM))
            gm_build_ends(r, s, c);
    }
    s->sides |= a->sides;
}

void gm_build_measure(GmStatement *s, const Chunk *c, GmMeasurePart part, guint side)
{
    GmMeasure m = c->measure;
    m.part = part;
    m.side = (int)side;
    g_array_append_val(s->measures, m);
}

void gm_build_subject(GmStatement *s, const char *subject, const char *feature)
{
    g_free(s->subject);
    g_free(s->feature);
    s->subject = subject && *subject ? g_strdup(subject) : NULL;
    s->feature = g_strdup(feature);
}

void gm_build_note(GmStatement *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_ptr_array_add(s->notes, g_strdup_vprintf(format, args));
    va_end(args);
}

static int by_start(gconstpointer a, gconstpointer b)
{
    const GmAnchor *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->mention - y->mention;
}

void gm_build_sort_anchors(GmStatement *s)
{
    g_array_sort(s->anchors, by_start);
}

/** "inside the Idlib de-escalation area" is found by two ways: one place. */
static void drop_said_twice(GmStatement *s)
{
    for (guint i = 1; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        const GmAnchor *b = &g_array_index(s->anchors, GmAnchor, i - 1);
        if (a->part == b->part && a->start == b->start && a->end == b->end &&
            a->mention == b->mention && a->antecedent == b->antecedent)
            g_array_remove_index(s->anchors, i--);
    }
}

bool gm_build_has_place(const GmStatement *s)
{
    for (guint i = 0; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        GmPos written;
        if (a->mention >= 0 || a->antecedent >= 0 || gm_statement_anchor_position(a, &written))
            return true;
    }
    return false;
}

GmStatement *gm_build_list(Reading *r, GmStatement *s)
{
    gm_build_sort_anchors(s);
    drop_said_twice(s);
    s->status = gm_status_read(r, s->start, s->end);
    gm_validity_read(r, s);
    g_ptr_array_add(r->list, s);
    return s;
}
