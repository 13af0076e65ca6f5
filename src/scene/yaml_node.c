#include "yaml_node.h"

#include "near_word.h"

#include "scene.h"

#include <string.h>
#include <yaml.h>

#define MAX_DEPTH 24u
#define MAX_NODES 2000000u

typedef struct {
    const char *path;
    yaml_parser_t parser;
    guint depth, nodes;
    GError **error;
} Reader;

static bool fail_at(const char *path, size_t line, size_t column, GError **error,
                    const char *message)
{
    g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_MAP_FILE,
                "%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": %s", path, line + 1, column + 1,
                message);
    return false;
}

bool gm_yaml_fail(const char *path, const GmYaml *node, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    return fail_at(path, node ? node->line - 1 : 0, node ? node->column - 1 : 0, error, message);
}

static void free_node(gpointer p)
{
    gm_yaml_free(p);
}

void gm_yaml_free(GmYaml *y)
{
    if (!y)
        return;
    g_free(y->text);
    if (y->items)
        g_ptr_array_unref(y->items);
    if (y->keys)
        g_ptr_array_unref(y->keys);
    g_clear_pointer(&y->key_at, g_hash_table_unref);
    g_free(y);
}

static bool next_event(Reader *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return true;
    yaml_mark_t at = r->parser.problem_mark;
    g_autofree char *message =
        g_strdup_printf("not YAML: %s%s%s", r->parser.problem ? r->parser.problem : "unreadable",
                        r->parser.context ? ", " : "", r->parser.context ? r->parser.context : "");
    if (r->parser.error == YAML_READER_ERROR)
        at = (yaml_mark_t){0};
    return fail_at(r->path, at.line, at.column, r->error, message);
}

static GmYaml *new_node(const yaml_event_t *e, GmYamlKind kind)
{
    GmYaml *y = g_new0(GmYaml, 1);
    y->kind = kind;
    y->line = (guint)e->start_mark.line + 1;
    y->column = (guint)e->start_mark.column + 1;
    if (kind != GM_YAML_SCALAR)
        y->items = g_ptr_array_new_with_free_func(free_node);
    if (kind == GM_YAML_MAP)
        y->keys = g_ptr_array_new_with_free_func(free_node);
    return y;
}

enum { FEW_KEYS = 16 }; /* looked through one by one */

/** A map of many keys gets a table of them, which the last one joins. */
static void index_keys(GmYaml *y)
{
    guint n = y->keys->len, first = y->key_at ? n - 1 : 0;
    if (n <= FEW_KEYS)
        return;
    if (!y->key_at)
        y->key_at = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = first; i < n; i++)
        g_hash_table_insert(y->key_at, ((GmYaml *)g_ptr_array_index(y->keys, i))->text,
                            GUINT_TO_POINTER(i));
}

static GmYaml *read_node(Reader *r, yaml_event_t *e);

/** Reads until the end event; maps put their keys aside. */
static bool read_items(Reader *r, GmYaml *y, yaml_event_type_t end)
{
    for (;;) {
        yaml_event_t e;
        if (!next_event(r, &e))
            return false;
        if (e.type == end) {
            yaml_event_delete(&e);
            return true;
        }
        g_autoptr(GmYaml) child = read_node(r, &e);
        yaml_event_delete(&e);
        if (!child)
            return false;
        if (y->kind == GM_YAML_LIST || y->keys->len > y->items->len) {
            g_ptr_array_add(y->items, g_steal_pointer(&child));
            continue;
        }
        if (child->kind != GM_YAML_SCALAR)
            return gm_yaml_fail(r->path, child, r->error, "a key must be a word");
        if (gm_yaml_get(y, child->text))
            return gm_yaml_fail(r->path, child, r->error, "the key '%s' stands here twice",
                                child->text);
        g_ptr_array_add(y->keys, g_steal_pointer(&child));
        index_keys(y);
    }
}

