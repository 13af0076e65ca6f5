#include "scene_plan.h"

#include "map_words.h"

#include "fold.h"

#include <string.h>

#define PLANNER(constant, name) gm_plan_##name,
static const GmPlanFunc planners[GM_N_STATEMENT_KINDS] = {GM_STATEMENT_KINDS(PLANNER)};
#undef PLANNER

GmEvidence *gm_plan_evidence(const GmStatements *sts, gsize start, gsize end)
{
    const GmDocument *d = sts->mentions->document;
    g_autofree char *quote = gm_text_quote(d, start, end);
    gsize a = start, b = end;
    gm_text_source_span(d, start, end, &a, &b);
    return gm_evidence_new(d->name, a, b, quote);
}

static GmSite *site_of_anchor(GmPlan *p, const GmAnchor *a, GmAnchorPart as);

/* ---- groups ---- */

static int root_of(const GmStatements *sts, int i)
{
    for (guint steps = 0; steps <= sts->list->len; steps++) {
        int up = gm_statement_at(sts, (guint)i)->same_as;
        if (up < 0 || up == i || (guint)up >= sts->list->len)
            return i;
        i = up;
    }
    return i;
}

static bool in_article(const GmPlan *p, const GmStatement *st)
{
    if (p->options->include_comments)
        return true;
    const GmDocument *d = p->sts->mentions->document;
    if (!d->sentences || st->sentence >= d->sentences->len)
        return true;
    return gm_text_section_is_article(gm_text_sentence(d, st->sentence)->section);
}

static bool is_denied(const GmGroup *g)
{
    for (guint i = 0; i < g->all->len; i++)
        if (((const GmStatement *)g_ptr_array_index(g->all, i))->status != GM_STATUS_DENIED)
            return false;
    return true;
}

static void plan_group(GmPlan *p, const GPtrArray *all)
{
    GmGroup g = {g_ptr_array_index(all, 0), (GPtrArray *)all};
    if (is_denied(&g))
        gm_plan_drop(p, &g, "the text denies it");
    else
        planners[g.st->kind](p, &g);
}

static void free_group(gpointer group)
{
    if (group)
        g_ptr_array_unref(group);
}

/** For each statement that is the first of its group, the group; NULL else. */
static GPtrArray *make_groups(const GmPlan *p)
{
    guint n = p->sts->list->len;
    GPtrArray *groups = g_ptr_array_new_with_free_func(free_group);
    g_ptr_array_set_size(groups, (gint)n);
    for (guint i = 0; i < n; i++) {
        const GmStatement *st = gm_statement_at(p->sts, i);
        guint root = (guint)root_of(p->sts, (int)i);
        if (!in_article(p, st))
            continue;
        if (!g_ptr_array_index(groups, root))
            g_ptr_array_index(groups, root) = g_ptr_array_new();
        g_ptr_array_add(g_ptr_array_index(groups, root), (gpointer)st);
    }
    return groups;
}

/** "posts at A and B", of which the gazetteer has only A: B is told as unplaced. */
static void list_unknown(GmPlan *p, const GmStatement *st)
{
    for (guint i = 0; i < st->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(st->anchors, GmAnchor, i);
        bool spot = a->part == GM_PART_AT || a->part == GM_PART_IN || a->part == GM_PART_FROM ||
                    a->part == GM_PART_TO;
        if (!spot || a->mention >= 0 || a->antecedent >= 0 || !gm_statement_is_name(a->surface) ||
            gm_plan_index_is_listed(p->index, a->surface))
            continue;
        g_autoptr(GmSite) site = site_of_anchor(p, a, a->part);
        if (!site)
            gm_plan_list_unplaced(p, "mention", a->start, a->end, a->surface,
                                  "not in the gazetteer");
    }
}

void gm_plan_statements(GmPlan *p)
{
    g_autoptr(GPtrArray) groups = make_groups(p);
    for (int k = 0; k < GM_N_STATEMENT_KINDS; k++)
        for (guint i = 0; i < groups->len; i++) {
            const GPtrArray *all = g_ptr_array_index(groups, i);
            if (!all || (int)gm_statement_at(p->sts, i)->kind != k)
                continue;
            plan_group(p, all);
            for (guint n = 0; n < all->len; n++)
                list_unknown(p, g_ptr_array_index(all, n));
        }
}

