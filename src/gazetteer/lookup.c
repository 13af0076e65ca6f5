#include "candidate.h"
#include "fold.h"
#include "index_builder.h"
#include "source_read.h"
#include <math.h>

/* Already given, or shadowed by one that is: of a layer above, of the same name
 * and kind, within two kilometres. */
static bool find_given(const GmGazetteer *g, const GArray *given, guint first, guint end,
                       LayerPlace at)
{
    const IndexPlace *p = layer_place(g, at);
    for (guint i = first; i < end; i++) {
        const GmPlace *q = &g_array_index(given, GmMatch, i).place;
        if (q->ref == layer_ref(at))
            return true;
        if (q->ref >> 32 > at.layer + 1u && q->kind == (GmPlaceKind)p->kind &&
            fabs(q->lat - p->lat / 1e6) < 0.02 &&
            gm_gazetteer_index_distance_km(q->lat, q->lon, p->lat / 1e6, p->lon / 1e6) <= SHADOW_KM)
            return true;
    }
    return false;
}

/* Is the name of posting @posting out of date on @date (ISO)? */
static bool is_outdated(const Index *x, guint32 name, guint32 posting, const char *date)
{
    return date && (posting & POSTING_DATED) &&
           !gm_gazetteer_index_name_valid(x, name, posting & POSTING_PLACE,
                                          gm_gazetteer_source_date(date, false));
}

static guint find_all(const GmGazetteer *g, const char *folded, gsize len, const char *date,
                      bool *outdated, GArray *out)
{
    enum { AHEAD = 12 }; /* places that are being fetched from memory meanwhile */
    guint first = out->len;
    bool layered = n_layers(g) > 1;
    for (guint layer = n_layers(g); layer-- > 0;) {
        const Index *x = layer_index(g, layer);
        guint32 n = 0, name = gm_gazetteer_index_find_name(x, folded, len);
        const guint32 *posting =
            name == G_MAXUINT32 ? NULL : gm_gazetteer_index_postings(x, name, &n);
        for (guint32 i = 0; i < MIN(n, AHEAD); i++)
            index_prefetch_place(x, posting[i] & POSTING_PLACE);
        guint end = out->len; /* room for all, then what is used of it */
        g_array_set_size(out, end + n);
        for (guint32 i = 0; i < n; i++) {
            if (i + AHEAD < n)
                index_prefetch_place(x, posting[i + AHEAD] & POSTING_PLACE);
            Candidate c = {
                .at = {layer, posting[i] & POSTING_PLACE},
                .match = posting[i] & POSTING_PREFERRED ? GM_MATCH_EXACT : GM_MATCH_ALTERNATE,
                .sort = (guint8)MIN(posting[i] >> POSTING_SORT_SHIFT & 3, GM_NAME_ABBREVIATION),
                .rule = ""};
            if (c.at.place >= x->n_places)
                continue;
            if (is_outdated(x, name, posting[i], date)) {
                *outdated = true;
                continue;
            }
            if (layered)
                c.at = gm_gazetteer_layers_resolve(g, c.at);
            if (layered && find_given(g, out, first, end, c.at))
                continue;
            gm_gazetteer_candidate_match(g, &c, &g_array_index(out, GmMatch, end));
            end++;
        }
        g_array_set_size(out, end);
    }
    return out->len - first;
}

guint gm_gazetteer_find(const GmGazetteer *g, const char *folded, gsize len, GArray *out)
{
    return gm_gazetteer_find_on(g, folded, len, NULL, out);
}

guint gm_gazetteer_find_on(const GmGazetteer *g, const char *folded, gsize len, const char *date,
                           GArray *out)
{
    bool outdated = false;
    guint n = find_all(g, folded, len, date, &outdated, out);
    return n == 0 && outdated ? find_all(g, folded, len, NULL, &outdated, out) : n;
}

static int by_key(gconstpointer a, gconstpointer b)
{
    const Candidate *p = a, *q = b;
    if (p->key != q->key)
        return p->key < q->key ? -1 : 1;
    if (p->at.layer != q->at.layer)
        return p->at.layer > q->at.layer ? -1 : 1;
    return p->at.place < q->at.place ? -1 : p->at.place > q->at.place;
}

/* What is known of the names gathered, that weighs on each. */
typedef struct {
    bool exact;      /* some place bears the name itself */
    bool exact_near; /* and lies near where was asked */
} Known;

