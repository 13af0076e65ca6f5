/** A small gazetteer for the tests of the mention room: built into a temporary
 *  file from tables written here. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "index_build.h"
#include "mention.h"

static const char FIXTURE_PLACES[] =
    "geonames_id\tname\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\tfeature_code\tnames\tvia\n"
    "163843\tSyria\tcountry\tSY\t\t35.0\t38.0\t22000000\tPCLI\tdem:Syrian|dem:Syrians\n"
    "298795\tTurkey\tcountry\tTR\t\t39.0\t35.0\t84000000\tPCLI\tdem:Turkish\n"
    "2017370\tRussia\tcountry\tRU\t\t60.0\t100.0\t144000000\tPCLI\tdem:Russian|Russian Federation\n"
    "6252001\tUnited "
    "States\tcountry\tUS\t\t39.76\t-98.5\t330000000\tPCLI\tabbr:U.S.|abbr:US|dem:American\n"
    "3017382\tFrance\tcountry\tFR\t\t46.0\t2.0\t67000000\tPCLI\tdem:French\n"
    "614540\tGeorgia\tcountry\tGE\t\t42.0\t43.5\t3700000\tPCLI\tdem:Georgian\n"
    "4736286\tTexas\tdivision\tUS\tUS.TX\t31.25\t-99.25\t0\tADM1\tabbr:Tex.|abbr:TX\n"
    "4197000\tGeorgia\tdivision\tUS\tUS.GA\t32.75\t-83.5\t0\tADM1\tabbr:Ga.|abbr:GA\n"
    "4331987\tLouisiana\tdivision\tUS\tUS.LA\t31.0\t-92.0\t0\tADM1\tabbr:La.|abbr:LA\n"
    "3447799\tSergipe\tdivision\tBR\tBR.28\t-10.5918\t-37.3836\t0\tADM1\tabbr:SE\n"
    "169387\tIdlib\tdivision\tSY\tSY.12\t35.83\t36.68\t0\tADM1\tIdlib Governorate|Idlib Province\n"
    "4338356\tRapides Parish\tdistrict\tUS\tUS.LA\t31.1669\t-92.4835\t0\tADM2\t\n"
    "169389\tIdlib\tsettlement\tSY\tSY.12\t35.93062\t36.63393\t128840\tPPLA\tIdleb\n"
    "172409\tSaraqib\tsettlement\tSY\tSY.12\t35.86447\t36.80591\t54000\tPPL\t\n"
    "163092\tTronba\tsettlement\tSY\tSY.12\t35.8598\t36.7683\t0\tPPL\t\n"
    "170063\tAleppo\tsettlement\tSY\tSY.09\t36.20124\t37.16117\t2098210\tPPLA\tHalab\n"
    "170654\tDamascus\tsettlement\tSY\tSY.13\t33.5102\t36.29128\t1569394\tPPLC\t\n"
    "524901\tMoscow\tsettlement\tRU\tRU.48\t55.75222\t37.61556\t10381222\tPPLC\t\n"
    "323786\tAnkara\tsettlement\tTR\tTR.68\t39.91987\t32.85427\t3517182\tPPLC\t\n"
    "1526273\tAstana\tsettlement\tKZ\tKZ.05\t51.1801\t71.44598\t345604\tPPLC\t\n"
    "\tOlive Branch area\tarea\tSY\tSY.09\t36.53\t36.80\t0\tAREA\t\n"
    "4440076\tOlive Branch\tsettlement\tUS\tUS.MS\t34.9618\t-89.8295\t33484\tPPL\t\n"
    "2988507\tParis\tsettlement\tFR\tFR.11\t48.85341\t2.3488\t2138551\tPPLC\t\n"
    "4717560\tParis\tsettlement\tUS\tUS.TX\t33.66094\t-95.55551\t24782\tPPLA2\t\n"
    "4684888\tDallas\tsettlement\tUS\tUS.TX\t32.78306\t-96.80667\t1300092\tPPLA2\t\n"
    "361058\tAlexandria\tsettlement\tEG\tEG.06\t31.20176\t29.91582\t3811516\tPPLA\t\n"
    "4314550\tAlexandria\tsettlement\tUS\tUS.LA\t31.31129\t-92.44514\t47889\tPPLA2\t\n"
    "2639577\tReading\tsettlement\tGB\tGB.ENG\t51.45625\t-0.97113\t244070\tPPL\t\n"
    "4076598\tMobile\tsettlement\tUS\tUS.AL\t30.69436\t-88.04305\t194288\tPPLA2\t\n"
    "99\tJordan\tsettlement\tUS\tUS.MN\t44.6669\t-93.6269\t5470\tPPL\t\n"
    "690791\tUkraine\tcountry\tUA\t\t49.0\t32.0\t44000000\tPCLI\tdem:Ukrainian\n"
    "701822\tMariupol\tsettlement\tUA\tUA.05\t47.09514\t37.54131\t425681\tPPLA2\t\n"
    "709717\tDonetsk\tsettlement\tUA\tUA.05\t48.023\t37.80224\t901645\tPPLA\t\n"
    "709716\tDonetsk\tdivision\tUA\tUA.05\t48.145\t37.7933\t0\tADM1\tDonetsk Oblast\n"
    "702658\tLuhansk\tsettlement\tUA\tUA.14\t48.56952\t39.32857\t398505\tPPLA\t\n"
    "702657\tLuhansk\tdivision\tUA\tUA.14\t48.9084\t39.0033\t0\tADM1\tLuhansk Oblast\n"
    "694999\tSorokyne\tsettlement\tUA\tUA.14\t48.29\t39.74\t44000\tPPLA2\t\n"
    "900003\tQubbaj\tsettlement\tSY\tSY.01\t36.9\t41.6\t900\tPPL\t\n"
    "900001\tKalmius\tsettlement\tUA\tUA.05\t47.5\t37.9\t120000\tPPL\t\n"
    "900002\tKalmius\triver\tUA\tUA.05\t47.1\t37.6\t0\tSTM\t\n"
    "170062\tAleppo\tdivision\tSY\tSY.09\t36.1054\t37.601\t0\tADM1\tAleppo Governorate\n"
    "173576\tLatakia\tsettlement\tSY\tSY.02\t35.53168\t35.79011\t340181\tPPLA\t\n"
    "173578\tLatakia\tdivision\tSY\tSY.02\t35.5494\t36.0061\t0\tADM1\tLatakia Province\n"
    "170017\tHamah\tsettlement\tSY\tSY.10\t35.13179\t36.75783\t460602\tPPLA\tHama\n"
    "170015\tHama\tdivision\tSY\tSY.10\t35.2352\t37.22\t0\tADM1\tHama Governorate\n"
    "7000\tAtme\tsettlement\tSY\tSY.12\t36.3095\t36.6884\t0\tPPL\t\n"
    "7001\tAtme crossing\tcrossing\tSY\tSY.12\t36.3255\t36.6619\t0\t\t\n"
    "376332\tMalakal\tsettlement\tSS\tSS.08\t9.53342\t31.66049\t147450\tPPLA\t\n"
    "369985\tKosti\tsettlement\tSD\tSD.47\t13.1629\t32.66347\t345068\tPPL\t\n"
    "7002\tBarrow\tsettlement\tUS\tUS.AK\t71.29058\t-156.78872\t4933\tPPLA2\t\n"
    "7003\tBarrow County\tdistrict\tUS\tUS.GA\t33.9932\t-83.7126\t0\tADM2\t\n"
    "7004\tMadison\tsettlement\tUS\tUS.GA\t33.59568\t-83.46794\t3979\tPPLA2\t\n"
    "7005\tMadison County\tdistrict\tUS\tUS.GA\t34.1278\t-83.209\t0\tADM2\t\n"
    "\tM5\thighway\tSY\t\t35.14\t36.79\t0\t\tM5 highway\n"
    "7006\tAin al-Havr\tsettlement\tSY\tSY.12\t35.7775\t36.1642\t0\tPPL\tAin al-Hawr\n"
    "7007\tAin al-Hour\tsettlement\tSY\tSY.12\t35.8389\t36.184\t0\tPPL\tAin al-Hawr\n"
    "281133\tGaza\tsettlement\tPS\tPS.GZ\t31.50161\t34.46672\t410000\tPPLA\t\n"
    "1046058\tGaza\tdivision\tMZ\tMZ.02\t-23.1231\t32.8795\t0\tADM1\t\n"
    "7008\tAin\tdistrict\tFR\tFR.84\t46.084\t5.3774\t650000\tADM2\t\n"
    "\tM4\thighway\tSY\t\t35.808\t36.4\t0\t\tM4 highway\tSaraqib|Ain al-Havr\n";

static const char FIXTURE_WORDS[] =
    "word\tflags\n"
    "reading\to\nmobile\to\njordan\tf\npeter\tf\nsmith\ts\nmonday\td\n"
    "nice\to\nparis\tfs\n";

typedef struct {
    char *dir;
    GmGazetteer *gazetteer;
} Fixture;

static void fixture_write(const char *dir, const char *name, const char *text, char **path)
{
    *path = g_build_filename(dir, name, NULL);
    g_assert_true(g_file_set_contents(*path, text, -1, NULL));
}

static int fixture_open(void **state)
{
    Fixture *f = g_new0(Fixture, 1);
    f->dir = g_dir_make_tmp("gazmap-mention-XXXXXX", NULL);
    g_autofree char *places = NULL, *words = NULL;
    g_autofree char *index = g_build_filename(f->dir, "small.gmz", NULL);
    fixture_write(f->dir, "places.tsv", FIXTURE_PLACES, &places);
    fixture_write(f->dir, "words.tsv", FIXTURE_WORDS, &words);
    const char *sources[] = {places, words, NULL};
    GError *error = NULL;
    GmBuildOptions o = {0};
    if (!gm_gazetteer_build(index, sources, &o, NULL, &error)) {
        print_message("%s\n", error->message);
        return -1;
    }
    f->gazetteer = gm_gazetteer_open(index, &error);
    g_remove(places);
    g_remove(words);
    g_remove(index);
    g_rmdir(f->dir);
    *state = f;
    return f->gazetteer != NULL ? 0 : -1;
}

static int fixture_close(void **state)
{
    Fixture *f = *state;
    gm_gazetteer_close(f->gazetteer);
    g_free(f->dir);
    g_free(f);
    return 0;
}

typedef struct {
    GmDocument *document;
    GmMentions *mentions;
} Reading;

static inline Reading read_with(void **state, const char *text, const GmMentionOptions *o)
{
    Fixture *f = *state;
    Reading r;
    r.document = gm_text_read_bytes("note.txt", text, strlen(text), NULL, NULL);
    assert_non_null(r.document);
    r.mentions = gm_mention_find(r.document, f->gazetteer, o, NULL);
    assert_non_null(r.mentions);
    return r;
}

static inline Reading read_text(void **state, const char *text)
{
    return read_with(state, text, NULL);
}

static inline void read_done(Reading *r)
{
    gm_mention_free(r->mentions);
    gm_text_document_free(r->document);
}

/** The @nth mention (from 0) written @surface, or NULL. */
static inline const GmMention *mention_of(const Reading *r, const char *surface, guint nth)
{
    for (guint i = 0; i < r->mentions->list->len; i++) {
        const GmMention *m = gm_mention_at(r->mentions, i);
        if (strcmp(m->surface, surface) == 0 && nth-- == 0)
            return m;
    }
    return NULL;
}

static inline void assert_at(const GmMention *m, double lat, double lon)
{
    assert_non_null(m);
    assert_true(m->has_place);
    assert_float_equal(m->pos.lat, lat, 0.01);
    assert_float_equal(m->pos.lon, lon, 0.01);
}