/* ---- places ---- */

static guint64 place_key(guint64 ref, const char *title)
{
    return ref != 0 || !title ? ref : G_GUINT64_CONSTANT(1) << 63 | g_str_hash(title);
}

GmSpec *gm_plan_place_spec(const GmPlan *p, guint64 ref, const char *title)
{
    guint64 key = place_key(ref, title);
    return g_hash_table_lookup(p->places, &key);
}

void gm_plan_set_place_spec(GmPlan *p, guint64 ref, const char *title, GmSpec *s)
{
    guint64 key = place_key(ref, title);
    if (s)
        g_hash_table_insert(p->places, g_memdup2(&key, sizeof key), s);
    else
        g_hash_table_remove(p->places, &key);
}

void gm_plan_move_place_specs(GmPlan *p, const GmSpec *from, GmSpec *to)
{
    GHashTableIter it;
    gpointer spec;
    g_hash_table_iter_init(&it, p->places);
    while (g_hash_table_iter_next(&it, NULL, &spec))
        if (spec == from)
            g_hash_table_iter_replace(&it, to);
}

/* ---- sites ---- */

/** The country that a demonym or a bare word names. */
static bool find_country(const GmPlan *p, const char *surface, GmPlace *out)
{
    if (!p->maker->gazetteer || !surface)
        return false;
    g_autofree char *folded = gm_text_fold(surface, -1);
    g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(GmMatch));
    gm_gazetteer_find(p->maker->gazetteer, folded, strlen(folded), found);
    for (guint i = 0; i < found->len; i++) {
        const GmMatch *m = &g_array_index(found, GmMatch, i);
        if (m->place.kind == GM_PLACE_COUNTRY) {
            *out = m->place;
            return true;
        }
    }
    return false;
}

/** A road that the gazetteer knows by where it leads, "the Aleppo–Latakia highway";
 *  a bare number that the document's places did not settle stays unknown. */
static GmSite *road_by_ends(const GmPlan *p, const GmAnchor *a, GmAnchorPart as)
{
    GmPlace road;
    if (a->part != GM_PART_ALONG || !a->surface || strpbrk(a->surface, "0123456789") ||
        !gm_lookup_kind(p->maker->gazetteer, a->surface, NULL, GM_PLACE_HIGHWAY, &road))
        return NULL;
    GmSite *s = gm_site_new(road.name, as);
    gm_site_set_place(s, &road);
    return s;
}

static GmSite *site_of_anchor(GmPlan *p, const GmAnchor *a, GmAnchorPart as)
{
    const GmMention *m = gm_statement_anchor_mention(p->sts, a);
    bool generic = !m && a->part == GM_PART_ALONG && !gm_statement_is_name(a->surface) &&
                   !strpbrk(a->surface, "0123456789"); /* "the highway" is not always the same */
    if ((!m && !generic) || (m && !m->has_place && m->role == GM_ROLE_NESTED))
        m = gm_plan_index_namesake(p->index, a->surface); /* placed elsewhere in the document */
    GmPos written;
    if (!m && gm_statement_anchor_position(a, &written)) {
        GmSite *s = gm_site_new(a->surface, as);
        s->pos = written;
        s->located = s->given = true;
        return s;
    }
    if (!m)
        return road_by_ends(p, a, as);
    GmPlace country;
    const GmPlace *place = m->has_place ? &m->place : NULL;
    if (!place && m->role == GM_ROLE_DEMONYM && find_country(p, m->surface, &country))
        place = &country;
    if (!place)
        return NULL;
    GmSite *s = gm_site_new(m->surface, as);
    gm_site_set_place(s, place);
    s->sides = a->sides;
    s->town = a->town;
    if (place == &m->place && (m->pos.lat != m->place.lat || m->pos.lon != m->place.lon)) {
        s->pos = m->pos;
        s->given = true;
    }
    const GmSpec *own = gm_plan_place_spec(p, place->ref, place->name);
    const GmSite *known = own && own->sites->len ? g_ptr_array_index(own->sites, 0) : NULL;
    if (m->role == GM_ROLE_DEMONYM) {
        g_free(s->name);
        s->name = g_strdup(place->name);
    } else if (known && known->ref == place->ref) { /* one spelling for one place */
        g_free(s->name);
        s->name = g_strdup(known->name);
    }
    gm_site_plain_name(s);
    return s;
}

