#include "map_grammar.h"

#include "markup.h"
#include "quantity.h"

#include <string.h>

static const struct {
    const char *word;
    GmAnchorPart part;
} part_words[] = {
    {"along", GM_PART_ALONG},   {"on", GM_PART_ALONG}, {"from", GM_PART_FROM},
    {"to", GM_PART_TO},         {"of", GM_PART_OF},    {"with", GM_PART_OF},
    {"around", GM_PART_OF},     {"in", GM_PART_IN},    {"at", GM_PART_AT},
    {"except", GM_PART_EXCEPT},
};

bool gm_map_part_word(const char *word, GmAnchorPart *part)
{
    for (guint i = 0; i < G_N_ELEMENTS(part_words); i++)
        if (strcmp(word, part_words[i].word) == 0) {
            *part = part_words[i].part;
            return true;
        }
    return false;
}

GmAnchorPart gm_map_default_part(GmFeatureKind kind)
{
    switch (kind) {
    case GM_FEATURE_HIGHWAY:
    case GM_FEATURE_SEGMENT:
    case GM_FEATURE_CORRIDOR:
        return GM_PART_ALONG;
    case GM_FEATURE_BUFFER:
    case GM_FEATURE_STRIP:
    case GM_FEATURE_BORDER:
        return GM_PART_OF;
    case GM_FEATURE_AREA:
    case GM_FEATURE_ZONE:
    case GM_FEATURE_REGION_PART:
        return GM_PART_IN;
    case GM_FEATURE_FLOW:
        return GM_PART_FROM;
    default:
        return GM_PART_AT;
    }
}

static const struct {
    const char *noun, *adjective, *letter;
    guint bit;
} side_words[] = {
    {"north", "northern", "n", GM_SIDE_N},
    {"north-east", "north-eastern", "ne", GM_SIDE_NE},
    {"east", "eastern", "e", GM_SIDE_E},
    {"south-east", "south-eastern", "se", GM_SIDE_SE},
    {"south", "southern", "s", GM_SIDE_S},
    {"south-west", "south-western", "sw", GM_SIDE_SW},
    {"west", "western", "w", GM_SIDE_W},
    {"north-west", "north-western", "nw", GM_SIDE_NW},
    {"both", "both", "both", GM_SIDE_OF_BOTH},
    {"left", "left", "left", GM_SIDE_OF_LEFT},
    {"right", "right", "right", GM_SIDE_OF_RIGHT},
    {"inside", "inside", "inside", GM_SIDE_OF_INSIDE},
    {"centre", "central", "c", GM_SIDE_OF_CENTRE},
};

guint gm_map_side_word(const char *word)
{
    g_autofree char *w = g_ascii_strdown(word, -1);
    if (strcmp(w, "center") == 0)
        return GM_SIDE_OF_CENTRE;
    /* "northeast", "northwestern" as well as with the hyphen */
    if ((g_str_has_prefix(w, "north") || g_str_has_prefix(w, "south")) &&
        (g_str_has_prefix(w + 5, "east") || g_str_has_prefix(w + 5, "west"))) {
        char *joined = g_strdup_printf("%.5s-%s", w, w + 5);
        g_free(w);
        w = joined;
    }
    for (guint i = 0; i < G_N_ELEMENTS(side_words); i++)
        if (strcmp(w, side_words[i].noun) == 0 || strcmp(w, side_words[i].adjective) == 0 ||
            strcmp(w, side_words[i].letter) == 0)
            return side_words[i].bit;
    return 0;
}

void gm_map_append_sides(GString *out, guint sides, bool adjectives, const char *between)
{
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(side_words); i++)
        if (sides & side_words[i].bit)
            g_string_append_printf(out, "%s%s", n++ ? between : "",
                                   adjectives ? side_words[i].adjective : side_words[i].noun);
}

/** Canonical short unit of a unit word. */
static bool unit_of(const char *word, GmMeasure *m, double *factor)
{
    g_autofree char *w = g_ascii_strdown(word, -1);
    *factor = gm_text_unit_metres(w);
    if (*factor <= 0.0 && strlen(w) > 1 && w[strlen(w) - 1] == 's') {
        w[strlen(w) - 1] = '\0';
        *factor = gm_text_unit_metres(w);
    }
    if (*factor <= 0.0)
        return false;
    const char *name = *factor == 1000.0                      ? "km"
                       : *factor == 1.0                       ? "m"
                       : *factor > 1850.0 && *factor < 1855.0 ? "nmi"
                       : *factor > 1605.0 && *factor < 1615.0 ? "mi"
                                                              : w;
    g_strlcpy(m->unit, name, sizeof m->unit);
    return true;
}

