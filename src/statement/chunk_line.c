/** Lines that are no road and no border: lines of contact, armistice lines,
 *  parallels, "the line". */
#include "reading.h"

/** "line of contact", "ceasefire line", "Blue Line", "38th parallel". */
void gm_reading_lines(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        int first = i, last = i;
        if (is_kind(r, i, C_PLACE) && (at(r, i)->cls & W_LINE)) {
            Chunk named = *at(r, i);
            named.kind = C_LINE;
            gm_reading_merge(r, i, i, named);
            continue;
        }
        if (is_word(r, i, "line") && is_word(r, i - 1, "the") && !is_word(r, i + 1, "of") &&
            r->line.end > 0) { /* the one last named */
            Ref ref = r->line;
            Chunk again = {.kind = C_LINE, .n_refs = 1, .cls = W_LINE, .back = true};
            again.ref = gm_reading_add_ref(r, ref);
            gm_reading_merge(r, i, i, again);
            continue;
        }
        if (!has_class(r, i, W_LINE) && !is_word(r, i, "frontline"))
            continue;
        while (gm_reading_hyphen(r, first - 1) || has_class(r, first - 1, W_LINEMOD) ||
               ((at(r, first - 1)->token_flags & GM_TOKEN_CAPITAL) && first < i &&
                gm_reading_one_of(r, first - 1, "military temporary military")) ||
               (is_kind(r, first - 1, C_NUMBER) && is_word(r, i, "parallel")))
            first--;
        if (is_word(r, i + 1, "of") && has_class(r, i + 2, W_LINEMOD))
            last = i + 2;
        else if (is_word(r, i + 1, "of") && is_word(r, i + 2, "actual"))
            last = i + 3;
        if (first == i && last == i && !is_word(r, i, "frontline"))
            continue;
        if (has_class(r, first, W_LINE) && last == i)
            continue;
        Ref ref = {-1, -1, at(r, first)->start, at(r, last)->end};
        Chunk c = {.kind = C_LINE, .n_refs = 1, .cls = W_LINE};
        c.ref = gm_reading_add_ref(r, ref);
        r->line = ref;
        gm_reading_merge(r, first, last, c);
        i = first;
    }
}