static double distance_km(const IndexPlace *p, const GmPos *from)
{
    return gm_gazetteer_index_distance_km(p->lat / 1e6, p->lon / 1e6, from->lat, from->lon);
}

static bool is_area(const IndexPlace *p)
{
    return p->kind == GM_PLACE_DIVISION || p->kind == GM_PLACE_DISTRICT;
}

static Known known_of(const Gathering *c)
{
    enum { NEAR_KM = 100 };
    Known k = {false, false};
    for (guint i = 0; i < c->list->len && !k.exact_near; i++) {
        const Candidate *each = &g_array_index(c->list, Candidate, i);
        if (each->match > GM_MATCH_ALTERNATE)
            continue;
        const IndexPlace *p = layer_place(c->g, each->at);
        k.exact = true;
        k.exact_near = c->near && !is_area(p) && distance_km(p, c->near) <= NEAR_KM;
    }
    return k;
}

/* Hardly another spelling: it may well be meant though a namesake is nearer. */
static bool is_slight(const Candidate *c)
{
    static const char *const rules[] = {"article", "doubled letters", "final -a for -ah",
                                        "y for i"};
    for (gsize i = 0; c->cost <= 0.05f && i < G_N_ELEMENTS(rules); i++)
        if (strcmp(c->rule, rules[i]) == 0)
            return true;
    return false;
}

/* What a spelling costs in the order. Where a place next door bears the very
 * name, a variant (Salamiyah for Salma) is more likely another place. */
static double spelling_key(const Candidate *c, Known known)
{
    double cost = (double)c->cost;
    switch (c->match) {
    case GM_MATCH_EXACT:
        return 0;
    case GM_MATCH_ALTERNATE:
        return 0.02;
    case GM_MATCH_VARIANT:
        return 0.03 + 5 * cost + (!known.exact_near ? 0 : is_slight(c) ? 0.03 : 0.2);
    default: /* behind every place that bears the name itself */
        return (known.exact ? 10 : 0.2) + 1.2 * cost;
    }
}

/* How near the place is and how much it is spoken of. */
static double place_key(const GmGazetteer *g, const Candidate *c, const IndexPlace *p,
                        const GmLookupOptions *o)
{
    const double FAR_KM = 500;
    double importance = gm_gazetteer_layers_rank(g, c->at) / 255.0;
    bool area = is_area(p);
    if (!o->near)
        return 0.5 * importance + (area ? 0.08 : 0);
    double km = distance_km(p, o->near);
    double key = 0.19 * log2(1 + km / 100) + 0.6 * importance + (area ? 0.25 : 0) -
                 0.05 * log2(1 + gm_gazetteer_layers_languages(g, c->at));
    if (c->match >= GM_MATCH_VARIANT && km > FAR_KM)
        key += 0.3 * log2(km / FAR_KM); /* another spelling and another country */
    return key;
}

/* What orders the answers: how well the name fits, how near the place is, how
 * important. Areas stand behind towns of the same name. The weights were chosen
 * on alternate names of Syrian places that the index was built without. */
static float rank_key(const GmGazetteer *g, const Candidate *c, const GmLookupOptions *o,
                      Known known)
{
    const IndexPlace *p = layer_place(g, c->at);
    double key = spelling_key(c, known) + place_key(g, c, p, o);
    key += c->sort == GM_NAME_PLAIN ? 0 : 0.05;
    key -= c->agreed ? 0.15 : 0;
    if (o->country &&
        g_ascii_strcasecmp(o->country, index_code(layer_index(g, c->at.layer), p->country)) != 0)
        key += 0.6;
    return (float)key;
}

/* True when one of those gathered lies in the part of the world asked for. */
static bool any_nearby(const Gathering *c, const GmLookupOptions *o)
{
    enum { NEARBY_KM = 300 };
    for (guint i = 0; i < c->list->len; i++) {
        const IndexPlace *p = layer_place(c->g, g_array_index(c->list, Candidate, i).at);
        if (!o->near || gm_gazetteer_index_distance_km(p->lat / 1e6, p->lon / 1e6, o->near->lat,
                                                       o->near->lon) <= NEARBY_KM)
            return true;
    }
    return false;
}

