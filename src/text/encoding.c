#include "encoding.h"

#include "utf8_next.h"

#include <errno.h>
#include <string.h>

void gm_text_map_add(GArray *map, gsize text, gsize file, gsize text_step, gsize file_step)
{
    if (map->len > 0) {
        const MapRun *last = &g_array_index(map, MapRun, map->len - 1);
        gsize n = last->text_step ? (text - last->text) / last->text_step : 0;
        if (last->text_step == text_step && last->file_step == file_step &&
            last->text + n * text_step == text && last->file + n * file_step == file)
            return;
    }
    MapRun run = {text, file, (guint32)text_step, (guint32)MIN(file_step, G_MAXUINT32)};
    g_array_append_val(map, run);
}

static const MapRun *run_at(const GArray *map, gsize at)
{
    guint lo = 0, hi = map->len;
    while (lo + 1 < hi) {
        guint mid = lo + (hi - lo) / 2;
        if (g_array_index(map, MapRun, mid).text <= at)
            lo = mid;
        else
            hi = mid;
    }
    return &g_array_index(map, MapRun, lo);
}

static gsize map_offset(const GArray *map, gsize at, bool after)
{
    const MapRun *r = run_at(map, at);
    gsize n = at > r->text && r->text_step ? (at - r->text) / r->text_step : 0;
    return r->file + (n + (after ? 1 : 0)) * r->file_step;
}

void gm_text_map_span(const GArray *map, gsize *start, gsize *end)
{
    if (!map || map->len == 0)
        return;
    gsize s = map_offset(map, *start, false);
    *end = *end > *start ? map_offset(map, *end - 1, true) : s;
    *start = s;
}

static bool is_name(const char *a, const char *b)
{
    return g_ascii_strcasecmp(a, b) == 0;
}

/* One name for each encoding; ISO 8859-1 and ASCII are read as the superset
 * that web browsers read them as. */
static const char *plain_name(const char *name)
{
    static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1",
                                        "us-ascii",   "ascii",     "cp1252", "windows-1252"};
    for (gsize i = 0; i < G_N_ELEMENTS(latin); i++)
        if (is_name(name, latin[i]))
            return "windows-1252";
    if (is_name(name, "utf8") || is_name(name, "utf-8"))
        return "UTF-8";
    return name;
}

static const char *mark_encoding(const unsigned char *b, gsize len, gsize *mark)
{
    *mark = 4;
    if (len >= 4 && memcmp(b, "\xFF\xFE\0\0", 4) == 0)
        return "UTF-32LE";
    if (len >= 4 && memcmp(b, "\0\0\xFE\xFF", 4) == 0)
        return "UTF-32BE";
    *mark = 2;
    if (len >= 2 && b[0] == 0xFF && b[1] == 0xFE)
        return "UTF-16LE";
    if (len >= 2 && b[0] == 0xFE && b[1] == 0xFF)
        return "UTF-16BE";
    *mark = 0;
    if (len >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0)
        return "UTF-8"; /* its mark stays in the text */
    return NULL;
}

/* <meta charset=…> in the first kilobyte, or the XML declaration's. */
static const char *declared(const char *bytes, gsize len)
{
    g_autofree char *head = g_ascii_strdown(bytes, (gssize)MIN(len, 1024));
    const char *at = strstr(head, "charset");
    gsize skip = strlen("charset");
    if (!at && g_str_has_prefix(head, "<?xml")) {
        at = strstr(head, "encoding");
        skip = strlen("encoding");
    }
    if (!at)
        return NULL;
    at += skip;
    at += strspn(at, " \t\r\n=\"'");
    g_autofree char *name = g_strndup(at, strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-_:."));
    return *name ? g_intern_string(name) : NULL;
}

const char *gm_text_guess_encoding(const char *bytes, gsize len, const char *asked, bool html,
                                   gsize *mark)
{
    const char *by_mark = mark_encoding((const unsigned char *)bytes, len, mark);
    if (by_mark)
        return by_mark;
    if (asked)
        return plain_name(asked);
    const char *name = html ? declared(bytes, len) : NULL;
    return name && !g_str_has_prefix(name, "utf-16") ? plain_name(name) : "UTF-8";
}

typedef struct {
    GString *out;
    GArray *map;
    const char *file;
    gsize base; /* of the bytes in the file */
} Decoder;

static void put_char(Decoder *d, guint32 cp, gsize at, gsize n)
{
    char utf8[4];
    gsize len = utf8_put(cp, utf8);
    gm_text_map_add(d->map, d->out->len, d->base + at, len, n);
    g_string_append_len(d->out, utf8, (gssize)len);
}

static bool bad_bytes(const Decoder *d, gsize at, const char *encoding, GError **error)
{
    g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_ENCODING, "%s: not valid %s at byte %zu",
                d->file, encoding, d->base + at);
    return false;
}

static guint32 unit_at(const unsigned char *b, gsize at, gsize width, bool little)
{
    guint32 v = 0;
    for (gsize i = 0; i < width; i++)
        v = v << 8 | b[little ? at + width - 1 - i : at + i];
    return v;
}

