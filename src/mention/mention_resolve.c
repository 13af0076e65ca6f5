/** See mention_resolve.h. */
#include "mention_resolve.h"

#include <math.h>
#include <string.h>

enum { MAX_ANCHORS = 48, DIVISION_SLOTS = 4096, COUNTRY_SLOTS = 26 * 26 + 1 };

static const double EARTH_KM = 6371.0088;

const ResolveWeights RESOLVE_DEFAULT = {
    .population = 0.86, .country = 7.8, .continent = 7.0, .division = 6.0, .district = 2.2,
    .region = 4.0, .capital = 1.1, .alternate = -1.2, .rival = -2.0, .contained = 8.0, .contains = 3.0,
    .same_country = 1.15, .same_division = 1.55, .country_itself = 0.9, .close = 1.6,
    .close_km = 180.0, .beside = 1.9, .beside_km = 35.0, .kind_word = 4.0, .home = 3.0,
    .namesake = 1.2, .explicit_division = 3.0, .listed = 2.0, .english = 0.4,
    .temperature = 0.7, .sparse = 0.0};

typedef struct {
    const GmMatch *match;
    double x, y, z; /* unit vector */
    double prior, local, score, p;
    guint16 country;  /* slot */
    guint16 division; /* slot, 0 none */
} Cand;

typedef struct {
    guint32 key;
    guint first_cand, n;
    guint n_spans;
    guint span;    /* the first of them */
    double weight; /* how much its choice says about the document */
    guint best;
    bool free_space; /* places of this group say nothing about the focus */
} Group;

/* Two names of one list: "Watertown, Mayer and Jordan". */
typedef struct {
    guint a, b;
} Link;

typedef struct {
    Scan *s;
    const ResolveWeights *w;
    GArray *cands;  /* Cand */
    GArray *groups; /* Group */
    GArray *links;  /* Link */
    double country[COUNTRY_SLOTS];
    double division[DIVISION_SLOTS];
    double total;
} Resolver;

static Cand *cand_at(const Resolver *r, const Group *g, guint i)
{
    return &g_array_index(r->cands, Cand, g->first_cand + i);
}
static Group *group_at(const Resolver *r, guint i)
{
    return &g_array_index(r->groups, Group, i);
}

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

static double prior_of(const Resolver *r, const GmMatch *m)
{
    const ResolveWeights *w = r->w;
    const GmPlace *p = &m->place;
    double v = 0;
    switch (p->kind) {
    case GM_PLACE_COUNTRY:
        v = w->country + 0.15 * log10(1.0 + p->population);
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
        if (g_str_equal(p->feature_code, "PPLC"))
            v += w->capital;
        else if (g_str_equal(p->feature_code, "PPLA"))
            v += w->capital / 3;
        else if (g_str_equal(p->feature_code, "PPLX"))
            v -= 0.7;
        break;
    default:
        v = w->region;
    }
    if (m->match != GM_MATCH_EXACT && m->sort == GM_NAME_PLAIN)
        v += w->alternate;
    if (g_str_equal(p->country, "US"))
        v += w->english;
    return v;
}

static void unit_vector(const GmPlace *p, float v[3])
{
    double lat = p->lat * G_PI / 180, lon = p->lon * G_PI / 180;
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
        unit_vector(&g_array_index(s->matches, GmMatch, i).place, v);
    return v;
}

static Cand make_cand(const Resolver *r, const GmMatch *m, const float v[3])
{
    Cand c = {.match = m, .x = v[0], .y = v[1], .z = v[2]};
    c.country = country_slot(m->place.country);
    c.division = division_slot(m->place.admin1);
    c.prior = prior_of(r, m);
    return c;
}

/* Square of the chord between two places, in earth radii. */
static inline double chord2(const Cand *a, const Cand *b)
{
    double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
    return dx * dx + dy * dy + dz * dz;
}

/* 1 at the same point, a quarter at the scale (earth radii, squared and
 * inverted), next to nothing far away. */
static inline double nearness(double c2, double inverse)
{
    double k = 1 / (1 + c2 * inverse);
    return k * k;
}

static double inverse_scale(double km)
{
    return (EARTH_KM / km) * (EARTH_KM / km);
}

