#include "index_write.h"
#include "sound_cost.h"
#include <stdlib.h>
#include <time.h>

/* One name a language is enough for what no mark vouches for. */
static int by_language(gconstpointer a, gconstpointer b)
{
    const BuilderDisplay *p = a, *q = b;
    if (p->place != q->place)
        return p->place < q->place ? -1 : 1;
    int order = memcmp(p->language, q->language, 3);
    return order ? order : (int)p->guessed - (int)q->guessed;
}

static guint32 display_string(const IndexWriter *w, const BuilderDisplay *d)
{
    return d->shared ? w->name_at[d->name] : w->text_at[d->text];
}

static gsize display_length(const IndexBuilder *b, const BuilderDisplay *d)
{
    return d->shared ? string_pool_len(&b->names, d->name) : string_pool_len(&b->texts, d->text);
}

/* How far a name sounds from the place's own name; 0 in scripts that tell no sounds. */
static guint strangeness(const IndexBuilder *b, const BuilderDisplay *d)
{
    guint32 own = b->places[d->place].folded;
    Sounds x, y;
    if (!gm_gazetteer_sounds_of(string_pool_get(&b->names, own), string_pool_len(&b->names, own),
                                &x) ||
        !gm_gazetteer_sounds_of(string_pool_get(&b->names, d->name),
                                string_pool_len(&b->names, d->name), &y))
        return 0;
    return gm_gazetteer_sound_cost(&x, &y, 400, NULL);
}

/* Of names whose language only their script tells, the one to show: "Донецк" rather than
 * "Данецк" or "Сталино" for Donetsk, and of those that sound alike the
 * shortest, which seldom carries "city of". */
static bool fits_better(const IndexBuilder *b, const BuilderDisplay *d, const BuilderDisplay *best)
{
    guint strange = strangeness(b, d), least = strangeness(b, best);
    return strange < least || (strange == least && display_length(b, d) < display_length(b, best));
}

/* Sets each place's first display record while it writes them. */
static void write_displays(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    g_array_sort(b->displays, by_language); /* stable */
    const BuilderDisplay *d = (const BuilderDisplay *)(void *)b->displays->data;
    guint n = b->displays->len, i = 0;
    guint32 written = 0;
    gm_gazetteer_index_sink_begin(w->sink, SECTION_DISPLAY);
    for (guint32 place = 0; place <= b->n_places; place++) {
        b->places[place].display = written;
        while (i < n && d[i].place == place) {
            guint best = i;
            for (guint first = i++;
                 i < n && d[i].place == place && memcmp(d[i].language, d[first].language, 3) == 0;
                 i++)
                if (d[first].guessed && fits_better(b, &d[i], &d[best]))
                    best = i;
            IndexDisplay out = {.string = display_string(w, &d[best]), .guessed = d[best].guessed};
            memcpy(out.language, d[best].language, 3);
            gm_gazetteer_index_sink_put(w->sink, &out, sizeof out);
            written++;
        }
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_DISPLAY);
}

static void write_places(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    for (guint32 i = 0; i < b->n_places; i++) {
        IndexPlace *p = &b->places[i];
        p->name = w->text_at[p->name];
        if (p->admin1)
            p->admin1 = (guint16)(p->admin1 + b->countries.n - 1);
        if (p->feature)
            p->feature = (guint16)(p->feature + b->countries.n - 1);
    }
    for (guint i = 0; i < b->extras->len; i++) {
        IndexPlace *p = &b->places[g_array_index(b->extras, IndexExtra, i).place];
        p->feature = (guint16)(p->feature | PLACE_HAS_EXTRA);
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_PLACES, b->places,
                                    ((gsize)b->n_places + 1) * sizeof *b->places);
}

static void write_codes(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    gm_gazetteer_index_sink_begin(w->sink, SECTION_CODES);
    for (int both = 0; both < 2; both++) {
        const StringPool *pool = both ? &b->codes : &b->countries;
        for (guint32 i = both ? 1 : 0; i < pool->n; i++) {
            /* every code is also a text: put there by index_write_sections */
            guint32 t = gm_gazetteer_string_pool_find(&b->texts, string_pool_get(pool, i),
                                                      string_pool_len(pool, i));
            guint32 string = t == G_MAXUINT32 ? 0 : w->text_at[t];
            gm_gazetteer_index_sink_put(w->sink, &string, sizeof string);
        }
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_CODES);
}

