/** See mention_resolve.h. */
#include "resolver.h"

#include "quantity.h"

#include <string.h>

/* Inhabitants: a city whose names are known by their sound, one known all over the world. */
enum { LARGE = 100000, WORLD_CITY = 5000000 };

const ResolveWeights RESOLVE_DEFAULT = {.population = 0.86,
                                        .country = 7.8,
                                        .continent = 7.0,
                                        .division = 6.0,
                                        .district = 2.2,
                                        .region = 4.0,
                                        .capital = 1.1,
                                        .alternate = -1.2,
                                        .rival = -2.0,
                                        .contained = 8.0,
                                        .contains = 3.0,
                                        .same_country = 1.15,
                                        .same_division = 1.55,
                                        .world_city = 0.3,
                                        .country_itself = 0.9,
                                        .close = 1.6,
                                        .close_km = 180.0,
                                        .beside = 1.9,
                                        .beside_km = 35.0,
                                        .kind_word = 4.0,
                                        .home = 3.0,
                                        .on_road = 2.0,
                                        .gives_name = 0.3,
                                        .namesake = 1.2,
                                        .explicit_division = 3.0,
                                        .listed = 2.0,
                                        .english = 0.4,
                                        .temperature = 0.7,
                                        .sparse = 0.0,
                                        .metropolis = 0.0,
                                        .leading = 0.3,
                                        .exonym = 0.4,
                                        .adjective = -3.0,
                                        .abroad = 0.6,
                                        .territory = 2.0,
                                        .enough = 20.0};