static guint count_located(GmPlan *p, const GmStatement *st, GmAnchorPart part)
{
    guint n = 0;
    for (guint i = 0; i < st->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(st->anchors, GmAnchor, i);
        if (a->part != part)
            continue;
        g_autoptr(GmSite) s = site_of_anchor(p, a, part);
        n += s != NULL;
    }
    return n;
}

GmSite *gm_plan_site(GmPlan *p, const GmGroup *g, GmAnchorPart part, guint n, GmAnchorPart as)
{
    for (guint k = 0; k < g->all->len; k++) {
        const GmStatement *st = g_ptr_array_index(g->all, k);
        if (count_located(p, st, part) == 0)
            continue;
        for (guint i = 0; i < st->anchors->len; i++) {
            const GmAnchor *a = &g_array_index(st->anchors, GmAnchor, i);
            GmSite *s = a->part == part ? site_of_anchor(p, a, as) : NULL;
            if (s && n-- == 0)
                return s;
            gm_site_free(s);
        }
        return NULL;
    }
    return NULL;
}

guint gm_plan_winds(const GmGroup *g, const GmSite *site)
{
    const guint winds = 0xffu | GM_SIDE_OF_CENTRE;
    for (guint i = 0; i < g->st->anchors->len; i++)
        if (g_array_index(g->st->anchors, GmAnchor, i).sides)
            return site->sides & winds;
    return g->st->sides & winds;
}

static bool has_site(const GmSpec *s, const GmSite *site)
{
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *o = g_ptr_array_index(s->sites, i);
        if (o->part == site->part && site->ref && o->ref == site->ref)
            return true;
    }
    return false;
}

/** "In the Donetsk and Luhansk regions of Ukraine" is not all of Ukraine. */
static void drop_wider(GmSpec *s, GmAnchorPart part)
{
    for (guint i = s->sites->len; i-- > 0;) {
        const GmSite *wide = g_ptr_array_index(s->sites, i);
        bool finer = false;
        for (guint k = 0; k < s->sites->len && !finer; k++) {
            const GmSite *o = g_ptr_array_index(s->sites, k);
            finer = o->part == part && o->kind != GM_PLACE_COUNTRY && wide->country &&
                    g_strcmp0(o->country, wide->country) == 0;
        }
        if (finer && wide->part == part && wide->kind == GM_PLACE_COUNTRY)
            g_ptr_array_remove_index(s->sites, i);
    }
}

guint gm_plan_sites(GmPlan *p, const GmGroup *g, GmSpec *s, GmAnchorPart part, GmAnchorPart as)
{
    guint n = 0;
    GmSite *site;
    for (; (site = gm_plan_site(p, g, part, n, as)); n++) {
        if (has_site(s, site))
            gm_site_free(site);
        else
            gm_spec_add(s, site);
    }
    if (as == GM_PART_IN)
        drop_wider(s, as);
    return n;
}

void gm_plan_to_town(GmPlan *p, GmSite *s)
{
    if (s->kind != GM_PLACE_DIVISION || !s->title || !p->maker->gazetteer)
        return;
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.near = &s->pos;
    o.max = 20;
    o.near_spelling = false;
    g_autoptr(GArray) found = gm_gazetteer_lookup(p->maker->gazetteer, s->title, &o);
    for (guint i = 0; found && i < found->len; i++) {
        const GmPlace *town = &g_array_index(found, GmMatch, i).place;
        if (town->kind != GM_PLACE_SETTLEMENT || g_strcmp0(town->admin1, s->admin1) != 0)
            continue;
        gm_site_set_place(s, town);
        return;
    }
}

/** The gazetteer knows the division by @name, too: "Ḩamāh" of Hama. */
static bool names_division(const GmPlan *p, const char *name, const GmPlace *division)
{
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.max = 20;
    o.near_spelling = false;
    g_autoptr(GArray) found = gm_gazetteer_lookup(p->maker->gazetteer, name, &o);
    for (guint i = 0; found && i < found->len; i++)
        if (g_array_index(found, GmMatch, i).place.ref == division->ref)
            return true;
    return false;
}