static void write_sources(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    IndexSource *s = (IndexSource *)(void *)b->sources->data;
    for (guint32 i = 0; i < b->n_places; i++) {
        IndexSource *of = &s[b->places[i].source];
        of->n_places++;
    }
    for (guint32 i = 0; i < w->start[b->names.n]; i++)
        s[b->places[w->postings[i] & POSTING_PLACE].source].n_names++;
    for (guint i = 0; i < b->sources->len; i++) {
        s[i].name = w->text_at[s[i].name];
        s[i].file = w->text_at[s[i].file];
        s[i].credit = w->text_at[s[i].credit];
        s[i].licence = w->text_at[s[i].licence];
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_SOURCES, s, b->sources->len * sizeof *s);
}

static void write_names(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    guint32 lists = 0;
    gm_gazetteer_index_sink_begin(w->sink, SECTION_NAMES);
    for (guint32 i = 0; i < b->names.n; i++) {
        guint32 n = w->start[i + 1] - w->start[i];
        IndexName out = {.string = w->name_at[i]};
        if (n == 1)
            out.posting = w->postings[w->start[i]];
        else {
            out.posting = lists | POSTING_LIST << POSTING_SORT_SHIFT;
            lists += n + 1;
        }
        gm_gazetteer_index_sink_put(w->sink, &out, sizeof out);
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_NAMES);
    gm_gazetteer_index_sink_begin(w->sink, SECTION_POSTINGS);
    for (guint32 i = 0; i < b->names.n; i++) {
        guint32 n = w->start[i + 1] - w->start[i];
        if (n == 1)
            continue;
        gm_gazetteer_index_sink_put(w->sink, &n, sizeof n);
        gm_gazetteer_index_sink_put(w->sink, w->postings + w->start[i], n * sizeof n);
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_POSTINGS);
}

/* How many slots hold @n things with @filled of ten of them taken. */
static guint32 slots_for(guint32 n, guint32 filled)
{
    return (guint32)MIN((guint64)n * 10 / filled + 8, G_MAXUINT32);
}

static void write_name_slots(IndexWriter *w)
{
    const StringPool *names = &w->b->names;
    guint bits = slot_bits(names->n);
    guint32 n = slots_for(names->n, 8), *slots = g_new0(guint32, n);
    for (guint32 i = 0; i < names->n; i++) {
        guint32 at = first_slot(names->hash[i], n);
        while (slots[at])
            at = at + 1 < n ? at + 1 : 0;
        slots[at] = (i + 1) | (bits < 32 ? names->hash[i] << bits : 0);
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_NAME_SLOTS, slots, n * sizeof *slots);
    g_free(slots);
}

static int by_name_and_place(gconstpointer a, gconstpointer b)
{
    const IndexDate *p = a, *q = b;
    if (p->name != q->name)
        return p->name < q->name ? -1 : 1;
    return p->place < q->place ? -1 : p->place > q->place;
}

static void write_ids(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    guint32 n = 0;
    for (guint32 i = 0; i < b->n_places; i++)
        n += b->places[i].geonames_id != 0;
    guint32 slots = slots_for(n, 8), *table = g_new0(guint32, slots);
    for (guint32 i = 0; i < b->n_places; i++) {
        if (!b->places[i].geonames_id)
            continue;
        guint32 at = first_slot(id_hash(b->places[i].geonames_id), slots);
        while (table[at])
            at = at + 1 < slots ? at + 1 : 0;
        table[at] = i + 1;
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_ID_SLOTS, table, slots * sizeof *table);
    g_free(table);
}

static int by_division(gconstpointer a, gconstpointer b, gpointer user)
{
    const IndexBuilder *x = user;
    guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;
    int order = strcmp(string_pool_get(&x->codes, x->places[p].admin1),
                       string_pool_get(&x->codes, x->places[q].admin1));
    return order ? order : (p < q ? -1 : p > q);
}

