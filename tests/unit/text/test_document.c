#include "document.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static GmDocument *read_as(const char *file, const char *bytes, gsize len, const char *encoding)
{
    GmReadOptions o = {GM_FORMAT_AUTO, encoding, 0};
    GError *error = NULL;
    GmDocument *d = gm_text_read_bytes(file, bytes, len, &o, &error);
    if (!d)
        fail_msg("%s", error->message);
    return d;
}

static void refused(const char *bytes, gsize len, const char *encoding, int code,
                    const char *message)
{
    GmReadOptions o = {GM_FORMAT_AUTO, encoding, 0};
    g_autoptr(GError) error = NULL;
    assert_null(gm_text_read_bytes("dir/t.txt", bytes, len, &o, &error));
    if (!strstr(error->message, message) || !g_str_has_prefix(error->message, "dir/t.txt: "))
        fail_msg("'%s' is not in '%s'", message, error->message);
    assert_null(strchr(error->message, '\n'));
    assert_int_equal(error->code, code);
}

/* The file's bytes that the first token folded to @word came from. */
static char *source_of(const GmDocument *d, const char *bytes, const char *word)
{
    for (guint i = 0; i < d->tokens->len; i++)
        if (strcmp(gm_text_token_fold(d, i), word) == 0) {
            gsize s, e;
            gm_text_source_span(d, gm_text_token(d, i)->start, gm_text_token(d, i)->end, &s, &e);
            return g_strndup(bytes + s, e - s);
        }
    fail_msg("no token '%s'", word);
    return NULL;
}

static void assert_source(const GmDocument *d, const char *bytes, const char *word,
                          const char *source)
{
    g_autofree char *s = source_of(d, bytes, word);
    assert_string_equal(s, source);
}

static void plain_text_is_the_file(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "Saraqib\xC2\xA0Idlib\r\n\r\nMa\xC2\xADrrat.\r\n";
    g_autoptr(GmDocument) d = read_as("a/b/one.two.txt", text, sizeof text - 1, NULL);
    assert_int_equal(d->len, sizeof text - 1);
    assert_memory_equal(d->text, text, sizeof text);
    assert_string_equal(d->name, "one.two");
    assert_string_equal(d->file, "one.two.txt");
    assert_string_equal(d->encoding, "UTF-8");
    assert_int_equal(gm_text_token(d, 0)->start, 3);
    assert_source(d, text, "marrat", "Ma\xC2\xADrrat");
}

static void wide_encodings_lead_back(void **state)
{
    (void)state;
    static const char *const names[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        gsize len;
        char *bytes = g_convert("\xEF\xBB\xBF"
                                "É \xF0\x9F\x98\x80 إدلب x",
                                -1, names[i], "UTF-8", NULL, &len, NULL);
        g_autoptr(GmDocument) d = read_as("t.txt", bytes, len, NULL);
        assert_string_equal(d->encoding, names[i]);
        gsize unit = strstr(names[i], "32") ? 4 : 2, pair = 4;
        gsize s, e;
        const GmToken *t = gm_text_token(d, 2);
        gm_text_source_span(d, t->start, t->end, &s, &e);
        assert_int_equal(s, 4 * unit + pair);
        assert_int_equal(e, 8 * unit + pair);
        const GmToken *emoji = gm_text_token(d, 1);
        gm_text_source_span(d, emoji->start, emoji->end, &s, &e);
        assert_int_equal(e - s, 4);
        g_free(bytes);
    }
}