static bool decode_utf16(Decoder *d, const unsigned char *b, gsize len, bool little, GError **error)
{
    const char *name = little ? "UTF-16LE" : "UTF-16BE";
    for (gsize at = 0; at < len;) {
        if (at + 2 > len)
            return bad_bytes(d, at, name, error);
        guint32 u = unit_at(b, at, 2, little);
        gsize n = 2;
        if (u >= 0xD800 && u <= 0xDFFF) {
            guint32 low = at + 4 <= len ? unit_at(b, at + 2, 2, little) : 0;
            if (u > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
                return bad_bytes(d, at, name, error);
            u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
            n = 4;
        }
        if (u == 0)
            return bad_bytes(d, at, name, error);
        put_char(d, u, at, n);
        at += n;
    }
    return true;
}

static bool decode_utf32(Decoder *d, const unsigned char *b, gsize len, bool little, GError **error)
{
    for (gsize at = 0; at < len; at += 4) {
        guint32 u = at + 4 <= len ? unit_at(b, at, 4, little) : 0;
        if (u == 0 || u > 0x10FFFF || (u >= 0xD800 && u <= 0xDFFF))
            return bad_bytes(d, at, little ? "UTF-32LE" : "UTF-32BE", error);
        put_char(d, u, at, 4);
    }
    return true;
}

static void decode_windows_1252(Decoder *d, const unsigned char *b, gsize len)
{
    static const guint16 high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    for (gsize at = 0; at < len; at++)
        put_char(d, b[at] >= 0x80 && b[at] < 0xA0 ? high[b[at] - 0x80] : b[at], at, 1);
}

/* Reads the next character of @in: as many bytes as iconv needs for one. */
static gsize one_character(GIConv cd, const char *in, gsize len, char *out, gsize *out_len)
{
    enum { longest = 8 };
    for (gsize n = 1; n <= MIN(len, (gsize)longest); n++) {
        char *from = (char *)in, *to = out;
        gsize left = n, room = 16;
        gsize r = g_iconv(cd, &from, &left, &to, &room);
        if (r == (gsize)-1 && errno == EINVAL)
            continue; /* it wants more */
        if (r == (gsize)-1)
            return 0;
        if (room == 16 && n < len)
            continue; /* a shift sequence */
        *out_len = 16 - room;
        return n;
    }
    return 0;
}

static bool decode_other(Decoder *d, const char *bytes, gsize len, const char *encoding,
                         GError **error)
{
    GIConv cd = g_iconv_open("UTF-8", encoding);
    if (cd == (GIConv)-1) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_ENCODING, "%s: unknown encoding '%.40s'",
                    d->file, encoding);
        return false;
    }
    bool ok = true;
    for (gsize at = 0; at < len;) {
        char out[16];
        gsize out_len = 0;
        gsize n = one_character(cd, bytes + at, len - at, out, &out_len);
        if (n == 0) {
            ok = bad_bytes(d, at, encoding, error);
            break;
        }
        gm_text_map_add(d->map, d->out->len, d->base + at, MAX(out_len, 1), n);
        g_string_append_len(d->out, out, (gssize)out_len);
        at += n;
    }
    g_iconv_close(cd);
    return ok;
}

/* The first byte of @s that is no UTF-8 or is NUL; @end when there is none. */
static const char *find_bad_utf8(const char *s, const char *end)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101), high = ones << 7;
    while (s < end) {
        guint64 eight;
        while (end - s >= 8) { /* ASCII, the common case: none is 0 or has its high bit */
            memcpy(&eight, s, 8);
            if ((((eight - ones) | eight) & high) != 0)
                break;
            s += 8;
        }
        if (s == end)
            break;
        guint32 cp;
        bool valid;
        gsize n = utf8_next(s, end, &cp, &valid);
        if (!valid || cp == 0)
            break;
        s += n;
    }
    return s;
}

static char *check_utf8(const char *file, const char *bytes, gsize len, GError **error)
{
    const char *bad = find_bad_utf8(bytes, bytes + len);
    if (bad < bytes + len) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_ENCODING,
                    "%s: not valid UTF-8 at byte %zu; name the encoding if it is another, for "
                    "example windows-1252",
                    file, (gsize)(bad - bytes));
        return NULL;
    }
    char *text = g_malloc(len + 1);
    memcpy(text, bytes, len);
    text[len] = '\0';
    return text;
}

char *gm_text_decode(const char *file, const char *bytes, gsize len, const char *encoding,
                     gsize mark, gsize *text_len, GArray **map, GError **error)
{
    *map = NULL;
    if (is_name(encoding, "UTF-8")) {
        *text_len = len;
        return check_utf8(file, bytes, len, error);
    }
    Decoder d = {g_string_sized_new(len + len / 2 + 1), g_array_new(FALSE, FALSE, sizeof(MapRun)),
                 file, mark};
    const unsigned char *b = (const unsigned char *)bytes + mark;
    gsize n = len - mark;
    bool ok = true;
    if (g_ascii_strncasecmp(encoding, "UTF-16", 6) == 0)
        ok = decode_utf16(&d, b, n, !is_name(encoding, "UTF-16BE"), error);
    else if (g_ascii_strncasecmp(encoding, "UTF-32", 6) == 0)
        ok = decode_utf32(&d, b, n, !is_name(encoding, "UTF-32BE"), error);
    else if (is_name(encoding, "windows-1252"))
        decode_windows_1252(&d, b, n);
    else
        ok = decode_other(&d, bytes + mark, n, encoding, error);
    if (!ok) {
        g_string_free(d.out, TRUE);
        g_array_unref(d.map);
        return NULL;
    }
    *text_len = d.out->len;
    *map = d.map;
    return g_string_free(d.out, FALSE);
}
