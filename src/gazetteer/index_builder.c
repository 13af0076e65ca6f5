#include "index_builder.h"
#include "fold.h"
#include "name_script.h"
#include <string.h>

enum { MAX_CODES = 32000 };

IndexBuilder *gm_gazetteer_index_builder_new(void)
{
    IndexBuilder *b = g_new0(IndexBuilder, 1);
    gm_gazetteer_string_pool_init(&b->names);
    gm_gazetteer_string_pool_init(&b->texts);
    gm_gazetteer_string_pool_init(&b->countries);
    gm_gazetteer_string_pool_init(&b->codes);
    gm_gazetteer_string_pool_init(&b->words);
    gm_gazetteer_string_pool_add(&b->texts, "", 0);
    gm_gazetteer_string_pool_add(&b->countries, "", 0);
    gm_gazetteer_string_pool_add(&b->codes, "", 0);
    b->displays = g_array_new(FALSE, FALSE, sizeof(BuilderDisplay));
    b->extras = g_array_new(FALSE, FALSE, sizeof(IndexExtra));
    b->extra_of = g_hash_table_new(NULL, NULL);
    b->dates = g_array_new(FALSE, FALSE, sizeof(IndexDate));
    b->sources = g_array_new(FALSE, FALSE, sizeof(IndexSource));
    b->credits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    b->n_id_slots = 1024;
    b->id_slots = g_new0(guint32, b->n_id_slots);
    b->word_flags = g_byte_array_new();
    b->fold = g_string_new(NULL);
    return b;
}

void gm_gazetteer_index_builder_free(IndexBuilder *b)
{
    if (!b)
        return;
    gm_gazetteer_string_pool_clear(&b->names);
    gm_gazetteer_string_pool_clear(&b->texts);
    gm_gazetteer_string_pool_clear(&b->countries);
    gm_gazetteer_string_pool_clear(&b->codes);
    gm_gazetteer_string_pool_clear(&b->words);
    g_free(b->places);
    g_free(b->file_of);
    g_free(b->occurrences);
    g_array_free(b->displays, TRUE);
    g_array_free(b->extras, TRUE);
    g_hash_table_destroy(b->extra_of);
    g_array_free(b->dates, TRUE);
    g_array_free(b->sources, TRUE);
    g_hash_table_destroy(b->credits);
    g_free(b->id_slots);
    g_byte_array_free(b->word_flags, TRUE);
    g_string_free(b->fold, TRUE);
    g_free(b->file);
    g_free(b->stem);
    g_free(b);
}

/* The number of a text; 0, the empty one, when the pool is full. */
static guint32 text(IndexBuilder *b, const char *s)
{
    guint32 i = gm_gazetteer_string_pool_add(&b->texts, s, strlen(s));
    return i == G_MAXUINT32 ? 0 : i;
}

static void put_id(IndexBuilder *b, guint32 id, guint32 place)
{
    guint32 mask = b->n_id_slots - 1, at = id_hash(id) & mask;
    while (b->id_slots[at])
        at = (at + 1) & mask;
    b->id_slots[at] = place + 1;
}

static guint32 find_id(const IndexBuilder *b, guint32 id)
{
    guint32 mask = b->n_id_slots - 1, at = id_hash(id) & mask;
    for (; b->id_slots[at]; at = (at + 1) & mask)
        if (b->places[b->id_slots[at] - 1].geonames_id == id)
            return b->id_slots[at] - 1;
    return G_MAXUINT32;
}

static void add_id(IndexBuilder *b, guint32 id, guint32 place)
{
    if (++b->n_ids > b->n_id_slots / 5 * 4) {
        g_free(b->id_slots);
        b->n_id_slots *= 2;
        b->id_slots = g_new0(guint32, b->n_id_slots);
        for (guint32 i = 0; i < b->n_places; i++)
            if (b->places[i].geonames_id && i != place)
                put_id(b, b->places[i].geonames_id, i);
    }
    put_id(b, id, place);
}

static guint32 new_place(IndexBuilder *b)
{
    if (b->n_places == b->places_room) {
        b->places_room = MAX(4096, b->places_room + b->places_room / 2);
        b->places = g_renew(IndexPlace, b->places, b->places_room);
        b->file_of = g_renew(guint8, b->file_of, b->places_room);
    }
    b->places[b->n_places] = (IndexPlace){0};
    return b->n_places++;
}

