/* Any bytes as a document: the first chooses the format and encoding. */
#include "document.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {NULL, NULL, "UTF-16LE", "ISO-8859-1", "windows-1256"};
    if (!size)
        return 0;
    GmReadOptions o = {(GmTextFormat)(data[0] % 4), encodings[data[0] / 4 % 5], 1 << 20};
    g_autoptr(GmDocument) d =
        gm_text_read_bytes("fuzz", (const char *)data + 1, size - 1, &o, NULL);
    if (!d)
        return 0;
    g_assert_true(g_utf8_validate(d->text, (gssize)d->len, NULL));
    for (guint i = 0; i < d->tokens->len; i++) {
        const GmToken *t = gm_text_token(d, i);
        gsize s, e;
        g_assert_cmpuint(t->start, <=, t->end);
        g_assert_cmpuint(t->end, <=, d->len);
        gm_text_source_span(d, t->start, t->end, &s, &e);
        g_assert_cmpuint(s, <=, e);
        g_assert_cmpuint(e, <=, size - 1);
    }
    return 0;
}
