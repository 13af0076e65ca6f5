/* Whatever happened to an index file, it is refused or it answers; it never
 * crashes. (Run under the sanitizers to make this strict.) */
#include "index_format.h"
#include "index_sink.h"
#include "small_world.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Every way into the index. */
static void ask_everything(const GmGazetteer *g)
{
    static const char *const names[] = {"idlib", "idleb",  "khan shaykhun", "syrian", "m4 highway",
                                        "paris", "tronba", "سراقب",         "dana",   "nowhere"};
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    GmPlace p;
    GmSourceInfo si;
    GmIndexInfo info;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        gm_gazetteer_find(g, names[i], strlen(names[i]), out);
        gm_gazetteer_find_variant(g, names[i], strlen(names[i]), out);
        gm_gazetteer_longest(g, names[i], strcspn(names[i], " "));
        gm_gazetteer_word(g, names[i], strlen(names[i]));
        g_array_free(gm_gazetteer_lookup(g, names[i], NULL), TRUE);
    }
    gsize n = 0; /* read every string that was answered */
    for (guint i = 0; i < out->len; i++) {
        const GmMatch *m = match_at(out, i);
        n += strlen(m->place.name) + strlen(m->place.country) + strlen(m->place.admin1) +
             strlen(m->place.feature_code) + strlen(m->place.geometry) + strlen(m->place.note) +
             strlen(m->place.source);
        gm_gazetteer_name_in(g, m->place.ref, "ar");
        n += strlen(gm_gazetteer_place_ends(g, m->place.ref));
        assert_true(m->place.lat >= -90 && m->place.lat <= 90);
        assert_true((unsigned)m->place.kind < GM_N_PLACE_KINDS);
    }
    assert_true(n < G_MAXSIZE);
    gm_gazetteer_country(g, "SY", &p);
    gm_gazetteer_division(g, "SY.12", &p);
    g_array_free(gm_gazetteer_in_box(g, (GmBox){-90, -180, 90, 180}, 5), TRUE);
    for (int kind = 0; kind < GM_N_PLACE_KINDS; kind++)
        g_array_free(gm_gazetteer_of_kind(g, (GmPlaceKind)kind), TRUE);
    for (guint i = 0; gm_gazetteer_source(g, i, &si); i++)
        n += strlen(si.name) + strlen(si.credit) + strlen(si.licence) + strlen(si.file);
    gm_gazetteer_layer(g, 0, &info);
}

static void try_damaged(const char *path)
{
    GError *error = NULL;
    GmGazetteer *g = gm_gazetteer_open(path, &error);
    if (g) {
        ask_everything(g);
        gm_gazetteer_close(g);
    } else {
        assert_non_null(error);
        assert_true(strstr(error->message, path) != NULL);
        g_clear_error(&error);
    }
}

/* A bit of the head, or of a section, each section as likely as any other. */
static gsize pick_bit(GRand *rand, const IndexHead *h, bool head)
{
    if (head)
        return (gsize)g_rand_int_range(rand, 0, (gint32)sizeof *h * 8);
    guint64 size = 0, offset = 0;
    while (size == 0) {
        int s = g_rand_int_range(rand, 0, N_SECTIONS);
        size = h->section[s].size;
        offset = h->section[s].offset;
    }
    return (gsize)(offset * 8) + (gsize)(g_rand_double(rand) * (double)(size * 8));
}

static void flipped_bits(void **state)
{
    (void)state;
    g_autofree char *path = build_index("whole.gmx", SMALL_WORLD), *text = NULL;
    gsize len;
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    for (int i = 0; i < 10000; i++) {
        g_autofree char *copy = g_memdup2(text, len);
        for (int flips = g_rand_int_range(rand, 1, 9); flips > 0; flips--) {
            gsize bit = pick_bit(rand, (const IndexHead *)(gconstpointer)text, i % 8 == 0);
            copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        }
        g_autofree char *damaged = write_file("damaged.gmx", copy, (gssize)len);
        try_damaged(damaged);
    }
}

/* What a reader of one document asks; the answers' hash. */
static guint ask_some(const GmGazetteer *g)
{
    static const char *const names[] = {"Idlib", "Sarakib", "Paris",  "M4 highway",
                                        "سراقب", "Aleppo",  "Toukyo", "Springfield",
                                        "Kyiv",  "nowhere"};
    guint sum = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GArray) found = gm_gazetteer_lookup(g, names[i], NULL);
        for (guint k = 0; k < found->len; k++) {
            const GmMatch *m = match_at(found, k);
            assert_true(m->place.lat >= -90 && m->place.lat <= 90);
            assert_true((unsigned)m->place.kind < GM_N_PLACE_KINDS);
            sum = sum * 31 + g_str_hash(m->place.name) + g_str_hash(m->place.country) +
                  g_double_hash(&m->place.lat) + g_double_hash(&m->place.lon);
        }
    }
    g_autoptr(GArray) near = gm_gazetteer_in_box(g, (GmBox){35, 36, 36, 37}, 40);
    for (guint k = 0; k < near->len; k++)
        sum = sum * 31 + g_str_hash(g_array_index(near, GmPlace, k).name);
    return sum;
}

static void flip(int fd, gsize bit)
{
    guint8 byte;
    assert_int_equal(pread(fd, &byte, 1, (off_t)(bit / 8)), 1);
    byte = (guint8)(byte ^ 1 << bit % 8);
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)(bit / 8)), 1);
}