static void add_occurrence(IndexBuilder *b, guint32 name, guint32 posting)
{
    if (b->n_occurrences == b->occurrences_room) {
        b->occurrences_room = MAX(16384, b->occurrences_room + b->occurrences_room / 2);
        b->occurrences = g_renew(BuilderName, b->occurrences, b->occurrences_room);
    }
    b->occurrences[b->n_occurrences++] = (BuilderName){name, posting};
}

static void add_display(IndexBuilder *b, guint32 place, const SourceName *n, guint32 folded)
{
    BuilderDisplay d = {.place = place, .name = folded};
    memcpy(d.language, n->language, 3);
    if (!d.language[0]) {
        d.guessed = 1;
        if (!gm_gazetteer_name_script_language(n->text, n->len, d.language))
            return;
    }
    if (n->sort != GM_NAME_PLAIN)
        return;
    const char *f = string_pool_get(&b->names, folded);
    d.shared = string_pool_len(&b->names, folded) == n->len && memcmp(f, n->text, n->len) == 0;
    if (!d.shared) {
        guint32 i = gm_gazetteer_string_pool_add(&b->texts, n->text, n->len);
        if (i == G_MAXUINT32)
            return;
        d.text = i;
    }
    g_array_append_val(b->displays, d);
}

/* The number of the folded name, or G_MAXUINT32 when nothing is left of it. */
static guint32 fold_name(IndexBuilder *b, const char *s, gsize len)
{
    g_string_truncate(b->fold, 0);
    gm_text_fold_append(b->fold, s, (gssize)len);
    return b->fold->len > 0 ? gm_gazetteer_string_pool_add(&b->names, b->fold->str, b->fold->len)
                            : G_MAXUINT32;
}

static guint32 add_name(IndexBuilder *b, guint32 place, const SourceName *n, gint32 from, gint32 to)
{
    guint32 name = fold_name(b, n->text, n->len);
    if (name == G_MAXUINT32)
        return name;
    guint32 posting = place | (guint32)n->sort << POSTING_SORT_SHIFT;
    if (from || to) {
        IndexDate d = {name, place, from, to};
        g_array_append_val(b->dates, d);
        posting |= POSTING_DATED;
    }
    add_occurrence(b, name, posting);
    add_display(b, place, n, name);
    return name;
}

static guint8 add_source(IndexBuilder *b, const char *name, bool dump)
{
    guint32 file = text(b, b->file), label = text(b, *name ? name : b->stem);
    for (guint i = b->sources->len; i > 0; i--) {
        IndexSource *s = &g_array_index(b->sources, IndexSource, i - 1);
        if (s->name == label && s->file == file)
            return (guint8)(i - 1);
    }
    if (b->sources->len == 255)
        return 254;
    IndexSource s = {.name = label, .file = file, .dump = dump};
    g_array_append_val(b->sources, s);
    return (guint8)(b->sources->len - 1);
}

static void add_extra(IndexBuilder *b, guint32 place, const SourcePlace *p)
{
    IndexExtra x = {place, text(b, p->geometry), text(b, p->note), text(b, p->ends),
                    text(b, p->via)};
    if (!x.geometry && !x.note && !x.ends && !x.via)
        return;
    gpointer key = GUINT_TO_POINTER(place);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(b->extra_of, key));
    if (!at) {
        g_array_append_val(b->extras, x);
        g_hash_table_insert(b->extra_of, key, GUINT_TO_POINTER(b->extras->len));
        return;
    }
    IndexExtra *old = &g_array_index(b->extras, IndexExtra, at - 1);
    old->geometry = x.geometry ? x.geometry : old->geometry;
    old->note = x.note ? x.note : old->note;
    old->ends = x.ends ? x.ends : old->ends;
    old->via = x.via ? x.via : old->via;
}

static guint32 code(StringPool *pool, const char *s, guint32 limit)
{
    if (pool->n < limit)
        return gm_gazetteer_string_pool_add(pool, s, strlen(s));
    guint32 i = gm_gazetteer_string_pool_find(pool, s, strlen(s));
    return i == G_MAXUINT32 ? 0 : i;
}

