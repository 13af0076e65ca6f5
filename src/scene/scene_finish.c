#include "scene_maker.h"

#include "credit.h"
#include "map_grammar.h"
#include "map_words.h"

#include <string.h>

/* Areas under lines under symbols under places. */
static const int drawing_rank[GM_N_FEATURE_KINDS] = {
    [GM_FEATURE_AREA] = 0,   [GM_FEATURE_ZONE] = 1,        [GM_FEATURE_REGION_PART] = 2,
    [GM_FEATURE_STRIP] = 3,  [GM_FEATURE_BUFFER] = 4,      [GM_FEATURE_CORRIDOR] = 5,
    [GM_FEATURE_BORDER] = 6, [GM_FEATURE_HIGHWAY] = 7,     [GM_FEATURE_SEGMENT] = 8,
    [GM_FEATURE_FLOW] = 9,   [GM_FEATURE_DEPLOYMENT] = 10, [GM_FEATURE_POST] = 11,
    [GM_FEATURE_BASE] = 12,  [GM_FEATURE_CROSSING] = 13,   [GM_FEATURE_PLACE] = 14,
};

static int order_of(const GmFeature *f)
{
    bool rest = f->kind == GM_FEATURE_HIGHWAY && g_strcmp0(f->subtype, "rest") == 0;
    return 2 * drawing_rank[f->kind] - (rest ? 1 : 0);
}

static gint by_order(gconstpointer a, gconstpointer b)
{
    int x = order_of(*(const GmFeature *const *)a), y = order_of(*(const GmFeature *const *)b);
    return (x > y) - (x < y);
}

static bool is_symbol(const GmFeature *f)
{
    return f->kind == GM_FEATURE_POST || f->kind == GM_FEATURE_BASE ||
           f->kind == GM_FEATURE_CROSSING || f->kind == GM_FEATURE_DEPLOYMENT;
}

static bool is_area(const GmFeature *f)
{
    return f->kind == GM_FEATURE_AREA || f->kind == GM_FEATURE_ZONE;
}

static bool covers_area(const GmFeature *f)
{
    return is_area(f) || (f->kind == GM_FEATURE_REGION_PART && f->place_ref);
}

/* What has named a place so far. */
enum { NAMED_BY_DOT = 1, NAMED_BY_SYMBOL = 2, NAMED_BY_AREA = 4 };

static guint flags_of(GHashTable *named, const GmFeature *f)
{
    return f->place_ref ? GPOINTER_TO_UINT(g_hash_table_lookup(named, &f->place_ref)) : 0;
}

static void add_flag(GHashTable *named, GmFeature *f, guint flag)
{
    if (f->place_ref && flag)
        g_hash_table_replace(named, &f->place_ref, GUINT_TO_POINTER(flags_of(named, f) | flag));
}

/** One label for a place: its own dot's, not the symbol's upon it; one for
 *  each area however often it is shaded. */
static void drop_double_labels(GmScene *s)
{
    g_autoptr(GHashTable) named = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        add_flag(named, f, f->kind == GM_FEATURE_PLACE ? NAMED_BY_DOT : 0);
    }
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        guint own = is_symbol(f) ? NAMED_BY_SYMBOL : covers_area(f) ? NAMED_BY_AREA : 0;
        guint others = own | (is_symbol(f) ? NAMED_BY_DOT : 0);
        if (flags_of(named, f) & others) {
            g_clear_pointer(&f->label, g_free);
            g_clear_pointer(&f->label_alt, g_free);
        }
        add_flag(named, f, f->label ? own : 0);
    }
}

/** The places that statements hang on: guint64, borrowed from the sites. */
static GHashTable *anchors_of(const GmScene *s)
{
    GHashTable *anchors = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        for (guint k = 0; f->kind != GM_FEATURE_PLACE && f->spec && k < f->spec->sites->len; k++)
            g_hash_table_add(anchors, &((GmSite *)g_ptr_array_index(f->spec->sites, k))->ref);
    }
    return anchors;
}

