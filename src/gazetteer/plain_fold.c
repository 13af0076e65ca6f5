#include "plain_fold.h"

/* The next byte of @s folded. Russian capitals are D0 90 … D0 AF; the small
 * letters D0 B0 … D0 BF and D1 80 … D1 8F: @next is what the second byte becomes. */
static guchar fold_byte(const guchar *s, guchar *next)
{
    guchar c = *s;
    *next = 0;
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? (guchar)(c | 0x20) : c == '-' ? ' ' : c;
    if (c == 0xd0 && s[1] >= 0x90 && s[1] <= 0xaf) {
        *next = s[1] <= 0x9f ? (guchar)(s[1] + 0x20) : (guchar)(s[1] - 0x20);
        return s[1] <= 0x9f ? 0xd0 : 0xd1;
    }
    return c;
}

bool gm_gazetteer_plain_fold_equal(const char *s, const char *folded, gsize len, char end)
{
    const guchar *p = (const guchar *)s, *q = (const guchar *)folded, *stop = q + len;
    while (q < stop) {
        guchar next, c = fold_byte(p, &next);
        if (c != *q || c == 0)
            return false;
        p++, q++;
        if (next) {
            if (q == stop || *q != next)
                return false;
            p++, q++;
        }
    }
    guchar next, c = fold_byte(p, &next);
    return c == 0 || (end && c == (guchar)end);
}

gsize gm_gazetteer_plain_fold(const char *s, char *out, gsize room)
{
    gsize n = 0;
    for (const guchar *p = (const guchar *)s; *p && n + 3 < room; p++) {
        guchar next, c = fold_byte(p, &next);
        out[n++] = (char)c;
        if (next) {
            out[n++] = (char)next;
            p++;
        }
    }
    out[n] = '\0';
    return n;
}
