#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static GmDocument *read_text(const char *text)
{
    GError *error = NULL;
    GmDocument *d = gm_text_read_bytes("t.txt", text, strlen(text), NULL, &error);
    if (!d)
        fail_msg("%s", error->message);
    return d;
}

/* The words joined as the text has them: '_' where white space stands before a
 * token, '/' where none does; a sentence a line. */
static char *shown(const GmDocument *d)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < d->tokens->len; i++) {
        const GmToken *t = gm_text_token(d, i);
        if (i > 0 && t->sentence != gm_text_token(d, i - 1)->sentence)
            g_string_append_c(out, '\n');
        else if (i > 0)
            g_string_append_c(out, t->flags & GM_TOKEN_SPACE_BEFORE ? '_' : '/');
        g_string_append_len(out, d->text + t->start, (gssize)(t->end - t->start));
    }
    return g_string_free(out, FALSE);
}

static void splits(const char *text, const char *wanted)
{
    g_autoptr(GmDocument) d = read_text(text);
    g_autofree char *s = shown(d);
    if (strcmp(s, wanted) != 0)
        fail_msg("'%s'\n is split into\n'%s'\n not\n'%s'", text, s, wanted);
}

static void words(void **state)
{
    (void)state;
    splits("Ma’arrat an-Nu’man", "Ma’arrat_an/-/Nu’man");
    splits("ʿAyn al-Ḥawr, Maʿarrat", "ʿAyn_al/-/Ḥawr/,_Maʿarrat");
    splits("Syria’s Idlib, Syria's", "Syria/’s_Idlib/,_Syria/'s");
    splits("Ra’s al-Ayn's edge", "Ra’s_al/-/Ayn/'s_edge");
    splits("Rasm Al-‘Ays", "Rasm_Al/-/‘Ays");
    splits("forces’ 'Spring Shield' troops", "forces/’_'/Spring_Shield/'_troops");
    splits("Turkish-backed", "Turkish/-/backed");
    splits("Aleppo–Latakia (M4)", "Aleppo/–/Latakia_(/M4/)");
    splits("al‑Bab S-400 A120", "al/‑/Bab_S/-/400_A120");
    splits("Sa\xC2\xADraqib \xE2\x80\x8BIdlib\xE2\x80\x8B.", "Sa\xC2\xADraqib_Idlib/.");
    splits("إدلب، سراقب؟", "إدلب/،_سراقب/؟");
    splits("Côte d’Ivoire", "Côte_d’Ivoire");
    splits("dashes — like—this", "dashes_—_like/—/this");
}

static void numbers(void **state)
{
    (void)state;
    splits("12-km 2km 3.5 km 1,200 00:01", "12/-/km_2/km_3.5_km_1,200_00:01");
    splits("6–7 km, 5th 20°", "6/–/7_km/,_5/th_20/°");
    splits("٦ كم", "٦_كم");
}

static void abbreviations(void **state)
{
    (void)state;
    splits("the U.S. border, W.Va. and D.C.", "the_U.S._border/,_W.Va._and_D.C.");
    splits("in Paris, Tex., and Ridge Farm, Ill. (AP)",
           "in_Paris/,_Tex./,_and_Ridge_Farm/,_Ill._(/AP/)");
    splits("Gen. Ali met Mr. J. Smith on Jan. 5.", "Gen._Ali_met_Mr._J._Smith_on_Jan._5/.");
    splits("within 6 km. of St. Louis", "within_6_km._of_St._Louis");
    splits("No. 5 is no. No.", "No._5_is_no/.\nNo/.");
    splits("the mass. The end", "the_mass/.\nThe_end");
}

static void addresses(void **state)
{
    (void)state;
    splits("See www.example.org/Paris, a@b.example.com or https://x.org/Rome?q=1.",
           "See_www.example.org/Paris/,_a@b.example.com_or_https://x.org/Rome?q=1/.");
    splits("@Paris_fan saw example.com", "@Paris_fan_saw_example.com");
    g_autoptr(GmDocument) d = read_text("Go to www.example.org now");
    assert_true(gm_text_token(d, 2)->flags & GM_TOKEN_ADDRESS);
}

static void sentences(void **state)
{
    (void)state;
    splits("One ended. Two began! Three? Yes.", "One_ended/.\nTwo_began/!\nThree/?\nYes/.");
    splits("He said “Go.” Then he left.", "He_said_“/Go/./”\nThen_he_left/.");
    splits("“Why?” he asked.", "“/Why/?/”_he_asked/.");
    splits("It began before[1]. Then more.[2] Next",
           "It_began_before/[/1/]/.\nThen_more/./[/2/]\nNext");
    splits("the U.S. The army", "the_U.S.\nThe_army");
    splits("the U.S. Army", "the_U.S._Army");
    splits("1. Patrols start.", "1/._Patrols_start/.");
    splits("停火。明天", "停火/。\n明天");
    splits("Wait... then", "Wait/././._then");
    splits("It ended. 30 left.", "It_ended/.\n30_left/.");
    splits("(It ended.) He left.", "(/It_ended/./)\nHe_left/.");
}