static double chord_km(const Cand *a, const Cand *b)
{
    return EARTH_KM * sqrt(chord2(a, b));
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
        bool exact = false;
        for (guint i = 0; i < sp->n_cand; i++)
            exact = exact || scan_match(s, sp, i)->match == GM_MATCH_EXACT;
        Group g = {
            .key = key, .first_cand = r->cands->len, .n = sp->n_cand, .n_spans = 1, .span = k};
        for (guint i = 0; i < sp->n_cand; i++) {
            Cand c = make_cand(r, scan_match(s, sp, i), vector_of(s, sp->cand + i));
            if (exact && c.match->match != GM_MATCH_EXACT && c.match->sort == GM_NAME_PLAIN)
                c.prior += r->w->rival;
            g_array_append_val(r->cands, c);
        }
        sp->group = (int)r->groups->len;
        g_hash_table_insert(seen, GUINT_TO_POINTER(key), GINT_TO_POINTER(sp->group + 1));
        g_array_append_val(r->groups, g);
    }
}

bool mention_place_holds(const GmPlace *outer, const GmPlace *inner)
{
    if (outer->ref == inner->ref)
        return false;
    switch (outer->kind) {
    case GM_PLACE_COUNTRY:
        return inner->kind != GM_PLACE_COUNTRY && g_str_equal(outer->country, inner->country);
    case GM_PLACE_DIVISION:
        return inner->kind != GM_PLACE_COUNTRY && inner->kind != GM_PLACE_DIVISION &&
               outer->admin1[0] != '\0' && g_str_equal(outer->admin1, inner->admin1);
    default:
        return false;
    }
}

/* Settlements in a county: same division and not far from its point. */
static bool place_in_district(const Cand *outer, const Cand *inner)
{
    return outer->match->place.kind == GM_PLACE_DISTRICT &&
           inner->match->place.kind == GM_PLACE_SETTLEMENT && outer->division != 0 &&
           outer->division == inner->division && chord_km(outer, inner) < 60;
}

/* Does the text put span @k in the span after it ("Paris, Texas", "Gori in
 * Georgia", "Hope (Arkansas)")? */
static bool follows_as_container(const Scan *s, const Span *a, const Span *b)
{
    guint end = tok_after(s, a->first + a->n - 1);
    if (!tok_same_sentence(s, a->first, b->first) || b->first < end)
        return false;
    if (tok_char(s, end) == '.' && tok_touches(s, end) && end + 1 < b->first)
        end++;
    if (tok_char(s, end) == ',' || tok_char(s, end) == '(')
        return b->first == end + 1 ||
               (b->first == end + 2 && (tok_cls(s, end + 1) & (CW_DIRECTION | CW_THE)) != 0) ||
               (b->first == end + 2 && (tok_cls(s, end + 1) & CW_IN) != 0);
    if (b->first == end + 1 && (tok_cls(s, end) & (CW_IN | CW_OF)) != 0)
        return true;
    if (b->first == end + 2 && scan_fold_is(s, end, "in") &&
        (tok_cls(s, end + 1) & (CW_DIRECTION | CW_THE)) != 0)
        return true;
    return b->first == end; /* "Fargo North Dakota", "Little Rock Ark." */
}

/* "Syria’s Idlib province", "Georgia's Gori", "Texas city of Paris", "Syrian town X" */
static bool precedes_as_container(const Scan *s, const Span *a, const Span *b)
{
    guint end = tok_after(s, a->first + a->n - 1);
    if (!tok_same_sentence(s, a->first, b->first) || b->first < end)
        return false;
    bool adjectival = (a->flags & SPAN_DEMONYM) != 0 ||
                      (s->info[a->first + a->n - 1].mark & MARK_POSSESSIVE) != 0;
    guint gap = b->first - end;
    if (gap == 0)
        return adjectival;
    if (gap > 3)
        return false;
    for (guint i = end; i < b->first; i++)
        if ((tok_cls(s, i) & (CW_SETTLEMENT | CW_OF | CW_DIRECTION | CW_DIVISION | CW_FEATURE)) ==
            0)
            return false;
    return true;
}

