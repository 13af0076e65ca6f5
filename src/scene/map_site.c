#include "map_site.h"

#include "geodesic.h"
#include "map_grammar.h"
#include "quantity.h"

#include <math.h>
#include <string.h>

#define SAME_SPOT 250.0 /* metres between the file's coordinates and the gazetteer's */

/** "Idlib (2)" -> "Idlib": a number only keeps the table's keys apart. */
static char *without_number(const char *text)
{
    gsize len = strlen(text);
    const char *open = strrchr(text, '(');
    if (!open || open == text || open[-1] != ' ' || text[len - 1] != ')')
        return g_strdup(text);
    for (const char *c = open + 1; c < text + len - 1; c++)
        if (!g_ascii_isdigit(*c))
            return g_strdup(text);
    return g_strndup(text, (gsize)(open - text) - 1);
}

/** The gazetteer's place of that name at that spot. */
static bool place_at(const GmGazetteer *g, const char *name, GmPos pos, GmPlace *out)
{
    if (!g)
        return false;
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.near = &pos;
    o.max = 50;
    o.near_spelling = false;
    g_autoptr(GArray) found = gm_gazetteer_lookup(g, name, &o);
    for (guint i = 0; found && i < found->len; i++) {
        const GmPlace *p = &g_array_index(found, GmMatch, i).place;
        if (gm_geo_distance(gm_place_pos(p), pos) <= SAME_SPOT) {
            *out = *p;
            return true;
        }
    }
    return false;
}

static void set_given(GmSite *s, double lat, double lon)
{
    s->pos = (GmPos){lat, lon};
    s->located = s->given = true;
    s->kind = GM_PLACE_SETTLEMENT;
}

static bool looks_like_coordinates(const char *text)
{
    return g_ascii_isdigit(*text) || *text == '-' || *text == '+' || strstr(text, "°") != NULL;
}

static bool parse_position(const GmMapContext *c, const GmYaml *node, double *lat, double *lon,
                           GError **error)
{
    if (node->kind == GM_YAML_SCALAR && gm_text_parse_coordinates(node->text, lat, lon, NULL))
        return true;
    if (node->kind == GM_YAML_LIST && node->items->len == 2) {
        const GmYaml *a = g_ptr_array_index(node->items, 0), *b = g_ptr_array_index(node->items, 1);
        char *ea = NULL, *eb = NULL;
        if (a->kind == GM_YAML_SCALAR && b->kind == GM_YAML_SCALAR) {
            *lat = g_ascii_strtod(a->text, &ea);
            *lon = g_ascii_strtod(b->text, &eb);
            if (ea != a->text && !*ea && eb != b->text && !*eb && fabs(*lat) <= 90.0 &&
                fabs(*lon) <= 180.0)
                return true;
        }
    }
    return gm_yaml_fail(c->path, node, error,
                        "not a position: write latitude, longitude (35.864, 36.806)");
}

/** From the file's table: coordinates, or {at: coordinates, as: gazetteer name}. */
static GmSite *site_of_table(const GmMapContext *c, const GmYaml *entry, const char *text,
                             GmAnchorPart part, GError **error)
{
    const GmYaml *at = entry, *as = NULL;
    if (entry->kind == GM_YAML_MAP) {
        static const char *const keys[] = {"at", "as", NULL};
        for (guint i = 0; i < entry->keys->len; i++) {
            const GmYaml *k = g_ptr_array_index(entry->keys, i);
            if (!g_strv_contains(keys, k->text)) {
                gm_yaml_fail(c->path, k, error, "unknown key '%s'; a place has 'at' and 'as'",
                             k->text);
                return NULL;
            }
        }
        at = gm_yaml_get(entry, "at");
        as = gm_yaml_get(entry, "as");
        if (!at) {
            gm_yaml_fail(c->path, entry, error, "the place has no 'at'");
            return NULL;
        }
    }
    double lat, lon;
    if (!parse_position(c, at, &lat, &lon, error))
        return NULL;
    g_autofree char *name = without_number(text);
    GmSite *s = gm_site_new(name, part);
    GmPlace place;
    if (place_at(c->gazetteer, as && as->text ? as->text : name, (GmPos){lat, lon}, &place))
        gm_site_set_place(s, &place);
    else
        set_given(s, lat, lon);
    return s;
}