bool gm_plan_to_division(GmPlan *p, GmSite *s)
{
    GmPlace division;
    if (s->kind != GM_PLACE_SETTLEMENT || s->town || !s->title || !s->admin1 ||
        !p->maker->gazetteer || !gm_gazetteer_division(p->maker->gazetteer, s->admin1, &division))
        return false;
    g_autofree char *town = gm_text_fold(s->title, -1), *area = gm_text_fold(division.name, -1);
    if (strcmp(town, area) != 0 && !names_division(p, s->title, &division))
        return false;
    gm_site_set_place(s, &division);
    return true;
}

guint gm_plan_ends(GmPlan *p, const GmGroup *g, GmSpec *s, GmAnchorPart part)
{
    guint first = s->sites->len, n = gm_plan_sites(p, g, s, part, part);
    for (guint i = first; i < s->sites->len; i++)
        gm_plan_to_town(p, g_ptr_array_index(s->sites, i));
    return n;
}

const char *gm_plan_surface(const GmGroup *g, GmAnchorPart part)
{
    for (guint k = 0; k < g->all->len; k++) {
        const GmAnchor *a = gm_statement_anchor(g_ptr_array_index(g->all, k), part, 0);
        if (a)
            return a->surface;
    }
    return NULL;
}

GmSite *gm_plan_country(GmPlan *p, const char *iso2, GmAnchorPart part)
{
    GmPlace place;
    if (!p->maker->gazetteer || !iso2 || !*iso2 ||
        !gm_gazetteer_country(p->maker->gazetteer, iso2, &place))
        return NULL;
    GmSite *s = gm_site_new(place.name, part);
    gm_site_set_place(s, &place);
    return s;
}

GmSite *gm_plan_division(GmPlan *p, GmAnchorPart part)
{
    GmPlace place;
    if (!p->maker->gazetteer || !*p->division ||
        !gm_gazetteer_division(p->maker->gazetteer, p->division, &place))
        return NULL;
    GmSite *s = gm_site_new(place.name, part);
    gm_site_set_place(s, &place);
    return s;
}

char *gm_plan_named_after(const GmSite *site, const char *subject, const char *otherwise)
{
    const char *what = subject && *subject ? subject : otherwise;
    g_autofree char *name = gm_text_fold(site->name, -1), *thing = gm_text_fold(what, -1);
    gsize n = strlen(name);
    if (g_str_has_prefix(thing, name) && thing[n] == ' ' &&
        g_utf8_strlen(what, -1) > g_utf8_strlen(site->name, -1))
        return g_strconcat(site->name,
                           g_utf8_offset_to_pointer(what, g_utf8_strlen(site->name, -1)), NULL);
    return g_strdup_printf("%s %s", site->name, what);
}

bool gm_plan_is_airfield(const GmSite *s)
{
    if (s->kind == GM_PLACE_AIRPORT)
        return true;
    g_autofree char *title = gm_text_fold(s->title ? s->title : s->name, -1);
    g_auto(GStrv) words = g_strsplit(title, " ", -1);
    static const char *const air[] = {"air", "airbase", "airport", "airfield", "aerodrome", NULL};
    for (guint i = 0; words[i]; i++)
        if (g_strv_contains(air, words[i]))
            return true;
    return false;
}

bool gm_site_is_point(const GmSite *s)
{
    switch (s->kind) {
    case GM_PLACE_COUNTRY:
    case GM_PLACE_DIVISION:
    case GM_PLACE_REGION:
    case GM_PLACE_CONTINENT:
    case GM_PLACE_WATER:
    case GM_PLACE_RIVER:
    case GM_PLACE_HIGHWAY:
    case GM_PLACE_AREA:
        return s->ref == 0 && s->given;
    default:
        return s->located;
    }
}

bool gm_plan_has_outline(GmPlan *p, const GmSite *s)
{
    return gm_maker_site_geom(p->maker, s, GM_GEOM_POLYGON) != NULL;
}

/* ---- specs ---- */

/** Measures of the first statement that has any; what they mean goes with them. */
static void copy_measures(GmSpec *s, const GmGroup *g)
{
    for (guint k = 0; k < g->all->len; k++) {
        const GmStatement *st = g_ptr_array_index(g->all, k);
        if (!st->measures || st->measures->len == 0)
            continue;
        g_array_append_vals(s->measures, st->measures->data, st->measures->len);
        s->total_width = st->total_width;
        s->ambiguous_width = st->ambiguous_width;
        if (st->sides)
            s->sides = st->sides;
        return;
    }
}

