/* Composed names in the languages of words/: the same readings as the English
 * ones of name_feature.c, put into each language's patterns. */
#include "map_words.h"
#include "name_parts.h"
#include "scene_maker.h"

#include <string.h>

typedef struct {
    const GmSpec *spec;
    const char *language;
    GmNameParts parts;
} Caption;

/* The pattern with what has been named so far as its {name}, which it takes. */
static char *put(const Caption *c, GmTerm pattern, char *name, const char *a, const char *b)
{
    char *out = gm_scene_phrase(c->language, pattern, &(GmTermParts){.name = name, .a = a, .b = b});
    g_free(name);
    return out;
}

static char *put_measure(const Caption *c, GmTerm pattern, char *name, const GmMeasure *m,
                         const char *way)
{
    g_autofree char *text = gm_scene_measure_words(c->language, m);
    char *out =
        gm_scene_phrase(c->language, pattern, &(GmTermParts){.name = name, .m = text, .way = way});
    g_free(name);
    return out;
}

static char *subject_of(const Caption *c)
{
    const char *word = gm_scene_subject_word(c->language, c->spec->subject);
    return g_strdup(
        word != NULL ? word : gm_scene_kind_word(c->language, c->spec->kind, c->spec->subtype));
}

/* "north and west": WIND words or WAY words. */
static char *winds(const Caption *c, guint sides, GmTerm first)
{
    char *out = NULL;
    for (int d = 0; d < 8; d++) {
        if (!(sides & (1u << d)))
            continue;
        const char *word = gm_scene_word(c->language, (GmTerm)((int)first + d));
        char *both = out == NULL ? g_strdup(word)
                                 : gm_scene_phrase(c->language, GM_TERM_AND,
                                                   &(GmTermParts){.a = out, .b = word});
        g_free(out);
        out = both;
    }
    return out;
}

/* "M4" as the document has it, whatever the gazetteer calls the road; or NULL. */
static const char *road_number(const Caption *c)
{
    const GmSite *along = gm_spec_site(c->spec, GM_PART_ALONG, 0);
    return along != NULL && along->name != NULL && gm_name_is_road_number(along->name) ? along->name
                                                                                       : NULL;
}

/* "the M4" of a mere number; any other road as it is called. */
static char *road(const Caption *c)
{
    const char *number = road_number(c);
    if (number == NULL)
        return g_strdup(c->parts.along);
    return put(c, GM_TERM_NAME_ROAD, NULL, number, NULL);
}

static char *with_road(const Caption *c, GmTerm pattern, char *name)
{
    if (*c->parts.along == '\0')
        return name;
    g_autofree char *along = road(c);
    return put(c, pattern, name, along, NULL);
}

static char *with_ends(const Caption *c, char *name)
{
    if (*c->parts.from == '\0' || *c->parts.to == '\0')
        return name;
    return put(c, GM_TERM_NAME_ENDS, name, c->parts.from, c->parts.to);
}

/* The measures of each side; NULL (and @name kept) when they are not said so. */
static char *with_sides(const Caption *c, char *name)
{
    const GArray *list = c->spec->measures;
    const GmMeasure *first = list->len > 0 ? &g_array_index(list, GmMeasure, 0) : NULL;
    bool equal = list->len > 1, sided = list->len > 1;
    for (guint i = 0; i < list->len; i++) {
        const GmMeasure *m = &g_array_index(list, GmMeasure, i);
        sided = sided && m->side != 0 && m->part == GM_MEASURE_DEPTH;
        equal = equal && m->metres == first->metres && m->metres_max == first->metres_max;
    }
    bool each = list->len == 1 && first->part == GM_MEASURE_DEPTH && first->side == 0 &&
                c->spec->kind == GM_FEATURE_CORRIDOR &&
                (c->spec->sides == 0 || c->spec->sides == GM_SIDE_OF_BOTH);
    if (each || (sided && equal))
        return put_measure(c, GM_TERM_NAME_EACH_SIDE, name, first, NULL);
    for (guint i = 0; sided && i < list->len; i++) {
        const GmMeasure *m = &g_array_index(list, GmMeasure, i);
        g_autofree char *way = winds(c, (guint)m->side, GM_TERM_WAY_N);
        name = put_measure(c, GM_TERM_NAME_ONE_SIDE, name, m, way);
    }
    return sided ? name : NULL;
}