/** The length at the beginning of @text: "10 km", "15–20 miles"; the rest. */
static bool leading_measure(const char *text, GmMeasure *m, const char **rest)
{
    const char *space = text;
    for (guint words = 0; words < 4 && *space; words++) {
        const char *end = strchr(space, ' ');
        if (!end)
            return false;
        g_autofree char *head = g_strndup(text, (gsize)(end - text));
        if (gm_map_parse_measure(head, GM_MEASURE_DISTANCE, m)) {
            *rest = end + 1;
            return true;
        }
        space = end + 1;
    }
    return false;
}

/** Winds at the beginning of @text up to "of": "south and east of X". */
static guint leading_winds(const char *text, const char **rest)
{
    guint sides = 0;
    const char *s = text;
    for (;;) {
        const char *end = strchr(s, ' ');
        if (!end)
            break;
        g_autofree char *word = g_strndup(s, (gsize)(end - s));
        gsize n = strlen(word);
        if (n && word[n - 1] == ',')
            word[n - 1] = '\0';
        guint bit = gm_map_side_word(word);
        if (bit)
            sides |= bit;
        else if (strcmp(word, "and") != 0 || !sides)
            break;
        s = end + 1;
    }
    *rest = s;
    return sides;
}

static double mean_azimuth(guint sides)
{
    double x = 0.0, y = 0.0;
    for (int d = 0; d < 8; d++)
        if (sides & (1u << d)) {
            x += sin(d * G_PI / 4.0);
            y += cos(d * G_PI / 4.0);
        }
    return atan2(x, y) * 180.0 / G_PI;
}

/** "2 km west of Saraqib" as a position. */
static GmSite *site_set_off(const GmMapContext *c, const GmYaml *node, const char *text,
                            GmAnchorPart part, GError **error)
{
    GmMeasure m;
    const char *rest, *name;
    if (!leading_measure(text, &m, &rest))
        return NULL;
    guint sides = leading_winds(rest, &name);
    if (!sides || !g_str_has_prefix(name, "of "))
        return NULL;
    g_autoptr(GmSite) from = gm_map_site(c, node, name + 3, part, error);
    if (!from)
        return NULL;
    GmSite *s = gm_site_new(text, part);
    GmPos p = gm_geo_direct(from->pos, mean_azimuth(sides), (m.metres + m.metres_max) / 2.0);
    set_given(s, p.lat, p.lon);
    s->key = g_strdup(text);
    s->fuzzy = true;
    return s;
}

static void unknown_place(const GmMapContext *c, const GmYaml *node, const char *name,
                          GError **error)
{
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.country = c->country;
    o.max = 1;
    g_autoptr(GArray) near = c->gazetteer ? gm_gazetteer_lookup(c->gazetteer, name, &o) : NULL;
    const GmMatch *likely = gm_gazetteer_likely(near);
    if (!likely) {
        gm_yaml_fail(c->path, node, error,
                     strspn(name, "0123456789.+- ") == strlen(name)
                         ? "'%s' alone is no place; a position is one text, \"latitude, longitude\""
                         : "no place named '%s'; 'gazmap lookup' finds places by name, and a "
                           "position serves as well",
                     name);
        return;
    }
    const GmPlace *p = &likely->place;
    GmPlace country;
    bool known = *p->country && gm_gazetteer_country(c->gazetteer, p->country, &country);
    gm_yaml_fail(c->path, node, error, "no place named '%s'; did you mean %s%s%s%s?", name, p->name,
                 known ? " (" : "", known ? country.name : "", known ? ")" : "");
}