/* Before write_places: codes are still the builder's. */
static void write_divisions(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    guint32 country[26 * 26] = {0};
    g_autoptr(GArray) divisions = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < b->n_places; i++) {
        const IndexPlace *p = &b->places[i];
        const char *c = string_pool_get(&b->countries, p->country);
        if (p->kind == GM_PLACE_COUNTRY && g_ascii_isupper(c[0]) && g_ascii_isupper(c[1]))
            country[(c[0] - 'A') * 26 + c[1] - 'A'] = i + 1;
        if (p->kind == GM_PLACE_DIVISION && p->admin1)
            g_array_append_val(divisions, i);
    }
    g_array_sort_with_data(divisions, by_division, b);
    gm_gazetteer_index_sink_section(w->sink, SECTION_COUNTRIES, country, sizeof country);
    gm_gazetteer_index_sink_section(w->sink, SECTION_DIVISIONS, divisions->data,
                                    divisions->len * sizeof(guint32));
}

static void write_kinds(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint kind = 0; kind < GM_N_PLACE_KINDS; kind++) {
        guint first = list->len;
        for (guint32 i = 0; kind != GM_PLACE_SETTLEMENT && i < b->n_places; i++)
            if (b->places[i].kind == kind)
                g_array_append_val(list, i);
        if (list->len > first)
            gm_gazetteer_index_sort_places(b, &g_array_index(list, guint32, first),
                                           list->len - first);
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_KINDS, list->data,
                                    list->len * sizeof(guint32));
}

static guint32 grid_cell(const IndexPlace *p)
{
    int row = (int)((p->lat + 90000000LL) / 1000000),
        column = (int)((p->lon + 180000000LL) / 1000000);
    return (guint32)(MIN(row, GRID_ROWS - 1) * GRID_COLUMNS + MIN(column, GRID_COLUMNS - 1));
}

static void write_grid(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    const guint32 cells = GRID_ROWS * GRID_COLUMNS;
    guint32 *start = g_new0(guint32, cells + 2);
    for (guint32 i = 0; i < b->n_places; i++)
        if (b->places[i].kind == GM_PLACE_SETTLEMENT)
            start[grid_cell(&b->places[i]) + 2]++;
    for (guint32 i = 0; i < cells; i++)
        start[i + 2] += start[i + 1];
    guint32 *list = g_new(guint32, start[cells + 1] + 1);
    for (guint32 i = 0; i < b->n_places; i++)
        if (b->places[i].kind == GM_PLACE_SETTLEMENT)
            list[start[grid_cell(&b->places[i]) + 1]++] = i;
    for (guint32 i = 0; i < cells; i++)
        gm_gazetteer_index_sort_places(b, list + start[i], start[i + 1] - start[i]);
    gm_gazetteer_index_sink_section(w->sink, SECTION_GRID, start, (cells + 1) * sizeof *start);
    gm_gazetteer_index_sink_section(w->sink, SECTION_GRID_PLACES, list,
                                    start[cells] * sizeof *list);
    g_free(start);
    g_free(list);
}

typedef struct {
    guint32 name;
    guint8 longest;
} FirstWord;

/* The table of words that begin names of several words. */
static void write_first_words(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    StringPool pool;
    gm_gazetteer_string_pool_init(&pool);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(FirstWord));
    for (guint32 i = 0; i < b->names.n; i++) {
        const char *s = string_pool_get(&b->names, i), *space = strchr(s, ' ');
        if (!space || w->start[i] == w->start[i + 1])
            continue;
        guint n = 1;
        for (const char *c = space; c; c = strchr(c + 1, ' '))
            n++;
        guint32 word = gm_gazetteer_string_pool_add(&pool, s, (gsize)(space - s));
        FirstWord fresh = {i, 0};
        if (word == words->len)
            g_array_append_val(words, fresh);
        FirstWord *f = &g_array_index(words, FirstWord, word);
        f->longest = (guint8)MAX(f->longest, MIN(n, 255));
    }
    guint32 n = slots_for(pool.n, 7);
    IndexFirst *slots = g_new0(IndexFirst, n);
    for (guint32 i = 0; i < pool.n; i++) {
        const FirstWord *f = &g_array_index(words, FirstWord, i);
        guint32 at = first_slot(pool.hash[i], n);
        while (slots[at].longest)
            at = at + 1 < n ? at + 1 : 0;
        slots[at] = (IndexFirst){w->name_at[f->name], f->longest,
                                 (guint8)MIN(string_pool_len(&pool, i), 255),
                                 (guint16)(pool.hash[i] & 0xffff)};
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_FIRST_SLOTS, slots, n * sizeof *slots);
    g_free(slots);
    gm_gazetteer_string_pool_clear(&pool);
}