static GmYaml *read_node(Reader *r, yaml_event_t *e)
{
    if (++r->nodes > MAX_NODES || r->depth >= MAX_DEPTH) {
        fail_at(r->path, e->start_mark.line, e->start_mark.column, r->error,
                r->depth >= MAX_DEPTH ? "nested too deeply" : "too large");
        return NULL;
    }
    switch (e->type) {
    case YAML_SCALAR_EVENT: {
        GmYaml *y = new_node(e, GM_YAML_SCALAR);
        y->text = g_strndup((const char *)e->data.scalar.value, e->data.scalar.length);
        y->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        return y;
    }
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: {
        bool list = e->type == YAML_SEQUENCE_START_EVENT;
        g_autoptr(GmYaml) y = new_node(e, list ? GM_YAML_LIST : GM_YAML_MAP);
        r->depth++;
        bool good = read_items(r, y, list ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT);
        r->depth--;
        return good ? g_steal_pointer(&y) : NULL;
    }
    case YAML_ALIAS_EVENT:
        fail_at(r->path, e->start_mark.line, e->start_mark.column, r->error,
                "aliases (*name) are not taken here: write it out");
        return NULL;
    default:
        fail_at(r->path, e->start_mark.line, e->start_mark.column, r->error,
                "one document is wanted");
        return NULL;
    }
}

static GmYaml *read_document(Reader *r)
{
    GmYaml *root = NULL;
    for (;;) {
        yaml_event_t e;
        if (!next_event(r, &e)) {
            gm_yaml_free(root);
            return NULL;
        }
        yaml_event_type_t type = e.type;
        bool mark = type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
                    type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT;
        if (!mark && root) {
            fail_at(r->path, e.start_mark.line, e.start_mark.column, r->error,
                    "a second document; a map file is one");
            g_clear_pointer(&root, gm_yaml_free);
        } else if (!mark) {
            root = read_node(r, &e);
        }
        yaml_event_delete(&e);
        if (!mark && !root)
            return NULL;
        if (type == YAML_STREAM_END_EVENT)
            return root;
    }
}

GmYaml *gm_yaml_read(const char *path, const char *bytes, gsize len, GError **error)
{
    Reader r = {.path = path, .error = error};
    if (len > GM_SCENE_MAP_FILE_MAX) {
        fail_at(path, 0, 0, error, "larger than 16 MiB: not a map file");
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        fail_at(path, 0, 0, error, "the YAML reader could not start");
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, len);
    GError *own = NULL;
    r.error = &own;
    GmYaml *root = read_document(&r);
    yaml_parser_delete(&r.parser);
    if (!root && !own)
        fail_at(path, 0, 0, &own, "the file is empty");
    if (own)
        g_propagate_error(error, own);
    return root;
}

const GmYaml *gm_yaml_get(const GmYaml *map, const char *key)
{
    gpointer at;
    if (map && map->key_at)
        return g_hash_table_lookup_extended(map->key_at, key, NULL, &at)
                   ? g_ptr_array_index(map->items, GPOINTER_TO_UINT(at))
                   : NULL;
    for (guint i = 0; map && map->keys && i < map->keys->len && i < map->items->len; i++) {
        const GmYaml *k = g_ptr_array_index(map->keys, i);
        if (g_str_equal(k->text, key))
            return g_ptr_array_index(map->items, i);
    }
    return NULL;
}

bool gm_yaml_unknown(const char *path, const GmYaml *node, const char *what,
                     const char *const *known, GError **error)
{
    g_autofree char *word = g_ascii_strdown(node->text ? node->text : "", -1);
    const char *near = gm_text_near_word(word, known);
    if (near)
        return gm_yaml_fail(path, node, error, "unknown %s '%s'; did you mean '%s'?", what,
                            node->text, near);
    return gm_yaml_fail(path, node, error,
                        "unknown %s '%s'; gazmap-map-file(5) tells which there are", what,
                        node->text ? node->text : "");
}