GmSite *gm_map_site(const GmMapContext *c, const GmYaml *node, const char *text, GmAnchorPart part,
                    GError **error)
{
    const GmYaml *entry = gm_yaml_get(c->places, text);
    double lat, lon;
    if (entry)
        return site_of_table(c, entry, text, part, error);
    if (looks_like_coordinates(text) && gm_text_parse_coordinates(text, &lat, &lon, NULL)) {
        GmSite *s = gm_site_new(text, part);
        set_given(s, lat, lon);
        s->key = g_strdup(text);
        return s;
    }
    GError *own = NULL;
    GmSite *off = site_set_off(c, node, text, part, &own);
    if (off || own) {
        if (own)
            g_propagate_error(error, own);
        return off;
    }
    GmPlaceKind kind = GM_N_PLACE_KINDS;
    g_autofree char *split = NULL;
    const char *name = gm_map_split_kind(text, &split, &kind) ? split : text;
    GmPlace place;
    if (!gm_lookup_kind(c->gazetteer, name, c->country, kind, &place)) {
        unknown_place(c, node, text, error);
        return NULL;
    }
    GmSite *s = gm_site_new(name, part);
    gm_site_set_place(s, &place);
    return s;
}

bool gm_map_sites(const GmMapContext *c, const GmYaml *node, GmAnchorPart part, GmSpec *s,
                  GError **error)
{
    guint n = node->kind == GM_YAML_LIST ? node->items->len : 1;
    if (node->kind == GM_YAML_MAP || n == 0)
        return gm_yaml_fail(c->path, node, error, "a place's name or a list of names is wanted");
    for (guint i = 0; i < n; i++) {
        const GmYaml *item = node->kind == GM_YAML_LIST ? g_ptr_array_index(node->items, i) : node;
        if (item->kind != GM_YAML_SCALAR || !*item->text)
            return gm_yaml_fail(c->path, item, error, "a place's name is wanted");
        GmSite *site = gm_map_site(c, item, item->text, part, error);
        if (!site)
            return false;
        gm_spec_add(s, site);
    }
    return true;
}

/* ---- phrases ---- */

typedef struct {
    char *text;
    bool quoted;
    bool comma; /* a comma follows */
} Word;

static void free_word(gpointer p)
{
    Word *w = p;
    g_free(w->text);
    g_free(w);
}

/** Words, names in quotation marks whole. */
static GPtrArray *split_words(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(free_word);
    for (const char *s = text; *s;) {
        while (*s == ' ')
            s++;
        if (!*s)
            break;
        Word *w = g_new0(Word, 1);
        const char *end = *s == '"' ? strchr(s + 1, '"') : NULL;
        w->quoted = end != NULL;
        if (end) {
            w->text = g_strndup(s + 1, (gsize)(end - s - 1));
            s = end + 1;
            w->comma = *s == ',';
            s += w->comma;
        } else {
            gsize n = strcspn(s, " ");
            w->comma = n > 1 && s[n - 1] == ',';
            w->text = g_strndup(s, n - (w->comma ? 1 : 0));
            s += n;
        }
        g_ptr_array_add(words, w);
    }
    return words;
}

typedef struct {
    const GmMapContext *c;
    const GmYaml *node;
    GmSpec *spec;
    GmAnchorPart part;
    GString *name; /* being gathered */
    GError **error;
} Phrase;

static bool end_name(Phrase *p)
{
    if (p->name->len == 0)
        return true;
    GmSite *site = gm_map_site(p->c, p->node, p->name->str, p->part, p->error);
    g_string_truncate(p->name, 0);
    if (!site)
        return false;
    gm_spec_add(p->spec, site);
    return true;
}

static bool read_clauses(Phrase *p, const char *text)
{
    g_autoptr(GPtrArray) words = split_words(text);
    for (guint i = 0; i < words->len; i++) {
        const Word *w = g_ptr_array_index(words, i);
        GmAnchorPart part;
        bool joint = !w->quoted && strcmp(w->text, "and") == 0;
        if (joint || (!w->quoted && gm_map_part_word(w->text, &part))) {
            if (!end_name(p))
                return false;
            if (!joint)
                p->part = part;
            continue;
        }
        g_string_append_printf(p->name, "%s%s", p->name->len ? " " : "", w->text);
        if ((w->comma || w->quoted) && !end_name(p))
            return false;
    }
    return end_name(p);
}

