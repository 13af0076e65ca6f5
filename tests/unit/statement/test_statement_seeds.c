/** The statements of the five documents, against tests/spec/seeds.list. The
 *  mentions are those marked by hand in the reference, so that only statement is
 *  judged here. Skipped where the reference is not at hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spec_fields.h"

#include <stdlib.h>
#include <string.h>

#define SEEDS GAZMAP_REFERENCE_DIR "/reference/seeds/mentions.tsv"

typedef struct {
    GmDocument *d;
    GmMentions m;
    GmStatements *all;
} Seed;

static void mention_free(gpointer p)
{
    GmMention *m = p;
    g_free(m->surface);
    g_free(m);
}

static void add_mention(Seed *s, gsize start, gsize end, GmRole role, GmPlaceKind kind,
                        const char *name)
{
    GmMention *m = g_new0(GmMention, 1);
    m->start = start;
    m->end = end;
    m->surface = g_strndup(s->d->text + start, end - start);
    m->role = role;
    m->has_place = true;
    m->place.kind = kind;
    m->place.name = g_intern_string(name);
    m->place.ref = g_str_hash(name);
    m->place.country = m->place.admin1 = m->place.geometry = "";
    for (guint i = 0; i < s->d->tokens->len; i++) {
        const GmToken *t = gm_text_token(s->d, i);
        if (t->end <= start || t->start >= end)
            continue;
        if (m->n_tokens++ == 0) {
            m->first_token = i;
            m->sentence = t->sentence;
            m->section = gm_text_sentence(s->d, t->sentence)->section;
        }
    }
    if (m->n_tokens == 0)
        mention_free(m);
    else
        g_ptr_array_add(s->m.list, m);
}

/** Names inside the reference's longer spans ("northern Hama countryside"). */
static void add_inner(Seed *s, gsize start, gsize end)
{
    static const struct {
        const char *name;
        GmRole role;
        GmPlaceKind kind;
        const char *place;
    } names[] = {
        {"Operation Peace Spring", GM_ROLE_LOCATION, GM_PLACE_AREA, "Operation Peace Spring"},
        {"Euphrates Shield", GM_ROLE_LOCATION, GM_PLACE_AREA, "Operation Euphrates Shield"},
        {"Olive Branch", GM_ROLE_LOCATION, GM_PLACE_AREA, "Operation Olive Branch"},
        {"Peace Spring", GM_ROLE_LOCATION, GM_PLACE_AREA, "Operation Peace Spring"},
        {"Idlib province", GM_ROLE_LOCATION, GM_PLACE_DIVISION, "Idlib Governorate"},
        {"Idlib", GM_ROLE_LOCATION, GM_PLACE_DIVISION, "Idlib Governorate"},
        {"Aleppo", GM_ROLE_LOCATION, GM_PLACE_SETTLEMENT, "Aleppo"},
        {"Latakia", GM_ROLE_LOCATION, GM_PLACE_SETTLEMENT, "Latakia"},
        {"Hamah", GM_ROLE_LOCATION, GM_PLACE_SETTLEMENT, "Hama"},
        {"Hama", GM_ROLE_LOCATION, GM_PLACE_SETTLEMENT, "Hama"},
        {"Euphrates", GM_ROLE_LOCATION, GM_PLACE_RIVER, "Euphrates"},
        {"Syrian", GM_ROLE_DEMONYM, GM_PLACE_COUNTRY, "Syria"},
        {"Syria", GM_ROLE_LOCATION, GM_PLACE_COUNTRY, "Syria"},
        {"Turkish", GM_ROLE_DEMONYM, GM_PLACE_COUNTRY, "Turkey"},
        {"M4", GM_ROLE_LOCATION, GM_PLACE_HIGHWAY, "M4"},
        {"M5", GM_ROLE_LOCATION, GM_PLACE_HIGHWAY, "M5"},
    };
    for (gsize p = start; p < end;) {
        gsize n = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(names) && n == 0; i++) {
            gsize len = strlen(names[i].name);
            if (p + len > end || strncmp(s->d->text + p, names[i].name, len) != 0)
                continue;
            n = len;
            add_mention(s, p, p + len, names[i].role, names[i].kind, names[i].place);
        }
        p += MAX(n, 1);
    }
}

