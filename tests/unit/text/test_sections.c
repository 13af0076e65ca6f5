#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Reads @text, whose lines each begin with a letter for the section they are
 * in: Title, bodY, By(L)ine, Caption, boilerPlate, coMments, References; then a
 * '|'. Every sentence must be where its line says. @date NULL: none is found. */
static void reads(const char *name, const char *marked, const char *date)
{
    static const char letters[] = "TYLCPMR";
    g_auto(GStrv) lines = g_strsplit(marked, "\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (guint i = 0; lines[i]; i++) {
        gsize at = text->len;
        g_array_append_val(starts, at);
        g_string_append(text, lines[i][0] ? lines[i] + 2 : "");
        g_string_append_c(text, '\n');
    }
    GError *error = NULL;
    g_autoptr(GmDocument) d = gm_text_read_bytes(name, text->str, text->len, NULL, &error);
    if (!d)
        fail_msg("%s", error->message);
    for (guint i = 0; i < d->sentences->len; i++) {
        const GmSentence *s = gm_text_sentence(d, i);
        guint line = 0;
        while (line + 1 < starts->len && g_array_index(starts, gsize, line + 1) <= s->start)
            line++;
        if (letters[s->section] != lines[line][0])
            fail_msg("%s: '%s' is %s", name, lines[line], gm_text_section_name(s->section));
    }
    if (g_strcmp0(d->date, date) != 0)
        fail_msg("%s: the date is %s, not %s", name, d->date, date);
}

static void dated_headings(void **state)
{
    (void)state;
    reads("the date ends the heading",
          "T|Flood situation, Sylhet division, 8 July 2024\n\n"
          "Y|The rivers were still flowing above the danger level at four points on Monday.\n",
          "2024-07-08");
    reads("a name and a date are none",
          "T|Rivers fall in the north\nL|Jane Example, Daily Star, 8 July 2024\n\n"
          "Y|The rivers were still flowing above the danger level at four points on Monday.\n",
          "2024-07-08");
}

static void news_pages(void **state)
{
    (void)state;
    reads("blog",
          "P|Home » News » Middle East\n\n"
          "T|Patrols resume on the northern road\n"
          "L|By Jane Example, Staff Writer\n"
          "L|Published: March 9, 2020 at 10:12\n\n"
          "Y|QAMISHLI, Syria (AP) — Joint patrols resumed on Monday along the road, they said.\n\n"
          "Y|The road had been closed for two days.\n\n"
          "Y|“We will continue our work,” the governor said.\n\n"
          "P|Read more: Earlier stories about the road\n\n"
          "Y|Residents of Saraqib said the traffic was light.\n\n"
          "P|Share this:\nP|Twitter\nP|Facebook\n\n"
          "P|Related\nP|Floods in Paris\nP|Fire in Rome\n\n"
          "M|3 thoughts on “Patrols resume on the northern road”\n\n"
          "M|Ahmed says:\nM|March 9, 2020 at 11:00 am\nM|I live in London and this is wrong.\n"
          "M|Reply\n",
          "2020-03-09");
    reads("paper",
          "P|Advertisement\n\nP|Continue reading the main story\n\n"
          "T|Truce Takes Hold in Northwest\n\n"
          "L|By A. Writer and B. Writer\nL|March 6, 2020\n\n"
          "Y|A truce took hold on Friday in the northwest of the country, they said.\n\n"
          "Y|The fighting stopped at midnight near Saraqib, a town on two highways.\n\n"
          "R|C. Writer contributed reporting from Istanbul.\n\n"
          "P|© 2020 The Example Company\nP|Site Index\nP|Terms of Service\nP|Privacy Policy\n",
          "2020-03-06");
}

static void threads_of_comments(void **state)
{
    (void)state;
    reads("indented",
          "T|Deal reached over buffer zone\n\n"
          "Y|Officials agreed on a buffer zone of six kilometres on each side of the road.\n\n\n"
          "M|  • Some Body\n\nM|    Paris is next.\n\nM|    • Another One\n\nM|      No, London.\n",
          NULL);
    reads("dated",
          "T|Deal reached over buffer zone\n\n"
          "Y|Officials agreed on a buffer zone of six kilometres on each side of the road.\n\n"
          "M|jdoe • 3 years ago\nM|Paris is next.\n\nM|mary_x • 2 months ago\nM|No, London.\n",
          NULL);
    reads("a list of places",
          "T|The terms\n\nY|The parties agreed on the following points in their last meeting:\n\n"
          "Y|  • Saraqib\nY|  • Idlib will stay open to both of the parties.\nY|  • Homs\n",
          NULL);
}

static void references_and_credits(void **state)
{
    (void)state;
    reads("paper with notes",
          "T|Roads and truces\n\nL|Institute | 25 Jan 2020\n\n"
          "Y|The truce of the two roads was agreed by both parties in the north[1].\n\n"
          "Y|It was broken two days later[2].\n\n"
          "R|[1] A. Author, A title, Paris, January 13, 2020.\n\nR|[2] Ibid.\n\n\n"
          "P|Latest Topics\n",
          "2020-01-25");
    reads("numbered notes",
          "T|WEEKLY REPORT\n\n"
          "Y|The forces conducted a joint patrol along the highway on Sunday, officials said.\n\n"
          "R|NOTES\nR|1. Weekly update, Geneva.\nR|2. Interview, Istanbul.\n",
          NULL);
    reads("photograph",
          "T|A truce begins\nY|Residents of the town leave as forces move on the last road.\n\n"
          "Y|A truce took hold on Friday in the northwest of the country, officials said.\n\n"
          "R|With reporting by AP and Reuters\n",
          NULL);
}