static guint16 country_slot(const char *c)
{
    if (c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z')
        return 0;
    return (guint16)((c[0] - 'A') * 26 + (c[1] - 'A') + 1);
}

static guint16 division_slot(const char *a)
{
    return a[0] == '\0' ? 0 : (guint16)(mention_word_hash(a, strlen(a)) % (DIVISION_SLOTS - 1) + 1);
}

/* How much of a lesser name's penalty holds for the name as the text says it, @len
 * bytes at @said: little of it for "Frankfurt" of Frankfurt am Main, none for
 * "Geneva" of Genève, less for a great city ("Cologne"), whose names abroad are known. */
static double lesser_share(const ResolveWeights *w, const GmMatch *m, const char *said, gsize len)
{
    const GmPlace *p = &m->place;
    if (p->kind == GM_PLACE_WATER && p->country[0] == '\0')
        return 0; /* "the Atlantic": known to all by its short name */
    if (m->match == GM_MATCH_EXACT || p->kind != GM_PLACE_SETTLEMENT)
        return 1;
    if (p->population >= LARGE && resolver_same_but_ending(p->name, said, (gssize)len))
        return 0;
    bool leads = strlen(p->name) > len && (p->name[len] == ' ' || p->name[len] == '-');
    return leads ? w->leading : p->population >= 2 * LARGE ? w->exonym : 1;
}

/* Of a capital, a division's seat, a part of a town; most are plain "PPL". */
static double seat_weight(const ResolveWeights *w, const char *code)
{
    if (strncmp(code, "PPL", 3) != 0 || code[3] == '\0' || code[4] != '\0')
        return 0;
    return code[3] == 'C'   ? w->capital
           : code[3] == 'A' ? w->capital / 3
           : code[3] == 'X' ? -0.7
                            : 0;
}

static double prior_of(const Resolver *r, const GmMatch *m, double lesser, bool rival)
{
    const ResolveWeights *w = r->w;
    const GmPlace *p = &m->place;
    double v = 0;
    switch (p->kind) {
    case GM_PLACE_COUNTRY:
        v = w->country + 0.15 * log10(1.0 + p->population);
        if (g_str_equal(p->feature_code, "TERR"))
            v -= w->territory;
        break;
    case GM_PLACE_CONTINENT:
        v = w->continent;
        break;
    case GM_PLACE_DIVISION:
        v = w->division + 0.1 * log10(1.0 + p->population);
        break;
    case GM_PLACE_DISTRICT:
        v = w->district;
        break;
    case GM_PLACE_SETTLEMENT:
        v = p->population > 0 ? w->population * log10(10.0 + p->population) : w->sparse;
        if (p->population > 300000)
            v += w->metropolis * log10(p->population / 300000.0);
        v += seat_weight(w, p->feature_code);
        break;
    case GM_PLACE_WATER: /* "Red Sea", "Persian Gulf": of no country, known to all */
        v = p->country[0] == '\0' ? w->continent : w->region;
        break;
    default:
        v = w->region;
    }
    if (m->match != GM_MATCH_EXACT && m->sort == GM_NAME_PLAIN)
        v += (w->alternate + (rival ? w->rival : 0)) * lesser;
    if (p->country[0] == 'U' && p->country[1] == 'S' && p->country[2] == '\0')
        v += w->english;
    return v;
}

static void unit_vector(GmPos p, float v[3])
{
    double lat = p.lat * G_PI / 180, lon = p.lon * G_PI / 180;
    v[0] = (float)(cos(lat) * cos(lon));
    v[1] = (float)(cos(lat) * sin(lon));
    v[2] = (float)sin(lat);
}

/* The vector of match @i, worked out once for all rounds. */
static const float *vector_of(Scan *s, guint i)
{
    if (s->vectors->len < s->matches->len)
        g_array_set_size(s->vectors, s->matches->len);
    float *v = (float *)(void *)s->vectors->data + 3 * (gsize)i;
    if (v[0] == 0 && v[1] == 0 && v[2] == 0)
        unit_vector(gm_place_pos(&g_array_index(s->matches, GmMatch, i).place), v);
    return v;
}

static Cand make_cand(const GmMatch *m, const float v[3])
{
    Cand c = {.match = m, .x = v[0], .y = v[1], .z = v[2]};
    c.country = country_slot(m->place.country);
    c.division = division_slot(m->place.admin1);
    return c;
}

/* Spans of the same name that the gazetteer answered alike are one group. */
static void make_groups(Resolver *r)
{
    Scan *s = r->s;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        sp->group = sp->container = sp->best = -1;
        if (sp->n_cand == 0)
            continue;
        guint32 key =
            sp->key * 2654435761u + (guint32)scan_match(s, sp, 0)->place.ref * 97u + sp->n_cand;
        gpointer found = g_hash_table_lookup(seen, GUINT_TO_POINTER(key));
        if (found != NULL) {
            sp->group = GPOINTER_TO_INT(found) - 1;
            group_at(r, (guint)sp->group)->n_spans++;
            continue;
        }
        bool exact = false, adjective = false;
        for (guint i = 0; i < sp->n_cand; i++) {
            exact = exact || scan_match(s, sp, i)->match == GM_MATCH_EXACT;
            adjective = adjective || scan_match(s, sp, i)->sort == GM_NAME_DEMONYM;
        }
        gsize len = s->info[sp->first + sp->name_n - 1].end - sp->start;
        const char *said = s->doc->text + sp->start;
        Group g = {
            .key = key, .first_cand = r->cands->len, .n = sp->n_cand, .n_spans = 1, .span = k};
        for (guint i = 0; i < sp->n_cand; i++) {
            Cand c = make_cand(scan_match(s, sp, i), vector_of(s, sp->cand + i));
            c.prior = prior_of(r, c.match, lesser_share(r->w, c.match, said, len), exact);
            if (adjective && c.match->sort != GM_NAME_DEMONYM &&
                c.match->place.kind == GM_PLACE_SETTLEMENT)
                c.prior += r->w->adjective;
            g_array_append_val(r->cands, c);
        }
        sp->group = (int)r->groups->len;
        g_hash_table_insert(seen, GUINT_TO_POINTER(key), GINT_TO_POINTER(sp->group + 1));
        g_array_append_val(r->groups, g);
    }
}

static double kind_fit(const Span *sp, const GmPlace *p, double weight)
{
    double v = 0;
    if ((sp->flags & SPAN_WANTS_DIVISION) != 0)
        v += p->kind == GM_PLACE_DIVISION || p->kind == GM_PLACE_DISTRICT ? weight : -weight;
    if ((sp->flags & SPAN_IN_MEDIA) != 0 && p->population > 300000)
        v += 1.5 * weight; /* "Washington Post": papers bear the names of great cities */
    if ((sp->flags & SPAN_WANTS_CITY) != 0)
        v += p->kind == GM_PLACE_SETTLEMENT ? weight : -weight;
    return v;
}

/* Belief of a group's candidates from their scores. */
static void soften(Resolver *r, Group *g)
{
    double top = -1e9, sum = 0;
    for (guint i = 0; i < g->n; i++) {
        Cand *c = cand_at(r, g, i);
        if (c->score > top) {
            top = c->score;
            g->best = i;
        }
    }
    for (guint i = 0; i < g->n; i++) {
        Cand *c = cand_at(r, g, i);
        double below = (top - c->score) / r->w->temperature;
        c->p = below < 20 ? exp(-below) : 0;
        sum += c->p;
    }
    for (guint i = 0; i < g->n; i++)
        cand_at(r, g, i)->p /= sum;
}