static void single_byte_encodings_lead_back(void **state)
{
    (void)state;
    static const char latin[] = "Lattaqui\xE9 \x93Idlib\x94";
    g_autoptr(GmDocument) d = read_as("t.txt", latin, sizeof latin - 1, "ISO-8859-1");
    assert_source(d, latin, "lattaquie", "Lattaqui\xE9");
    assert_source(d, latin, "idlib", "Idlib");
    assert_string_equal(d->encoding, "windows-1252");
    static const char arabic[] = "\xE3\xCF\xED\xE4\xC9 x";
    g_autoptr(GmDocument) a = read_as("t.txt", arabic, sizeof arabic - 1, "windows-1256");
    assert_int_equal(a->tokens->len, 2);
    assert_source(a, arabic, "x", "x");
    static const char japanese[] = "\x83\x5C\x83\x60 Sochi";
    g_autoptr(GmDocument) j = read_as("t.txt", japanese, sizeof japanese - 1, "Shift_JIS");
    assert_source(j, japanese, "sochi", "Sochi");
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    refused("", 0, NULL, GM_TEXT_ERROR_EMPTY, "holds no text");
    refused(" \r\n\t\xC2\xA0", 6, NULL, GM_TEXT_ERROR_EMPTY, "holds no text");
    refused("ab\0cd", 5, NULL, GM_TEXT_ERROR_BINARY, "a NUL at byte 2");
    refused("%PDF-1.5", 8, NULL, GM_TEXT_ERROR_BINARY, "PDF");
    refused("PK\x03\x04zip", 7, NULL, GM_TEXT_ERROR_BINARY, "zip");
    refused("Idlib \xE9 x", 9, NULL, GM_TEXT_ERROR_ENCODING, "not valid UTF-8 at byte 6");
    refused("\xFF\xFEI\0d", 5, NULL, GM_TEXT_ERROR_ENCODING, "not valid UTF-16LE at byte 4");
    refused("\xFF\xFE\0\xD8x\0", 6, NULL, GM_TEXT_ERROR_ENCODING, "at byte 2");
    refused("Idlib", 5, "klingon", GM_TEXT_ERROR_ENCODING, "unknown encoding 'klingon'");
    GmReadOptions small = {GM_FORMAT_AUTO, NULL, 4};
    g_autoptr(GError) error = NULL;
    assert_null(gm_text_read_bytes("t", "Idlib", 5, &small, &error));
    assert_int_equal(error->code, GM_TEXT_ERROR_LIMIT);
}