static void write_words(IndexWriter *w)
{
    const StringPool *words = &w->b->words;
    guint32 n = slots_for(words->n, 7), *slots = g_new0(guint32, n);
    guint8 *flags = g_new0(guint8, n);
    for (guint32 i = 0; i < words->n; i++) {
        guint32 at = first_slot(words->hash[i], n);
        while (slots[at])
            at = at + 1 < n ? at + 1 : 0;
        slots[at] = w->word_at[i];
        flags[at] = w->b->word_flags->data[i];
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_WORD_SLOTS, slots, n * sizeof *slots);
    gm_gazetteer_index_sink_section(w->sink, SECTION_WORD_FLAGS, flags, n);
    g_free(slots);
    g_free(flags);
}

static gint64 build_time(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    return epoch ? (gint64)g_ascii_strtoll(epoch, NULL, 10) : (gint64)time(NULL);
}

/* Strings that are made last: before write_strings fixes where each stands. */
static void add_last_texts(IndexBuilder *b)
{
    for (int both = 0; both < 2; both++) {
        const StringPool *pool = both ? &b->codes : &b->countries;
        for (guint32 i = 0; i < pool->n; i++)
            gm_gazetteer_string_pool_add(&b->texts, string_pool_get(pool, i),
                                         string_pool_len(pool, i));
    }
    for (guint i = 0; i < b->sources->len; i++) {
        IndexSource *s = &g_array_index(b->sources, IndexSource, i);
        const char *credit = g_hash_table_lookup(b->credits, string_pool_get(&b->texts, s->name));
        if (!credit)
            continue;
        const char *tab = strchr(credit, '\t');
        guint32 t = gm_gazetteer_string_pool_add(&b->texts, credit, (gsize)(tab - credit));
        guint32 l = gm_gazetteer_string_pool_add(&b->texts, tab + 1, strlen(tab + 1));
        s->credit = t == G_MAXUINT32 ? 0 : t;
        s->licence = l == G_MAXUINT32 ? 0 : l;
    }
}

void gm_gazetteer_index_write_sections(IndexWriter *w)
{
    IndexBuilder *b = w->b;
    w->sink->head.built_at = build_time();
    w->sink->head.n_names = b->names.n;
    add_last_texts(b);
    b->places = g_renew(IndexPlace, b->places, (gsize)b->n_places + 1);
    b->places[b->n_places] = (IndexPlace){0};
    gm_gazetteer_index_write_strings(w);
    write_displays(w);
    write_divisions(w);
    write_kinds(w);
    write_grid(w);
    write_ids(w);
    write_sources(w);
    write_codes(w);
    write_names(w);
    g_array_sort(b->dates, by_name_and_place);
    gm_gazetteer_index_sink_section(w->sink, SECTION_DATES, b->dates->data,
                                    b->dates->len * sizeof(IndexDate));
    for (guint i = 0; i < b->extras->len; i++) {
        IndexExtra *x = &g_array_index(b->extras, IndexExtra, i);
        x->geometry = w->text_at[x->geometry];
        x->note = w->text_at[x->note];
        x->ends = w->text_at[x->ends];
        x->via = w->text_at[x->via];
    }
    gm_gazetteer_index_sink_section(w->sink, SECTION_EXTRAS, b->extras->data,
                                    b->extras->len * sizeof(IndexExtra));
    write_first_words(w);
    write_words(w);
    gm_gazetteer_index_write_sounds(w);
    write_name_slots(w);
    write_places(w);
}
