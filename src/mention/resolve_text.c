/** What the words between two names say of where they lie. */
#include "resolver.h"

#include "fold.h"

#include <string.h>

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

/* "Mexico, US and Canada", "Canada, Mexico, US": a list, not an address. Past the
 * names of a longer one ("Rome, New York, Paris and Athens") to its end. */
static bool is_list(const Scan *s, guint a, guint b)
{
    const Span *from = scan_span(s, a);
    for (guint k = b; k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        guint end = tok_after(s, sp->first + sp->n - 1);
        if (!tok_same_sentence(s, from->first, end))
            return false;
        if ((tok_cls(s, end) & CW_AND) != 0)
            return tok_is_cap(s, end + 1) || k == b;
        if (tok_char(s, end) != ',')
            return false;
        if ((tok_cls(s, end + 1) & CW_AND) != 0)
            return tok_is_cap(s, end + 2);
        if (k + 1 >= s->spans->len || scan_span(s, k + 1)->first != end + 1)
            return false;
    }
    return false;
}

/* "New York", "Washington": of a great city as much as of its state. */
static bool names_great_city(const Scan *s, const Span *sp)
{
    for (guint i = 0; i < sp->n_cand; i++) {
        const GmPlace *p = &scan_match(s, sp, i)->place;
        if (p->kind == GM_PLACE_SETTLEMENT && p->population >= 5000000)
            return true;
    }
    return false;
}

static bool has_kind(const Scan *s, const Span *sp, GmPlaceKind kind)
{
    for (guint i = 0; i < sp->n_cand; i++)
        if (scan_match(s, sp, i)->place.kind == kind &&
            scan_match(s, sp, i)->sort != GM_NAME_DEMONYM)
            return true;
    return false;
}

void resolver_read_containment(Resolver *r)
{
    Scan *s = r->s;
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        const Span *a = scan_span(s, k), *b = scan_span(s, k + 1);
        if (follows_as_container(s, a, b)) {
            bool list = is_list(s, k, k + 1) && (b->flags & SPAN_ABBREVIATION) == 0;
            bool doubtful =
                list || (has_kind(s, a, GM_PLACE_COUNTRY) && has_kind(s, b, GM_PLACE_COUNTRY));
            if (!list || !names_great_city(s, b))
                add_containment(r, k + 1, k, doubtful ? 0.15 : 1.0);
        }
        if (precedes_as_container(s, a, b))
            add_containment(r, k, k + 1, 0.7);
    }
}

void resolver_read_lists(Resolver *r)
{
    const Scan *s = r->s;
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        const Span *a = scan_span(s, k), *b = scan_span(s, k + 1);
        guint end = a->first + a->n;
        if (a->group < 0 || b->group < 0 || a->group == b->group || b->container == (int)k ||
            a->container == (int)k + 1 || !tok_same_sentence(s, a->first, b->first) ||
            b->first < end + 1 || b->first > end + 2)
            continue;
        bool joined = true;
        for (guint i = end; i < b->first; i++)
            joined = joined && (tok_char(s, i) == ',' || tok_char(s, i) == '/' ||
                                tok_is_hyphen(s, i) || (tok_cls(s, i) & CW_AND) != 0);
        Link l = {(guint)a->group, (guint)b->group};
        if (joined)
            g_array_append_val(r->links, l);
    }
}

/* Names whose division the document writes out. */
typedef struct {
    GArray *spelled; /* Span index: "Idlib province" */
    GArray *keys;    /* of names before "the province" in their sentence */
} Written;

/* "… in Idlib … in the province": the last name before those words. */
static bool speaks_of_division(const Scan *s, guint k)
{
    const Span *sp = scan_span(s, k);
    const GmSentence *se = gm_text_sentence(s->doc, sp->sentence);
    const Span *next = k + 1 < s->spans->len ? scan_span(s, k + 1) : NULL;
    guint end = se->first_token + se->n_tokens - s->base;
    if (next != NULL && next->sentence == sp->sentence)
        end = next->first;
    for (guint i = sp->first + sp->n + 1; i < end; i++)
        if ((s->info[i].cls & CW_DIVISION) != 0 &&
            (scan_fold_is(s, i, "province") || scan_fold_is(s, i, "governorate")) &&
            (s->info[i - 1].cls & CW_THE) != 0)
            return true;
    return false;
}

static Written gather_written(const Scan *s)
{
    Written w = {g_array_new(FALSE, FALSE, sizeof(guint)),
                 g_array_new(FALSE, FALSE, sizeof(guint32))};
    for (guint k = 0; k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        if ((sp->flags & SPAN_EXPLICIT_DIVISION) != 0)
            g_array_append_val(w.spelled, k);
        if (sp->n_cand > 0 && speaks_of_division(s, k))
            g_array_append_val(w.keys, sp->key);
    }
    return w;
}

/* Does the document write this division out ("Idlib province"), or speak of a
 * province in a sentence that names it? */