static void a_credit_makes_its_paragraph_a_caption(void **state)
{
    (void)state;
    static const char text[] =
        "A truce begins\n\nResidents leave the town. (Some One/An Agency via Getty Images)\n\n"
        "A truce took hold on Friday in the northwest of the country, officials said.\n";
    g_autoptr(GmDocument) d = gm_text_read_bytes("t", text, sizeof text - 1, NULL, NULL);
    assert_int_equal(gm_text_sentence(d, 1)->section, GM_SECTION_CAPTION);
    assert_int_equal(gm_text_sentence(d, 2)->section, GM_SECTION_REFERENCES);
    assert_int_equal(gm_text_sentence(d, 3)->section, GM_SECTION_BODY);
}

static void appeals(void **state)
{
    (void)state;
    reads(
        "reprint",
        "P|This site never takes money from anyone, which keeps our publications free. Learn more "
        "and get involved at\n\n"
        "Y|The ministers of three countries will hold a conference on April 22, they said.\n\n"
        "Y|The deal of March 5 held, although there were clashes in some of the villages.\n",
        NULL);
    reads(
        "appeal behind",
        "T|Talks end in the capital\n\n"
        "Y|The talks of the two ministers ended on Friday without a statement, officials said.\n\n"
        "P|Give the gift of news\n\n"
        "P|We have always stayed true to our mission. The news that we bring deserves your "
        "support, and it takes your help.\n\n"
        "P|Please help us with your generous contributions.\nP|Donate\nP|The Example Line\n"
        "P|Sign up for the daily mail\n",
        NULL);
    reads("opinion",
          "T|Why we should care about Idlib\n\n"
          "Y|We have all seen the pictures. You may think that our government has done what it "
          "could, but we must support our allies, and we must donate to those who lost a home.\n\n"
          "Y|Our ministers met in Brussels. They told us that they would act.\n",
          NULL);
}

static void languages(void **state)
{
    (void)state;
    reads("arabic",
          "T|اتفاق وقف إطلاق النار في إدلب\n\n"
          "Y|قال الرئيسان إن وقف إطلاق النار يبدأ منتصف الليل في محافظة إدلب وما حولها اليوم.\n\n"
          "M|التعليقات\nM|نعم\n",
          NULL);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *line, *date;
    } lines[] = {{"5 March 2020", "2020-03-05"},
                 {"March 5, 2020", "2020-03-05"},
                 {"Mar. 5, 2020", "2020-03-05"},
                 {"2020-03-05", "2020-03-05"},
                 {"25/03/2020", "2020-03-25"},
                 {"05/03/2020", NULL},
                 {"Thursday, 5th of March 2020", "2020-03-05"},
                 {"5 March", NULL},
                 {"March 45, 2020", NULL},
                 {"Sept. 3, 2019", "2019-09-03"}};
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *text = g_strdup_printf(
            "A title\n%s\n\nOn January 15, 2019, the two ministers met and talked at length.\n",
            lines[i].line);
        g_autoptr(GmDocument) d = gm_text_read_bytes("t", text, strlen(text), NULL, NULL);
        if (g_strcmp0(d->date, lines[i].date) != 0)
            fail_msg("'%s' gives %s", lines[i].line, d->date);
    }
    static const char dateline[] =
        "MOSCOW, March 5, 2020 (News) — The two ministers met at length.";
    g_autoptr(GmDocument) d = gm_text_read_bytes("t", dateline, sizeof dateline - 1, NULL, NULL);
    assert_null(d->date == NULL ? NULL : strcmp(d->date, "2020-03-05") ? d->date : NULL);
}

/* The share of the reference documents' spans that are kept for the map. */
static void reference_documents(void **state)
{
    (void)state;
    const char *dir = GAZMAP_REFERENCE_DIR "/documents";
    GDir *listing = g_dir_open(dir, 0, NULL);
    if (!listing) {
        printf("skipped: no reference documents beside the repository\n");
        skip();
    }
    guint kinds[7] = {0};
    for (const char *name; (name = g_dir_read_name(listing));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_autoptr(GmDocument) d = gm_text_read(path, NULL, NULL);
        assert_non_null(d);
        for (guint i = 0; i < d->sentences->len; i++)
            kinds[gm_text_sentence(d, i)->section]++;
    }
    g_dir_close(listing);
    assert_int_equal(kinds[GM_SECTION_TITLE], 4);
    assert_int_equal(kinds[GM_SECTION_CAPTION], 2);
    assert_in_range(kinds[GM_SECTION_COMMENTS], 60, 100);
    assert_in_range(kinds[GM_SECTION_BOILERPLATE], 20, 30);
    assert_in_range(kinds[GM_SECTION_REFERENCES], 8, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dated_headings),
        cmocka_unit_test(news_pages),
        cmocka_unit_test(threads_of_comments),
        cmocka_unit_test(references_and_credits),
        cmocka_unit_test(a_credit_makes_its_paragraph_a_caption),
        cmocka_unit_test(appeals),
        cmocka_unit_test(languages),
        cmocka_unit_test(dates),
        cmocka_unit_test(reference_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
