#include "gazetteer.h"
#include "gazetteer_layers.h"
#include "index_build.h"
#include <glib/gstdio.h>
#include <math.h>

GmGazetteer *gm_gazetteer_open(const char *path, GError **error)
{
    Index *x = gm_gazetteer_index_open(path, error);
    if (!x)
        return NULL;
    GmGazetteer *g = g_new0(GmGazetteer, 1);
    g->layers = g_ptr_array_new_with_free_func((GDestroyNotify)gm_gazetteer_index_free);
    g_ptr_array_add(g->layers, x);
    return g;
}

static bool add_layer(GmGazetteer *g, Index *x)
{
    if (x)
        g_ptr_array_add(g->layers, x);
    return x != NULL;
}

bool gm_gazetteer_add_source(GmGazetteer *g, const char *path, GError **error)
{
    const char *sources[] = {path, NULL};
    g_autoptr(GBytes) bytes = gm_gazetteer_build_bytes(sources, NULL, NULL, error);
    return bytes && add_layer(g, gm_gazetteer_index_open_bytes(bytes, path, error));
}

bool gm_gazetteer_add(GmGazetteer *g, const char *path, GError **error)
{
    if (gm_gazetteer_index_is_source(path))
        return gm_gazetteer_add_source(g, path, error);
    return add_layer(g, gm_gazetteer_index_open(path, error));
}

/* The names in a cache of the index of what lies at @path now: which place, which
 * state. False where nothing lasting lies, or too little to be worth a file. */
