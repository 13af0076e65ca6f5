#include "map_feature.h"

#include "map_grammar.h"
#include "overlay.h"

#include <string.h>

/* Every key of an entry, for "did you mean". */
static const char *const known_keys[] = {
    "place",      "highway",      "segment",    "corridor",
    "buffer",     "strip",        "zone",       "region part",
    "border",     "post",         "base",       "crossing",
    "deployment", "flow",         "area",       "point",
    "line",       "polygon",      "holes",      "layer",
    "kind",       "name",         "label",      "subject",
    "type",       "status",       "certainty",  "style",
    "frame",      "show",         "valid from", "valid to",
    "quote",      "evidence",     "notes",      "along",
    "from",       "to",           "of",         "in",
    "at",         "except",       "width",      "width each side",
    "each side",  "or each side", "depth",      "radius",
    "distance",   "length",       "sides",      "north",
    "north-east", "east",         "south-east", "south",
    "south-west", "west",         "north-west", "left",
    "right",      NULL,
};

char *gm_map_key(const char *written)
{
    char *key = g_ascii_strdown(written, -1);
    bool wind = gm_map_side_word(key) != 0;
    for (char *c = key; *c; c++)
        if (*c == '_' || (*c == '-' && !wind))
            *c = ' ';
    return key;
}

bool gm_map_flag(const GmMapContext *c, const GmYaml *node, bool *out, GError **error)
{
    static const char *const yes[] = {"yes", "true", "on", NULL}, *const no[] = {"no", "false",
                                                                                 "off", NULL};
    const char *text = node->kind == GM_YAML_SCALAR ? node->text : "";
    *out = g_strv_contains(yes, text);
    if (*out || g_strv_contains(no, text))
        return true;
    return gm_yaml_fail(c->path, node, error, "yes or no is wanted");
}

bool gm_map_text(const GmMapContext *c, const GmYaml *node, char **out, GError **error)
{
    if (node->kind != GM_YAML_SCALAR)
        return gm_yaml_fail(c->path, node, error, "a text is wanted");
    if (!g_utf8_validate(node->text, -1, NULL))
        return gm_yaml_fail(c->path, node, error, "not UTF-8");
    g_free(*out);
    *out = g_strdup(node->text);
    return true;
}

/* ---- values ---- */

static bool read_measure(const GmMapContext *c, const GmYaml *node, GmMeasurePart part, int side,
                         GmSpec *s, GError **error)
{
    guint n = node->kind == GM_YAML_LIST ? node->items->len : 1;
    for (guint i = 0; i < n; i++) {
        const GmYaml *item = node->kind == GM_YAML_LIST ? g_ptr_array_index(node->items, i) : node;
        GmMeasure m;
        if (item->kind != GM_YAML_SCALAR || !gm_map_parse_measure(item->text, part, &m))
            return gm_yaml_fail(c->path, item, error,
                                "'%s' is no length: a number and a unit (12 km, 15–20 km)",
                                item->kind == GM_YAML_SCALAR ? item->text : "this");
        m.side = side;
        g_array_append_val(s->measures, m);
    }
    return true;
}

static bool read_sides(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error)
{
    guint n = node->kind == GM_YAML_LIST ? node->items->len : 1;
    for (guint i = 0; i < n; i++) {
        const GmYaml *item = node->kind == GM_YAML_LIST ? g_ptr_array_index(node->items, i) : node;
        if (item->kind != GM_YAML_SCALAR)
            return gm_yaml_fail(c->path, item, error, "a side is a word: north, both, left, …");
        g_auto(GStrv) words = g_strsplit_set(item->text, " ,", -1);
        for (guint k = 0; words && words[k]; k++) {
            guint bit = gm_map_side_word(words[k]);
            if (!bit && *words[k] && strcmp(words[k], "and") != 0)
                return gm_yaml_fail(c->path, item, error,
                                    "'%s' is no side: north … north-west, both, left, right, "
                                    "inside, centre",
                                    words[k]);
            s->sides |= bit;
        }
    }
    return true;
}

