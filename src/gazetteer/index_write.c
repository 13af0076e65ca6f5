#include "index_write.h"
#include <math.h>
#include <stdlib.h>

double gm_gazetteer_index_distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double rad = G_PI / 180, dlat = (lat2 - lat1) * rad, dlon = (lon2 - lon1) * rad;
    double s = sin(dlat / 2), t = sin(dlon / 2);
    double a = s * s + cos(lat1 * rad) * cos(lat2 * rad) * t * t;
    return 2 * 6371.0 * asin(sqrt(MIN(a, 1)));
}

/* Most important first; the order of coming breaks ties. */
static int compare_places(const IndexPlace *places, guint32 a, guint32 b)
{
    const IndexPlace *p = &places[a], *q = &places[b];
    if (p->rank != q->rank)
        return p->rank < q->rank ? -1 : 1;
    if (p->population != q->population)
        return p->population > q->population ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int by_importance(gconstpointer a, gconstpointer b, gpointer places)
{
    return compare_places(places, *(const guint32 *)a, *(const guint32 *)b);
}

/* Postings: within one name by importance, then plain before demonym, open
 * before dated, so that the first of a place is the one to keep. */
static int by_posting(gconstpointer a, gconstpointer b, gpointer places)
{
    guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;
    int order = compare_places(places, p & POSTING_PLACE, q & POSTING_PLACE);
    return order ? order : (p < q ? -1 : p > q);
}

void gm_gazetteer_index_sort_places(const IndexBuilder *b, guint32 *list, gsize n)
{
    if (n > 1)
        g_qsort_with_data(list, (gint)n, sizeof *list, by_importance, b->places);
}

/* Occurrences by name: start[i] is where name i's postings begin. */
static void group_by_name(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    w->start = g_new0(guint32, (gsize)b->names.n + 2);
    for (gsize i = 0; i < b->n_occurrences; i++)
        w->start[b->occurrences[i].name + 2]++;
    for (guint32 i = 0; i < b->names.n; i++)
        w->start[i + 2] += w->start[i + 1];
    w->postings = g_new(guint32, b->n_occurrences);
    for (gsize i = 0; i < b->n_occurrences; i++)
        w->postings[w->start[b->occurrences[i].name + 1]++] = b->occurrences[i].posting;
}

static bool same_place(const IndexBuilder *b, guint32 p, guint32 q, guint32 name)
{
    const IndexPlace *x = &b->places[p], *y = &b->places[q];
    return b->file_of[p] != b->file_of[q] && x->kind == y->kind &&
           (x->folded == name || y->folded == name) && abs(x->lon - y->lon) < 500000 &&
           gm_gazetteer_index_distance_km(x->lat / 1e6, x->lon / 1e6, y->lat / 1e6, y->lon / 1e6) <=
               2;
}

/* The later file's row stays and takes over what it does not say itself. */
static void merge(IndexBuilder *b, guint32 *become, guint32 from, guint32 to)
{
    const IndexPlace *old = &b->places[from];
    IndexPlace *new = &b->places[to];
    become[from] = to;
    if (!new->geonames_id)
        new->geonames_id = old->geonames_id;
    if (!new->population)
        new->population = old->population;
    if (!new->country)
        new->country = old->country;
    if (!new->admin1)
        new->admin1 = old->admin1;
    if (!new->feature)
        new->feature = old->feature;
    new->rank = MIN(new->rank, old->rank);
}

static int by_latitude(gconstpointer a, gconstpointer b, gpointer places)
{
    const IndexPlace *p = places;
    gint32 x = p[*(const guint32 *)a & POSTING_PLACE].lat;
    gint32 y = p[*(const guint32 *)b & POSTING_PLACE].lat;
    return x < y ? -1 : x > y;
}

static void merge_name(IndexWriter *w, guint32 name)
{
    IndexBuilder *b = w->b;
    guint32 *list = w->postings + w->start[name], n = w->start[name + 1] - w->start[name];
    if (n < 2)
        return;
    g_qsort_with_data(list, (gint)n, sizeof *list, by_latitude, b->places);
    for (guint32 i = 0; i < n; i++)
        for (guint32 j = i + 1; j < n; j++) {
            guint32 p = list[i] & POSTING_PLACE, q = list[j] & POSTING_PLACE;
            if (b->places[q].lat - b->places[p].lat > 20000)
                break;
            if (p == q || w->become[p] != p || w->become[q] != q || !same_place(b, p, q, name))
                continue;
            if (b->file_of[p] < b->file_of[q])
                merge(b, w->become, p, q);
            else
                merge(b, w->become, q, p);
        }
}

static guint32 survivor(const IndexWriter *w, guint32 place)
{
    while (w->become[place] != place)
        place = w->become[place];
    return place;
}

/* Rows of several files that are one place become one. */
static void merge_places(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    w->become = g_new(guint32, MAX(b->n_places, 1));
    for (guint32 i = 0; i < b->n_places; i++)
        w->become[i] = i;
    if (b->n_files > 1)
        for (guint32 i = 0; i < b->names.n; i++)
            merge_name(w, i);
    for (guint32 i = 0; i < b->n_places; i++)
        w->become[i] = survivor(w, i);
    guint32 *number = g_new(guint32, MAX(b->n_places, 1)), n = 0;
    for (guint32 i = 0; i < b->n_places; i++)
        if (w->become[i] == i) {
            b->places[n] = b->places[i];
            number[i] = n++;
        }
    for (guint32 i = 0; i < b->n_places; i++)
        w->become[i] = number[w->become[i]];
    b->n_places = n;
    g_free(number);
    for (gsize i = 0; i < b->n_occurrences; i++)
        w->postings[i] =
            (w->postings[i] & ~POSTING_PLACE) | w->become[w->postings[i] & POSTING_PLACE];
}

/* Sorts each name's postings, keeps one a place, and marks preferred names. */
static void settle_postings(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    guint32 out = 0;
    for (guint32 name = 0; name < b->names.n; name++) {
        guint32 first = w->start[name], n = w->start[name + 1] - first, kept = out;
        guint32 *list = w->postings + first;
        if (n > 1)
            g_qsort_with_data(list, (gint)n, sizeof *list, by_posting, b->places);
        for (guint32 i = 0; i < n; i++) {
            guint32 place = list[i] & POSTING_PLACE, posting = list[i];
            if (out > kept && (w->postings[out - 1] & POSTING_PLACE) == place)
                continue;
            if (b->places[place].folded == name && !(posting >> POSTING_SORT_SHIFT & 3))
                posting |= POSTING_PREFERRED;
            w->postings[out++] = posting;
        }
        w->start[name] = kept;
    }
    w->start[b->names.n] = out;
}

static int by_place(gconstpointer a, gconstpointer b)
{
    guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;
    return p < q ? -1 : p > q;
}

/* One record a place; what the later row does not say stays as it was. */
static void settle_extras(IndexBuilder *b)
{
    g_array_sort(b->extras, by_place); /* stable */
    IndexExtra *x = (IndexExtra *)(void *)b->extras->data;
    guint kept = 0;
    for (guint i = 0; i < b->extras->len; i++) {
        if (kept > 0 && x[kept - 1].place == x[i].place) {
            IndexExtra *old = &x[kept - 1];
            old->geometry = x[i].geometry ? x[i].geometry : old->geometry;
            old->note = x[i].note ? x[i].note : old->note;
            old->ends = x[i].ends ? x[i].ends : old->ends;
            old->via = x[i].via ? x[i].via : old->via;
        } else
            x[kept++] = x[i];
    }
    g_array_set_size(b->extras, kept);
}

/* What was kept by place follows the places to their new numbers. */
static void move_places(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    for (guint i = 0; i < b->extras->len; i++) {
        IndexExtra *x = &g_array_index(b->extras, IndexExtra, i);
        x->place = w->become[x->place];
    }
    settle_extras(b);
    for (guint i = 0; i < b->dates->len; i++) {
        IndexDate *d = &g_array_index(b->dates, IndexDate, i);
        d->place = w->become[d->place];
    }
    for (guint i = 0; i < b->displays->len; i++) {
        BuilderDisplay *d = &g_array_index(b->displays, BuilderDisplay, i);
        d->place = w->become[d->place];
    }
}

bool gm_gazetteer_index_write(IndexBuilder *b, const char *path, GByteArray **bytes,
                              guint64 *n_bytes, GError **error)
{
    if (b->texts.n_bytes + b->names.n_bytes + b->words.n_bytes > G_MAXUINT32) {
        g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_SOURCE,
                    "more than 4 GB of names: too many for one index");
        return false;
    }
    IndexSink sink;
    if (!gm_gazetteer_index_sink_open(&sink, path, error))
        return false;
    IndexWriter w = {.b = b, .sink = &sink};
    group_by_name(&w);
    g_clear_pointer(&b->occurrences, g_free);
    merge_places(&w);
    settle_postings(&w);
    move_places(&w);
    gm_gazetteer_index_write_sections(&w);
    if (n_bytes)
        *n_bytes = sink.position;
    g_free(w.start);
    g_free(w.postings);
    g_free(w.become);
    g_free(w.name_at);
    g_free(w.text_at);
    g_free(w.word_at);
    return gm_gazetteer_index_sink_close(&sink, true, bytes, error);
}