static void files_are_read_and_named(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("gazmap-doc-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "a.txt", NULL);
    assert_true(g_file_set_contents(path, "Idlib is a city.", -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GmDocument) d = gm_text_read(path, NULL, &error);
    assert_string_equal(d->name, "a");
    assert_int_equal(d->sentences->len, 1);
    assert_null(gm_text_read(dir, NULL, &error));
    assert_true(g_str_has_prefix(error->message, dir));
    assert_non_null(strstr(error->message, "Is a directory"));
    g_clear_error(&error);
    GmReadOptions small = {GM_FORMAT_AUTO, NULL, 4};
    assert_null(gm_text_read(path, &small, &error));
    assert_int_equal(error->code, GM_TEXT_ERROR_LIMIT);
    g_clear_error(&error);
    g_remove(path);
    assert_null(gm_text_read(path, NULL, &error));
    assert_non_null(strstr(error->message, "a.txt: cannot read: No such file"));
    g_rmdir(dir);
}

static void quotes_join_white_space(void **state)
{
    (void)state;
    static const char text[] = "on the\r\n  M4\xC2\xA0highway";
    g_autoptr(GmDocument) d = read_as("t.txt", text, sizeof text - 1, NULL);
    g_autofree char *q = gm_text_quote(d, 3, d->len);
    assert_string_equal(q, "the M4 highway");
}

static void html_text_leads_back(void **state)
{
    (void)state;
    static const char page[] =
        "<!DOCTYPE html><html><head><title>Deal &mdash; Site</title>"
        "<style>p{color:red} Paris</style><script>var x='<p>Rome</p>';</script></head>"
        "<body><!-- London --><p>Talks in <b>Saraq</b>ib &amp;\n  Ma&rsquo;arrat, "
        "Lattaqui&eacute;, &#1573;دلب.<br>Then <a href='Berlin'>Idlib</a>&nbsp;city</p>"
        "<div>Homs<p>Hama</div><ul><li>One<li>Two</ul></body></html>";
    g_autoptr(GmDocument) d = read_as("t.html", page, sizeof page - 1, NULL);
    assert_string_equal(d->title, "Deal — Site");
    for (guint i = 0; i < d->tokens->len; i++) {
        const char *f = gm_text_token_fold(d, i);
        assert_string_not_equal(f, "paris");
        assert_string_not_equal(f, "rome");
        assert_string_not_equal(f, "london");
        assert_string_not_equal(f, "berlin");
    }
    assert_source(d, page, "saraqib", "Saraq</b>ib");
    assert_source(d, page, "maarrat", "Ma&rsquo;arrat");
    assert_source(d, page, "lattaquie", "Lattaqui&eacute;");
    assert_source(d, page, "ادلب", "&#1573;دلب");
    assert_source(d, page, "&", "&amp;");
    assert_source(d, page, "hama", "Hama");
    assert_int_equal(d->sentences->len, 7);
    g_autofree char *q =
        gm_text_quote(d, gm_text_sentence(d, 2)->start, gm_text_sentence(d, 2)->end);
    assert_string_equal(q, "Then Idlib city");
}

static GmSectionKind section_of(const GmDocument *d, const char *word)
{
    for (guint i = 0; i < d->tokens->len; i++)
        if (strcmp(gm_text_token_fold(d, i), word) == 0)
            return gm_text_sentence(d, gm_text_token(d, i)->sentence)->section;
    fail_msg("no token '%s'", word);
    return GM_SECTION_BODY;
}

static void html_sections(void **state)
{
    (void)state;
    static const char page[] =
        "<html><head><title>Old name</title>"
        "<meta property='article:published_time' content='2020-03-05T10:00:00Z'></head><body>"
        "<header><h1>Patrols begin</h1> <p>Masthead</p></header><nav><a>Worldnews</a></nav>"
        "<article><header><p>Standfirst here</p></header><p class='byline'>By Someone</p>"
        "<p>The patrols began near Tronba on Sunday, an official of the area said to us.</p>"
        "<figure><img><figcaption>Soldiers at Trumba</figcaption></figure>"
        "<section id='comments'><p>Aleppo forever</p><div class='x'>More</div></section>"
        "<div class='footnotes'>Cited source</div></article>"
        "<footer>Footer words</footer><p hidden>Secret</p></body></html>";
    g_autoptr(GmDocument) d = read_as("t.htm", page, sizeof page - 1, NULL);
    assert_string_equal(d->title, "Patrols begin");
    assert_string_equal(d->date, "2020-03-05");
    assert_int_equal(section_of(d, "patrols"), GM_SECTION_TITLE);
    assert_int_equal(section_of(d, "masthead"), GM_SECTION_BOILERPLATE);
    assert_int_equal(section_of(d, "worldnews"), GM_SECTION_BOILERPLATE);
    assert_int_equal(section_of(d, "standfirst"), GM_SECTION_BODY);
    assert_int_equal(section_of(d, "someone"), GM_SECTION_BYLINE);
    assert_int_equal(section_of(d, "tronba"), GM_SECTION_BODY);
    assert_int_equal(section_of(d, "trumba"), GM_SECTION_CAPTION);
    assert_int_equal(section_of(d, "aleppo"), GM_SECTION_COMMENTS);
    assert_int_equal(section_of(d, "more"), GM_SECTION_COMMENTS);
    assert_int_equal(section_of(d, "cited"), GM_SECTION_REFERENCES);
    assert_int_equal(section_of(d, "footer"), GM_SECTION_BOILERPLATE);
    for (guint i = 0; i < d->tokens->len; i++)
        assert_string_not_equal(gm_text_token_fold(d, i), "secret");
}

static void html_encodings_and_faults(void **state)
{
    (void)state;
    static const char latin[] = "<meta charset=iso-8859-1><p>Lattaqui\xE9 is &eacute;";
    g_autoptr(GmDocument) d = read_as("t.html", latin, sizeof latin - 1, NULL);
    assert_source(d, latin, "lattaquie", "Lattaqui\xE9");
    assert_source(d, latin, "e", "&eacute;");
    static const char *const odd[] = {"<p>Idlib",
                                      "Idlib<",
                                      "Idlib</",
                                      "Idlib<!--",
                                      "Idlib<a href='",
                                      "Idlib<p",
                                      "</p></div>Idlib",
                                      "<b><i></b></i>Idlib",
                                      "<script>x</script>Idlib",
                                      "<textarea>x</TEXTAREA>Idlib",
                                      "&#0;&#x;&;Idlib",
                                      "<p/>Idlib",
                                      "<p a=b c='d\">'>Idlib",
                                      "Idlib<![CDATA[x]]>",
                                      "<?php x ?>Idlib",
                                      "&#99999999999;Idlib"};
    for (gsize i = 0; i < G_N_ELEMENTS(odd); i++) {
        g_autoptr(GmDocument) o = read_as("t.html", odd[i], strlen(odd[i]), NULL);
        assert_source(o, odd[i], "idlib", "Idlib");
    }
}

static void hostile_pages_take_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<div>", "<p>", "</p>",       "<!--", "&amp;", "<b",        "<script>", "</x>", "<a b='",
        "&#x1;", "<",   "<textarea>", "<li>", "<h1>",  "<div></p>", "<br>x",    "[](",  "&lt;"};
    for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) page = g_string_new("<html>x ");
        while (page->len < 4 << 20)
            g_string_append(page, pieces[i]);
        gint64 t = g_get_monotonic_time();
        g_autoptr(GmDocument) d = read_as("t.html", page->str, page->len, NULL);
        g_autoptr(GmDocument) m = read_as("t.md", page->str, page->len, NULL);
        assert_true(g_get_monotonic_time() - t < 20 * G_USEC_PER_SEC);
        assert_int_equal(d->len > 0, m->len > 0);
    }
}

