#include "document_parts.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *path;

static int set_up(void **state)
{
    (void)state;
    GError *error = NULL;
    int fd = g_file_open_tmp("gazmap-parts-XXXXXX.txt", &path, &error);
    assert_null(error);
    g_close(fd, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    g_remove(path);
    g_free(path);
    return 0;
}

/* Reads the file in parts; every token must be its bytes of the file. Returns
 * the number of tokens. */
static guint read_parts(const char *text, gsize len, gsize part, guint *n_parts)
{
    GError *error = NULL;
    assert_true(g_file_set_contents(path, text, (gssize)len, NULL));
    g_autoptr(GmTextParts) p = gm_text_parts_open(path, part, &error);
    assert_null(error);
    guint n = 0;
    gsize last = 0;
    *n_parts = 0;
    for (GmDocument *d; (d = gm_text_parts_next(p, &error)); gm_text_document_free(d)) {
        (*n_parts)++;
        assert_true(d->len <= part);
        for (guint i = 0; i < d->tokens->len; i++) {
            const GmToken *t = gm_text_token(d, i);
            gsize s, e;
            gm_text_source_span(d, t->start, t->end, &s, &e);
            assert_true(s >= last && e <= len);
            assert_memory_equal(text + s, d->text + t->start, t->end - t->start);
            last = e;
        }
        n += d->tokens->len;
    }
    if (error)
        fail_msg("%s", error->message);
    return n;
}

static void parts_add_up(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(text, "Paragraph %d names Idlib, Saraqib and Lattaquié.\r\n\r\n", i);
    GmDocument *whole = gm_text_read_bytes("t", text->str, text->len, NULL, NULL);
    guint n_parts;
    assert_int_equal(read_parts(text->str, text->len, 4096, &n_parts), whole->tokens->len);
    assert_in_range(n_parts, text->len / 4096, text->len / 2000);
    assert_int_equal(read_parts(text->str, text->len, 1 << 20, &n_parts), whole->tokens->len);
    assert_int_equal(n_parts, 1);
    gm_text_document_free(whole);
}

static void words_without_end_are_cut_between_characters(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 5000; i++)
        g_string_append(text, i % 3 ? "é" : i % 2 ? "\xF0\x9D\x94\xB8" : "ab");
    guint n_parts;
    for (gsize part = 1024; part < 1032; part++)
        assert_true(read_parts(text->str, text->len, part, &n_parts) >= n_parts);
}

static void faults_say_where(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(gm_text_parts_open("/nowhere/at/all", 0, &error));
    assert_true(g_str_has_prefix(error->message, "/nowhere/at/all: cannot read: "));
    g_clear_error(&error);
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 3000)
        g_string_append(text, "Idlib and Homs.\n\n");
    g_string_append(text, "\xFF");
    assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
    g_autoptr(GmTextParts) p = gm_text_parts_open(path, 1024, &error);
    for (GmDocument *d; (d = gm_text_parts_next(p, &error));)
        gm_text_document_free(d);
    assert_int_equal(error->code, GM_TEXT_ERROR_ENCODING);
    g_clear_error(&error);
    assert_true(g_file_set_contents(path, " \n", -1, NULL));
    g_autoptr(GmTextParts) empty = gm_text_parts_open(path, 0, &error);
    assert_null(gm_text_parts_next(empty, &error));
    assert_int_equal(error->code, GM_TEXT_ERROR_EMPTY);
    g_clear_error(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(words_without_end_are_cut_between_characters),
        cmocka_unit_test(faults_say_where),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