static void set_subtype(GmSpec *s, const char *subtype)
{
    if (s->subtype)
        return;
    s->subtype = g_strdup(subtype);
}

/** "between A and B", "near A", "around A": the rest, as clauses. */
static const char *leading_word(Phrase *p, const char *text)
{
    bool part = p->spec->kind == GM_FEATURE_REGION_PART;
    if (part && g_str_has_prefix(text, "near ")) {
        set_subtype(p->spec, "near");
        p->part = GM_PART_AT;
        return text + strlen("near ");
    }
    if (part && g_str_has_prefix(text, "around ")) {
        set_subtype(p->spec, "surrounding");
        p->part = GM_PART_OF;
        return text + strlen("around ");
    }
    return text;
}

static bool read_between(Phrase *p, const char *text)
{
    guint first = p->spec->sites->len;
    p->part = GM_PART_FROM;
    if (!read_clauses(p, text))
        return false;
    guint n = 0;
    for (guint i = first; i < p->spec->sites->len; i++) {
        GmSite *s = g_ptr_array_index(p->spec->sites, i);
        if (s->part == GM_PART_FROM && n++ == 1)
            s->part = GM_PART_TO;
    }
    if (p->spec->kind == GM_FEATURE_REGION_PART)
        set_subtype(p->spec, "between");
    return n == 2 || gm_yaml_fail(p->c->path, p->node, p->error, "'between' wants two places");
}

static bool read_phrase(Phrase *p, const char *text)
{
    GmMeasure m;
    const char *rest;
    bool point = gm_map_default_part(p->spec->kind) == GM_PART_AT;
    if (point && !gm_yaml_get(p->c->places, text) && leading_measure(text, &m, &rest)) {
        const char *after = rest;
        guint sides = leading_winds(rest, &after);
        bool of = g_str_has_prefix(after, "of "), from = g_str_has_prefix(after, "from ");
        if ((sides && of) || from) {
            g_array_append_val(p->spec->measures, m);
            p->spec->sides |= sides;
            p->part = GM_PART_OF;
            return read_clauses(p, strchr(after, ' ') + 1);
        }
    }
    if (p->spec->kind == GM_FEATURE_REGION_PART) {
        guint sides = leading_winds(text, &rest);
        if (sides) {
            p->spec->sides |= sides;
            return read_clauses(p, rest);
        }
    }
    if (g_str_has_prefix(text, "between "))
        return read_between(p, text + strlen("between "));
    return read_clauses(p, leading_word(p, text));
}

bool gm_map_phrase(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error)
{
    if (node->kind != GM_YAML_SCALAR)
        return gm_map_sites(c, node, gm_map_default_part(s->kind), s, error);
    g_autofree char *text = g_strstrip(g_strdup(node->text));
    Phrase p = {c, node, s, gm_map_default_part(s->kind), g_string_new(NULL), error};
    bool good;
    bool coordinates = gm_map_default_part(s->kind) == GM_PART_AT && looks_like_coordinates(text) &&
                       !strstr(text, " of ") && !strstr(text, " from ");
    if (gm_yaml_get(c->places, text) || coordinates) {
        g_string_append(p.name, text);
        good = end_name(&p);
    } else {
        good = read_phrase(&p, text);
    }
    g_string_free(p.name, TRUE);
    return good;
}

/* ---- writing ---- */

bool gm_map_is_relative(const GmSpec *s)
{
    const GmMeasure *m = s->measures->len == 1 ? &g_array_index(s->measures, GmMeasure, 0) : NULL;
    const GmSite *of = s->sites->len ? g_ptr_array_index(s->sites, 0) : NULL;
    return gm_map_default_part(s->kind) == GM_PART_AT && m && m->part == GM_MEASURE_DISTANCE &&
           of && of->part == GM_PART_OF;
}

