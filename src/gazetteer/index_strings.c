#include "index_write.h"
#include "plain_fold.h"

enum { NONE = 0, NEEDED = 1 }; /* of text_at, until the strings have their places */

/* A name that some text folds to plainly is stored as that text: it serves both. */
static void represent(const IndexBuilder *b, guint32 *by, guint32 name, guint32 text)
{
    if (!by[name] && gm_gazetteer_plain_fold_equal(string_pool_get(&b->texts, text),
                                                   string_pool_get(&b->names, name),
                                                   string_pool_len(&b->names, name), '\0'))
        by[name] = text + 1;
}

static void need(guint32 *text_at, guint32 text)
{
    if (text_at[text] == NONE)
        text_at[text] = NEEDED;
}

static void mark_needed(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    guint32 *at = w->text_at;
    for (guint32 i = 0; i < b->n_places; i++)
        need(at, b->places[i].name);
    for (guint i = 0; i < b->displays->len; i++) {
        const BuilderDisplay *d = &g_array_index(b->displays, BuilderDisplay, i);
        if (!d->shared)
            need(at, d->text);
    }
    for (guint i = 0; i < b->extras->len; i++) {
        const IndexExtra *x = &g_array_index(b->extras, IndexExtra, i);
        need(at, x->geometry), need(at, x->note), need(at, x->ends), need(at, x->via);
    }
    for (guint i = 0; i < b->sources->len; i++) {
        const IndexSource *s = &g_array_index(b->sources, IndexSource, i);
        need(at, s->name), need(at, s->file), need(at, s->credit), need(at, s->licence);
    }
    for (int both = 0; both < 2; both++) {
        const StringPool *pool = both ? &b->codes : &b->countries;
        for (guint32 i = 0; i < pool->n; i++)
            need(at, gm_gazetteer_string_pool_find(&b->texts, string_pool_get(pool, i),
                                                   string_pool_len(pool, i)));
    }
}

static void put_string(IndexWriter *w, const StringPool *pool, guint32 i, guint32 *position)
{
    gsize len = string_pool_len(pool, i) + 1;
    gm_gazetteer_index_sink_put(w->sink, string_pool_get(pool, i), len);
    *position += (guint32)len;
}

/* First "", then the names in their order, the texts that no name is stored as,
 * and the words that are no names. */
void gm_gazetteer_index_write_strings(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    guint32 *by = g_new0(guint32, MAX(b->names.n, 1)), position = 1;
    w->name_at = g_new(guint32, MAX(b->names.n, 1));
    w->text_at = g_new0(guint32, b->texts.n);
    w->word_at = g_new(guint32, MAX(b->words.n, 1));
    for (guint32 i = 0; i < b->n_places; i++)
        represent(b, by, b->places[i].folded, b->places[i].name);
    for (guint i = 0; i < b->displays->len; i++) {
        const BuilderDisplay *d = &g_array_index(b->displays, BuilderDisplay, i);
        if (!d->shared)
            represent(b, by, d->name, d->text);
    }
    mark_needed(w);
    gm_gazetteer_index_sink_begin(w->sink, SECTION_STRINGS);
    gm_gazetteer_index_sink_put(w->sink, "", 1);
    for (guint32 i = 0; i < b->names.n; i++) {
        w->name_at[i] = position;
        if (by[i]) {
            w->text_at[by[i] - 1] = position;
            put_string(w, &b->texts, by[i] - 1, &position);
        } else
            put_string(w, &b->names, i, &position);
    }
    for (guint32 i = 1; i < b->texts.n; i++)
        if (w->text_at[i] == NEEDED) {
            w->text_at[i] = position;
            put_string(w, &b->texts, i, &position);
        }
    w->text_at[0] = 0;
    for (guint32 i = 0; i < b->words.n; i++) {
        guint32 name = gm_gazetteer_string_pool_find(&b->names, string_pool_get(&b->words, i),
                                                     string_pool_len(&b->words, i));
        w->word_at[i] = name == G_MAXUINT32 ? position : w->name_at[name];
        if (name == G_MAXUINT32)
            put_string(w, &b->words, i, &position);
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_STRINGS);
    g_free(by);
}