/** Labels compete: what statements hang on first, then what is named often. */
static void set_ranks(GmScene *s)
{
    g_autoptr(GHashTable) anchors = anchors_of(s);
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        guint said = MIN(f->evidence->len, 9u);
        if (f->kind != GM_FEATURE_PLACE)
            f->rank = is_area(f) ? 15 : 5;
        else if (f->place_ref && g_hash_table_contains(anchors, &f->place_ref))
            f->rank = 10;
        else
            f->rank = 40 - 2 * (int)said;
        if (!f->frames)
            f->rank += 50;
    }
}

static void add_credit(GmScene *s, const char *credit, const char *licence)
{
    g_autofree char *line = gm_credit_line(credit, licence);
    if (line)
        gm_note_add(s->credits, line);
}

/** The layer that "layer:key" lies in; layer families
 *  ("countries" for countries_10m) by their common beginning. */
static const GmLayerInfo *layer_of(const GmShapeStore *store, const char *reference)
{
    const char *colon = strchr(reference, ':');
    gsize len = colon ? (gsize)(colon - reference) : strlen(reference);
    for (guint i = 0; store && i < gm_shapes_n_layers(store); i++) {
        const GmLayerInfo *l = gm_shapes_layer(store, i);
        if (strncmp(l->layer, reference, len) == 0 && (!l->layer[len] || l->layer[len] == '_'))
            return l;
    }
    return NULL;
}

static void collect_credits(GmScene *s, GmMaker *m)
{
    guint n = m->gazetteer ? gm_gazetteer_n_sources(m->gazetteer) : 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmSpec *spec = gm_scene_feature(s, i)->spec;
        for (guint k = 0; spec && k < spec->sites->len; k++) {
            const GmSite *site = g_ptr_array_index(spec->sites, k);
            const GmLayerInfo *layer = site->geometry ? layer_of(m->shapes, site->geometry) : NULL;
            if (layer)
                add_credit(s, layer->credit, layer->licence);
            for (guint j = 0; j < n && site->source; j++) {
                GmSourceInfo info;
                if (gm_gazetteer_source(m->gazetteer, j, &info) &&
                    g_strcmp0(info.name, site->source) == 0)
                    add_credit(s, info.credit, info.licence);
            }
        }
    }
}

static void append_names(GString *out, const GmScene *s, bool places)
{
    guint n = 0;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if ((f->kind == GM_FEATURE_PLACE) != places || !f->frames || !f->name ||
            g_strcmp0(f->subtype, "rest") == 0)
            continue;
        if (n == 5) {
            g_string_append(out, " and others");
            return;
        }
        g_string_append_printf(out, "%s%s", n++ ? ", " : "", f->name);
    }
}

/** A sentence a person would say, for screen readers. */
static void describe(GmScene *s)
{
    GString *themes = g_string_new(NULL), *places = g_string_new(NULL);
    append_names(themes, s, false);
    append_names(places, s, true);
    GString *d = g_string_new("Map");
    if (themes->len)
        g_string_append_printf(d, " showing %s", themes->str);
    if (places->len)
        g_string_append_printf(d, "%s %s", themes->len ? "; places named:" : " of", places->str);
    g_string_append_c(d, '.');
    g_free(s->description);
    s->description = g_string_free(d, FALSE);
    g_string_free(themes, TRUE);
    g_string_free(places, TRUE);
}

/** The framing places that are named most, three at most. */
static char *title_of_places(const GmScene *s)
{
    const GmFeature *most[3] = {NULL};
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        guint at = G_N_ELEMENTS(most);
        if (f->kind != GM_FEATURE_PLACE || !f->frames || !f->name || f->evidence->len == 0 ||
            f->certainty == GM_CERTAINTY_INDICATIVE)
            continue;
        while (at > 0 && (!most[at - 1] || most[at - 1]->evidence->len < f->evidence->len))
            at--;
        for (guint k = G_N_ELEMENTS(most); k-- > at + 1;)
            most[k] = most[k - 1];
        if (at < G_N_ELEMENTS(most))
            most[at] = f;
    }
    GString *title = g_string_new(NULL);
    for (guint k = 0; k < G_N_ELEMENTS(most) && most[k]; k++)
        g_string_append_printf(title, "%s%s", k ? gm_scene_word(s->language, GM_TERM_COMMA) : "",
                               most[k]->label ? most[k]->label : most[k]->name);
    return g_string_free(title, title->len == 0);
}