static void add_containment(Resolver *r, guint outer_span, guint inner_span, double share)
{
    Scan *s = r->s;
    Span *o = scan_span(s, outer_span), *i = scan_span(s, inner_span);
    if (o->group < 0 || i->group < 0 || o->group == i->group)
        return;
    Group *go = group_at(r, (guint)o->group), *gi = group_at(r, (guint)i->group);
    bool holds = false;
    for (guint a = 0; a < gi->n; a++) {
        Cand *inner = cand_at(r, gi, a);
        double best = 0;
        for (guint b = 0; b < go->n; b++) {
            Cand *outer = cand_at(r, go, b);
            if (!mention_place_holds(&outer->match->place, &inner->match->place) &&
                !place_in_district(outer, inner))
                continue;
            double gain = share / (double)MIN(go->n_spans, 4u);
            outer->local = MAX(outer->local, r->w->contains * gain);
            best = 1;
        }
        holds = holds || best > 0;
        if (best > 0)
            inner->local = MAX(inner->local, r->w->contained * share);
    }
    if (holds && i->container < 0)
        i->container = (int)outer_span;
}

/* "Mexico, US and Canada", "Canada, Mexico, US": a list, not an address. */
static bool is_list(const Scan *s, const Span *a, const Span *b)
{
    guint end = tok_after(s, b->first + b->n - 1);
    if (!tok_same_sentence(s, a->first, end))
        return false;
    if ((tok_cls(s, end) & CW_AND) != 0)
        return true;
    return tok_char(s, end) == ',' && (tok_cls(s, end + 1) & CW_AND) != 0 && tok_is_cap(s, end + 2);
}

static bool has_kind(const Scan *s, const Span *sp, GmPlaceKind kind)
{
    for (guint i = 0; i < sp->n_cand; i++)
        if (scan_match(s, sp, i)->place.kind == kind && scan_match(s, sp, i)->sort != GM_NAME_DEMONYM)
            return true;
    return false;
}

static void read_containment(Resolver *r)
{
    Scan *s = r->s;
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        const Span *a = scan_span(s, k), *b = scan_span(s, k + 1);
        if (follows_as_container(s, a, b)) {
            bool doubtful = (is_list(s, a, b) && (b->flags & SPAN_ABBREVIATION) == 0) ||
                            (has_kind(s, a, GM_PLACE_COUNTRY) && has_kind(s, b, GM_PLACE_COUNTRY));
            add_containment(r, k + 1, k, doubtful ? 0.15 : 1.0);
        }
        if (precedes_as_container(s, a, b))
            add_containment(r, k, k + 1, 0.7);
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
static void clear_mass(Resolver *r)
{
    for (guint i = 0; i < r->cands->len; i++) {
        const Cand *c = &g_array_index(r->cands, Cand, i);
        r->country[c->country] = 0;
        r->division[c->division] = 0;
    }
}

static void add_mass(Resolver *r, const Group *g, double sign)
{
    for (guint i = 0; i < g->n; i++) {
        const Cand *c = cand_at(r, g, i);
        if (c->p < 0.02)
            continue;
        double m = sign * g->weight * c->p;
        r->country[c->country] += m;
        r->division[c->division] += m;
    }
}

typedef struct {
    const Cand *cand;
    double weight;
    guint group;
} Anchor;

static gint anchor_order(gconstpointer a, gconstpointer b)
{
    const Anchor *x = a, *y = b;
    return x->weight < y->weight   ? 1
           : x->weight > y->weight ? -1
                                   : (x->group > y->group) - (x->group < y->group);
}

static GArray *gather_anchors(Resolver *r)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(Anchor));
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

/* How near the sure places of other names are, over two distances. The same
 * place under another name says nothing. */
static double closeness(const Resolver *r, const Cand *c, guint group, const GArray *anchors)
{
    double region = 0, beside = 0;
    double wide = inverse_scale(r->w->close_km), narrow = inverse_scale(r->w->beside_km);
    for (guint i = 0; i < anchors->len; i++) {
        const Anchor *a = &g_array_index(anchors, Anchor, i);
        if (a->group == group || a->cand->match->place.ref == c->match->place.ref)
            continue;
        double c2 = chord2(c, a->cand);
        region += a->weight * nearness(c2, wide);
        beside += a->weight * nearness(c2, narrow);
    }
    return r->w->close * (region > 0.02 ? log1p(region) : region) +
           r->w->beside * (beside > 0.02 ? log1p(beside) : beside);
}

