/** Spans in their order, and one for each stretch of text. */
#include "mention_scan.h"

static gint by_start(gconstpointer a, gconstpointer b)
{
    const Span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if ((x->n_cand > 0) != (y->n_cand > 0))
        return x->n_cand > 0 ? -1 : 1;
    return x->cand < y->cand ? -1 : x->cand > y->cand;
}

/* In order but for those appended last: these are put in order and merged in. */
void scan_sort_spans(Scan *s)
{
    guint n = s->spans->len, sorted = 1;
    while (sorted < n && by_start(scan_span(s, sorted - 1), scan_span(s, sorted)) <= 0)
        sorted++;
    if (sorted >= n)
        return;
    GArray *merged = g_array_sized_new(FALSE, TRUE, sizeof(Span), n);
    GArray *tail = g_array_sized_new(FALSE, TRUE, sizeof(Span), n - sorted);
    g_array_append_vals(tail, scan_span(s, sorted), n - sorted);
    g_array_sort(tail, by_start);
    for (guint i = 0, j = 0; i < sorted || j < tail->len;) {
        const Span *y = j < tail->len ? &g_array_index(tail, Span, j) : NULL;
        bool first = y == NULL || (i < sorted && by_start(scan_span(s, i), y) <= 0);
        g_array_append_vals(merged, first ? scan_span(s, i) : y, 1);
        i += first;
        j += !first;
    }
    g_array_free(tail, TRUE);
    g_array_free(s->spans, TRUE);
    s->spans = merged;
}

/* "Manila Cathedral", "Clinton Township": placed by the name inside; "North Annville
 * Township" not by North. */
static void take_inner(const Scan *s, Span *outer, const Span *inner)
{
    if (scan_is_township_word(s, outer->first + outer->n - 1) &&
        (inner->first != outer->first || inner->n + 1 < outer->n))
        return;
    if (outer->n_cand > 0 || inner->n_cand == 0 ||
        (outer->flags & (SPAN_FACILITY | SPAN_FEATURE)) == 0 ||
        (inner->flags & SPAN_DEMONYM) != 0 || inner->judge < -4)
        return;
    outer->cand = inner->cand;
    outer->n_cand = inner->n_cand;
    outer->key = inner->key;
    outer->flags |= SPAN_NAMED_AFTER;
}

void scan_settle_spans(Scan *s)
{
    guint kept = 0;
    gsize covered = 0;
    for (guint i = 0; i < s->spans->len; i++) {
        Span *sp = scan_span(s, i);
        bool inside = kept > 0 && sp->start < covered;
        if (inside)
            take_inner(s, scan_span(s, kept - 1), sp);
        if ((sp->flags & SPAN_DROPPED) != 0 || inside) {
            g_free(sp->note);
            continue;
        }
        covered = sp->end;
        *scan_span(s, kept++) = *sp;
    }
    g_array_set_size(s->spans, kept);
}