/* What a later row does not say stays as an earlier one said. */
static void set_attributes(IndexBuilder *b, IndexPlace *to, const SourcePlace *p, bool fresh)
{
    to->lat = (gint32)(p->lat * 1e6 + (p->lat < 0 ? -0.5 : 0.5));
    to->lon = (gint32)(p->lon * 1e6 + (p->lon < 0 ? -0.5 : 0.5));
    if (p->population)
        to->population = p->population;
    if (fresh || p->kind_said)
        to->kind = (guint8)p->kind;
    if (*p->country && strlen(p->country) == 2)
        to->country = (guint8)code(&b->countries, p->country, 255);
    if (*p->admin1)
        to->admin1 = (guint16)code(&b->codes, p->admin1, MAX_CODES);
    if (*p->feature_code)
        to->feature = (guint16)code(&b->codes, p->feature_code, MAX_CODES);
    SourcePlace merged = *p;
    merged.population = to->population;
    merged.kind = (GmPlaceKind)to->kind;
    merged.feature_code = string_pool_get(&b->codes, to->feature);
    to->rank = gm_gazetteer_source_rank(&merged);
    to->source = add_source(b, p->source, p->dump);
    to->name = text(b, p->name);
}

/* "An-Nayrab (Aleppo)" is also called what stands before the parenthesis. */
static void add_bare_name(IndexBuilder *b, guint32 place, const SourcePlace *p)
{
    const char *open = strstr(p->name, " (");
    if (!open || open == p->name || p->name[strlen(p->name) - 1] != ')')
        return;
    SourceName bare = {.text = p->name, .len = (gsize)(open - p->name)};
    add_name(b, place, &bare, p->valid_from, p->valid_to);
}

static const char *take_place(gpointer user, const SourcePlace *p)
{
    IndexBuilder *b = user;
    SourceName preferred = {.text = p->name, .len = strlen(p->name)};
    if (fold_name(b, preferred.text, preferred.len) == G_MAXUINT32)
        return "nothing of the name is left when it is folded";
    guint32 place = p->geonames_id ? find_id(b, p->geonames_id) : G_MAXUINT32;
    bool fresh = place == G_MAXUINT32;
    if (fresh) {
        if (b->n_places >= INDEX_MAX_PLACES - 1)
            return "more places than an index holds";
        place = new_place(b);
        b->places[place].geonames_id = p->geonames_id;
        if (p->geonames_id)
            add_id(b, p->geonames_id, place);
    }
    set_attributes(b, &b->places[place], p, fresh);
    b->file_of[place] = (guint8)MIN(b->n_files, 255);
    b->places[place].folded = add_name(b, place, &preferred, p->valid_from, p->valid_to);
    add_bare_name(b, place, p);
    for (guint i = 0; i < p->names->len; i++)
        add_name(b, place, &g_array_index(p->names, SourceName, i), p->valid_from, p->valid_to);
    add_extra(b, place, p);
    return NULL;
}

static const char *take_name(gpointer user, guint32 geonames_id, const SourceName *n, gint32 from,
                             gint32 to)
{
    IndexBuilder *b = user;
    guint32 place = find_id(b, geonames_id);
    if (place != G_MAXUINT32) /* the table names far more than any extract holds */
        add_name(b, place, n, from, to);
    return NULL;
}

static const char *take_word(gpointer user, const char *word, guint flags)
{
    IndexBuilder *b = user;
    g_string_truncate(b->fold, 0);
    gm_text_fold_append(b->fold, word, -1);
    if (b->fold->len == 0)
        return "nothing of the word is left when it is folded";
    guint32 i = gm_gazetteer_string_pool_add(&b->words, b->fold->str, b->fold->len);
    if (i == G_MAXUINT32)
        return "too many words";
    if (i == b->word_flags->len) {
        guint8 none = 0;
        g_byte_array_append(b->word_flags, &none, 1);
    }
    b->word_flags->data[i] |= (guint8)flags;
    return NULL;
}

static const char *take_source(gpointer user, const char *name, const char *credit,
                               const char *licence)
{
    IndexBuilder *b = user;
    g_hash_table_replace(b->credits, g_strdup(name ? name : b->stem),
                         g_strjoin("\t", credit, licence, NULL));
    return NULL;
}

static char *file_stem(const char *file)
{
    char *stem = g_strdup(file), *dot = strchr(stem + 1, '.');
    if (dot)
        *dot = '\0';
    return stem;
}

bool gm_gazetteer_index_builder_read(IndexBuilder *b, const char *path, SourceProgress *progress,
                                     GError **error)
{
    g_free(b->file);
    g_free(b->stem);
    b->file = g_path_get_basename(path);
    b->stem = file_stem(b->file);
    b->n_files++;
    SourceSink sink = {take_place, take_name, take_word, take_source, b};
    return gm_gazetteer_source_read(path, &sink, progress, error);
}