/* Spans lie in the text and in the file, and grow together. */
static void check_spans(const GmDocument *d, gsize file_len)
{
    gsize at = 0, file_at = 0;
    for (guint i = 0; i < d->tokens->len; i++) {
        const GmToken *t = gm_text_token(d, i);
        gsize s, e;
        gm_text_source_span(d, t->start, t->end, &s, &e);
        assert_true(t->start >= at && t->end > t->start && t->end <= d->len);
        assert_true(s >= file_at && e > s && e <= file_len);
        at = t->end;
        file_at = s;
    }
    assert_true(g_utf8_validate(d->text, (gssize)d->len, NULL));
}

static void any_markup_keeps_the_invariants(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Idlib",
                                         " ",
                                         "\n",
                                         "<p>",
                                         "</p>",
                                         "<div class='comments'>",
                                         "</div>",
                                         "<br>",
                                         "&amp;",
                                         "&eacute;",
                                         "&#x627;",
                                         "&",
                                         "<",
                                         ">",
                                         "<!--",
                                         "-->",
                                         "<script>",
                                         "</script>",
                                         "<li>",
                                         "<title>",
                                         "</title>",
                                         "<h1>",
                                         "</h1>",
                                         "\xC3\xA9",
                                         "\xE2\x80\x99",
                                         "- ",
                                         "# ",
                                         "> ",
                                         "```\n",
                                         "[x](y)",
                                         "[",
                                         "](",
                                         ")",
                                         "*",
                                         "_",
                                         "`",
                                         "|",
                                         "---\n",
                                         "===\n",
                                         "1. ",
                                         "\\",
                                         "~~",
                                         "![",
                                         "<a href=\"x\">",
                                         "</a>",
                                         "&nbsp;",
                                         "&#0;",
                                         "<td>",
                                         "<table>",
                                         "[^1]: ",
                                         "    "};
    GRand *r = g_rand_new_with_seed(7);
    for (int k = 0; k < 20000; k++) {
        g_autoptr(GString) text = g_string_new("x");
        int n = g_rand_int_range(r, 1, 40);
        for (int i = 0; i < n; i++)
            g_string_append(text, pieces[g_rand_int_range(r, 0, G_N_ELEMENTS(pieces))]);
        static const char *const files[] = {"t.html", "t.md", "t.txt"};
        for (gsize f = 0; f < G_N_ELEMENTS(files); f++) {
            g_autoptr(GError) error = NULL;
            g_autoptr(GmDocument) d =
                gm_text_read_bytes(files[f], text->str, text->len, NULL, &error);
            if (d)
                check_spans(d, text->len);
            else
                assert_int_equal(error->code, GM_TEXT_ERROR_EMPTY);
        }
    }
    g_rand_free(r);
}