/** A document without a title of its own: what its map shows first. */
static void title_from_features(GmScene *s)
{
    static const GmFeatureKind telling[] = {GM_FEATURE_CORRIDOR, GM_FEATURE_STRIP,
                                            GM_FEATURE_BUFFER,   GM_FEATURE_SEGMENT,
                                            GM_FEATURE_ZONE,     GM_FEATURE_AREA};
    for (guint k = 0; k < G_N_ELEMENTS(telling) && !s->title; k++)
        for (guint i = 0; i < s->features->len && !s->title; i++) {
            const GmFeature *f = gm_scene_feature(s, i);
            if (f->kind == telling[k] && f->frames && f->evidence->len > 0)
                s->title = g_strdup(f->caption ? f->caption : f->name);
        }
    if (!s->title)
        s->title = title_of_places(s);
}

/** The first dated area statement belongs in the title block. */
static void date_subtitle(GmScene *s)
{
    for (guint i = 0; i < s->features->len && !s->subtitle; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        if (!f->valid_from || !is_area(f) || !f->name)
            continue;
        g_autofree char *date = gm_scene_date_words(s->language, f->valid_from);
        s->subtitle = gm_scene_phrase(
            s->language, GM_TERM_NAME_FROM_DATE,
            &(GmTermParts){.name = f->caption ? f->caption : f->name, .date = date});
    }
}

/** What leads to a site in a map file: its name, or its name and kind. */
static char *key_of(const GmGazetteer *g, const GmSite *s, const char *country)
{
    GmPlace p;
    GmPlaceKind kind;
    char *split = NULL;
    if (!s->ref)
        return s->key ? g_strdup(s->key) : NULL;
    if (s->given || !s->name || gm_map_split_kind(s->name, &split, &kind)) {
        g_free(split);
        return NULL;
    }
    if (gm_lookup_name(g, s->name, country, &p) && p.ref == s->ref)
        return g_strdup(s->name);
    if (gm_lookup_kind(g, s->name, country, s->kind, &p) && p.ref == s->ref)
        return g_strdup_printf("%s (%s)", s->name, gm_map_place_kind_word(s->kind));
    return NULL;
}

static void set_keys(GmScene *s, GmMaker *m)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < s->features->len; i++) {
        const GmSpec *spec = gm_scene_feature(s, i)->spec;
        for (guint k = 0; spec && k < spec->sites->len; k++) {
            GmSite *site = g_ptr_array_index(spec->sites, k);
            g_autofree char *id = g_strdup_printf("%" G_GUINT64_FORMAT "|%d|%s", site->ref,
                                                  site->given, site->name ? site->name : "");
            gpointer key = NULL;
            if (!site->ref || !g_hash_table_lookup_extended(known, id, NULL, &key)) {
                key = key_of(m->gazetteer, site, s->country);
                if (site->ref)
                    g_hash_table_insert(known, g_steal_pointer(&id), key);
            }
            char *own = site->ref ? g_strdup(key) : key;
            g_free(site->key);
            site->key = own;
        }
    }
}

void gm_scene_finish(GmScene *s, GmMaker *m)
{
    g_ptr_array_sort(s->features, by_order); /* equals stay in their order */
    set_keys(s, m);
    for (guint i = 0; i < s->features->len; i++) {
        GmFeature *f = g_ptr_array_index(s->features, i);
        gm_name_feature(f, m->gazetteer, s->language, s->language2);
        gm_name_notes(f);
    }
    gm_name_ids(s->features);
    drop_double_labels(s);
    set_ranks(s);
    collect_credits(s, m);
    if (s->sources->len > 0)
        title_from_features(s);
    date_subtitle(s);
    describe(s);
}
