/** The border itself: closed, crossed, or a run of it between two places. */
#include "readers.h"

/** "closed its border with A", "crossing the shared border": the border itself. */
void gm_read_border_line(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    if (c->n_refs == 0 || is_taken(sr, i, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_PLACE))
        return;
    static const char shut[] = "close closes closed closing seal seals sealed sealing shut "
                               "reopen reopens reopened reopening";
    int far = -1;
    for (int k = i - 1; k >= 0 && k > i - 4; k--)
        if (gm_reading_one_of(r, k, shut) && !is_word(r, k + 1, "to"))
            far = k;
    for (int k = i + 1; k < i + 5 && far < 0; k++) {
        if (gm_reading_one_of(r, k, shut))
            far = k;
        else if (!has_class(r, k, W_BE) && !gm_reading_one_of(r, k,
                                                              "has have had been remains "
                                                              "again now will"))
            break;
    }
    bool shared =
        gm_reading_one_of(r, i - 1, "the their") && c->n_refs == 2 && c->back && (at(r, i)->n == 2);
    if (far < 0 && !(shared && gm_reading_one_of(r, i - 2, "crossing cross across along crossed")))
        return;
    int first = far >= 0 ? MIN(far, i) : i - 1, last = far >= 0 ? MAX(far, i) : i;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, first, last);
    gm_build_anchors(r, s, GM_PART_ALONG, i);
    s->sides = c->sides;
    gm_build_subject(s, far >= 0 ? at(r, far)->fold : "border", "border");
    gm_build_list(r, s);
}

/** A statement of this sentence has the border at @i already. */
static bool is_border_told(const Reading *r, int i)
{
    for (guint k = r->list->len; k-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, k);
        if (s->sentence != r->sentence)
            return false;
        for (guint n = 0; n < s->anchors->len; n++) {
            const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, n);
            if (a->start >= at(r, i)->start && a->start < at(r, i)->end)
                return true;
        }
    }
    return false;
}

/** "from A to B along the border", "along the border for 70 km between A and B": a run of
 *  the border. */
void gm_read_border_range(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        int along = c->kind == C_BORDER && has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
        if (c->kind != C_BORDER || c->n_refs == 0 || !is_word(r, along, "along") ||
            is_taken(sr, i, TAKEN_MEASURE | TAKEN_RANGE | TAKEN_PLACE))
            continue;
        Args a;
        gm_phrase_args_init(&a);
        for (int k = along - 1; k > along - 6 && a.last < 0; k--) /* before it */
            if (gm_reading_one_of(r, k, "from between") && !is_taken(sr, k, TAKEN_RANGE))
                gm_phrase_read_arg(r, k, &a);
        for (int k = i + 1; k < i + 7 && a.last < 0; k++) /* behind it */
            if (gm_reading_one_of(r, k, "from between") && !is_taken(sr, k, TAKEN_RANGE))
                gm_phrase_read_arg(r, k, &a);
        int first = MIN(along, a.first), last = MAX(i, a.last);
        if (gm_phrase_find(&a, GM_PART_FROM)) {
            for (int k = first - 1; k <= last; k++)
                if (is_kind(r, k, C_MEASURE) && !is_taken(sr, k, TAKEN_MEASURE)) {
                    ArgMeasure m = {.chunk = k};
                    g_array_append_val(a.measures, m);
                    first = MIN(first, k);
                }
            GmStatement *s = gm_build_new(r, GM_ST_LINE, first, last);
            gm_build_anchors(r, s, GM_PART_ALONG, i);
            gm_build_args(r, s, &a);
            gm_read_add_lengths(sr, s, &a);
            s->sides = c->sides;
            gm_build_subject(s, "border", "border");
            take(sr, first, last, TAKEN_RANGE);
            gm_build_list(r, s);
        }
        gm_phrase_args_clear(&a);
    }
}

/** "The Blue Line", and no "line of contact" whose course nobody can know. */
static bool is_proper(const Reading *r, int i)
{
    const Ref *ref = reading_ref(r, at(r, i)->ref);
    return g_ascii_isupper(r->d->text[ref->start]) || ref->mention >= 0;
}

/** "Everything along the X–Y border", "the whole length of the border with Y", "crossed
 *  the Green Line": what no other kind has; read last. */
void gm_read_border_run(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if ((c->kind != C_LINE && c->kind != C_BORDER) || c->back || c->n_refs == 0)
            continue;
        int before = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
        before -= gm_reading_one_of(r, before, "whole entire");
        bool along = is_word(r, before, "along") ||
                     (is_word(r, before, "of") && is_word(r, before - 1, "length"));
        bool line = c->kind == C_LINE && !c->graticule && has_class(r, i - 1, W_DET) &&
                    gm_reading_one_of(r, i - 2, "on along across over") && is_proper(r, i);
        if (!(line || (c->kind == C_BORDER && along)) || is_border_told(r, i))
            continue;
        GmStatement *s = gm_build_new(r, GM_ST_LINE, before, i);
        gm_build_anchors(r, s, GM_PART_ALONG, i);
        s->sides = c->sides;
        gm_build_subject(s, line ? "line" : "border", line ? NULL : "border");
        gm_build_list(r, s);
    }
}
