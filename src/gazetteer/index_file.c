#include "index_file.h"
#include "index_sink.h"
#include "plain_fold.h"

G_DEFINE_QUARK(gm - gazetteer - error - quark, gm_gazetteer_error)

static bool fail(GError **error, const char *path, GmGazetteerError code, const char *why)
{
    g_set_error(error, GM_GAZETTEER_ERROR, (int)code, "%s: %s", path, why);
    return false;
}

static bool check_head(const IndexHead *h, gsize size, const char *path, GError **error)
{
    if (size < sizeof *h || memcmp(h->magic, INDEX_MAGIC, 8) != 0)
        return fail(error, path, GM_GAZETTEER_ERROR_FORMAT,
                    "not a gazetteer index; 'gazmap gazetteer build' makes one of a table");
    if (h->endian != INDEX_ENDIAN)
        return fail(error, path, GM_GAZETTEER_ERROR_VERSION,
                    "built on a machine of another byte order: build it again here");
    if (h->version != INDEX_VERSION)
        return fail(error, path, GM_GAZETTEER_ERROR_VERSION,
                    "built by another version of gazmap: build it again");
    if (h->head_sum != gm_gazetteer_index_sum(0, h, G_STRUCT_OFFSET(IndexHead, head_sum)))
        return fail(error, path, GM_GAZETTEER_ERROR_FORMAT,
                    "damaged: its head's checksum is wrong");
    if (h->file_size != size)
        return fail(error, path, GM_GAZETTEER_ERROR_FORMAT,
                    h->file_size > size ? "cut short" : "longer than it says");
    for (int s = 0; s < N_SECTIONS; s++) {
        guint64 offset = h->section[s].offset, length = h->section[s].size;
        if (offset % 8 || offset < sizeof *h || offset > size || length > size - offset)
            return fail(error, path, GM_GAZETTEER_ERROR_FORMAT, "damaged: a section lies outside");
    }
    return true;
}

/* Where a section lies and how many records it holds. */
static const void *section(const Index *x, IndexSection s, gsize record, guint32 *n)
{
    guint64 count = x->head->section[s].size / record;
    *n = (guint32)MIN(count, G_MAXUINT32);
    return (const char *)x->head + x->head->section[s].offset;
}

static bool find_sections(Index *x)
{
    guint32 n, n_at;
    x->strings = section(x, SECTION_STRINGS, 1, &n);
    x->n_strings = n;
    if (n == 0 || x->strings[0] != '\0' || x->strings[n - 1] != '\0')
        return false;
    x->places = section(x, SECTION_PLACES, sizeof(IndexPlace), &n);
    if (n == 0)
        return false;
    x->n_places = n - 1;
    x->sources = section(x, SECTION_SOURCES, sizeof(IndexSource), &x->n_sources);
    x->codes = section(x, SECTION_CODES, 4, &x->n_codes);
    x->names = section(x, SECTION_NAMES, sizeof(IndexName), &x->n_names);
    x->postings = section(x, SECTION_POSTINGS, 4, &x->n_postings);
    x->dates = section(x, SECTION_DATES, sizeof(IndexDate), &x->n_dates);
    x->displays = section(x, SECTION_DISPLAY, sizeof(IndexDisplay), &x->n_displays);
    x->extras = section(x, SECTION_EXTRAS, sizeof(IndexExtra), &x->n_extras);
    x->divisions = section(x, SECTION_DIVISIONS, 4, &x->n_divisions);
    x->kinds = section(x, SECTION_KINDS, 4, &x->n_kinds);
    x->countries = section(x, SECTION_COUNTRIES, 4, &n);
    if (n != 26 * 26)
        return false;
    x->grid_places = section(x, SECTION_GRID_PLACES, 4, &x->n_grid_places);
    x->grid = section(x, SECTION_GRID, 4, &n);
    if (n != GRID_COLUMNS * GRID_ROWS + 1)
        return false;
    x->skeletons = section(x, SECTION_SKELETONS, 4, &x->n_skeletons);
    x->skeleton_at = section(x, SECTION_SKELETON_AT, 4, &n_at);
    x->sounds = section(x, SECTION_SOUNDS, sizeof(IndexSound), &x->n_sounds);
    if (n_at != x->n_skeletons + 1 || x->head->n_names != x->n_names)
        return false;
    x->name_bits = slot_bits(x->n_names);
    x->name_low = x->name_bits < 32 ? (1u << x->name_bits) - 1 : G_MAXUINT32;
    x->name_slots = section(x, SECTION_NAME_SLOTS, 4, &x->n_name_slots);
    x->id_slots = section(x, SECTION_ID_SLOTS, 4, &x->n_id_slots);
    x->first_slots = section(x, SECTION_FIRST_SLOTS, sizeof(IndexFirst), &x->n_first_slots);
    x->word_slots = section(x, SECTION_WORD_SLOTS, 4, &x->n_word_slots);
    x->word_flags = section(x, SECTION_WORD_FLAGS, 1, &n);
    return x->n_name_slots && x->n_id_slots && x->n_first_slots && x->n_word_slots &&
           n == x->n_word_slots;
}

