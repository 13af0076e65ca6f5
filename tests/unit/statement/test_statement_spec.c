/** Runs the text cases of tests/spec: a case is a heading "## name", text with
 *  its mentions in braces, and a line "-> kind | fields" for each statement.
 *  tests/spec/README.md tells the fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spec_fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *name;
    GString *text;
    GPtrArray *expected; /* lines */
    char *date;
    guint line;
} Case;

static void case_free(gpointer p)
{
    Case *c = p;
    g_free(c->name);
    g_string_free(c->text, TRUE);
    g_ptr_array_free(c->expected, TRUE);
    g_free(c->date);
    g_free(c);
}

static GPtrArray *read_cases(const char *path)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &bytes, NULL, &error))
        fail_msg("%s", error->message);
    GPtrArray *cases = g_ptr_array_new_with_free_func(case_free);
    Case *c = NULL;
    g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        const char *l = lines[i];
        if (g_str_has_prefix(l, "## ")) {
            c = g_new0(Case, 1);
            c->name = g_strdup(l + 3);
            c->text = g_string_new(NULL);
            c->expected = g_ptr_array_new_with_free_func(g_free);
            c->line = i + 1;
            g_ptr_array_add(cases, c);
        } else if (g_str_has_prefix(l, "#") || !c) {
            continue;
        } else if (g_str_has_prefix(l, "date ")) {
            c->date = g_strdup(l + 5);
        } else if (g_str_has_prefix(l, "->")) {
            g_ptr_array_add(c->expected, g_strstrip(g_strdup(l + 2)));
        } else if (*l == '\0') {
            if (c->text->len > 0 && c->expected->len == 0)
                g_string_append(c->text, "\n\n");
        } else {
            if (c->text->len > 0 && c->text->str[c->text->len - 1] != '\n')
                g_string_append_c(c->text, ' ');
            g_string_append(c->text, l);
        }
    }
    return cases;
}

/* ---- mentions from braces: {Name}, {Name|kind}, {Name|kind|gazetteer name} */

typedef struct {
    GmDocument *d;
    GmMentions m;
    GPtrArray *strings;
} Marked;

static void mention_free(gpointer p)
{
    GmMention *m = p;
    g_free(m->surface);
    g_free(m->reason);
    g_free(m);
}

static void set_kind(GmMention *m, const char *kind)
{
    if (g_str_equal(kind, "actor"))
        m->role = GM_ROLE_ACTOR;
    else if (g_str_equal(kind, "demonym"))
        m->role = GM_ROLE_DEMONYM;
    else if (g_str_equal(kind, "nested"))
        m->role = GM_ROLE_NESTED;
    else if (g_str_equal(kind, "unplaced"))
        m->has_place = false;
    else if (!gm_gazetteer_kind_from_name(kind, &m->place.kind))
        fail_msg("no place kind '%s'", kind);
}

static guint64 ref_of(const char *name)
{
    return (guint64)g_str_hash(name) + 1;
}

static void add_mark(Marked *k, char *mark, gsize at)
{
    g_auto(GStrv) fields = g_strsplit(mark, "|", 3);
    GmMention *m = g_new0(GmMention, 1);
    m->start = at;
    m->end = at + strlen(fields[0]);
    m->surface = g_strdup(fields[0]);
    m->has_place = true;
    m->confidence = 1.0;
    m->reason = g_strdup("marked in the case");
    if (fields[1])
        set_kind(m, fields[1]);
    char *name = g_strdup(fields[1] && fields[2] ? fields[2] : fields[0]);
    g_ptr_array_add(k->strings, name);
    m->place.name = name;
    m->place.ref = ref_of(name);
    m->place.country = m->place.admin1 = m->place.feature_code = m->place.geometry = "";
    m->place.note = m->place.source = "";
    g_ptr_array_add(k->m.list, m);
}

static void find_tokens(const GmDocument *d, GmMention *m)
{
    m->n_tokens = 0;
    for (guint i = 0; i < d->tokens->len; i++) {
        const GmToken *t = gm_text_token(d, i);
        if (t->end <= m->start || t->start >= m->end)
            continue;
        if (m->n_tokens++ == 0) {
            m->first_token = i;
            m->sentence = t->sentence;
            m->section = gm_text_sentence(d, t->sentence)->section;
        }
    }
    if (m->n_tokens == 0)
        fail_msg("no token under '%s'", m->surface);
}

