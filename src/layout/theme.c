#include "theme.h"

#include "layout.h"

#include <math.h>
#include <string.h>

struct GmTheme {
    char *name;
    GHashTable *values; /* "group\nkey" -> value, both owned */
    GHashTable *groups; /* set of owned names */
};

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** "dark, print, report": the themes of @dir, in order; new. */
static char *themes_of(const char *dir)
{
    g_autoptr(GDir) d = g_dir_open(dir, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *n; d != NULL && (n = g_dir_read_name(d)) != NULL;)
        if (g_str_has_suffix(n, ".theme"))
            g_ptr_array_add(names, g_strndup(n, strlen(n) - strlen(".theme")));
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(", ", (char **)names->pdata);
}

static bool read_file(GmTheme *t, const char *dir, const char *name, int depth, GError **error)
{
    bool is_path = strchr(name, '/') != NULL || g_str_has_suffix(name, ".theme");
    g_autofree char *file = is_path ? g_strdup(name) : g_strconcat(name, ".theme", NULL);
    g_autofree char *path = is_path ? g_strdup(file) : g_build_filename(dir, file, NULL);
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GError) cause = NULL;
    if (depth > 8 || !g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, &cause)) {
        if (!is_path && g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
            g_autofree char *known = themes_of(dir);
            g_set_error(error, GM_LAYOUT_ERROR, GM_LAYOUT_ERROR_OPTION,
                        "theme '%s': known are %s; a theme of your own is a file, PATH/NAME.theme",
                        name, known);
            return false;
        }
        bool unreadable = cause != NULL && cause->domain == G_FILE_ERROR &&
                          cause->code != G_FILE_ERROR_NOENT && cause->code != G_FILE_ERROR_ISDIR;
        g_set_error(error, GM_LAYOUT_ERROR,
                    unreadable ? GM_LAYOUT_ERROR_DATA : GM_LAYOUT_ERROR_OPTION, "theme '%s': %s",
                    name, cause != NULL ? cause->message : "themes inherit each other in a circle");
        return false;
    }
    g_autofree char *parent = g_key_file_get_string(keys, "theme", "inherits", NULL);
    if (parent != NULL && !read_file(t, dir, parent, depth + 1, error))
        return false;
    g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
    for (char **g = groups; *g != NULL; g++) {
        g_hash_table_add(t->groups, g_strdup(*g));
        g_auto(GStrv) names = g_key_file_get_keys(keys, *g, NULL, NULL);
        for (char **k = names; *k != NULL; k++)
            g_hash_table_insert(t->values, g_strconcat(*g, "\n", *k, NULL),
                                g_key_file_get_string(keys, *g, *k, NULL));
    }
    return true;
}

GmTheme *gm_layout_theme_load(const char *dir, const char *name, GError **error)
{
    g_autoptr(GmTheme) t = g_new0(GmTheme, 1);
    t->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    t->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!read_file(t, dir, name, 0, error))
        return NULL;
    const char *own = gm_layout_theme_string(t, "theme", "name");
    t->name = g_strdup(own != NULL ? own : name);
    return g_steal_pointer(&t);
}

void gm_layout_theme_free(GmTheme *t)
{
    if (t == NULL)
        return;
    g_hash_table_unref(t->values);
    g_hash_table_unref(t->groups);
    g_free(t->name);
    g_free(t);
}

bool gm_layout_theme_has(const GmTheme *t, const char *group)
{
    return g_hash_table_contains(t->groups, group);
}

const char *gm_layout_theme_name(const GmTheme *t)
{
    return t->name;
}

/* Asked for thousands of times a map: no printf here. */
static char *copy(char *to, const char *end, const char *from)
{
    while (*from != '\0' && to < end)
        *to++ = *from++;
    return to;
}

static const char *value_of(const GmTheme *t, const char *const *parts, guint n, const char *key)
{
    char id[192], *p = id, *end = id + sizeof id - 2;
    for (guint i = 0; i < n; i++) {
        if (i > 0 && p < end)
            *p++ = '.';
        p = copy(p, end, parts[i]);
    }
    *p++ = '\n';
    p = copy(p, end + 1, key);
    *p = '\0';
    return (const char *)g_hash_table_lookup(t->values, id);
}

const char *gm_layout_theme_string(const GmTheme *t, const char *group, const char *key)
{
    return value_of(t, &group, 1, key);
}

/* A class "a.b.c": tries its qualifications from the most to the least specific. */
static const char *lookup(const GmTheme *t, char *const *parts, const char *key)
{
    guint n = g_strv_length((char **)parts);
    const char *a = parts[0], *b = n > 1 ? parts[1] : "", *c = n > 2 ? parts[2] : "";
    const char *const groups[6][3] = {{a, b, c},     {a, c, NULL},  {a, b, NULL},
                                      {"", c, NULL}, {"", b, NULL}, {a, NULL, NULL}};
    static const guint lengths[6] = {3, 2, 2, 2, 2, 1};
    for (guint i = n > 2 ? 0 : n > 1 ? 2 : 5; i < 6; i++) {
        if (n == 2 && i == 3)
            continue;
        const char *v = value_of(t, groups[i], lengths[i], key);
        if (v != NULL)
            return v;
    }
    return gm_layout_theme_string(t, "default", key);
}