#define DUE_BY "due by "

/** "due by 15 October" for the data's "due by --10-15". */
static void note_deadline(GmSpec *s, const char *iso)
{
    g_autofree char *date = gm_scene_date_words("en", iso);
    g_autofree char *note = g_strconcat(DUE_BY, date, NULL);
    gm_note_add(s->notes, note);
}

GmSpec *gm_plan_spec(GmPlan *p, const GmGroup *g, GmFeatureKind kind)
{
    GmSpec *s = gm_spec_new(kind);
    s->status = g->st->status;
    for (guint k = 0; k < g->all->len; k++) {
        const GmStatement *st = g_ptr_array_index(g->all, k);
        gm_evidence_add(s->evidence, gm_plan_evidence(p->sts, st->start, st->end));
        if (!s->subject)
            s->subject = g_strdup(st->subject);
        if (!s->subtype)
            s->subtype = g_strdup(st->feature);
        if (!s->valid_from)
            s->valid_from = g_strdup(st->valid_from);
        if (!s->valid_to)
            s->valid_to = g_strdup(st->valid_to);
        if (!s->sides)
            s->sides = st->sides;
        if (st->status != GM_STATUS_DENIED)
            s->votes[st->status]++;
        if (s->status == GM_STATUS_DENIED)
            s->status = st->status;
        for (guint i = 0; st->notes && i < st->notes->len; i++) {
            const char *note = g_ptr_array_index(st->notes, i);
            if (g_str_has_prefix(note, DUE_BY))
                note_deadline(s, note + strlen(DUE_BY));
            else if (!st->ambiguous_width || !strstr(note, " read as ")) /* the maker's to say */
                gm_note_add(s->notes, note);
        }
    }
    if (s->status == GM_STATUS_ESTABLISHED && s->votes[GM_STATUS_AGREED] > 0)
        s->status = GM_STATUS_AGREED;
    copy_measures(s, g);
    return s;
}

GmSpec *gm_plan_keep(GmPlan *p, GmSpec *s)
{
    GmSpec *known = gm_plan_index_same(p->index, s);
    if (known)
        gm_spec_merge(known, s);
    else
        gm_plan_add(p, s);
    return known ? known : s;
}

void gm_plan_add(GmPlan *p, GmSpec *s)
{
    s->order = p->order++;
    g_ptr_array_add(p->specs, s);
    gm_plan_index_add(p->index, s);
}

void gm_plan_list_unplaced(GmPlan *p, const char *what, gsize start, gsize end, const char *surface,
                           const char *reason)
{
    g_autoptr(GmEvidence) e = gm_plan_evidence(p->sts, start, end);
    GmUnplaced *u = g_new0(GmUnplaced, 1);
    u->what = g_strdup(what);
    u->surface = g_strdup(surface);
    u->reason = g_strdup(reason);
    u->document = g_strdup(e->document);
    u->byte_start = e->byte_start;
    u->byte_end = e->byte_end;
    g_ptr_array_add(p->unplaced, u);
    gm_plan_index_list(p->index, u->surface);
}

void gm_plan_drop(GmPlan *p, const GmGroup *g, const char *reason)
{
    g_autofree char *quote = gm_text_quote(p->sts->mentions->document, g->st->start, g->st->end);
    gm_plan_list_unplaced(p, "statement", g->st->start, g->st->end, quote, reason);
}

bool gm_plan_tell_place(GmPlan *p, const GmGroup *g, const GmSite *site, const char *note)
{
    GmSpec *own = gm_plan_place_spec(p, site->ref, site->title);
    if (!own)
        return false;
    /* a town is there whatever is said of it; a base or a post may be a claim */
    bool claimed = own->kind == GM_FEATURE_BASE || own->kind == GM_FEATURE_POST ||
                   own->kind == GM_FEATURE_CROSSING;
    for (guint k = 0; k < g->all->len; k++) {
        const GmStatement *st = g_ptr_array_index(g->all, k);
        gm_evidence_add(own->evidence, gm_plan_evidence(p->sts, st->start, st->end));
        if (claimed && st->status != GM_STATUS_DENIED)
            gm_spec_vote(own, st->status, 1);
    }
    if (note)
        gm_note_add(own->notes, note);
    return true;
}
