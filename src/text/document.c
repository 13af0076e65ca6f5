#include "document.h"

#include "blocks.h"
#include "char_class.h"
#include "encoding.h"
#include "file_load.h"
#include "markup_text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(gm - text - error - quark, gm_text_error)

enum { DEFAULT_MAX_BYTES = 256 << 20 };

void gm_text_document_free(GmDocument *d)
{
    if (!d)
        return;
    g_free(d->name);
    g_free(d->file);
    g_free(d->text);
    g_free(d->title);
    g_free(d->date);
    g_free(d->encoding);
    g_free(d->folds);
    g_clear_pointer(&d->sections, g_array_unref);
    g_clear_pointer(&d->sentences, g_array_unref);
    g_clear_pointer(&d->tokens, g_array_unref);
    g_clear_pointer(&d->map, g_array_unref);
    g_clear_pointer(&d->decoded, g_array_unref);
    g_free(d);
}

const char *gm_text_section_name(GmSectionKind kind)
{
    static const char *const names[] = {"title",       "body",     "byline",    "caption",
                                        "boilerplate", "comments", "references"};
    return (guint)kind < G_N_ELEMENTS(names) ? names[kind] : "body";
}

bool gm_text_section_is_article(GmSectionKind kind)
{
    return kind == GM_SECTION_TITLE || kind == GM_SECTION_BODY || kind == GM_SECTION_CAPTION;
}

void gm_text_source_span(const GmDocument *d, gsize start, gsize end, gsize *file_start,
                         gsize *file_end)
{
    start = MIN(start, d->len);
    end = CLAMP(end, start, d->len);
    gm_text_map_span(d->map, &start, &end);
    gm_text_map_span(d->decoded, &start, &end);
    *file_start = d->base + start;
    *file_end = d->base + end;
}

/* Nothing to tidy up: letters, marks and single spaces between them. */
static bool is_tidy(const char *p, const char *stop)
{
    bool space = true;
    for (; p < stop; p++) {
        if ((guchar)*p <= 0x20 ? space || *p != ' ' : (guchar)*p >= 0x7f)
            return false;
        space = *p == ' ';
    }
    return !space;
}

char *gm_text_quote(const GmDocument *d, gsize start, gsize end)
{
    end = MIN(end, d->len);
    if (start < end && is_tidy(d->text + start, d->text + end))
        return g_strndup(d->text + start, end - start);
    GString *out = g_string_sized_new(end > start ? end - start : 0);
    const char *p = d->text + start, *stop = d->text + end;
    bool space = false;
    while (p < stop) {
        guint32 cp = g_utf8_get_char(p);
        const char *next = g_utf8_next_char(p);
        if (next > stop)
            break;
        CharInfo scratch;
        CharClass c = cp < 0x80 ? ascii_class((unsigned char)cp)
                                : (CharClass)gm_text_char_info(cp, &scratch)->class_;
        if (c == CHAR_SPACE || cp == 0xFEFF) {
            space = true;
        } else {
            if (space && out->len > 0)
                g_string_append_c(out, ' ');
            space = false;
            g_string_append_len(out, p, next - p);
        }
        p = next;
    }
    return g_string_free(out, FALSE);
}

static GmTextFormat format_of(const char *file, const char *text, gsize len)
{
    const char *dot = strrchr(file, '.');
    if (dot) {
        static const char *const html[] = {".html", ".htm", ".xhtml"};
        static const char *const markdown[] = {".md", ".markdown", ".mkd"};
        for (gsize i = 0; i < G_N_ELEMENTS(html); i++)
            if (g_ascii_strcasecmp(dot, html[i]) == 0)
                return GM_FORMAT_HTML;
        for (gsize i = 0; i < G_N_ELEMENTS(markdown); i++)
            if (g_ascii_strcasecmp(dot, markdown[i]) == 0)
                return GM_FORMAT_MARKDOWN;
    }
    gsize at = len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < len && g_ascii_isspace(text[at]))
        at++;
    if (len - at > 14 && (g_ascii_strncasecmp(text + at, "<!doctype html", 14) == 0 ||
                          g_ascii_strncasecmp(text + at, "<html", 5) == 0))
        return GM_FORMAT_HTML;
    if (len - at > 2 && memcmp(text + at, "# ", 2) == 0) /* opens with a heading */
        return GM_FORMAT_MARKDOWN;
    return GM_FORMAT_PLAIN;
}

static bool refuse_binary(const char *file, const char *bytes, gsize len, bool wide, GError **error)
{
    static const struct {
        const char *magic, *what;
    } known[] = {
        {"%PDF-", "a PDF; make it text first (pdftotext)"},
        {"PK\x03\x04", "a zip archive or office document; save it as text first"},
        {"\xD0\xCF\x11\xE0", "an old office document; save it as text first"},
        {"{\\rtf", "a rich text document; save it as plain text first"},
        {"\x1F\x8B", "compressed; unpack it first"},
    };
    const char *what = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        gsize n = strlen(known[i].magic);
        if (len >= n && memcmp(bytes, known[i].magic, n) == 0)
            what = known[i].what;
    }
    const char *nul = wide ? NULL : memchr(bytes, 0, len);
    if (what)
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_BINARY, "%s: is %s", file, what);
    else if (nul)
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_BINARY,
                    "%s: is not text (a NUL at byte %zu); save it as text, Markdown or HTML first",
                    file, (gsize)(nul - bytes));
    return !what && !nul;
}