/* "#rgb", "#rrggbb", "#rrggbbaa", "none"; ` / 0.3` after it is the opacity. */
static GmColour parse_colour(const char *v)
{
    GmColour c = {0.0, 0.0, 0.0, 0.0};
    if (v == NULL || v[0] != '#')
        return c;
    gsize n = strspn(v + 1, "0123456789abcdefABCDEF");
    double part[4] = {0.0, 0.0, 0.0, 1.0};
    gsize step = n <= 4 ? 1 : 2;
    for (gsize i = 0; i < 4 && (i + 1) * step <= n; i++) {
        int hi = g_ascii_xdigit_value(v[1 + i * step]);
        int lo = step == 2 ? g_ascii_xdigit_value(v[2 + i * step]) : hi;
        part[i] = (hi * 16 + lo) / 255.0;
    }
    const char *slash = strchr(v, '/');
    if (slash != NULL)
        part[3] = CLAMP(g_ascii_strtod(slash + 1, NULL), 0.0, 1.0);
    return (GmColour){part[0], part[1], part[2], part[3]};
}

static double parse_number(const char *v, double otherwise)
{
    return v != NULL ? g_ascii_strtod(v, NULL) : otherwise;
}

GmColour gm_layout_theme_colour(const GmTheme *t, const char *group, const char *key)
{
    return parse_colour(gm_layout_theme_string(t, group, key));
}

double gm_layout_theme_number(const GmTheme *t, const char *group, const char *key,
                              double otherwise)
{
    return parse_number(gm_layout_theme_string(t, group, key), otherwise);
}

static void parse_dash(GmStyle *s, const char *v, double zoom)
{
    if (v == NULL || strcmp(v, "none") == 0)
        return;
    char *end;
    for (const char *p = v; s->n_dash < 6; p = end) {
        double d = g_ascii_strtod(p, &end);
        if (end == p)
            break;
        s->dash[s->n_dash++] = d * zoom;
    }
}

/* "hatch ANGLE GAP WIDTH", "cross …", "dots …". */
static void parse_pattern(GmStyle *s, const char *v, double zoom)
{
    static const char *const names[] = {"solid", "hatch", "cross", "dots"};
    if (v == NULL)
        return;
    for (guint i = 1; i < G_N_ELEMENTS(names); i++) {
        gsize n = strlen(names[i]);
        if (strncmp(v, names[i], n) != 0)
            continue;
        char *end = (char *)v + n;
        s->pattern = (GmFillPattern)i;
        s->pattern_angle = g_ascii_strtod(end, &end);
        s->pattern_gap = g_ascii_strtod(end, &end) * zoom;
        s->pattern_width = g_ascii_strtod(end, &end) * zoom;
        if (s->pattern_gap <= 0.0)
            s->pattern_gap = 6.0 * zoom;
        if (s->pattern_width <= 0.0)
            s->pattern_width = 1.0 * zoom;
        /* aslant a hatch recurs after whole pixels: every line meets them alike */
        if (fmod(fabs(s->pattern_angle), 90.0) == 45.0)
            s->pattern_gap = fmax(round(s->pattern_gap * G_SQRT2), 2.0) / G_SQRT2;
    }
}

static bool is_true(const char *v, bool otherwise)
{
    return v != NULL ? strcmp(v, "true") == 0 || strcmp(v, "1") == 0 : otherwise;
}

GmStyle *gm_layout_theme_style(const GmTheme *t, const char *class_, double zoom)
{
    g_auto(GStrv) parts = g_strsplit(class_, ".", 3);
    GmStyle *s = g_new0(GmStyle, 1);
    s->name = g_strdelimit(g_strdup(class_), ".", '-');
    s->fill = parse_colour(lookup(t, parts, "fill"));
    s->stroke = parse_colour(lookup(t, parts, "stroke"));
    s->stroke_width = parse_number(lookup(t, parts, "width"), 1.0) * zoom;
    if (s->stroke.a == 0.0)
        s->stroke_width = 0.0;
    parse_dash(s, lookup(t, parts, "dash"), zoom);
    parse_pattern(s, lookup(t, parts, "pattern"), zoom);
    const char *opacity = lookup(t, parts, "opacity");
    s->fill.a *= parse_number(opacity, 1.0);
    s->round_cap = is_true(lookup(t, parts, "round-cap"), false);
    s->round_join = is_true(lookup(t, parts, "round-join"), true);
    s->even_odd = is_true(lookup(t, parts, "even-odd"), false);
    const char *colour = lookup(t, parts, "colour");
    if (colour != NULL) /* texts */
        s->fill = parse_colour(colour);
    s->halo = parse_colour(lookup(t, parts, "halo"));
    s->halo_width = parse_number(lookup(t, parts, "halo-width"), 0.0) * zoom;
    if (s->halo.a == 0.0)
        s->halo_width = 0.0;
    return s;
}

GmFace gm_layout_theme_face(const GmTheme *t, const char *class_, double zoom)
{
    g_auto(GStrv) parts = g_strsplit(class_, ".", 3);
    GmFace f = {.size = parse_number(lookup(t, parts, "size"), 12.0) * zoom,
                .spacing = parse_number(lookup(t, parts, "spacing"), 0.0) * zoom,
                .weight = (int)parse_number(lookup(t, parts, "weight"), 400.0),
                .italic = is_true(lookup(t, parts, "italic"), false),
                .caps = is_true(lookup(t, parts, "caps"), false)};
    return f;
}