static void add_row(Seed *s, char **f)
{
    gsize start = (gsize)strtoull(f[1], NULL, 10), end = (gsize)strtoull(f[2], NULL, 10);
    const char *kind = f[4], *name = f[5];
    if (g_str_equal(kind, "TRAP metonymy"))
        add_mention(s, start, end, GM_ROLE_ACTOR, GM_PLACE_COUNTRY, name);
    else if (g_str_has_prefix(kind, "TRAP "))
        add_mention(s, start, end, GM_ROLE_NESTED, GM_PLACE_COUNTRY, name);
    else if (g_str_has_prefix(kind, "settlement"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_SETTLEMENT, name);
    else if (g_str_equal(kind, "country"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_COUNTRY, name);
    else if (g_str_equal(kind, "province"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_DIVISION, name);
    else if (g_str_equal(kind, "crossing"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_CROSSING, name);
    else if (g_str_equal(kind, "air base"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_BASE, name);
    else if (g_str_equal(kind, "region"))
        add_mention(s, start, end, GM_ROLE_LOCATION, GM_PLACE_REGION, name);
    else if (!strstr(kind, "agreement") && !g_str_equal(kind, "installation"))
        add_inner(s, start, end);
}

static int by_start(gconstpointer a, gconstpointer b)
{
    const GmMention *x = *(GmMention *const *)a, *y = *(GmMention *const *)b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void drop_overlaps(GPtrArray *list)
{
    g_ptr_array_sort(list, by_start);
    for (guint i = 1; i < list->len;) {
        const GmMention *a = g_ptr_array_index(list, i - 1), *b = g_ptr_array_index(list, i);
        if (b->first_token < a->first_token + a->n_tokens)
            g_ptr_array_remove_index(list, i);
        else
            i++;
    }
}

static Seed *seed_open(const char *file)
{
    Seed *s = g_new0(Seed, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(GAZMAP_REFERENCE_DIR, "documents", file, NULL);
    GmReadOptions o = {.format = GM_FORMAT_PLAIN};
    s->d = gm_text_read(path, &o, &error);
    if (!s->d)
        fail_msg("%s", error->message);
    s->m.document = s->d;
    s->m.list = g_ptr_array_new_with_free_func(mention_free);
    g_autofree char *tsv = NULL;
    assert_true(g_file_get_contents(SEEDS, &tsv, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(tsv, "\n", -1);
    for (guint i = 1; lines[i]; i++) {
        g_auto(GStrv) f = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(f) >= 6 && g_str_equal(f[0], file))
            add_row(s, f);
    }
    drop_overlaps(s->m.list);
    s->all = gm_statement_read(&s->m, NULL);
    return s;
}

static void seed_close(Seed *s)
{
    gm_statement_free(s->all);
    g_ptr_array_free(s->m.list, TRUE);
    gm_text_document_free(s->d);
    g_free(s);
}

/** All of @fields hold: those given must be there, others may be there too. */
static bool holds(const GmStatements *all, const GmStatement *s, char **fields)
{
    if (!g_str_equal(g_strstrip(fields[0]), gm_statement_kind_name(s->kind)))
        return false;
    g_autoptr(GPtrArray) own = spec_fields(all, s);
    for (guint i = 1; fields[i]; i++) {
        bool soft = false, hit = spec_soft_field(all, s, g_strstrip(fields[i]), &soft);
        for (guint k = 0; !soft && k < own->len; k++) {
            hit = g_str_equal(fields[i], g_ptr_array_index(own, k));
            if (hit)
                break;
        }
        if (!hit)
            return false;
    }
    return true;
}

/** One line of the list: "S13 | 002 | 966 | 1085 | corridor | fields …". */
static bool run_line(Seed **seeds, const char *line)
{
    g_auto(GStrv) f = g_strsplit(line, "|", -1);
    if (g_strv_length(f) < 5)
        fail_msg("faulty line: %s", line);
    Seed *seed = seeds[atoi(f[1])];
    gsize start = (gsize)strtoull(f[2], NULL, 10), end = (gsize)strtoull(f[3], NULL, 10);
    bool nothing = g_str_equal(g_strstrip(f[4]), "nothing"), hit = nothing;
    for (guint i = 0; i < seed->all->list->len; i++) {
        const GmStatement *s = gm_statement_at(seed->all, i);
        if (s->end <= start || s->start >= end)
            continue;
        if (nothing)
            hit = false;
        else
            hit = hit || holds(seed->all, s, f + 4);
    }
    if (hit)
        return true;
    print_message("not so: %s\n", line);
    for (guint i = 0; i < seed->all->list->len; i++) {
        const GmStatement *s = gm_statement_at(seed->all, i);
        if (s->end <= start || s->start >= end)
            continue;
        g_autofree char *own = spec_line(seed->all, s);
        print_message("   -> %s\n", own);
    }
    return false;
}

static void test_seeds(void **state)
{
    (void)state;
    static const char *const files[] = {"000_2e5fe4399f9042a9.txt", "001_b61e25a6d0ee314d.txt",
                                        "002_50ccf0e067f16e8e.txt", "003_147debfdfe676d4e.txt",
                                        "004_6b49a6f9b2cd4f94.txt"};
    if (!g_file_test(SEEDS, G_FILE_TEST_EXISTS)) {
        print_message("skipped: no reference at %s\n", SEEDS);
        skip();
    }
    Seed *seeds[5];
    for (guint i = 0; i < 5; i++) {
        seeds[i] = seed_open(files[i]);
        for (guint k = 0; g_getenv("GAZMAP_SPEC_ALL") && k < seeds[i]->all->list->len; k++) {
            const GmStatement *s = gm_statement_at(seeds[i]->all, k);
            g_autofree char *own = spec_line(seeds[i]->all, s);
            print_message("%u %zu-%zu %s\n", i, s->start, s->end, own);
        }
    }
    g_autofree char *list = NULL;
    assert_true(g_file_get_contents(GAZMAP_SOURCE_DIR "/tests/spec/seeds.list", &list, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
    guint bad = 0, n = 0;
    for (guint i = 0; lines[i]; i++) {
        if (lines[i][0] != 'S')
            continue;
        bad += !run_line(seeds, lines[i]);
        n++;
    }
    for (guint i = 0; i < 5; i++)
        seed_close(seeds[i]);
    print_message("%u lines, %u wrong\n", n, bad);
    assert_true(n >= 42);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seeds)};
    return cmocka_run_group_tests_name("statement seeds", tests, NULL, NULL);
}