static bool analyse(GmDocument *d, const char *subject, GArray *blocks, GError **error)
{
    d->sections = g_array_new(FALSE, FALSE, sizeof(GmSection));
    d->sentences = g_array_new(FALSE, FALSE, sizeof(GmSentence));
    d->tokens = g_array_sized_new(FALSE, FALSE, sizeof(GmToken), (guint)MIN(d->len / 5, 1 << 24));
    GString *folds = g_string_sized_new(d->len + 64);
    bool ok = true;
    for (guint i = 0; ok && i < blocks->len; i++) {
        Block *b = &g_array_index(blocks, Block, i);
        gm_text_tokenize(d, folds, b);
        d->folds = folds->str; /* lent: it may move while there are blocks to come */
        gm_text_find_sentences(d, b, i);
        ok = folds->len < G_MAXUINT / 2;
    }
    d->folds = g_string_free(folds, FALSE);
    if (!ok || d->tokens->len == 0) {
        int code = ok ? GM_TEXT_ERROR_EMPTY : GM_TEXT_ERROR_LIMIT;
        g_set_error(error, GM_TEXT_ERROR, code, "%s: %s", subject,
                    ok ? "holds no text" : "too much text for one document");
        return false;
    }
    gm_text_find_sections(d, blocks);
    return true;
}

static GArray *find_blocks(GmDocument *d, GmTextFormat format, PageInfo *info)
{
    if (format == GM_FORMAT_MARKDOWN)
        return gm_text_find_markdown_blocks(d->text, d->len, info);
    if (format != GM_FORMAT_HTML)
        return gm_text_find_blocks(d->text, d->len);
    GArray *blocks;
    g_autofree char *html = d->text;
    d->text = gm_text_read_html(html, d->len, &d->len, &d->map, &blocks, info);
    return blocks;
}

static void take(char **field, char *better)
{
    if (better) {
        g_free(*field);
        *field = better;
    }
}

static char *stem(const char *file)
{
    const char *dot = strrchr(file, '.');
    return dot && dot != file ? g_strndup(file, (gsize)(dot - file)) : g_strdup(file);
}

static GmDocument *read_bytes(const char *file, const char *subject, const char *bytes, gsize len,
                              const GmReadOptions *o, GError **error)
{
    gsize max = o && o->max_bytes ? o->max_bytes : (gsize)DEFAULT_MAX_BYTES;
    if (len > max) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_LIMIT,
                    "%s: larger than the limit of %zu bytes", subject, max);
        return NULL;
    }
    GmTextFormat format = o ? o->format : GM_FORMAT_AUTO;
    if (format == GM_FORMAT_AUTO)
        format = format_of(file, bytes, len);
    gsize mark;
    const char *encoding =
        gm_text_guess_encoding(bytes, len, o ? o->encoding : NULL, format == GM_FORMAT_HTML, &mark);
    bool wide = g_ascii_strncasecmp(encoding, "UTF-16", 6) == 0 ||
                g_ascii_strncasecmp(encoding, "UTF-32", 6) == 0;
    if (!refuse_binary(subject, bytes, len, wide, error))
        return NULL;
    g_autoptr(GmDocument) d = g_new0(GmDocument, 1);
    d->file = g_strdup(file);
    d->name = stem(file);
    d->encoding = g_strdup(encoding);
    d->text = gm_text_decode(subject, bytes, len, encoding, mark, &d->len, &d->decoded, error);
    if (!d->text)
        return NULL;
    PageInfo info = {NULL, NULL};
    g_autoptr(GArray) blocks = find_blocks(d, format, &info);
    bool ok = analyse(d, subject, blocks, error);
    take(&d->title, info.title); /* a page's own data know better than its lines */
    take(&d->date, info.date);
    return ok ? g_steal_pointer(&d) : NULL;
}

GmDocument *gm_text_read_bytes(const char *file, const char *bytes, gsize len,
                               const GmReadOptions *o, GError **error)
{
    g_autofree char *base = g_path_get_basename(file);
    return read_bytes(base, file, bytes, len, o, error);
}

GmDocument *gm_text_read(const char *path, const GmReadOptions *o, GError **error)
{
    bool stream = strcmp(path, "-") == 0;
    const char *subject = stream ? "standard input" : path;
    int fd = stream ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int cause = fd < 0 ? errno : 0;
    GByteArray *bytes = NULL;
    if (fd >= 0) {
        gsize max = o && o->max_bytes ? o->max_bytes : (gsize)DEFAULT_MAX_BYTES;
        bytes = gm_text_load_stream(fd, max, &cause);
        if (!stream)
            close(fd);
    }
    if (!bytes) {
        g_set_error(error, GM_TEXT_ERROR, GM_TEXT_ERROR_IO, "%s: cannot read: %s%s", subject,
                    g_strerror(cause),
                    cause == EISDIR ? "; 'gazmap batch' draws the documents of a folder" : "");
        return NULL;
    }
    g_autofree char *base = stream ? g_strdup("stdin") : g_path_get_basename(path);
    GmDocument *d = read_bytes(base, subject, (const char *)bytes->data, bytes->len, o, error);
    g_byte_array_unref(bytes);
    return d;
}