static void read_lists(Resolver *r)
{
    const Scan *s = r->s;
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        const Span *a = scan_span(s, k), *b = scan_span(s, k + 1);
        guint end = a->first + a->n;
        if (a->group < 0 || b->group < 0 || a->group == b->group || b->container == (int)k ||
            a->container == (int)k + 1 || !tok_same_sentence(s, a->first, b->first) || b->first < end + 1 ||
            b->first > end + 2)
            continue;
        bool joined = true;
        for (guint i = end; i < b->first; i++)
            joined = joined && (tok_char(s, i) == ',' || tok_char(s, i) == '/' || tok_is_hyphen(s, i) ||
                                (tok_cls(s, i) & CW_AND) != 0);
        Link l = {(guint)a->group, (guint)b->group};
        if (joined)
            g_array_append_val(r->links, l);
    }
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

static void one_round(Resolver *r)
{
    clear_mass(r);
    for (guint k = 0; k < r->groups->len; k++)
        add_mass(r, group_at(r, k), 1);
    g_autoptr(GArray) anchors = gather_anchors(r);
    for (guint k = 0; k < r->groups->len; k++) {
        Group *g = group_at(r, k);
        if (g->n == 1)
            continue;
        add_mass(r, g, -1);
        for (guint i = 0; i < g->n; i++) {
            Cand *c = cand_at(r, g, i);
            double v = c->prior + c->local;
            if (c->country != 0 && r->country[c->country] > 0.01)
                v += r->w->same_country * log1p(r->country[c->country]);
            if (c->division != 0 && r->division[c->division] > 0.01)
                v += r->w->same_division * log1p(r->division[c->division]);
            if (c->match->place.kind == GM_PLACE_COUNTRY)
                v += r->w->country_itself * log1p(MAX(0, r->country[c->country]));
            else if (c->match->place.kind != GM_PLACE_CONTINENT)
                v += closeness(r, c, k, anchors);
            if (r->links->len > 0 && r->links->len < 500)
                v += listed(r, c, k);
            c->score = v;
        }
        add_mass(r, g, 1);
    }
    for (guint k = 0; k < r->groups->len; k++) {
        soften(r, group_at(r, k));
    }
}

/* Does the document write this division out ("Idlib province"), or speak of a
 * province in a sentence that names it? */
static bool division_written(const Scan *s, const GmPlace *division, guint32 key)
{
    for (guint j = 0; j < s->spans->len; j++) {
        const Span *sp = scan_span(s, j);
        if ((sp->flags & SPAN_EXPLICIT_DIVISION) != 0)
            for (guint i = 0; i < sp->n_cand; i++)
                if (scan_match(s, sp, i)->place.ref == division->ref)
                    return true;
        if (sp->key != key || sp->n_cand == 0)
            continue;
        /* "… in Idlib … in the province": the last name before those words */
        const GmSentence *se = gm_text_sentence(s->doc, sp->sentence);
        const Span *next = j + 1 < s->spans->len ? scan_span(s, j + 1) : NULL;
        guint end = se->first_token + se->n_tokens - s->base;
        if (next != NULL && next->sentence == sp->sentence)
            end = next->first;
        for (guint i = sp->first + sp->n + 1; i < end; i++)
            if ((scan_fold_is(s, i, "province") || scan_fold_is(s, i, "governorate")) &&
                (s->info[i - 1].cls & CW_THE) != 0)
                return true;
    }
    return false;
}

/* A town and the division of its name: the town, unless the document means the
 * division by it. */
