#include "svg_writer.h"

#include <string.h>

enum { LOOK_BACK = 48 }; /* items that one may be moved past */

static bool overlap(const double a[4], const double b[4])
{
    const double near = 2; /* px */
    return a[0] < b[2] + near && b[0] < a[2] + near && a[1] < b[3] + near && b[1] < a[3] + near;
}

static bool same_group(const GmItem *a, const GmItem *b)
{
    return a->layer == b->layer && a->feature == b->feature && a->clip == b->clip &&
           (a->feature >= 0 || !g_strcmp0(a->class_, b->class_));
}

static bool same_class(const GmItem *a, const GmItem *b)
{
    return same_group(a, b) && !g_strcmp0(a->class_, b->class_);
}

/** May @it be drawn before @other? Words stay in the order of reading. */
static bool may_pass(const GmItem *it, const GmItem *other)
{
    bool both_read = it->text && other->text && it->feature < 0 && other->feature < 0;
    return it->layer == other->layer && !both_read && !overlap(it->box, other->box);
}

guint *gm_draw_svg_order(const GmSheet *s)
{
    guint n = s->items->len;
    guint *order = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++) {
        const GmItem *it = gm_sheet_item(s, i);
        guint at = i;
        bool free_to_move = it->layer >= GM_LAYER_SYMBOL;
        for (guint k = i; free_to_move && k > 0 && i - k < LOOK_BACK; k--) {
            const GmItem *before = gm_sheet_item(s, order[k - 1]);
            if (same_group(it, before) && at == i)
                at = k;
            if (same_class(it, before)) {
                at = k;
                break;
            }
            if (!may_pass(it, before) || (at < i && !same_group(it, before)))
                break;
        }
        memmove(order + at + 1, order + at, (i - at) * sizeof *order);
        order[at] = i;
    }
    return order;
}