static char *with_extent(const Caption *c, char *name)
{
    static const GmTerm patterns[] = {
        [GM_MEASURE_WIDTH] = GM_TERM_NAME_WIDE,    [GM_MEASURE_DEPTH] = GM_TERM_NAME_DEEP,
        [GM_MEASURE_RADIUS] = GM_TERM_NAME_RADIUS, [GM_MEASURE_DISTANCE] = GM_TERM_NAME_DISTANCE,
        [GM_MEASURE_LENGTH] = GM_TERM_NAME_LONG,
    };
    char *sides = with_sides(c, name);
    if (sides != NULL)
        return sides;
    const GmMeasure *m = gm_spec_extent(c->spec);
    return m != NULL ? put_measure(c, patterns[m->part], name, m, NULL) : name;
}

static char *highway(const Caption *c)
{
    char *name = road_number(c) != NULL ? put(c, GM_TERM_NAME_HIGHWAY, NULL, road_number(c), NULL)
                 : *c->parts.along != '\0' ? g_strdup(c->parts.along)
                                           : subject_of(c);
    name = with_ends(c, name);
    return g_strcmp0(c->spec->subtype, "rest") == 0 ? put(c, GM_TERM_NAME_REST, name, NULL, NULL)
                                                    : name;
}

static bool is_surroundings(const GmSpec *s)
{
    return s->kind == GM_FEATURE_BUFFER && g_strcmp0(s->subject, "surroundings") == 0 &&
           gm_spec_extent(s) != NULL;
}

/* Corridors and buffers. */
static char *belt(const Caption *c)
{
    const GmSpec *s = c->spec;
    if (is_surroundings(s) && *c->parts.of != '\0') {
        g_autofree char *m = gm_scene_measure_words(c->language, gm_spec_extent(s));
        return gm_scene_phrase(c->language, GM_TERM_NAME_WITHIN,
                               &(GmTermParts){.a = c->parts.of, .m = m});
    }
    char *name = with_road(c, GM_TERM_NAME_ALONG, subject_of(c));
    if (*c->parts.along == '\0' && *c->parts.of != '\0')
        name = put(c, s->sides & GM_SIDE_OF_INSIDE ? GM_TERM_NAME_INSIDE : GM_TERM_NAME_AROUND,
                   name, c->parts.of, NULL);
    return with_extent(c, name);
}

static char *border(const Caption *c)
{
    const GmSpec *s = c->spec;
    g_autofree char *one = g_strdup(c->parts.of);
    char *other = strstr(one, ", ");
    if (other != NULL) {
        *other = '\0';
        other += 2;
    }
    if (s->kind != GM_FEATURE_STRIP)
        return with_ends(c, put(c, other != NULL ? GM_TERM_NAME_BORDER_2 : GM_TERM_NAME_BORDER_1,
                                NULL, one, other));
    char *name = subject_of(c);
    if (*c->parts.in != '\0')
        name = put(c, GM_TERM_NAME_IN, name, c->parts.in, NULL);
    name = put(c, other != NULL ? GM_TERM_NAME_STRIP_2 : GM_TERM_NAME_STRIP_1, name, one, other);
    return with_extent(c, with_ends(c, name));
}