/* Only the slots that a candidate uses are ever written. */
void resolver_clear_mass(Resolver *r)
{
    for (guint i = 0; i < r->cands->len; i++) {
        const Cand *c = &g_array_index(r->cands, Cand, i);
        r->country[c->country] = 0;
        r->division[c->division] = 0;
    }
}

/* It is spoken of far beyond its division, and says little of that. */
static bool is_world_city(const GmPlace *p)
{
    return p->kind == GM_PLACE_SETTLEMENT && p->population >= WORLD_CITY;
}

void resolver_add_mass(Resolver *r, const Group *g, double sign)
{
    for (guint i = 0; i < g->n; i++) {
        const Cand *c = cand_at(r, g, i);
        if (c->p < 0.02)
            continue;
        double m = sign * g->weight * c->p;
        r->country[c->country] += m;
        r->division[c->division] += is_world_city(&c->match->place) ? m * r->w->world_city : m;
    }
}

static gint anchor_order(gconstpointer a, gconstpointer b)
{
    const Anchor *x = a, *y = b;
    return x->weight < y->weight   ? 1
           : x->weight > y->weight ? -1
                                   : (x->group > y->group) - (x->group < y->group);
}

static GArray *gather_anchors(Resolver *r)
{
    GArray *list = g_array_sized_new(FALSE, FALSE, sizeof(Anchor), r->groups->len + 1);
    for (guint k = 0; k < r->groups->len; k++) {
        const Group *g = group_at(r, k);
        for (guint i = 0; i < g->n; i++) {
            const Cand *c = cand_at(r, g, i);
            GmPlaceKind kind = c->match->place.kind;
            if (c->p < 0.15 || kind == GM_PLACE_COUNTRY || kind == GM_PLACE_CONTINENT)
                continue;
            Anchor a = {c, g->weight * c->p, k};
            g_array_append_val(list, a);
        }
    }
    if (list->len > MAX_ANCHORS) {
        g_array_sort(list, anchor_order);
        g_array_set_size(list, MAX_ANCHORS);
    }
    return list;
}

/* The anchors as a table for each part, and what each adds to a sum: worked out
 * side by side, then added up in their order. */
typedef struct {
    double x[MAX_ANCHORS], y[MAX_ANCHORS], z[MAX_ANCHORS], weight[MAX_ANCHORS];
    double region[MAX_ANCHORS], beside[MAX_ANCHORS];
    guint64 ref[MAX_ANCHORS];
    guint group[MAX_ANCHORS];
    guint n;
} AnchorTable;

static void fill_table(AnchorTable *t, const GArray *anchors)
{
    t->n = anchors->len;
    for (guint i = 0; i < t->n; i++) {
        const Anchor *a = &g_array_index(anchors, Anchor, i);
        t->x[i] = a->cand->x;
        t->y[i] = a->cand->y;
        t->z[i] = a->cand->z;
        t->weight[i] = a->weight;
        t->ref[i] = a->cand->match->place.ref;
        t->group[i] = a->group;
    }
}

/* How near the sure places of other names are, over two distances. The same
 * place under another name says nothing. */
static double closeness(const Resolver *r, const Cand *c, guint group, AnchorTable *t)
{
    double region = 0, beside = 0, x = c->x, y = c->y, z = c->z;
    double wide = inverse_scale(r->w->close_km), narrow = inverse_scale(r->w->beside_km);
    guint n = t->n;
    for (guint i = 0; i < n; i++) {
        double dx = x - t->x[i], dy = y - t->y[i], dz = z - t->z[i];
        double c2 = dx * dx + dy * dy + dz * dz;
        t->region[i] = t->weight[i] * nearness(c2, wide);
        t->beside[i] = t->weight[i] * nearness(c2, narrow);
    }
    guint64 own = c->match->place.ref;
    for (guint i = 0; i < n; i++) {
        bool counts = t->group[i] != group && t->ref[i] != own;
        region += counts ? t->region[i] : 0;
        beside += counts ? t->beside[i] : 0;
    }
    return r->w->close * (region > 0.02 ? log1p(region) : region) +
           r->w->beside * (beside > 0.02 ? log1p(beside) : beside);
}

static double listed(const Resolver *r, const Cand *c, guint group)
{
    double v = 0;
    for (guint i = 0; i < r->links->len; i++) {
        const Link *l = &g_array_index(r->links, Link, i);
        if (l->a != group && l->b != group)
            continue;
        const Group *g = group_at(r, l->a == group ? l->b : l->a);
        const Cand *o = cand_at(r, g, g->best);
        v = MAX(v, o->p * nearness(chord2(c, o), inverse_scale(150)));
    }
    return r->w->listed * v;
}

