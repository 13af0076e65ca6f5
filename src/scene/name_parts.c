#include "name_parts.h"

#include "fold.h"

#include <string.h>

bool gm_name_is_latin(const char *s)
{
    for (const char *p = s; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalpha(c))
            return c < 0x0370 || (c >= 0x1e00 && c < 0x1f00);
    }
    return true;
}

/** Does the site's name stand in the gazetteer beside @in_language? An inflected one does not. */
static bool is_known_so(const GmSite *s, const GmGazetteer *g, const char *in_language)
{
    g_autofree char *folded = gm_text_fold(s->name, -1), *shown = gm_text_fold(in_language, -1);
    if (g_str_equal(folded, shown))
        return false; /* the same, written with more care */
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(GmMatch));
    gm_gazetteer_find(g, folded, strlen(folded), found);
    for (guint i = 0; i < found->len; i++)
        if (g_array_index(found, GmMatch, i).place.ref == s->ref)
            return true;
    return false;
}

static GUnicodeScript script_of(const char *s)
{
    for (; *s; s = g_utf8_next_char(s))
        if (g_unichar_isalpha(g_utf8_get_char(s)))
            return g_unichar_get_script(g_utf8_get_char(s));
    return G_UNICODE_SCRIPT_UNKNOWN;
}

/** Could a name in this script be read on a map in @language? */
static bool is_read_in(const char *language, GUnicodeScript script)
{
    static const struct {
        const char *language;
        GUnicodeScript script;
    } scripts[] = {{"ar", G_UNICODE_SCRIPT_ARABIC},   {"fa", G_UNICODE_SCRIPT_ARABIC},
                   {"ur", G_UNICODE_SCRIPT_ARABIC},   {"ru", G_UNICODE_SCRIPT_CYRILLIC},
                   {"uk", G_UNICODE_SCRIPT_CYRILLIC}, {"bg", G_UNICODE_SCRIPT_CYRILLIC},
                   {"sr", G_UNICODE_SCRIPT_CYRILLIC}, {"el", G_UNICODE_SCRIPT_GREEK},
                   {"he", G_UNICODE_SCRIPT_HEBREW},   {"zh", G_UNICODE_SCRIPT_HAN},
                   {"ja", G_UNICODE_SCRIPT_HAN},      {"ko", G_UNICODE_SCRIPT_HANGUL}};
    for (gsize i = 0; i < G_N_ELEMENTS(scripts); i++)
        if (script == scripts[i].script && g_str_has_prefix(language, scripts[i].language))
            return true;
    return script == G_UNICODE_SCRIPT_LATIN;
}

/** A document in Russian spells the name as the map's readers know it; of several Cyrillic
 *  ones in the gazetteer ("Селидове", "Селидово") nothing tells whose language each is. */
static bool keeps_spelling(const GmSite *s, const GmGazetteer *g, const char *language,
                           const char *in_language)
{
    return s->name && g_str_has_prefix(language, "ru") &&
           script_of(s->name) == G_UNICODE_SCRIPT_CYRILLIC && is_known_so(s, g, in_language);
}

char *gm_name_site(const GmSite *s, const GmGazetteer *g, const char *language)
{
    bool english = !language || g_str_has_prefix(language, "en");
    if (!english && g && s->ref) {
        const char *n = gm_gazetteer_name_in(g, s->ref, language);
        if (n && *n)
            return g_strdup(keeps_spelling(s, g, language, n) ? s->name : n);
    }
    if (s->name && s->title && !gm_name_is_latin(s->name) &&
        (english || !is_read_in(language, script_of(s->name))))
        return g_strdup(s->title);
    return g_strdup(s->name ? s->name : s->title);
}

bool gm_name_is_road_number(const char *s)
{
    const char *p = s;
    while (g_ascii_isupper(*p))
        p++;
    gsize letters = (gsize)(p - s);
    if (*p == '-' || *p == ' ')
        p++;
    const char *digits = p;
    while (g_ascii_isdigit(*p))
        p++;
    return letters >= 1 && letters <= 3 && p > digits && p - digits <= 4 && !*p;
}

static char *joined(const GmSpec *s, GmAnchorPart part, const GmGazetteer *g, const char *language)
{
    GString *out = g_string_new(NULL);
    const GmSite *site;
    for (guint i = 0; (site = gm_spec_site(s, part, i)); i++) {
        g_autofree char *name = gm_name_site(site, g, language);
        g_string_append_printf(out, "%s%s", i ? ", " : "", name);
    }
    return g_string_free(out, FALSE);
}

const GmSite *gm_name_main_site(const GmSpec *s)
{
    static const GmAnchorPart order[] = {GM_PART_AT,    GM_PART_OF,   GM_PART_IN,
                                         GM_PART_ALONG, GM_PART_FROM, GM_PART_TO};
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        const GmSite *site = gm_spec_site(s, order[i], 0);
        if (site)
            return site;
    }
    return NULL;
}

void gm_name_parts_init(GmNameParts *p, const GmSpec *s, const GmGazetteer *g, const char *language)
{
    p->along = joined(s, GM_PART_ALONG, g, language);
    p->from = joined(s, GM_PART_FROM, g, language);
    p->to = joined(s, GM_PART_TO, g, language);
    p->of = joined(s, GM_PART_OF, g, language);
    p->in = joined(s, GM_PART_IN, g, language);
    p->at = joined(s, GM_PART_AT, g, language);
}

void gm_name_parts_clear(GmNameParts *p)
{
    g_free(p->along);
    g_free(p->from);
    g_free(p->to);
    g_free(p->of);
    g_free(p->in);
    g_free(p->at);
}

bool gm_name_is_generic(const char *subject)
{
    static const char *const words[] = {"area",    "zone", "strip",   "part",     "section",
                                        "segment", "road", "stretch", "corridor", NULL};
    return !subject || !*subject || g_strv_contains(words, subject);
}