static void a_heading_at_the_top_is_markdown(void **state)
{
    (void)state;
    const char text[] = "\n# Patrols on the M4\n\nThey begin in Saraqib.\n";
    g_autoptr(GmDocument) d = read_as("note.txt", text, sizeof text - 1, NULL);
    assert_string_equal(d->title, "Patrols on the M4");
}

static void markdown_spans_are_the_file(void **state)
{
    (void)state;
    static const char text[] =
        "---\ntitle: \"The deal\"\ndate: 2020-03-05\n---\n# Patrols on the **M4**\n\n"
        "Talks in *Saraqib*, [Tronba](https://x.org/Paris) and\n_Idlib_ went on. See `x`.\n\n"
        "- First Hama\n- Second\n  Homs\n\n> Quoted Aleppo\n\n```\nBerlin()\n```\n\n"
        "| Town | Pop |\n|------|-----|\n| Afrin | 5 |\n\nHeading Two\n-----\n\n"
        "[^1]: Cited Rome\n";
    g_autoptr(GmDocument) d = read_as("t.md", text, sizeof text - 1, NULL);
    assert_memory_equal(d->text, text, sizeof text);
    assert_string_equal(d->title, "The deal");
    assert_string_equal(d->date, "2020-03-05");
    assert_source(d, text, "saraqib", "Saraqib");
    assert_source(d, text, "tronba", "Tronba");
    assert_source(d, text, "idlib", "Idlib");
    assert_int_equal(section_of(d, "m4"), GM_SECTION_TITLE);
    assert_int_equal(section_of(d, "hama"), GM_SECTION_BODY);
    assert_int_equal(section_of(d, "rome"), GM_SECTION_REFERENCES);
    guint tronba = 0, afrin = 0, homs = 0, second = 0;
    for (guint i = 0; i < d->tokens->len; i++) {
        const char *f = gm_text_token_fold(d, i);
        assert_string_not_equal(f, "berlin");
        assert_string_not_equal(f, "paris");
        tronba = strcmp(f, "tronba") ? tronba : i;
        afrin = strcmp(f, "afrin") ? afrin : i;
        homs = strcmp(f, "homs") ? homs : i;
        second = strcmp(f, "second") ? second : i;
    }
    assert_string_equal(gm_text_token_fold(d, tronba + 1), "and");
    assert_true(afrin > 0 && homs > 0);
    assert_int_equal(gm_text_token(d, homs)->sentence, gm_text_token(d, second)->sentence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_the_file),
        cmocka_unit_test(wide_encodings_lead_back),
        cmocka_unit_test(single_byte_encodings_lead_back),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(files_are_read_and_named),
        cmocka_unit_test(quotes_join_white_space),
        cmocka_unit_test(html_text_leads_back),
        cmocka_unit_test(html_sections),
        cmocka_unit_test(html_encodings_and_faults),
        cmocka_unit_test(hostile_pages_take_linear_time),
        cmocka_unit_test(any_markup_keeps_the_invariants),
        cmocka_unit_test(a_heading_at_the_top_is_markdown),
        cmocka_unit_test(markdown_spans_are_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