static void lines_and_lists(void **state)
{
    (void)state;
    splits("Heading\n\nText of it", "Heading\nText_of_it");
    splits("  • First point\n  • Second", "First_point\nSecond");
    splits("- one\r\n- two\r\n", "one\ntwo");
    splits("patrols from\nTronba to the\nwest", "patrols_from_Tronba_to_the_west");
    splits("Title Line\nAnother Line", "Title_Line\nAnother_Line");
}

static void flags(void **state)
{
    (void)state;
    g_autoptr(GmDocument) d = read_text("“Idlib, NATO’s إدلب, a");
    assert_int_equal(gm_text_token(d, 0)->flags, GM_TOKEN_SPACE_BEFORE | GM_TOKEN_QUOTE);
    assert_int_equal(gm_text_token(d, 1)->flags, GM_TOKEN_CAPITAL | GM_TOKEN_SENTENCE_START);
    assert_int_equal(gm_text_token(d, 3)->flags,
                     GM_TOKEN_SPACE_BEFORE | GM_TOKEN_CAPITAL | GM_TOKEN_ALL_CAPS);
    assert_int_equal(gm_text_token(d, 4)->flags, GM_TOKEN_POSSESSIVE);
    assert_int_equal(gm_text_token(d, 5)->flags, GM_TOKEN_SPACE_BEFORE | GM_TOKEN_UNCASED);
    assert_int_equal(gm_text_token(d, 7)->flags, GM_TOKEN_SPACE_BEFORE);
    assert_string_equal(gm_text_token_fold(d, 5), "ادلب");
}

/* Spans are in order, inside the text, of whole characters; sentences cover the
 * tokens; the folds are there. Holds for any input: bytes are thrown at it. */
static void check_invariants(const GmDocument *d)
{
    gsize at = 0;
    for (guint i = 0; i < d->tokens->len; i++) {
        const GmToken *t = gm_text_token(d, i);
        assert_true(t->start >= at && t->end > t->start && t->end <= d->len);
        assert_true(((unsigned char)d->text[t->start] & 0xC0) != 0x80);
        assert_true(((unsigned char)d->text[t->end] & 0xC0) != 0x80);
        assert_true(g_utf8_validate(gm_text_token_fold(d, i), -1, NULL));
        const GmSentence *s = gm_text_sentence(d, t->sentence);
        assert_true(i >= s->first_token && i < s->first_token + s->n_tokens);
        assert_true(t->start >= s->start && t->end <= s->end);
        at = t->end;
    }
    gsize covered = 0;
    for (guint i = 0; i < d->sections->len; i++) {
        const GmSection *s = &g_array_index(d->sections, GmSection, i);
        assert_true(s->start == covered && s->end > s->start);
        covered = s->end;
    }
    assert_true(covered == d->len);
}

static void any_text_keeps_the_invariants(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Idlib",    " ",        "\n",
                                         "’",        "'",        "-",
                                         "–",        ".",        "U.S",
                                         "ʿ",        "\xC2\xAD", "\xE2\x80\x8B",
                                         "[1]",      "(",        ")",
                                         "\"",       "12",       "km",
                                         "@",        "://",      "www.",
                                         "\xCC\x81", "إ",        "北",
                                         "• ",       "\r",       "\t",
                                         "s",        "S",        "\xEF\xBB\xBF",
                                         "!",        "?",        "…",
                                         "1.",       "Gen",      "Tex",
                                         ",",        "x.com",    "\xF0\x9F\x98\x80"};
    GRand *r = g_rand_new_with_seed(5);
    for (int k = 0; k < 20000; k++) {
        g_autoptr(GString) text = g_string_new("a");
        int n = g_rand_int_range(r, 1, 30);
        for (int i = 0; i < n; i++)
            g_string_append(text, pieces[g_rand_int_range(r, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GmDocument) d = read_text(text->str);
        check_invariants(d);
    }
    g_rand_free(r);
}

static void a_word_without_end_takes_linear_time(void **state)
{
    (void)state;
    gsize n = 64 << 20;
    char *text = g_malloc(n + 1);
    memset(text, 'a', n);
    text[n] = '\0';
    static const char *const fillers[] = {"a", "a'", "a.", "-", "\xCC\x81", "U.", "a@", "[", "1."};
    for (gsize f = 0; f < G_N_ELEMENTS(fillers); f++) {
        gsize len = strlen(fillers[f]), size = f == 0 ? n : n / 16;
        for (gsize i = 0; i + len <= size; i += len)
            memcpy(text + i, fillers[f], len);
        gint64 t = g_get_monotonic_time();
        g_autoptr(GError) error = NULL;
        g_autoptr(GmDocument) d = gm_text_read_bytes("t", text, size - size % len, NULL, &error);
        if (!d)
            assert_int_equal(error->code, GM_TEXT_ERROR_EMPTY);
        assert_true(g_get_monotonic_time() - t < 20 * G_USEC_PER_SEC);
        if (f == 0) {
            assert_int_equal(d->tokens->len, 1);
            assert_true(strlen(gm_text_token_fold(d, 0)) <= 256);
        }
    }
    g_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(numbers),
        cmocka_unit_test(abbreviations),
        cmocka_unit_test(addresses),
        cmocka_unit_test(sentences),
        cmocka_unit_test(lines_and_lists),
        cmocka_unit_test(flags),
        cmocka_unit_test(any_text_keeps_the_invariants),
        cmocka_unit_test(a_word_without_end_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