double resolver_weightiest_country(const Resolver *r)
{
    double most = 0;
    for (guint i = 0; i < r->cands->len; i++) {
        guint16 country = g_array_index(r->cands, Cand, i).country;
        most = MAX(most, country != 0 ? r->country[country] : 0);
    }
    return most;
}

/* The logarithm of the mass in the slot asked for last: namesakes lie side by side. */
typedef struct {
    guint slot;
    double log;
} LogMass;

static double log_mass(LogMass *last, const double *mass, guint slot)
{
    if (last->slot != slot || last->log < 0)
        *last = (LogMass){slot, mass[slot] > 0.01 ? log1p(mass[slot]) : 0};
    return last->log;
}

static void one_round(Resolver *r)
{
    resolver_clear_mass(r);
    for (guint k = 0; k < r->groups->len; k++)
        resolver_add_mass(r, group_at(r, k), 1);
    g_autoptr(GArray) anchors = gather_anchors(r);
    AnchorTable table;
    fill_table(&table, anchors);
    double most = resolver_weightiest_country(r);
    for (guint k = 0; k < r->groups->len; k++) {
        Group *g = group_at(r, k);
        if (g->n == 1)
            continue;
        resolver_add_mass(r, g, -1);
        LogMass country = {0, -1}, division = {0, -1};
        for (guint i = 0; i < g->n; i++) {
            Cand *c = cand_at(r, g, i);
            double v = 0;
            if (c->country == 0)
                v += r->w->abroad * log1p(MAX(0, most));
            else
                v += r->w->same_country * log_mass(&country, r->country, c->country);
            if (c->division != 0)
                v += r->w->same_division * log_mass(&division, r->division, c->division);
            if (c->match->place.kind == GM_PLACE_COUNTRY)
                v += r->w->country_itself * log1p(MAX(0, r->country[c->country]));
            else if (c->match->place.kind != GM_PLACE_CONTINENT)
                v += closeness(r, c, k, &table);
            if (r->links->len > 0 && r->links->len < 500)
                v += listed(r, c, k);
            c->score = c->prior + c->local + r->w->enough * (1 - exp(-v / r->w->enough));
        }
        resolver_add_mass(r, g, 1);
    }
    for (guint k = 0; k < r->groups->len; k++) {
        soften(r, group_at(r, k));
    }
}

static void weigh_groups(Resolver *r)
{
    Scan *s = r->s;
    for (guint k = 0; k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        if (sp->group < 0)
            continue;
        double sure = 1 / (1 + exp(-(double)sp->judge));
        Group *g = group_at(r, (guint)sp->group);
        g->weight += sure;
    }
    for (guint k = 0; k < r->groups->len; k++) {
        Group *g = group_at(r, k);
        g->weight = sqrt(g->weight);
    }
}

/* The outlet's or document's home, given as an option. */
static void lean_home(Resolver *r)
{
    const GmMentionOptions *o = r->s->opt;
    if (o == NULL || (o->near_place == NULL && o->country == NULL))
        return;
    Cand home = {0};
    g_autoptr(GArray) found = NULL;
    GmPos at;
    float v[3];
    bool located =
        o->near_place != NULL && gm_text_parse_coordinates(o->near_place, &at.lat, &at.lon, NULL);
    if (located) {
        unit_vector(at, v);
        home = (Cand){.x = v[0], .y = v[1], .z = v[2]};
    } else if (o->near_place != NULL) {
        GmLookupOptions lo = GM_LOOKUP_OPTIONS_INIT;
        lo.country = o->country;
        lo.max = 1;
        found = gm_gazetteer_lookup(r->s->gaz, o->near_place, &lo);
        if (found != NULL && found->len > 0) {
            unit_vector(gm_place_pos(&g_array_index(found, GmMatch, 0).place), v);
            home = make_cand(&g_array_index(found, GmMatch, 0), v);
            located = true;
        }
    }
    guint16 country = o->country != NULL ? country_slot(o->country) : home.country;
    for (guint i = 0; i < r->cands->len; i++) {
        Cand *c = &g_array_index(r->cands, Cand, i);
        if (country != 0 && c->country == country)
            c->prior += r->w->home / 2;
        if (located) {
            c->prior += home.division != 0 && c->division == home.division ? r->w->home / 2 : 0;
            c->prior += r->w->home * exp(-chord_km(c, &home) / r->w->close_km);
        }
    }
}