/* The index that is shipped: a bit flipped in its file, asked, and flipped back. */
static void flipped_bits_in_the_whole_world(void **state)
{
    (void)state;
    g_autofree char *text = NULL;
    gsize len;
    if (!g_file_get_contents(GAZMAP_SHARE_DIR "/gazetteer.gmx", &text, &len, NULL)) {
        print_message("skipped: %s was not built\n", GAZMAP_SHARE_DIR "/gazetteer.gmx");
        skip();
    }
    g_autofree char *path = write_file("world.gmx", text, (gssize)len);
    int fd = open(path, O_RDWR), n = 10000, n_refused = 0, n_other = 0;
    assert_true(fd >= 0);
    g_autoptr(GmGazetteer) whole = gm_gazetteer_open(path, NULL);
    assert_non_null(whole);
    guint wanted = ask_some(whole);
    g_autoptr(GRand) rand = g_rand_new_with_seed(13);
    for (int i = 0; i < n; i++) {
        bool head = i % 8 == 0;
        gsize bit = pick_bit(rand, (const IndexHead *)(gconstpointer)text, head);
        flip(fd, bit);
        g_autoptr(GmGazetteer) g = gm_gazetteer_open(path, NULL);
        n_refused += g == NULL;
        n_other += g && ask_some(g) != wanted;
        flip(fd, bit);
    }
    close(fd);
    g_unlink(path);
    print_message("of %d, %d refused, %d answered otherwise\n", n, n_refused, n_other);
    assert_true(n_refused > n / 9);
    assert_true(n_other < n / 20);
}

/* The head's own checksum set right, so that only the later checks stand. */
static void flipped_bits_in_a_head_that_vouches(void **state)
{
    (void)state;
    g_autofree char *path = build_index("whole.gmx", SMALL_WORLD), *text = NULL;
    gsize len;
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    g_autoptr(GRand) rand = g_rand_new_with_seed(12);
    for (int i = 0; i < 3000; i++) {
        g_autofree char *copy = g_memdup2(text, len);
        gsize bit = (gsize)g_rand_int_range(rand, 16 * 8, (gint32)sizeof(IndexHead) * 8);
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        guint64 sum = gm_gazetteer_index_sum(0, copy, G_STRUCT_OFFSET(IndexHead, head_sum));
        memcpy(copy + G_STRUCT_OFFSET(IndexHead, head_sum), &sum, sizeof sum);
        g_autofree char *damaged = write_file("damaged.gmx", copy, (gssize)len);
        try_damaged(damaged);
    }
}

static void cut_short(void **state)
{
    (void)state;
    g_autofree char *path = build_index("whole.gmx", SMALL_WORLD), *text = NULL;
    gsize len;
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    for (gsize n = 0; n < len; n += n < 1000 ? 1 : 997) {
        g_autofree char *damaged = write_file("short.gmx", text, (gssize)n);
        GError *error = NULL;
        assert_null(gm_gazetteer_open(damaged, &error));
        assert_int_equal(error->code, GM_GAZETTEER_ERROR_FORMAT);
        g_clear_error(&error);
    }
}

static void foreign_files(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autofree char *text = write_file("letter.txt", "Dear reader,\nthis is no index.\n", -1);
    assert_null(gm_gazetteer_open(text, &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_FORMAT);
    g_clear_error(&error);
    g_autoptr(GmGazetteer) g = open_small_world();
    assert_false(gm_gazetteer_add(g, text, &error)); /* no source either */
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_SOURCE);
    g_clear_error(&error);
    assert_null(gm_gazetteer_open("/nonexistent/x.gmx", &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_IO);
    g_clear_error(&error);
}

static void other_versions_and_machines(void **state)
{
    (void)state;
    g_autofree char *path = build_index("whole.gmx", SMALL_WORLD), *text = NULL;
    gsize len;
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    IndexHead *h = (IndexHead *)(gpointer)text;
    h->version++;
    g_autofree char *newer = write_file("newer.gmx", text, (gssize)len);
    GError *error = NULL;
    assert_null(gm_gazetteer_open(newer, &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_VERSION);
    g_clear_error(&error);
    h->version--;
    h->endian = GUINT32_SWAP_LE_BE(h->endian);
    g_autofree char *swapped = write_file("swapped.gmx", text, (gssize)len);
    assert_null(gm_gazetteer_open(swapped, &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_VERSION);
    g_clear_error(&error);
}

static void verify_reads_it_all(void **state)
{
    (void)state;
    g_autofree char *path = build_index("whole.gmx", SMALL_WORLD), *text = NULL;
    gsize len;
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    g_autoptr(GmGazetteer) whole = gm_gazetteer_open(path, NULL);
    assert_true(gm_gazetteer_verify(whole, NULL));
    text[len - 9] ^= 1;
    g_autofree char *bad = write_file("bad.gmx", text, (gssize)len);
    g_autoptr(GmGazetteer) g = gm_gazetteer_open(bad, NULL);
    assert_non_null(g);
    GError *error = NULL;
    assert_false(gm_gazetteer_verify(g, &error));
    assert_int_equal(error->code, GM_GAZETTEER_ERROR_FORMAT);
    g_clear_error(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flipped_bits),
        cmocka_unit_test(flipped_bits_in_the_whole_world),
        cmocka_unit_test(flipped_bits_in_a_head_that_vouches),
        cmocka_unit_test(cut_short),
        cmocka_unit_test(foreign_files),
        cmocka_unit_test(other_versions_and_machines),
        cmocka_unit_test(verify_reads_it_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