static Marked *mark(const Case *c)
{
    Marked *k = g_new0(Marked, 1);
    k->strings = g_ptr_array_new_with_free_func(g_free);
    k->m.list = g_ptr_array_new_with_free_func(mention_free);
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *p = c->text->str; *p;) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (!close) {
            g_string_append_c(plain, *p++);
            continue;
        }
        g_autofree char *inner = g_strndup(p + 1, (gsize)(close - p - 1));
        add_mark(k, inner, plain->len);
        g_string_append_len(plain, inner, (gssize)strcspn(inner, "|"));
        p = close + 1;
    }
    g_autoptr(GError) error = NULL;
    GmReadOptions o = {.format = GM_FORMAT_PLAIN};
    k->d = gm_text_read_bytes("case.txt", plain->str, plain->len, &o, &error);
    if (!k->d)
        fail_msg("%s: %s", c->name, error->message);
    if (c->date) {
        g_free(k->d->date);
        k->d->date = g_strdup(c->date);
    }
    k->m.document = k->d;
    for (guint i = 0; i < k->m.list->len; i++)
        find_tokens(k->d, g_ptr_array_index(k->m.list, i));
    return k;
}

static void marked_free(Marked *k)
{
    g_ptr_array_free(k->m.list, TRUE);
    gm_text_document_free(k->d);
    g_ptr_array_free(k->strings, TRUE);
    g_free(k);
}

/* ---- statements in the words of the cases */

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/** Fields that every case must name, sorted; what may be left out is not here. */
static char *firm_fields(GPtrArray *fields)
{
    g_ptr_array_sort(fields, by_text);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < fields->len; i++)
        g_string_append_printf(out, "%s | ", (const char *)g_ptr_array_index(fields, i));
    return g_string_free(out, FALSE);
}

static bool matches(const GmStatements *all, const GmStatement *s, const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, "|", -1);
    g_autoptr(GPtrArray) firm = g_ptr_array_new();
    if (!g_str_equal(g_strstrip(fields[0]), gm_statement_kind_name(s->kind)))
        return false;
    for (guint i = 1; fields[i]; i++) {
        bool soft = false;
        if (!spec_soft_field(all, s, g_strstrip(fields[i]), &soft))
            return false;
        if (!soft)
            g_ptr_array_add(firm, fields[i]);
    }
    g_autoptr(GPtrArray) own = spec_fields(all, s);
    g_autofree char *a = firm_fields(firm), *b = firm_fields(own);
    return g_str_equal(a, b);
}

static bool run_case(const char *file, const Case *c)
{
    Marked *k = mark(c);
    g_autoptr(GmStatements) all = gm_statement_read(&k->m, NULL);
    bool nothing =
        c->expected->len == 1 && g_str_equal(g_ptr_array_index(c->expected, 0), "nothing");
    guint n_expected = nothing ? 0 : c->expected->len;
    bool good = c->expected->len > 0 && n_expected == all->list->len;
    g_autofree bool *found = g_new0(bool, all->list->len + 1);
    for (guint e = 0; e < n_expected; e++) {
        bool hit = false;
        for (guint i = 0; i < all->list->len && !hit; i++) {
            if (found[i] ||
                !matches(all, gm_statement_at(all, i), g_ptr_array_index(c->expected, e)))
                continue;
            found[i] = hit = true;
        }
        if (!hit) {
            good = false;
            print_message("  missing: %s\n", (char *)g_ptr_array_index(c->expected, e));
        }
    }
    if (!good) {
        print_message("%s:%u: %s\n", file, c->line, c->name);
        for (guint i = 0; i < all->list->len; i++) {
            g_autofree char *line = spec_line(all, gm_statement_at(all, i));
            print_message("%s-> %s\n", found[i] ? "   " : " + ", line);
        }
    }
    g_clear_pointer(&all, gm_statement_free);
    marked_free(k);
    return good;
}

static void test_cases(void **state)
{
    (void)state;
    g_autoptr(GDir) dir = g_dir_open(GAZMAP_SOURCE_DIR "/tests/spec", 0, NULL);
    assert_non_null(dir);
    const char *name;
    guint n = 0, bad = 0;
    const char *only = g_getenv("GAZMAP_SPEC");
    while ((name = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(name, ".spec") || (only && !strstr(name, only)))
            continue;
        g_autofree char *path = g_build_filename(GAZMAP_SOURCE_DIR "/tests/spec", name, NULL);
        g_autoptr(GPtrArray) cases = read_cases(path);
        for (guint i = 0; i < cases->len; i++, n++)
            bad += !run_case(name, g_ptr_array_index(cases, i));
    }
    print_message("%u cases, %u wrong\n", n, bad);
    assert_true(only || n >= 120);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests_name("statement spec", tests, NULL, NULL);
}