static bool division_written(const Scan *s, const Written *w, const GmPlace *division, guint32 key)
{
    for (guint j = 0; j < w->spelled->len; j++) {
        const Span *sp = scan_span(s, g_array_index(w->spelled, guint, j));
        for (guint i = 0; i < sp->n_cand; i++)
            if (scan_match(s, sp, i)->place.ref == division->ref)
                return true;
    }
    for (guint j = 0; j < w->keys->len; j++)
        if (g_array_index(w->keys, guint32, j) == key)
            return true;
    return false;
}

bool resolver_same_but_ending(const char *name, const char *other, gssize len)
{
    g_autofree char *x = gm_text_fold(name, -1), *y = gm_text_fold(other, len);
    gsize n = 0, nx = strlen(x), ny = strlen(y);
    while (x[n] != '\0' && x[n] == y[n])
        n++;
    return n >= 3 && n + 1 >= MAX(nx, ny);
}

/* The town @t that division @c is named after, by the name in the text: "Hama" for
 * Ḩamāh, but never "Ontario" for Toronto or "Oklahoma" for Oklahoma City. */
static bool gives_its_name(const Cand *t, const Cand *c)
{
    const GmPlace *p = &t->match->place;
    if (p->kind != GM_PLACE_SETTLEMENT || t->division == 0 || t->division != c->division ||
        p->population <= 20000)
        return false;
    return t->match->match == GM_MATCH_EXACT || c->match->match != GM_MATCH_EXACT ||
           p->population > 2000000 || resolver_same_but_ending(p->name, c->match->place.name, -1);
}

/* Gaza on the Mediterranean against the province in Mozambique: a great city goes
 * before a division of its name abroad, unless the other places speak for it. The
 * states of the United States are as well known as any city. */
static void weigh_against_cities(Resolver *r, const Group *g, Cand *division)
{
    enum { GREAT_CITY = 200000 };
    if (g_str_equal(division->match->place.country, "US"))
        return;
    for (guint i = 0; i < g->n; i++) {
        const Cand *c = cand_at(r, g, i);
        const GmPlace *p = &c->match->place;
        if (p->kind == GM_PLACE_SETTLEMENT && p->population >= GREAT_CITY &&
            c->country != division->country && c->match->match == GM_MATCH_EXACT)
            division->prior = MIN(division->prior, c->prior - r->w->namesake / 2);
    }
}

/* A town and the division of its name: the town, unless the document means the
 * division by it. */
void resolver_weigh_namesakes(Resolver *r)
{
    Scan *s = r->s;
    Written w = gather_written(s);
    for (guint k = 0; k < r->groups->len; k++) {
        Group *g = group_at(r, k);
        guint32 key = scan_span(s, g->span)->key;
        for (guint i = 0; i < g->n && g->n > 1; i++) {
            Cand *c = cand_at(r, g, i);
            const GmPlace *p = &c->match->place;
            if (p->kind != GM_PLACE_DIVISION && p->kind != GM_PLACE_DISTRICT)
                continue;
            weigh_against_cities(r, g, c);
            Cand *town = NULL;
            for (guint j = 0; j < g->n && town == NULL; j++) {
                if (gives_its_name(cand_at(r, g, j), c))
                    town = cand_at(r, g, j);
            }
            if (town == NULL)
                continue;
            if (division_written(s, &w, p, key))
                c->prior = MAX(c->prior, town->prior) + r->w->explicit_division;
            else
                c->prior = MIN(c->prior, town->prior - r->w->namesake);
            if (p->kind == GM_PLACE_DIVISION) /* more so where English has a name of its own */
                town->prior += r->w->gives_name * (town->match->match == GM_MATCH_EXACT ? 1 : 3);
        }
    }
    g_array_free(w.spelled, TRUE);
    g_array_free(w.keys, TRUE);
}

/* Is @name one of @list, "Saraqib|Ariha"? */
static bool listed_name(const char *list, const char *name)
{
    gsize len = strlen(name);
    for (const char *at = list; (at = strstr(at, name)) != NULL; at += len)
        if ((at == list || at[-1] == '|') && (at[len] == '|' || at[len] == '\0'))
            return true;
    return false;
}

void resolver_lean_roads(Resolver *r)
{
    enum { MAX_ROADS = 8 };
    const Scan *s = r->s;
    const GmPlace *road[MAX_ROADS];
    guint n = 0;
    for (guint k = 0; k < s->spans->len && n < MAX_ROADS; k++) {
        const Span *sp = scan_span(s, k);
        if (sp->n_cand == 0 || sp->judge <= 0)
            continue;
        const GmPlace *p = &scan_match(s, sp, 0)->place;
        if (p->kind == GM_PLACE_HIGHWAY && (n == 0 || p->ref != road[n - 1]->ref))
            road[n++] = p;
    }
    for (guint i = 0; i < r->cands->len && n > 0; i++) {
        Cand *c = &g_array_index(r->cands, Cand, i);
        const GmPlace *p = &c->match->place;
        bool on = false;
        for (guint k = 0; k < n && !on && p->kind == GM_PLACE_SETTLEMENT; k++)
            on = g_str_equal(p->country, road[k]->country) &&
                 listed_name(gm_gazetteer_place_via(s->gaz, road[k]->ref), p->name);
        if (on)
            c->prior += r->w->on_road;
    }
}