static void weigh_namesakes(Resolver *r)
{
    Scan *s = r->s;
    for (guint k = 0; k < r->groups->len; k++) {
        Group *g = group_at(r, k);
        guint32 key = scan_span(s, g->span)->key;
        for (guint i = 0; i < g->n && g->n > 1; i++) {
            Cand *c = cand_at(r, g, i);
            const GmPlace *p = &c->match->place;
            if (p->kind != GM_PLACE_DIVISION && p->kind != GM_PLACE_DISTRICT)
                continue;
            const Cand *town = NULL;
            for (guint j = 0; j < g->n && town == NULL; j++) {
                const Cand *t = cand_at(r, g, j);
                if (t->match->place.kind == GM_PLACE_SETTLEMENT && t->division != 0 &&
                    t->division == c->division && t->match->place.population > 20000 &&
                    (t->match->match == GM_MATCH_EXACT || c->match->match != GM_MATCH_EXACT ||
                     t->match->place.population > 2000000))
                    town = t;
            }
            if (town == NULL)
                continue;
            if (division_written(s, p, key))
                c->prior = MAX(c->prior, town->prior) + r->w->explicit_division;
            else
                c->prior = MIN(c->prior, town->prior - r->w->namesake);
        }
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
    if (o->near_place != NULL) {
        GmLookupOptions lo = GM_LOOKUP_OPTIONS_INIT;
        lo.country = o->country;
        lo.max = 1;
        found = gm_gazetteer_lookup(r->s->gaz, o->near_place, &lo);
        if (found != NULL && found->len > 0) {
            float v[3];
            unit_vector(&g_array_index(found, GmMatch, 0).place, v);
            home = make_cand(r, &g_array_index(found, GmMatch, 0), v);
        }
    }
    guint16 country = o->country != NULL ? country_slot(o->country) : home.country;
    for (guint i = 0; i < r->cands->len; i++) {
        Cand *c = &g_array_index(r->cands, Cand, i);
        if (country != 0 && c->country == country)
            c->prior += r->w->home / 2;
        if (home.match != NULL) {
            c->prior += home.division != 0 && c->division == home.division ? r->w->home / 2 : 0;
            c->prior += r->w->home * exp(-chord_km(c, &home) / r->w->close_km);
        }
    }
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
        sp->cand = scan_span(s, g->span)->cand;
    }
}

static int division_of(const Scan *s, const Span *sp, const char *country)
{
    for (guint i = 0; i < sp->n_cand; i++) {
        const GmPlace *p = &scan_match(s, sp, i)->place;
        if (p->kind == GM_PLACE_DIVISION && g_str_equal(p->country, country))
            return (int)i;
    }
    return -1;
}

/* "in Aleppo and Idlib": two of a kind. */
static void match_neighbours(Scan *s)
{
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        Span *a = scan_span(s, k);
        const Span *b = scan_span(s, k + 1);
        if (a->best < 0 || b->best < 0 || a->first == 0 || b->first != a->first + a->n + 1 ||
            !scan_fold_is(s, b->first - 1, "and") || !scan_fold_is(s, a->first - 1, "in"))
            continue;
        const GmPlace *pa = &scan_match(s, a, (guint)a->best)->place;
        const GmPlace *pb = &scan_match(s, b, (guint)b->best)->place;
        int division = division_of(s, a, pb->country);
        if (pb->kind == GM_PLACE_DIVISION && pa->kind == GM_PLACE_SETTLEMENT && b->n_cand > 1 &&
            division >= 0 && g_str_equal(pa->country, pb->country))
            a->best = division;
    }
}

static guint8 support_of(Resolver *r, const Group *g, guint group, const GArray *anchors,
                         double total)
{
    const Cand *c = cand_at(r, g, g->best);
    double region = 0, beside = 0;
    double wide = inverse_scale(150), narrow = inverse_scale(35);
    for (guint i = 0; i < anchors->len; i++) {
        const Anchor *a = &g_array_index(anchors, Anchor, i);
        if (a->group == group || a->cand->match->place.ref == c->match->place.ref)
            continue;
        double c2 = chord2(c, a->cand);
        region += a->weight * nearness(c2, wide);
        beside += a->weight * nearness(c2, narrow);
    }
    double others = total - g->weight;
    double country = r->country[c->country] - g->weight * c->p;
    guint8 v = 0;
    v |= beside > 0.4 ? SUPPORT_BESIDE : 0;
    v |= region > 0.5 ? SUPPORT_REGION : 0;
    v |= c->division != 0 && r->division[c->division] - g->weight * c->p > 0.6 ? SUPPORT_DIVISION
                                                                               : 0;
    v |= others > 0.5 && country > 0.5 * others ? SUPPORT_COUNTRY : 0;
    v |= others > 1.5 && country < 0.1 * others ? SUPPORT_STRANGE : 0;
    v |= c->p > 0.8 ? SUPPORT_SURE : 0;
    v |= c->p < 0.4 ? SUPPORT_UNSURE : 0;
    v |= others < 1.0 ? SUPPORT_ALONE : 0;
    return v;
}