static Index *start(Index *x, const char *data, gsize size, GError **error)
{
    x->head = (const IndexHead *)(gconstpointer)data;
    if (!check_head(x->head, size, x->path, error)) {
        gm_gazetteer_index_free(x);
        return NULL;
    }
    if (!find_sections(x)) {
        fail(error, x->path, GM_GAZETTEER_ERROR_FORMAT, "damaged: a section has the wrong size");
        gm_gazetteer_index_free(x);
        return NULL;
    }
    return x;
}

Index *gm_gazetteer_index_open(const char *path, GError **error)
{
    GError *cause = NULL;
    GMappedFile *mapped = g_mapped_file_new(path, FALSE, &cause);
    if (!mapped) {
        const char *reason = strrchr(cause->message, ':'); /* GLib names the file, too */
        g_set_error(error, GM_GAZETTEER_ERROR, GM_GAZETTEER_ERROR_IO, "%s: cannot read%s", path,
                    reason ? reason : "");
        g_error_free(cause);
        return NULL;
    }
    Index *x = g_new0(Index, 1);
    x->mapped = mapped;
    x->path = g_strdup(path);
    return start(x, g_mapped_file_get_contents(mapped), g_mapped_file_get_length(mapped), error);
}

Index *gm_gazetteer_index_open_bytes(GBytes *bytes, const char *path, GError **error)
{
    Index *x = g_new0(Index, 1);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    x->bytes = g_bytes_ref(bytes);
    x->path = g_strdup(path);
    return start(x, data, size, error);
}

void gm_gazetteer_index_free(Index *x)
{
    if (!x)
        return;
    g_clear_pointer(&x->mapped, g_mapped_file_unref);
    g_clear_pointer(&x->bytes, g_bytes_unref);
    g_free(x->path);
    g_free(x);
}

bool gm_gazetteer_index_verify(const Index *x, GError **error)
{
    const IndexHead *h = x->head;
    guint64 sum = gm_gazetteer_index_sum(0, h + 1, h->file_size - sizeof *h);
    return sum == h->body_sum ||
           fail(error, x->path, GM_GAZETTEER_ERROR_FORMAT, "damaged: its checksum is wrong");
}

bool gm_gazetteer_index_is_source(const char *path)
{
    if (g_str_has_suffix(path, ".shp"))
        return true;
    char head[256] = "";
    FILE *f = fopen(path, "rb");
    gsize n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        fclose(f);
    bool gzip = n > 2 && head[0] == '\x1f' && head[1] == '\x8b';
    return n > 0 && memcmp(head, INDEX_MAGIC, MIN(n, 8)) != 0 && (gzip || !memchr(head, 0, n));
}

static guint32 next_slot(guint32 at, guint32 n)
{
    return at + 1 < n ? at + 1 : 0;
}

guint32 gm_gazetteer_index_find_name(const Index *x, const char *folded, gsize len)
{
    guint32 hash = (guint32)name_hash(folded, len), n = x->n_name_slots;
    guint32 at = first_slot(hash, n), check = x->name_bits < 32 ? hash << x->name_bits : 0;
    for (guint probes = 0; probes < INDEX_MAX_PROBES; probes++, at = next_slot(at, n)) {
        guint32 slot = x->name_slots[at];
        if (!slot)
            break;
        if ((slot & ~x->name_low) != check)
            continue;
        guint32 name = (slot & x->name_low) - 1;
        if (name < x->n_names &&
            gm_gazetteer_plain_fold_equal(index_name(x, name), folded, len, '\0'))
            return name;
    }
    return G_MAXUINT32;
}

const guint32 *gm_gazetteer_index_postings(const Index *x, guint32 name, guint32 *n)
{
    *n = 0;
    if (name >= x->n_names)
        return NULL;
    const guint32 *posting = &x->names[name].posting;
    if ((*posting >> POSTING_SORT_SHIFT & 3) != POSTING_LIST) {
        *n = 1;
        return posting;
    }
    guint32 at = *posting & POSTING_PLACE;
    if (at >= x->n_postings || x->postings[at] > x->n_postings - at - 1)
        return NULL;
    *n = x->postings[at];
    return x->postings + at + 1;
}