/** "966-1085" */
static bool read_bytes(const char *text, gsize *start, gsize *end)
{
    char *rest;
    *start = (gsize)g_ascii_strtoull(text, &rest, 10);
    if (rest == text || *rest != '-')
        return false;
    const char *second = rest + 1;
    *end = (gsize)g_ascii_strtoull(second, &rest, 10);
    return rest != second && !*rest && *end >= *start;
}

static bool read_one_evidence(const GmMapContext *c, const GmYaml *item, const char *document,
                              GmSpec *s, GError **error)
{
    static const char *const keys[] = {"document", "bytes", "quote", NULL};
    if (item->kind == GM_YAML_SCALAR) { /* "966-1085: the quote" */
        const char *colon = strstr(item->text, ": ");
        g_autofree char *span = colon ? g_strndup(item->text, (gsize)(colon - item->text)) : NULL;
        gsize from = 0, to = 0;
        bool spanned = span && read_bytes(span, &from, &to);
        gm_evidence_add(s->evidence,
                        gm_evidence_new(document, from, to, spanned ? colon + 2 : item->text));
        return true;
    }
    if (item->kind != GM_YAML_MAP)
        return gm_yaml_fail(c->path, item, error, "evidence has a quote, bytes and a document");
    for (guint i = 0; i < item->keys->len; i++) {
        const GmYaml *k = g_ptr_array_index(item->keys, i);
        if (!g_strv_contains(keys, k->text))
            return gm_yaml_fail(c->path, k, error,
                                "unknown key '%s'; evidence has quote, bytes, document", k->text);
    }
    const GmYaml *bytes = gm_yaml_get(item, "bytes"), *quote = gm_yaml_get(item, "quote");
    const GmYaml *doc = gm_yaml_get(item, "document");
    gsize start = 0, end = 0;
    if (bytes && (bytes->kind != GM_YAML_SCALAR || !read_bytes(bytes->text, &start, &end)))
        return gm_yaml_fail(c->path, bytes, error, "bytes are written as 966-1085");
    gm_evidence_add(s->evidence, gm_evidence_new(doc && doc->text ? doc->text : document, start,
                                                 end, quote && quote->text ? quote->text : ""));
    return true;
}

static bool read_evidence(const GmMapContext *c, const GmYaml *node, const char *document,
                          GmSpec *s, GError **error)
{
    if (node->kind != GM_YAML_LIST)
        return gm_yaml_fail(c->path, node, error, "evidence is a list");
    for (guint i = 0; i < node->items->len; i++)
        if (!read_one_evidence(c, g_ptr_array_index(node->items, i), document, s, error))
            return false;
    return true;
}

static bool read_notes(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error)
{
    guint n = node->kind == GM_YAML_LIST ? node->items->len : 1;
    for (guint i = 0; i < n; i++) {
        const GmYaml *item = node->kind == GM_YAML_LIST ? g_ptr_array_index(node->items, i) : node;
        if (item->kind != GM_YAML_SCALAR)
            return gm_yaml_fail(c->path, item, error, "a note is a text");
        gm_note_add(s->notes, item->text);
    }
    return true;
}

/* ---- coordinates ---- */

static bool add_part(const GmMapContext *c, const GmYaml *list, GmGeom *g, GError **error)
{
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    for (guint i = 0; i < list->items->len; i++) {
        const GmYaml *item = g_ptr_array_index(list->items, i);
        if (item->kind != GM_YAML_SCALAR)
            return gm_yaml_fail(c->path, item, error, "a place or a position is wanted");
        g_autoptr(GmSite) site = gm_map_site(c, item, item->text, GM_PART_AT, error);
        if (!site)
            return false;
        g_array_append_val(pos, site->pos);
    }
    guint least = g->kind == GM_GEOM_POLYGON ? 3 : 2;
    if (pos->len < least)
        return gm_yaml_fail(c->path, list, error, "at least %u positions are wanted", least);
    gm_geom_add_part(g, &g_array_index(pos, GmPos, 0), pos->len, false);
    return true;
}