static bool cache_names(const char *path, char **place, char **state)
{
    enum { WORTH_BYTES = 100 * 1000 };
    GStatBuf st;
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    if (g_stat(full, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < WORTH_BYTES ||
        g_str_has_suffix(full, ".shp")) /* its names are in another file */
        return false;
    g_autofree char *facts =
        g_strdup_printf("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", INDEX_VERSION,
                        (gint64)st.st_size, (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    g_autofree char *a = g_compute_checksum_for_string(G_CHECKSUM_SHA256, full, -1);
    g_autofree char *b = g_compute_checksum_for_string(G_CHECKSUM_SHA256, facts, -1);
    *place = g_strndup(a, 24);
    *state = g_strdup_printf("%s-%.24s.gmx", *place, b);
    return true;
}

/* Indexes of earlier states of the source. */
static void drop_stale(const char *cache_dir, const char *place, const char *state)
{
    g_autoptr(GDir) dir = g_dir_open(cache_dir, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        if (!g_str_has_prefix(name, place) || strcmp(name, state) == 0)
            continue;
        g_autofree char *old = g_build_filename(cache_dir, name, NULL);
        g_unlink(old);
    }
}

bool gm_gazetteer_add_cached(GmGazetteer *g, const char *path, const char *cache_dir,
                             GError **error)
{
    g_autofree char *place = NULL, *state = NULL;
    if (!cache_dir || !gm_gazetteer_index_is_source(path) || !cache_names(path, &place, &state))
        return gm_gazetteer_add(g, path, error);
    g_autofree char *index = g_build_filename(cache_dir, state, NULL);
    Index *x = gm_gazetteer_index_open(index, NULL);
    if (x)
        return add_layer(g, x);
    const char *sources[] = {path, NULL};
    if (g_mkdir_with_parents(cache_dir, 0700) == 0 &&
        gm_gazetteer_build(index, sources, NULL, NULL, NULL) &&
        (x = gm_gazetteer_index_open(index, NULL))) {
        drop_stale(cache_dir, place, state);
        return add_layer(g, x);
    }
    return gm_gazetteer_add_source(g, path, error);
}

bool gm_gazetteer_verify(const GmGazetteer *g, GError **error)
{
    for (guint i = 0; i < n_layers(g); i++)
        if (!gm_gazetteer_index_verify(layer_index(g, i), error))
            return false;
    return true;
}

void gm_gazetteer_close(GmGazetteer *g)
{
    if (!g)
        return;
    g_ptr_array_free(g->layers, TRUE);
    g_free(g);
}

guint gm_gazetteer_longest(const GmGazetteer *g, const char *first, gsize len)
{
    guint longest = 0;
    for (guint i = 0; i < n_layers(g); i++)
        longest = MAX(longest, gm_gazetteer_index_longest(layer_index(g, i), first, len));
    for (guint i = 0; longest == 0 && i < n_layers(g); i++)
        longest = gm_gazetteer_index_find_name(layer_index(g, i), first, len) != G_MAXUINT32;
    return longest;
}

guint gm_gazetteer_word(const GmGazetteer *g, const char *folded, gsize len)
{
    guint flags = 0;
    for (guint i = 0; i < n_layers(g); i++)
        flags |= gm_gazetteer_index_word(layer_index(g, i), folded, len);
    return flags;
}

void gm_gazetteer_prefetch(const GmGazetteer *g, const char *folded, gsize len, bool second)
{
    for (guint i = 0; i < n_layers(g); i++)
        gm_gazetteer_index_prefetch(layer_index(g, i), folded, len, second);
}

bool gm_gazetteer_place(const GmGazetteer *g, guint64 ref, GmPlace *out)
{
    LayerPlace at;
    if (!gm_gazetteer_layers_from_ref(g, ref, &at))
        return false;
    gm_gazetteer_layers_fill(g, at, out);
    return true;
}

const char *gm_gazetteer_name_in(const GmGazetteer *g, guint64 ref, const char *language)
{
    LayerPlace at;
    if (!gm_gazetteer_layers_from_ref(g, ref, &at))
        return NULL;
    do {
        const Index *x = layer_index(g, at.layer);
        const char *name = gm_gazetteer_index_name_in(x, at.place, language, false);
        if (!name)
            name = gm_gazetteer_index_name_in(x, at.place, language, true);
        if (name)
            return name;
    } while (gm_gazetteer_layers_below(g, at, &at));
    return NULL;
}

static const char *extra_text(const GmGazetteer *g, guint64 ref, bool ends)
{
    LayerPlace at;
    if (!gm_gazetteer_layers_from_ref(g, ref, &at))
        return "";
    do {
        const Index *x = layer_index(g, at.layer);
        const IndexExtra *e = gm_gazetteer_index_extra(x, at.place);
        const char *s = e ? index_string(x, ends ? e->ends : e->via) : "";
        if (*s)
            return s;
    } while (gm_gazetteer_layers_below(g, at, &at));
    return "";
}

const char *gm_gazetteer_place_ends(const GmGazetteer *g, guint64 ref)
{
    return extra_text(g, ref, true);
}

const char *gm_gazetteer_place_via(const GmGazetteer *g, guint64 ref)
{
    return extra_text(g, ref, false);
}

bool gm_gazetteer_country(const GmGazetteer *g, const char *iso2, GmPlace *out)
{
    if (!g_ascii_isalpha(iso2[0]) || !g_ascii_isalpha(iso2[1]) || iso2[2])
        return false;
    int row = g_ascii_toupper(iso2[0]) - 'A', column = g_ascii_toupper(iso2[1]) - 'A';
    for (guint i = n_layers(g); i-- > 0;) {
        const Index *x = layer_index(g, i);
        guint32 place = x->countries[row * 26 + column] - 1;
        if (place < x->n_places) {
            gm_gazetteer_layers_fill(g, (LayerPlace){i, place}, out);
            return true;
        }
    }
    return false;
}

bool gm_gazetteer_division(const GmGazetteer *g, const char *admin1, GmPlace *out)
{
    for (guint i = n_layers(g); *admin1 && i-- > 0;) {
        guint32 place = gm_gazetteer_index_find_division(layer_index(g, i), admin1);
        if (place != G_MAXUINT32) {
            gm_gazetteer_layers_fill(g, (LayerPlace){i, place}, out);
            return true;
        }
    }
    return false;
}

typedef struct {
    LayerPlace at;
    guint32 population;
    guint8 rank;
} Ranked;

static int by_rank(gconstpointer a, gconstpointer b)
{
    const Ranked *p = a, *q = b;
    if (p->rank != q->rank)
        return p->rank < q->rank ? -1 : 1;
    if (p->population != q->population)
        return p->population > q->population ? -1 : 1;
    if (p->at.layer != q->at.layer)
        return p->at.layer > q->at.layer ? -1 : 1;
    return p->at.place < q->at.place ? -1 : p->at.place > q->at.place;
}

/* From @i down, so that no child of a parent comes before it. */
static void sift_down(Ranked *heap, guint n, guint i)
{
    Ranked r = heap[i];
    for (guint k; (k = 2 * i + 1) < n; i = k) {
        if (k + 1 < n && by_rank(&heap[k + 1], &heap[k]) < 0)
            k++;
        if (by_rank(&r, &heap[k]) <= 0)
            break;
        heap[i] = heap[k];
    }
    heap[i] = r;
}

static void add_place(const GmGazetteer *g, LayerPlace at, GArray *out)
{
    GmPlace place;
    if (gm_gazetteer_layers_resolve(g, at).layer != at.layer)
        return;
    gm_gazetteer_layers_fill(g, at, &place);
    g_array_append_val(out, place);
}

/* The first @max (0: all) of @ranked that no upper layer shadows, as places. Of many
 * a few are asked for: no more is put in order than that, and nothing that is. */
static GArray *to_places(const GmGazetteer *g, GArray *ranked, guint max)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(GmPlace));
    Ranked *heap = (Ranked *)(void *)ranked->data;
    guint n = ranked->len, ordered = MIN(n, 1);
    while (ordered < n && by_rank(&heap[ordered - 1], &heap[ordered]) <= 0)
        ordered++;
    for (guint i = 0; ordered == n && i < n && (max == 0 || out->len < max); i++)
        add_place(g, heap[i].at, out);
    if (ordered == n)
        return out;
    for (guint i = n / 2; i-- > 0;)
        sift_down(heap, n, i);
    while (n > 0 && (max == 0 || out->len < max)) {
        add_place(g, heap[0].at, out);
        heap[0] = heap[--n];
        if (n > 1)
            sift_down(heap, n, 0);
    }
    return out;
}

static bool in_box(const IndexPlace *p, const GmBox *box)
{
    double lat = p->lat / 1e6, lon = p->lon / 1e6;
    if (lat < box->south || lat > box->north)
        return false;
    return box->west <= box->east ? lon >= box->west && lon <= box->east
                                  : lon >= box->west || lon <= box->east;
}

/* How important a settlement is in its own layer and under it. */
static Ranked rank_of(const GmGazetteer *g, LayerPlace at)
{
    const IndexPlace *p = layer_place(g, at);
    Ranked r = {at, p->population, p->rank};
    if (at.layer > 0) {
        GmPlace place;
        gm_gazetteer_layers_fill(g, at, &place);
        r.population = place.population;
        r.rank = place.rank;
    }
    return r;
}

static void collect_cell(const GmGazetteer *g, guint layer, guint cell, const GmBox *box, guint max,
                         GArray *out)
{
    const Index *x = layer_index(g, layer);
    guint32 from = x->grid[cell], end = MIN(x->grid[cell + 1], x->n_grid_places), taken = 0;
    guint had = out->len;
    if (from >= end)
        return;
    g_array_set_size(out, had + (end - from)); /* at most */
    Ranked *to = &g_array_index(out, Ranked, had);
    for (guint32 i = from; i < end && (max == 0 || taken < max); i++) {
        guint32 place = x->grid_places[i];
        if (place < x->n_places && in_box(&x->places[place], box))
            to[taken++] = rank_of(g, (LayerPlace){layer, place});
    }
    g_array_set_size(out, had + taken);
}

GArray *gm_gazetteer_in_box(const GmGazetteer *g, GmBox box, guint max)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Ranked));
    if (!(box.south <= box.north) || isnan(box.west) || isnan(box.east))
        return g_array_new(FALSE, FALSE, sizeof(GmPlace));
    int south = (int)floor(CLAMP(box.south, -90, 90)) + 90;
    int north = MIN((int)floor(CLAMP(box.north, -90, 90)) + 90, GRID_ROWS - 1);
    int west = MIN((int)floor(CLAMP(box.west, -180, 180)) + 180, GRID_COLUMNS - 1);
    int east = MIN((int)floor(CLAMP(box.east, -180, 180)) + 180, GRID_COLUMNS - 1);
    int columns = box.west <= box.east ? east - west + 1 : GRID_COLUMNS - west + east + 1;
    for (guint layer = 0; layer < n_layers(g); layer++)
        for (int row = south; row <= north; row++)
            for (int i = 0; i < MIN(columns, GRID_COLUMNS); i++)
                collect_cell(g, layer, (guint)(row * GRID_COLUMNS + (west + i) % GRID_COLUMNS),
                             &box, max ? max * (n_layers(g) - layer) : 0, found);
    return to_places(g, found, max);
}