static bool ends_in_city(const char *name)
{
    gsize len = strlen(name);
    return len > 5 && g_str_equal(name + len - 5, " City");
}

/* Of a division, the town that bears its name; of a town, the division: what the
 * words around span @sp ask for instead of the group's choice. -1 none. */
static int namesake_of(const Resolver *r, const Group *g, const Span *sp)
{
    bool town = (sp->flags & SPAN_AS_DIVISION) == 0;
    const GmPlace *p = &cand_at(r, g, g->best)->match->place;
    if (g->n < 2 || (town ? p->kind != GM_PLACE_DIVISION : p->kind != GM_PLACE_SETTLEMENT))
        return -1;
    int found = -1;
    for (guint i = 0; i < g->n; i++) {
        const Cand *c = cand_at(r, g, i);
        const GmPlace *q = &c->match->place;
        bool fits =
            !town ? q->kind == GM_PLACE_DIVISION && g_str_equal(p->country, q->country)
                  : q->kind == GM_PLACE_SETTLEMENT && g_str_equal(p->admin1, q->admin1) &&
                        (q->population > 20000 || g_str_has_prefix(q->feature_code, "PPLA")) &&
                        (!ends_in_city(q->name) || q->population > 2000000);
        if (fits && (found < 0 || c->score > cand_at(r, g, (guint)found)->score))
            found = (int)i;
    }
    return found;
}

static void choose_spans(Resolver *r)
{
    Scan *s = r->s;
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->group < 0)
            continue;
        const Group *g = group_at(r, (guint)sp->group);
        double top = -1e9, sum = 0;
        int asked =
            (sp->flags & (SPAN_AS_TOWN | SPAN_AS_DIVISION)) != 0 ? namesake_of(r, g, sp) : -1;
        sp->cand = scan_span(s, g->span)->cand;
        if (asked >= 0) { /* as sure as the name is of this pair */
            sp->best = asked;
            sp->best_p = (float)MIN(1, cand_at(r, g, g->best)->p + cand_at(r, g, (guint)asked)->p);
            continue;
        }
        if ((sp->flags & (SPAN_WANTS_CITY | SPAN_WANTS_DIVISION | SPAN_IN_MEDIA)) == 0) {
            sp->best = (int)g->best; /* nothing of its own is asked of this mention */
            sp->best_p = (float)cand_at(r, g, g->best)->p;
            continue;
        }
        for (guint i = 0; i < g->n; i++) {
            const Cand *c = cand_at(r, g, i);
            double v = c->score + kind_fit(sp, &c->match->place, r->w->kind_word);
            if (v > top) {
                top = v;
                sp->best = (int)i;
            }
        }
        for (guint i = 0; i < g->n; i++) {
            const Cand *c = cand_at(r, g, i);
            sum += exp((c->score + kind_fit(sp, &c->match->place, r->w->kind_word) - top) /
                       r->w->temperature);
        }
        sp->best_p = (float)(1 / sum);
    }
}

void mention_resolve(Scan *s, guint rounds)
{
    Resolver r; /* its tables are cleared where candidates stand in them */
    r.s = s;
    r.w = &RESOLVE_DEFAULT;
    r.cands = g_array_sized_new(FALSE, FALSE, sizeof(Cand), s->matches->len + 1);
    r.groups = g_array_sized_new(FALSE, FALSE, sizeof(Group), s->spans->len + 1);
    make_groups(&r);
    resolver_clear_mass(&r);
    weigh_groups(&r);
    resolver_weigh_namesakes(&r);
    lean_home(&r);
    resolver_lean_roads(&r);
    resolver_read_containment(&r);
    r.links = g_array_new(FALSE, FALSE, sizeof(Link));
    resolver_read_lists(&r);
    for (guint k = 0; k < r.groups->len; k++) {
        Group *g = group_at(&r, k);
        for (guint i = 0; i < g->n; i++) {
            Cand *c = cand_at(&r, g, i);
            c->score = c->prior + c->local;
        }
        soften(&r, g);
    }
    for (guint n = 0; n < rounds; n++)
        one_round(&r);
    choose_spans(&r);
    resolver_match_neighbours(s);
    g_autoptr(GArray) anchors = gather_anchors(&r);
    resolver_note_support(&r, anchors);
    resolver_find_focus(&r);
    g_array_free(r.cands, TRUE);
    g_array_free(r.groups, TRUE);
    g_array_free(r.links, TRUE);
}