static bool read_positions(const GmMapContext *c, const GmYaml *node, GmGeomKind kind, GmSpec *s,
                           GError **error)
{
    if (node->kind != GM_YAML_LIST || node->items->len == 0)
        return gm_yaml_fail(c->path, node, error, "a list of places or positions is wanted");
    s->given = gm_geom_new(kind);
    const GmYaml *first = g_ptr_array_index(node->items, 0);
    if (first->kind != GM_YAML_LIST)
        return add_part(c, node, s->given, error);
    for (guint i = 0; i < node->items->len; i++) {
        const GmYaml *part = g_ptr_array_index(node->items, i);
        if (part->kind != GM_YAML_LIST)
            return gm_yaml_fail(c->path, part, error, "a list of positions is wanted");
        if (!add_part(c, part, s->given, error))
            return false;
    }
    return true;
}

/** Rings that are cut out of the polygon: "holes: [[…], […]]", or one ring. */
static bool read_holes(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error)
{
    if (!s->given || s->given->kind != GM_GEOM_POLYGON)
        return gm_yaml_fail(c->path, node, error, "'holes' belong to a polygon, behind it");
    g_autoptr(GmSpec) scratch = gm_spec_new(s->kind);
    if (!read_positions(c, node, GM_GEOM_POLYGON, scratch, error))
        return false;
    GmGeom *left = gm_geo_difference(s->given, scratch->given, NULL);
    if (!left || left->n_parts == 0) {
        gm_geom_free(left);
        return gm_yaml_fail(c->path, node, error, "the holes leave nothing of the polygon");
    }
    gm_geom_free(s->given);
    s->given = left;
    return true;
}

/* ---- keys ---- */

static bool read_word(const GmMapContext *c, const GmYaml *node, const char *key, GmSpec *s,
                      GError **error)
{
    const char *word = node->kind == GM_YAML_SCALAR ? node->text : "";
    if (strcmp(key, "status") == 0) {
        if (gm_map_parse_status(word, &s->status))
            return true;
        return gm_yaml_fail(c->path, node, error,
                            "'%s' is no status: established, agreed, reported, proposed, denied", word);
    }
    if (gm_map_parse_certainty(word, &s->at_least))
        return true;
    return gm_yaml_fail(c->path, node, error,
                        "'%s' is no certainty: exact, approximate, indicative", word);
}

static bool read_label(const GmMapContext *c, const GmYaml *node, GmSpec *s, GError **error)
{
    if (!gm_map_text(c, node, &s->label, error))
        return false;
    if (!node->quoted && strcmp(s->label, "none") == 0)
        *s->label = '\0';
    return true;
}

static const struct {
    const char *key;
    gsize offset;
} text_keys[] = {
    {"name", offsetof(GmSpec, name)},
    {"subject", offsetof(GmSpec, subject)},
    {"type", offsetof(GmSpec, subtype)},
    {"style", offsetof(GmSpec, style)},
    {"valid from", offsetof(GmSpec, valid_from)},
    {"valid to", offsetof(GmSpec, valid_to)},
};

static const struct {
    const char *key;
    GmMeasurePart part;
} measure_keys[] = {
    {"width", GM_MEASURE_WIDTH},     {"width each side", GM_MEASURE_WIDTH},
    {"each side", GM_MEASURE_DEPTH}, {"depth", GM_MEASURE_DEPTH},
    {"radius", GM_MEASURE_RADIUS},   {"distance", GM_MEASURE_DISTANCE},
    {"length", GM_MEASURE_LENGTH},
};