/* "City of Idlib", "Saraqib town": what is left without the word for the kind. */
static bool without_kind_word(const char **s, gsize *len)
{
    static const char *const before[] = {"city of ", "town of ", "village of ", "province of "};
    static const char *const after[] = {" city",   " town",     " village",
                                        " region", " province", " governorate"};
    for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
        gsize n = strlen(before[i]);
        if (*len > n && strncmp(*s, before[i], n) == 0) {
            *s += n;
            *len -= n;
            return true;
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(after); i++) {
        gsize n = strlen(after[i]);
        if (*len > n && memcmp(*s + *len - n, after[i], n) == 0) {
            *len -= n;
            return true;
        }
    }
    return false;
}

/* An exact name ends the search unless the asker cares where: then a variant
 * next door may be meant rather than the exact name a continent away. */
static void gather(Gathering *c, const char *folded, gsize len, const char *sounded,
                   const GmLookupOptions *o)
{
    guint exact = gm_gazetteer_candidates_add_exact(c, folded, len);
    if (exact == 0 && o->variants && without_kind_word(&folded, &len))
        exact = gm_gazetteer_candidates_add_exact(c, folded, len);
    if (o->variants && (exact == 0 || o->near || o->country))
        gm_gazetteer_candidates_add_variants(c, folded, len);
    if (o->variants && sounded)
        gm_gazetteer_candidates_add_variants(c, sounded, strlen(sounded));
    if (o->near_spelling && !any_nearby(c, o))
        gm_gazetteer_candidates_add_near(c, folded, len);
}

static void order(Gathering *c, const GmLookupOptions *o)
{
    if (c->list->len < 2)
        return;
    Known known = known_of(c);
    for (guint i = 0; i < c->list->len; i++) {
        Candidate *k = &g_array_index(c->list, Candidate, i);
        k->key = rank_key(c->g, k, o, known);
    }
    g_array_sort(c->list, by_key);
}

/* Letters that folding robs of their sound, as English writes it: Turkish,
 * Kurdish, Czech, Polish, Romanian. NULL when @name has none of them. */
static char *sounded_letters(const char *name)
{
    static const struct {
        gunichar letter;
        const char *sound;
    } letters[] = {
        {0x15f, "sh"}, {0x15e, "sh"}, {0x219, "sh"}, {0x218, "sh"}, {0x161, "sh"},
        {0x160, "sh"}, {0x15b, "sh"}, {0x15a, "sh"}, {0xe7, "ch"},  {0xc7, "ch"},
        {0x10d, "ch"}, {0x10c, "ch"}, {0x107, "ch"}, {0x106, "ch"}, {0x17e, "j"},
        {0x17d, "j"},  {0x17c, "j"},  {0x17b, "j"},  {0x11f, "gh"}, {0x11e, "gh"},
    };
    GString *out = g_string_new(NULL);
    bool any = false;
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gsize i = 0;
        while (i < G_N_ELEMENTS(letters) && letters[i].letter != c)
            i++;
        bool told = i < G_N_ELEMENTS(letters);
        any |= told;
        if (told)
            g_string_append(out, letters[i].sound);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, !any);
}

static GArray *look_up(const GmGazetteer *g, const char *folded, gsize len, const char *sounded,
                       const GmLookupOptions *o)
{
    guint max = o->max ? o->max : 10;
    Gathering c = {.g = g,
                   .near = o->near,
                   .country = o->country,
                   .max = max,
                   .date = o->date ? gm_gazetteer_source_date(o->date, false) : 0,
                   .list = g_array_sized_new(FALSE, FALSE, sizeof(Candidate), 8)};
    if (len > 0)
        gather(&c, folded, len, sounded, o);
    order(&c, o);
    guint n = MIN(c.list->len, max);
    GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(GmMatch), n);
    g_array_set_size(out, n);
    for (guint i = 0; i < n; i++)
        gm_gazetteer_candidate_match(g, &g_array_index(c.list, Candidate, i),
                                     &g_array_index(out, GmMatch, i));
    g_array_free(c.list, TRUE);
    return out;
}

static bool lies_in(const GmPlace *p, const GmPlace *around)
{
    enum { AROUND_KM = 60 };
    if (around->kind == GM_PLACE_COUNTRY)
        return *around->country && strcmp(p->country, around->country) == 0;
    if (around->kind == GM_PLACE_DIVISION)
        return *around->admin1 && strcmp(p->admin1, around->admin1) == 0;
    return gm_gazetteer_index_distance_km(p->lat, p->lon, around->lat, around->lon) <= AROUND_KM;
}

/* "Paris, Texas": among all that is called Texas, the one that has a Paris. NULL
 * when none has. */
