/** A handful of places in files of their own, for the tests of this room. */
#pragma once

#include "index_build.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SMALL_WORLD                                                                                  \
    "geonames_id\tname\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\tfeature_code\tnames\t"          \
    "geometry\tnote\tends\n"                                                                         \
    "163843\tSyria\tcountry\tSY\t\t35\t38\t\tPCLI\tdem:Syrian|ar:سوريا|fr:Syrie\tcountries:"    \
    "SY\t\t\n"                                                                                       \
    "169387\tIdlib\tdivision\tSY\tSY.12\t35.85\t36.68\t\tADM1\tIdlib Governorate\t\t\t\n"            \
    "169389\tIdlib\tsettlement\tSY\tSY.12\t35.9306\t36.6339\t128840\tPPLA\tIdleb|إدلب|"          \
    "Идлиб\t\t\t\n"                                                                             \
    "164816\tSaraqib\tsettlement\tSY\tSY.12\t35.8645\t36.8059\t34231\tPPL\tar:سراقب|"           \
    "Sarakeb\t\t\t\n"                                                                                \
    "163092\tTurumbah\tsettlement\tSY\tSY.12\t35.8598\t36.7683\t\tPPL\tTronba|ar:ترنبة\t\t\t\n" \
    "\tKhan Shaykhun\tsettlement\tSY\tSY.12\t35.442\t36.651\t48975\tPPL\tخان شيخون\t\t\t\n"  \
    "\tAd Dana\tsettlement\tSY\tSY.12\t36.2125\t36.7698\t21000\tPPL\t\t\tapproximate\t\n"            \
    "\tDana\tsettlement\tUS\tUS.IN\t39.8078\t-87.495\t600\tPPL\t\t\t\t\n"                            \
    "\tDara\tsettlement\tSY\tSY.12\t35.99\t36.50\t\tPPL\t\t\t\t\n"                                   \
    "\tM4\thighway\tSY\t\t35.808\t36.4\t\t\tM-4|M4 highway\t\t\tAleppo|Latakia\n"                    \
    "2988507\tParis\tsettlement\tFR\tFR.11\t48.8534\t2.3488\t2138551\tPPLC\tParigi\t\t\t\n"          \
    "4717560\tParis\tsettlement\tUS\tUS.TX\t33.66\t-95.55\t24171\tPPLA2\t\t\t\t\n"                   \
    "\tUnited States\tcountry\tUS\t\t39.76\t-98.5\t\tPCLI\tabbr:U.S.|dem:American\t\t\t\n"

static inline char *write_file(const char *name, const char *text, gssize len)
{
    static char *dir;
    if (!dir)
        dir = g_dir_make_tmp("gazetteer_test_XXXXXX", NULL);
    char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents_full(path, text, len, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
    return path;
}

static inline char *build_index(const char *name, const char *text)
{
    g_autofree char *table = g_strconcat(name, ".tsv", NULL);
    g_autofree char *source = write_file(table, text, -1), *index = write_file(name, "", 0);
    const char *sources[] = {source, NULL};
    GError *error = NULL;
    bool ok = gm_gazetteer_build(index, sources, NULL, NULL, &error);
    assert_null(error);
    assert_true(ok);
    return g_steal_pointer(&index);
}

static inline GmGazetteer *open_small_world(void)
{
    g_autofree char *path = build_index("small.gmx", SMALL_WORLD);
    GmGazetteer *g = gm_gazetteer_open(path, NULL);
    assert_non_null(g);
    return g;
}

static inline const GmMatch *match_at(const GArray *a, guint i)
{
    assert_true(i < a->len);
    return &g_array_index(a, GmMatch, i);
}