/* For the judge: does the rest of the document speak for each choice? */
static void note_support(Resolver *r)
{
    g_autoptr(GArray) anchors = gather_anchors(r);
    clear_mass(r);
    double total = 0;
    for (guint k = 0; k < r->groups->len; k++) {
        add_mass(r, group_at(r, k), 1);
        total += group_at(r, k)->weight;
    }
    guint8 *support = g_new0(guint8, r->groups->len + 1);
    for (guint k = 0; k < r->groups->len; k++)
        support[k] = support_of(r, group_at(r, k), k, anchors, total);
    for (guint k = 0; k < r->s->spans->len; k++) {
        Span *sp = scan_span(r->s, k);
        if (sp->group >= 0)
            sp->support = support[sp->group];
    }
    g_free(support);
}

static void find_focus(Resolver *r)
{
    GmFocus *f = &r->s->focus;
    double best = 0, sx = 0, sy = 0, sz = 0, sum = 0;
    /* the country whose places are named, more than the country that is */
    double inside[COUNTRY_SLOTS];
    memset(inside, 0, sizeof inside);
    for (guint k = 0; k < r->groups->len; k++) {
        const Group *g = group_at(r, k);
        const Cand *c = cand_at(r, g, g->best);
        bool country = c->match->place.kind == GM_PLACE_COUNTRY;
        bool capital = g_str_equal(c->match->place.feature_code, "PPLC");
        if (c->country == 0)
            continue;
        inside[c->country] += g->weight * (country ? 0.3 : capital ? 0.4 : 1.0);
        if (inside[c->country] > best) {
            best = inside[c->country];
            g_strlcpy(f->country, c->match->place.country, sizeof f->country);
        }
    }
    best = 0;
    for (guint k = 0; k < r->groups->len; k++) {
        const Group *g = group_at(r, k);
        const Cand *c = cand_at(r, g, g->best);
        const GmPlace *p = &c->match->place;
        if (!g_str_equal(p->country, f->country))
            continue;
        if (c->division != 0 && r->division[c->division] > best) {
            best = r->division[c->division];
            g_strlcpy(f->admin1, p->admin1, sizeof f->admin1);
        }
        if (p->kind != GM_PLACE_COUNTRY && p->kind != GM_PLACE_CONTINENT && c->p > 0.5) {
            sx += g->weight * c->x;
            sy += g->weight * c->y;
            sz += g->weight * c->z;
            sum += g->weight;
        }
    }
    f->has_centre = sum > 0;
    if (f->has_centre) {
        f->centre.lat = atan2(sz, sqrt(sx * sx + sy * sy)) * 180 / G_PI;
        f->centre.lon = atan2(sy, sx) * 180 / G_PI;
    }
}

void mention_resolve(Scan *s, guint rounds)
{
    Resolver r; /* its tables are cleared where candidates stand in them */
    r.s = s;
    r.w = &RESOLVE_DEFAULT;
    r.cands = g_array_new(FALSE, TRUE, sizeof(Cand));
    r.groups = g_array_new(FALSE, TRUE, sizeof(Group));
    make_groups(&r);
    clear_mass(&r);
    weigh_groups(&r);
    weigh_namesakes(&r);
    lean_home(&r);
    read_containment(&r);
    r.links = g_array_new(FALSE, FALSE, sizeof(Link));
    read_lists(&r);
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
    match_neighbours(s);
    note_support(&r);
    find_focus(&r);
    g_array_free(r.cands, TRUE);
    g_array_free(r.groups, TRUE);
    g_array_free(r.links, TRUE);
}