static GArray *look_up_within(const GmGazetteer *g, const char *folded, gsize len,
                              const char *where, const GmLookupOptions *o)
{
    GmLookupOptions each = *o;
    each.near_spelling = false;
    while (*where == ' ')
        where++;
    g_autoptr(GArray) around = look_up(g, where, strlen(where), NULL, &each);
    for (guint i = 0; i < around->len; i++) {
        const GmPlace *a = &g_array_index(around, GmMatch, i).place;
        GmPos there = gm_place_pos(a);
        each.near = &there;
        each.country = *a->country ? a->country : o->country;
        GArray *found = look_up(g, folded, len, NULL, &each);
        if (found->len > 0 && lies_in(&g_array_index(found, GmMatch, 0).place, a))
            return found;
        g_array_free(found, TRUE);
    }
    return NULL;
}

GArray *gm_gazetteer_lookup(const GmGazetteer *g, const char *name, const GmLookupOptions *o)
{
    static const GmLookupOptions plain = GM_LOOKUP_OPTIONS_INIT;
    o = o ? o : &plain;
    g_autofree char *folded = gm_text_fold(name, -1);
    const char *comma = strchr(folded, ',');
    GArray *within = NULL;
    if (comma && comma > folded)
        within = look_up_within(g, folded, (gsize)(comma - folded), comma + 1, o);
    if (within)
        return within;
    g_autofree char *letters = g_utf8_validate(name, -1, NULL) ? sounded_letters(name) : NULL;
    g_autofree char *sounded = letters ? gm_text_fold(letters, -1) : NULL;
    return look_up(g, folded, strlen(folded), sounded, o);
}

guint gm_gazetteer_find_variant(const GmGazetteer *g, const char *folded, gsize len, GArray *out)
{
    Gathering c = {
        .g = g, .max = CROWD, .list = g_array_sized_new(FALSE, FALSE, sizeof(Candidate), 32)};
    guint first = out->len;
    guint exact = gm_gazetteer_candidates_add_exact(&c, folded, len);
    gm_gazetteer_candidates_add_variants(&c, folded, len);
    for (guint i = 0; i < c.list->len; i++) {
        Candidate *k = &g_array_index(c.list, Candidate, i);
        k->key = k->cost + (float)gm_gazetteer_layers_rank(g, k->at) / 2550.0f;
    }
    if (c.list->len > exact) {
        g_array_remove_range(c.list, 0, exact);
        g_array_sort(c.list, by_key);
        guint n = c.list->len;
        g_array_set_size(out, first + n);
        for (guint i = 0; i < n; i++)
            gm_gazetteer_candidate_match(g, &g_array_index(c.list, Candidate, i),
                                         &g_array_index(out, GmMatch, first + i));
    }
    g_array_free(c.list, TRUE);
    return out->len - first;
}

GPtrArray *gm_gazetteer_suggest(const GmGazetteer *g, const char *name, const GmPos *near,
                                guint max)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.near = near;
    o.max = 4 * max + 4;
    g_autoptr(GArray) matches = gm_gazetteer_lookup(g, name, &o);
    const double WORSE = 0.1;       /* than the best: another name altogether */
    enum { ANOTHER_REGION = 1000 }; /* km: no slip of the pen leads there */
    double best = 0;
    for (guint i = 0; i < matches->len; i++)
        best = MAX(best, g_array_index(matches, GmMatch, i).score);
    for (guint i = 0; i < matches->len && out->len < max; i++) {
        const GmMatch *m = &g_array_index(matches, GmMatch, i);
        if (m->score < best - WORSE ||
            (near && gm_gazetteer_index_distance_km(m->place.lat, m->place.lon, near->lat,
                                                    near->lon) > ANOTHER_REGION))
            continue;
        const char *found = m->place.name;
        bool known = false;
        for (guint k = 0; k < out->len; k++)
            known |= strcmp(g_ptr_array_index(out, k), found) == 0;
        if (!known)
            g_ptr_array_add(out, g_strdup(found));
    }
    return out;
}

const GmMatch *gm_gazetteer_likely(const GArray *matches)
{
    const double UNLIKELY = 0.5; /* a near spelling below it is another name altogether */
    const GmMatch *best = matches && matches->len ? &g_array_index(matches, GmMatch, 0) : NULL;
    return best && best->score >= UNLIKELY ? best : NULL;
}