guint gm_gazetteer_index_longest(const Index *x, const char *word, gsize len)
{
    guint32 hash = (guint32)name_hash(word, len), n = x->n_first_slots, at = first_slot(hash, n);
    for (guint probes = 0; probes < INDEX_MAX_PROBES; probes++, at = next_slot(at, n)) {
        const IndexFirst *f = &x->first_slots[at];
        if (!f->longest)
            break;
        if (f->check == (hash & 0xffff) && f->length == MIN(len, 255) &&
            gm_gazetteer_plain_fold_equal(index_string(x, f->string), word, len, ' '))
            return f->longest;
    }
    return 0;
}

guint gm_gazetteer_index_word(const Index *x, const char *word, gsize len)
{
    guint32 n = x->n_word_slots, at = first_slot((guint32)name_hash(word, len), n);
    for (guint probes = 0; probes < INDEX_MAX_PROBES; probes++, at = next_slot(at, n)) {
        if (!x->word_slots[at])
            break;
        if (gm_gazetteer_plain_fold_equal(index_string(x, x->word_slots[at]), word, len, '\0'))
            return x->word_flags[at];
    }
    return 0;
}

void gm_gazetteer_index_prefetch(const Index *x, const char *word, gsize len, bool second)
{
    guint32 hash = (guint32)name_hash(word, len), of_word = first_slot(hash, x->n_word_slots);
    const IndexFirst *first = &x->first_slots[first_slot(hash, x->n_first_slots)];
    const guint32 *slot = &x->name_slots[first_slot(hash, x->n_name_slots)];
    if (!second) {
        __builtin_prefetch(&x->word_slots[of_word]);
        __builtin_prefetch(first);
        __builtin_prefetch(slot);
        return;
    }
    __builtin_prefetch(index_string(x, x->word_slots[of_word]));
    __builtin_prefetch(&x->word_flags[of_word]);
    if (first->longest)
        __builtin_prefetch(index_string(x, first->string));
    guint32 name = (*slot & x->name_low) - 1;
    if (name < x->n_names)
        __builtin_prefetch(&x->names[name]);
}

guint32 gm_gazetteer_index_find_id(const Index *x, guint32 geonames_id)
{
    guint32 n = x->n_id_slots, at = first_slot(id_hash(geonames_id), n);
    for (guint probes = 0; probes < INDEX_MAX_PROBES; probes++, at = next_slot(at, n)) {
        guint32 place = x->id_slots[at] - 1;
        if (place >= x->n_places)
            break;
        if (x->places[place].geonames_id == geonames_id)
            return place;
    }
    return G_MAXUINT32;
}

guint32 gm_gazetteer_index_find_division(const Index *x, const char *admin1)
{
    guint32 low = 0, high = x->n_divisions;
    while (low < high) {
        guint32 mid = low + (high - low) / 2, place = x->divisions[mid];
        int order =
            place < x->n_places ? strcmp(index_code(x, x->places[place].admin1), admin1) : 1;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low >= x->n_divisions || x->divisions[low] >= x->n_places)
        return G_MAXUINT32;
    guint32 place = x->divisions[low];
    return strcmp(index_code(x, x->places[place].admin1), admin1) == 0 ? place : G_MAXUINT32;
}

const IndexExtra *gm_gazetteer_index_extra(const Index *x, guint32 place)
{
    guint32 low = 0, high = x->n_extras;
    while (low < high) { /* the last of the place's records: it is the latest */
        guint32 mid = low + (high - low) / 2;
        if (x->extras[mid].place <= place)
            low = mid + 1;
        else
            high = mid;
    }
    return low > 0 && x->extras[low - 1].place == place ? &x->extras[low - 1] : NULL;
}

bool gm_gazetteer_index_name_valid(const Index *x, guint32 name, guint32 place, gint32 date)
{
    guint32 low = 0, high = x->n_dates;
    while (low < high) {
        guint32 mid = low + (high - low) / 2;
        const IndexDate *d = &x->dates[mid];
        if (d->name < name || (d->name == name && d->place < place))
            low = mid + 1;
        else
            high = mid;
    }
    bool dated = false;
    for (; low < x->n_dates; low++) {
        const IndexDate *d = &x->dates[low];
        if (d->name != name || d->place != place)
            break;
        dated = true;
        if ((!d->from || date >= d->from) && (!d->to || date <= d->to))
            return true;
    }
    return !dated;
}

const char *gm_gazetteer_index_name_in(const Index *x, guint32 place, const char *language,
                                       bool guessed)
{
    if (place >= x->n_places)
        return NULL;
    guint32 first = x->places[place].display, end = x->places[place + 1].display;
    for (guint32 i = first; i < end && i < x->n_displays; i++) {
        const IndexDisplay *d = &x->displays[i];
        if ((d->guessed != 0) == guessed && strncmp(d->language, language, 3) == 0 &&
            strlen(language) <= 3)
            return index_string(x, d->string);
    }
    return NULL;
}
