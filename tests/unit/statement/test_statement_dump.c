/** The dumps: JSON as scripts rely on it, the table, names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "statement.h"

#include <string.h>

typedef struct {
    GmDocument *d;
    GmMentions m;
    GmMention mentions[2];
    GmStatements *all;
} Fixture;

static const char text[] =
    "A 12-km corridor north and south of the M4 near\302\240Ariha was agreed.";

static void place_mention(Fixture *f, guint i, const char *name, GmPlaceKind kind)
{
    GmMention *m = &f->mentions[i];
    m->start = (gsize)(strstr(f->d->text, name) - f->d->text);
    m->end = m->start + strlen(name);
    m->surface = (char *)name;
    m->has_place = true;
    m->place = (GmPlace){.ref = i + 1,
                         .kind = kind,
                         .lat = 35.5 + i,
                         .lon = 36.25,
                         .name = name,
                         .country = "SY",
                         .admin1 = "",
                         .geometry = ""};
    for (guint k = 0; k < f->d->tokens->len; k++) {
        const GmToken *t = gm_text_token(f->d, k);
        if (t->start == m->start)
            m->first_token = k;
        if (t->start >= m->start && t->end <= m->end)
            m->n_tokens++;
    }
    g_ptr_array_add(f->m.list, m);
}

static int setup(void **state)
{
    Fixture *f = g_new0(Fixture, 1);
    GmReadOptions o = {.format = GM_FORMAT_PLAIN};
    f->d = gm_text_read_bytes("note.txt", text, sizeof text - 1, &o, NULL);
    assert_non_null(f->d);
    f->m.document = f->d;
    f->m.list = g_ptr_array_new();
    place_mention(f, 0, "M4", GM_PLACE_HIGHWAY);
    place_mention(f, 1, "Ariha", GM_PLACE_SETTLEMENT);
    f->all = gm_statement_read(&f->m, NULL);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    gm_statement_free(f->all);
    g_ptr_array_free(f->m.list, TRUE);
    gm_text_document_free(f->d);
    g_free(f);
    return 0;
}

static void test_json(void **state)
{
    Fixture *f = *state;
    g_autoptr(GString) out = g_string_new(NULL);
    gm_statement_append_json(out, f->all, true);
    assert_int_equal(out->str[0], '{');
    assert_int_equal(out->str[out->len - 1], '}');
    static const char *const parts[] = {
        "\"doc\": \"note\"",
        "\"kind\": \"corridor\"",
        "\"byte_start\": 0",
        "\"byte_end\": 42",
        "\"quote\": \"A 12-km corridor north and south of the M4\"",
        "\"surface\": \"M4\"",
        "\"name\": \"M4\"",
        "\"lat\": 35.5",
        "\"lon\": 36.25",
        "\"part\": \"along\"",
        "\"value\": 12",
        "\"max\": 12",
        "\"unit\": \"km\"",
        "\"metres\": 12000",
        "\"part\": \"width\"",
        "\"n\"",
        "\"s\"",
        "\"status\": \"agreed\"",
        "\"valid_from\": null",
        "\"valid_to\": null",
        "\"notes\"",
        "\"kind\": \"near\"",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        if (!strstr(out->str, parts[i]))
            fail_msg("no %s in\n%s", parts[i], out->str);
    assert_null(strstr(out->str, "\"feature\"")); /* inner fields stay inside */
}

static void test_json_goes_on(void **state)
{
    Fixture *f = *state;
    g_autoptr(GString) one = g_string_new(NULL), two = g_string_new(NULL);
    gm_statement_append_json(one, f->all, true);
    gm_statement_append_json(two, f->all, true);
    gm_statement_append_json(two, f->all, false);
    assert_int_equal(two->len, 2 * one->len + 2);
    assert_memory_equal(two->str + one->len, ",\n{", 3);
}

static void test_table(void **state)
{
    Fixture *f = *state;
    g_autoptr(GString) out = g_string_new(NULL);
    gm_statement_append_table(out, f->all, 100);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    assert_true(g_str_has_prefix(lines[0], "kind"));
    assert_int_equal(g_strv_length(lines), f->all->list->len + 2);
    for (guint i = 0; lines[i]; i++)
        assert_true(g_utf8_strlen(lines[i], -1) <= 100);
    assert_non_null(strstr(out->str, "width 12 km, n s"));
}

static void test_finders(void **state)
{
    Fixture *f = *state;
    const GmStatement *s = gm_statement_at(f->all, 0);
    assert_int_equal(s->kind, GM_ST_CORRIDOR);
    assert_true(s->total_width);
    assert_true(s->ambiguous_width);
    const GmAnchor *a = gm_statement_anchor(s, GM_PART_ALONG, 0);
    assert_non_null(a);
    assert_ptr_equal(gm_statement_anchor_mention(f->all, a), &f->mentions[0]);
    assert_null(gm_statement_anchor(s, GM_PART_ALONG, 1));
    assert_null(gm_statement_anchor(s, GM_PART_FROM, 0));
    assert_non_null(gm_statement_measure(s, GM_MEASURE_WIDTH));
    assert_null(gm_statement_measure(s, GM_MEASURE_DEPTH));
}

static void test_names(void **state)
{
    (void)state;
    for (int k = 0; k < GM_N_STATEMENT_KINDS; k++)
        assert_true(strlen(gm_statement_kind_name((GmStatementKind)k)) > 0);
    assert_string_equal(gm_statement_kind_name(GM_ST_BORDER_STRIP), "border_strip");
    assert_string_equal(gm_statement_status_name(GM_STATUS_DENIED), "denied");
    assert_string_equal(gm_statement_anchor_part_name(GM_PART_EXCEPT), "except");
    assert_string_equal(gm_statement_measure_part_name(GM_MEASURE_LENGTH), "length");
    g_autoptr(GString) out = g_string_new(NULL);
    gm_statement_append_sides(out, GM_SIDE_N | GM_SIDE_OF_BOTH | GM_SIDE_OF_INSIDE, " ");
    assert_string_equal(out->str, "n both inside");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_json, setup, teardown),
        cmocka_unit_test_setup_teardown(test_json_goes_on, setup, teardown),
        cmocka_unit_test_setup_teardown(test_table, setup, teardown),
        cmocka_unit_test_setup_teardown(test_finders, setup, teardown),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests_name("statement dump", tests, NULL, NULL);
}