static char *region_part(const Caption *c)
{
    const GmSpec *s = c->spec;
    bool beside = *c->parts.of != '\0';
    const char *where = beside ? c->parts.of : c->parts.in;
    if (g_strcmp0(s->subtype, "between") == 0)
        return put(c, GM_TERM_NAME_BETWEEN, NULL, c->parts.from, c->parts.to);
    if (g_strcmp0(s->subtype, "near") == 0)
        return put(c, GM_TERM_NAME_NEAR, NULL, c->parts.at, NULL);
    g_autofree char *wind = winds(c, s->sides, GM_TERM_WIND_N);
    g_autofree char *way = winds(c, s->sides, GM_TERM_WAY_N);
    if (wind == NULL && (s->sides & GM_SIDE_OF_CENTRE))
        wind = g_strdup(gm_scene_word(c->language, GM_TERM_WIND_CENTRE));
    if (wind == NULL)
        return beside ? put(c, GM_TERM_NAME_SURROUNDINGS, NULL, where, NULL) : g_strdup(where);
    return gm_scene_phrase(c->language,
                           beside && way != NULL ? GM_TERM_NAME_SIDE_OF : GM_TERM_NAME_PART,
                           &(GmTermParts){.a = where, .wind = wind, .way = way});
}

static char *relative(const Caption *c)
{
    const GmMeasure *m = gm_spec_measure(c->spec, GM_MEASURE_DISTANCE);
    g_autofree char *text = m != NULL ? gm_scene_measure_words(c->language, m) : NULL;
    g_autofree char *way = winds(c, c->spec->sides, GM_TERM_WAY_N);
    return gm_scene_phrase(c->language,
                           way == NULL    ? GM_TERM_NAME_AWAY
                           : text == NULL ? GM_TERM_NAME_SIDE_OF
                                          : GM_TERM_NAME_OFF,
                           &(GmTermParts){.a = c->parts.of, .m = text, .way = way});
}

static char *area(const Caption *c)
{
    const GmSpec *s = c->spec;
    const char *where = *c->parts.in != '\0' ? c->parts.in : c->parts.of;
    bool plain = s->subject == NULL || *s->subject == '\0';
    if (plain || (s->kind == GM_FEATURE_ZONE && *c->parts.of != '\0'))
        return g_strdup(where);
    return put(c, GM_TERM_NAME_IN, subject_of(c), where, NULL);
}

static char *symbol(const Caption *c)
{
    const GmSpec *s = c->spec;
    const GmSite *at = gm_spec_site(s, GM_PART_AT, 0);
    bool named = at != NULL && (at->kind == GM_PLACE_BASE || at->kind == GM_PLACE_AIRPORT ||
                                at->kind == GM_PLACE_CROSSING || at->kind == GM_PLACE_POST);
    if (*c->parts.at == '\0' && *c->parts.of != '\0')
        return relative(c);
    if (!named && s->subject != NULL && *s->subject != '\0' && s->kind != GM_FEATURE_PLACE)
        return put(c, GM_TERM_NAME_AT, subject_of(c), c->parts.at, NULL);
    return g_strdup(c->parts.at);
}

static char *caption(const Caption *c)
{
    switch (c->spec->kind) {
    case GM_FEATURE_HIGHWAY:
        return highway(c);
    case GM_FEATURE_SEGMENT:
        return with_ends(c, with_road(c, GM_TERM_NAME_ON, subject_of(c)));
    case GM_FEATURE_CORRIDOR:
    case GM_FEATURE_BUFFER:
        return belt(c);
    case GM_FEATURE_STRIP:
    case GM_FEATURE_BORDER:
        return border(c);
    case GM_FEATURE_REGION_PART:
        return region_part(c);
    case GM_FEATURE_FLOW:
        return put(c, GM_TERM_NAME_FLOW, subject_of(c), c->parts.from, c->parts.to);
    case GM_FEATURE_AREA:
    case GM_FEATURE_ZONE:
        return area(c);
    default:
        return symbol(c);
    }
}

char *gm_name_caption(const GmSpec *s, const GmGazetteer *g, const char *language)
{
    if (s->name != NULL)
        return g_strdup(s->name);
    Caption c = {.spec = s, .language = language};
    gm_name_parts_init(&c.parts, s, g, language);
    g_autofree char *text = caption(&c);
    gm_name_parts_clear(&c.parts);
    char *capital = gm_name_capitalised(text);
    return capital != NULL ? capital : g_strdup(gm_scene_kind_word(language, s->kind, s->subtype));
}
