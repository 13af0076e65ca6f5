/** What the document is about, and what the rest of it says for each choice. */
#include "resolver.h"

#include <string.h>

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
void resolver_match_neighbours(Scan *s)
{
    for (guint k = 0; k + 1 < s->spans->len; k++) {
        Span *a = scan_span(s, k);
        const Span *b = scan_span(s, k + 1);
        if (a->best < 0 || b->best < 0 || a->first == 0 || (a->flags & SPAN_AS_TOWN) != 0 ||
            b->first != a->first + a->n + 1 || !scan_fold_is(s, b->first - 1, "and") ||
            !scan_fold_is(s, a->first - 1, "in"))
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
                         double total, double most)
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
    /* only where one country is spoken of: a report on the world is at home nowhere */
    v |= others > 1.5 && country < 0.1 * others && most > 0.5 * others ? SUPPORT_STRANGE : 0;
    v |= c->p > 0.8 ? SUPPORT_SURE : 0;
    v |= c->p < 0.4 ? SUPPORT_UNSURE : 0;
    v |= others < 1.0 ? SUPPORT_ALONE : 0;
    return v;
}

/* For the judge: does the rest of the document speak for each choice? */
void resolver_note_support(Resolver *r, const GArray *anchors)
{
    resolver_clear_mass(r);
    double total = 0;
    for (guint k = 0; k < r->groups->len; k++) {
        resolver_add_mass(r, group_at(r, k), 1);
        total += group_at(r, k)->weight;
    }
    double most = resolver_weightiest_country(r);
    guint8 *support = g_new0(guint8, r->groups->len + 1);
    for (guint k = 0; k < r->groups->len; k++)
        support[k] = support_of(r, group_at(r, k), k, anchors, total, most);
    for (guint k = 0; k < r->s->spans->len; k++) {
        Span *sp = scan_span(r->s, k);
        if (sp->group >= 0)
            sp->support = support[sp->group];
    }
    g_free(support);
}

void resolver_find_focus(Resolver *r)
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