bool gm_map_part_says(const GmSpec *s)
{
    const GmSite *a = s->sites->len > 0 ? g_ptr_array_index(s->sites, 0) : NULL;
    const GmSite *b = s->sites->len > 1 ? g_ptr_array_index(s->sites, 1) : NULL;
    if (s->kind != GM_FEATURE_REGION_PART || !s->subtype || !a || s->sides)
        return false;
    if (g_str_equal(s->subtype, "between"))
        return a->part == GM_PART_FROM && b && b->part == GM_PART_TO;
    return (g_str_equal(s->subtype, "near") && a->part == GM_PART_AT) ||
           (g_str_equal(s->subtype, "surrounding") && a->part == GM_PART_OF);
}

static bool needs_quotes(const char *text)
{
    static const char *const reserved[] = {"and", "between", "near", "around", NULL};
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    if (strchr(text, ',') || !*text || looks_like_coordinates(text))
        return true;
    for (guint i = 0; words[i]; i++) {
        GmAnchorPart part;
        if (gm_map_part_word(words[i], &part) || g_strv_contains(reserved, words[i]) ||
            gm_map_side_word(words[i]))
            return true;
    }
    return false;
}

static void append_site(GString *out, const GmSite *s)
{
    const char *text = s->key ? s->key : s->name ? s->name : s->title;
    bool quotes = needs_quotes(text ? text : "");
    g_string_append_printf(out, quotes ? "\"%s\"" : "%s", text ? text : "");
}

static const char *word_of(const GmSpec *s, GmAnchorPart part)
{
    if (part == GM_PART_OF && s->kind == GM_FEATURE_BUFFER)
        return "around";
    return gm_statement_anchor_part_name(part);
}

void gm_map_append_phrase(GString *out, const GmSpec *s, bool *sides, bool *distance)
{
    GmAnchorPart part = gm_map_default_part(s->kind);
    gsize begin = out->len;
    guint done = 0;
    bool first = true;
    *sides = *distance = false;
    const GmSite *head = s->sites->len ? g_ptr_array_index(s->sites, 0) : NULL;
    guint winds = s->sides & (0xffu | GM_SIDE_OF_CENTRE);
    if (head && gm_map_is_relative(s)) {
        gm_map_append_measure(out, &g_array_index(s->measures, GmMeasure, 0));
        g_string_append_c(out, ' ');
        gm_map_append_sides(out, winds, false, " and ");
        g_string_append(out, winds ? " of" : "from");
        *sides = *distance = true;
        part = GM_PART_OF;
    } else if (head && gm_map_part_says(s)) {
        bool between = g_str_equal(s->subtype, "between");
        g_string_append(out, between                           ? "between"
                             : g_str_equal(s->subtype, "near") ? "near"
                                                               : "around");
        part = head->part;
        if (between) {
            for (guint i = 0; i < 2; i++) {
                g_string_append(out, i ? " and " : " ");
                append_site(out, g_ptr_array_index(s->sites, i));
            }
            part = GM_PART_TO;
            done = 2;
        }
    } else if (s->kind == GM_FEATURE_REGION_PART && winds && winds == s->sides && head &&
               (head->part == GM_PART_IN || head->part == GM_PART_OF)) {
        bool adjectives = head->part == GM_PART_IN;
        gm_map_append_sides(out, winds, adjectives, " and ");
        g_string_append(out, adjectives ? "" : " of");
        *sides = true;
        part = head->part;
    } else if (head && (head->part != part || part == GM_PART_ALONG || part == GM_PART_FROM ||
                        part == GM_PART_OF)) {
        if (s->kind != GM_FEATURE_HIGHWAY || head->part != GM_PART_ALONG)
            g_string_append(out, word_of(s, head->part));
        part = head->part;
    }
    for (guint i = done; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        if (site->part != part) {
            g_string_append_printf(out, " %s", word_of(s, site->part));
            part = site->part;
        } else if (!first) {
            g_string_append(out, " and");
        }
        if (out->len > begin)
            g_string_append_c(out, ' ');
        append_site(out, site);
        first = false;
    }
}