/** Lengths: "width: 12 km", "each side: 6 km", "north: 6 km". 1 done, 0 another key, -1 failed. */
static int read_length_key(const GmMapContext *c, const GmYaml *value, const char *key, GmSpec *s,
                           GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(measure_keys); i++) {
        if (strcmp(key, measure_keys[i].key) != 0)
            continue;
        if (strcmp(key, "width") == 0)
            s->total_width = true;
        if (strcmp(key, "each side") == 0)
            s->sides |= GM_SIDE_OF_BOTH;
        return read_measure(c, value, measure_keys[i].part, 0, s, error) ? 1 : -1;
    }
    if (strcmp(key, "or each side") == 0) {
        g_autoptr(GmSpec) scratch = gm_spec_new(s->kind);
        s->ambiguous_width = true;
        return read_measure(c, value, GM_MEASURE_DEPTH, 0, scratch, error) ? 1 : -1;
    }
    guint bit = gm_map_side_word(key);
    if (!bit)
        return 0;
    s->sides |= bit;
    return read_measure(c, value, GM_MEASURE_DEPTH, (int)bit, s, error) ? 1 : -1;
}

static bool read_key(const GmMapContext *c, const GmYaml *k, const char *key, const GmYaml *value,
                     const char *document, GmSpec *s, GError **error)
{
    GmAnchorPart part;
    for (guint i = 0; i < G_N_ELEMENTS(text_keys); i++)
        if (strcmp(key, text_keys[i].key) == 0)
            return gm_map_text(c, value, G_STRUCT_MEMBER_P(s, text_keys[i].offset), error);
    int length = read_length_key(c, value, key, s, error);
    if (length != 0)
        return length > 0;
    if (gm_map_part_word(key, &part))
        return gm_map_sites(c, value, part, s, error);
    if (strcmp(key, "label") == 0)
        return read_label(c, value, s, error);
    if (strcmp(key, "status") == 0 || strcmp(key, "certainty") == 0)
        return read_word(c, value, key, s, error);
    if (strcmp(key, "sides") == 0)
        return read_sides(c, value, s, error);
    if (strcmp(key, "holes") == 0)
        return read_holes(c, value, s, error);
    if (strcmp(key, "notes") == 0)
        return read_notes(c, value, s, error);
    if (strcmp(key, "evidence") == 0)
        return read_evidence(c, value, document, s, error);
    if (strcmp(key, "quote") == 0) {
        g_autofree char *quote = NULL;
        if (!gm_map_text(c, value, &quote, error))
            return false;
        gm_evidence_add(s->evidence, gm_evidence_new(document, 0, 0, quote));
        return true;
    }
    if (strcmp(key, "show") == 0) {
        const char *what = value->kind == GM_YAML_SCALAR ? value->text : "";
        s->label_only = strcmp(what, "label") == 0;
        return s->label_only || strcmp(what, "extent") == 0 ||
               gm_yaml_fail(c->path, value, error, "'show' is label or extent");
    }
    if (strcmp(key, "frame") == 0) {
        bool frame;
        if (!gm_map_flag(c, value, &frame, error))
            return false;
        s->frames = frame;
        return true;
    }
    return gm_yaml_unknown(c->path, k, "key", known_keys, error);
}

static bool shape_key(const char *key, GmGeomKind *kind)
{
    if (strcmp(key, "line") == 0)
        *kind = GM_GEOM_LINE;
    else if (strcmp(key, "polygon") == 0)
        *kind = GM_GEOM_POLYGON;
    else
        return false;
    return true;
}

static bool kind_of_key(const char *key, GmFeatureKind *kind)
{
    GmGeomKind shape;
    if (strcmp(key, "point") == 0)
        *kind = GM_FEATURE_PLACE;
    else if (shape_key(key, &shape))
        *kind = shape == GM_GEOM_LINE ? GM_FEATURE_SEGMENT : GM_FEATURE_AREA;
    else if (strcmp(key, "region part") == 0)
        *kind = GM_FEATURE_REGION_PART;
    else
        return gm_scene_kind_from_name(key, kind);
    return true;
}

/** The key that says what the entry is; its index, or -1. */
static int head_of(const GmYaml *entry, GmFeatureKind *kind)
{
    for (guint i = 0; i < entry->keys->len; i++) {
        const GmYaml *k = g_ptr_array_index(entry->keys, i);
        g_autofree char *key = gm_map_key(k->text);
        if (kind_of_key(key, kind))
            return (int)i;
    }
    return -1;
}