GArray *gm_gazetteer_of_kind(const GmGazetteer *g, GmPlaceKind kind)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Ranked));
    for (guint layer = 0; layer < n_layers(g); layer++) {
        const Index *x = layer_index(g, layer);
        for (guint32 i = 0; i < x->n_kinds; i++) {
            guint32 place = x->kinds[i];
            if (place >= x->n_places || x->places[place].kind != kind)
                continue;
            Ranked r = {{layer, place}, x->places[place].population, x->places[place].rank};
            g_array_append_val(found, r);
        }
    }
    return to_places(g, found, 0);
}

guint gm_gazetteer_n_layers(const GmGazetteer *g)
{
    return n_layers(g);
}

bool gm_gazetteer_layer(const GmGazetteer *g, guint i, GmIndexInfo *out)
{
    if (i >= n_layers(g))
        return false;
    const Index *x = layer_index(g, i);
    guint64 words = 0;
    for (guint32 w = 0; w < x->n_word_slots; w++)
        words += x->word_slots[w] != 0;
    *out = (GmIndexInfo){x->path, x->head->built_at,  x->n_places,      x->n_names,
                         words,   x->head->file_size, x->head->head_sum};
    return true;
}

guint gm_gazetteer_n_sources(const GmGazetteer *g)
{
    guint n = 0;
    for (guint i = 0; i < n_layers(g); i++)
        n += layer_index(g, i)->n_sources;
    return n;
}

bool gm_gazetteer_source(const GmGazetteer *g, guint i, GmSourceInfo *out)
{
    for (guint layer = 0; layer < n_layers(g); layer++) {
        const Index *x = layer_index(g, layer);
        if (i >= x->n_sources) {
            i -= x->n_sources;
            continue;
        }
        const IndexSource *s = &x->sources[i];
        *out = (GmSourceInfo){index_string(x, s->name),
                              index_string(x, s->file),
                              index_string(x, s->credit),
                              index_string(x, s->licence),
                              s->n_places,
                              s->n_names,
                              layer};
        return true;
    }
    return false;
}