bool gm_map_parse_measure(const char *text, GmMeasurePart part, GmMeasure *out)
{
    GmMeasure m = {.part = part};
    g_autofree char *all = g_strstrip(g_strdup(text));
    const char *s = all;
    static const char *const abouts[] = {"about ", "some ", "around ", "~"};
    for (guint i = 0; i < G_N_ELEMENTS(abouts); i++)
        if (g_str_has_prefix(s, abouts[i])) {
            m.approximate = true;
            s += strlen(abouts[i]);
            break;
        }
    char *end;
    if (!g_ascii_isdigit(*s) && *s != '.')
        return false;
    m.value = m.max = g_ascii_strtod(s, &end);
    const char *dash = end;
    while (*dash == ' ')
        dash++;
    gsize dash_len = g_str_has_prefix(dash, "–")     ? strlen("–")
                     : *dash == '-'                  ? 1
                     : g_str_has_prefix(dash, "to ") ? 3
                                                     : 0;
    const char *second = dash + dash_len;
    while (*second == ' ')
        second++;
    if (dash_len && g_ascii_isdigit(*second)) {
        m.max = g_ascii_strtod(second, &end);
        if (m.max < m.value)
            return false;
    }
    double factor;
    g_autofree char *unit = g_strstrip(g_strdup(end));
    if (!unit_of(unit, &m, &factor) || !(m.value > 0.0) || m.max > 1e6)
        return false;
    m.metres = m.value * factor;
    m.metres_max = m.max * factor;
    *out = m;
    return true;
}

void gm_map_append_measure(GString *out, const GmMeasure *m)
{
    if (m->approximate)
        g_string_append(out, "about ");
    gm_text_append_number(out, m->value, 6);
    if (m->max > m->value) {
        g_string_append(out, "–");
        gm_text_append_number(out, m->max, 6);
    }
    g_string_append_printf(out, " %s", m->unit);
}

static const struct {
    const char *word;
    GmPlaceKind kind;
} kind_words[] = {
    {"town", GM_PLACE_SETTLEMENT},      {"city", GM_PLACE_SETTLEMENT},
    {"village", GM_PLACE_SETTLEMENT},   {"province", GM_PLACE_DIVISION},
    {"governorate", GM_PLACE_DIVISION}, {"state", GM_PLACE_DIVISION},
    {"road", GM_PLACE_HIGHWAY},         {"sea", GM_PLACE_WATER},
    {"lake", GM_PLACE_WATER},
};

bool gm_map_place_kind(const char *word, GmPlaceKind *out)
{
    for (guint i = 0; i < G_N_ELEMENTS(kind_words); i++)
        if (g_ascii_strcasecmp(word, kind_words[i].word) == 0) {
            *out = kind_words[i].kind;
            return true;
        }
    return gm_gazetteer_kind_from_name(word, out);
}

const char *gm_map_place_kind_word(GmPlaceKind kind)
{
    return kind == GM_PLACE_SETTLEMENT ? "town"
           : kind == GM_PLACE_DIVISION ? "province"
                                       : gm_gazetteer_kind_name(kind);
}

bool gm_map_split_kind(const char *text, char **name, GmPlaceKind *kind)
{
    const char *open = strrchr(text, '(');
    gsize len = strlen(text);
    if (!open || open == text || open[-1] != ' ' || text[len - 1] != ')')
        return false;
    g_autofree char *word = g_strndup(open + 1, len - (gsize)(open + 1 - text) - 1);
    if (!gm_map_place_kind(word, kind))
        return false;
    *name = g_strndup(text, (gsize)(open - text) - 1);
    return true;
}

bool gm_map_parse_certainty(const char *word, GmCertainty *out)
{
    for (guint i = 0; i <= GM_CERTAINTY_INDICATIVE; i++)
        if (strcmp(word, gm_scene_certainty_name((GmCertainty)i)) == 0) {
            *out = (GmCertainty)i;
            return true;
        }
    return false;
}

bool gm_map_parse_status(const char *word, GmStatus *out)
{
    for (guint i = 0; i < GM_N_STATUSES; i++)
        if (strcmp(word, gm_statement_status_name((GmStatus)i)) == 0) {
            *out = (GmStatus)i;
            return true;
        }
    return false;
}