static bool read_head(const GmMapContext *c, const GmYaml *entry, guint i, GmSpec *s,
                      GError **error)
{
    const GmYaml *k = g_ptr_array_index(entry->keys, i), *v = g_ptr_array_index(entry->items, i);
    const GmYaml *kind = gm_yaml_get(entry, "kind");
    g_autofree char *key = gm_map_key(k->text);
    GmGeomKind shape;
    if (kind) {
        g_autofree char *name = gm_map_key(kind->text ? kind->text : "");
        if (!kind_of_key(name, &s->kind))
            return gm_yaml_unknown(c->path, kind, "kind", known_keys, error);
    }
    if (shape_key(key, &shape))
        return read_positions(c, v, shape, s, error);
    return gm_map_phrase(c, v, s, error);
}

/** Says which key was meant when an entry has none that names its kind. */
static void no_head(const GmMapContext *c, const GmYaml *entry, GError **error)
{
    const GmYaml *k = entry->keys->len ? g_ptr_array_index(entry->keys, 0) : NULL;
    if (!k) {
        gm_yaml_fail(c->path, entry, error, "an empty entry");
        return;
    }
    g_autofree char *key = gm_map_key(k->text);
    if (g_strv_contains(known_keys, key))
        gm_yaml_fail(c->path, entry, error,
                     "the entry does not say what it is: place, corridor, segment, …");
    else
        gm_yaml_unknown(c->path, k, "key", known_keys, error);
}

GmSpec *gm_map_feature(const GmMapContext *c, const GmYaml *entry, const char *document,
                       GError **error)
{
    GmFeatureKind kind;
    if (entry->kind != GM_YAML_MAP) {
        gm_yaml_fail(c->path, entry, error, "a feature is written as 'kind: what'");
        return NULL;
    }
    int head = head_of(entry, &kind);
    if (head < 0) {
        no_head(c, entry, error);
        return NULL;
    }
    g_autoptr(GmSpec) s = gm_spec_new(kind);
    if (!read_head(c, entry, (guint)head, s, error))
        return NULL;
    for (guint i = 0; i < entry->keys->len; i++) {
        const GmYaml *k = g_ptr_array_index(entry->keys, i);
        g_autofree char *key = gm_map_key(k->text);
        if ((int)i == head || strcmp(key, "kind") == 0)
            continue;
        if (!read_key(c, k, key, g_ptr_array_index(entry->items, i), document, s, error))
            return NULL;
    }
    return g_steal_pointer(&s);
}

/* ---- layers ---- */

bool gm_map_is_layer(const GmYaml *entry)
{
    return entry->kind == GM_YAML_MAP && gm_yaml_get(entry, "layer") != NULL;
}

GmSceneLayer *gm_map_layer(const GmMapContext *c, const GmYaml *entry, GError **error)
{
    static const char *const keys[] = {"layer", "style", NULL};
    for (guint i = 0; i < entry->keys->len; i++) {
        const GmYaml *k = g_ptr_array_index(entry->keys, i);
        if (!g_strv_contains(keys, k->text)) {
            gm_yaml_unknown(c->path, k, "key", keys, error);
            return NULL;
        }
    }
    const GmYaml *file = gm_yaml_get(entry, "layer"), *style = gm_yaml_get(entry, "style");
    if (file->kind != GM_YAML_SCALAR || (style && style->kind != GM_YAML_SCALAR)) {
        gm_yaml_fail(c->path, file, error, "a layer is a file's name");
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(c->path);
    g_autofree char *path = g_path_is_absolute(file->text)
                                ? g_strdup(file->text)
                                : g_build_filename(folder, file->text, NULL);
    GError *own = NULL;
    GPtrArray *shapes = gm_shapes_read_file(path, &own);
    if (!shapes) {
        gm_yaml_fail(c->path, file, error, "%s", own->message);
        g_error_free(own);
        return NULL;
    }
    GmSceneLayer *l = g_new0(GmSceneLayer, 1);
    l->path = g_strdup(file->text);
    l->style = style ? g_strdup(style->text) : NULL;
    l->shapes = shapes;
    return l;
}
