#include "scene_plan.h"

#include <string.h>

/** Names of an area's own mentions belong to its outline: one label, all quotes. */
static void absorb_labels(GmPlan *p)
{
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *own = s->sites->len == 1 ? g_ptr_array_index(s->sites, 0) : NULL;
        if (!own || !own->ref || gm_plan_place_spec(p, own->ref, own->title) != s)
            continue;
        for (guint k = 0; k < p->specs->len; k++) {
            GmSpec *o = g_ptr_array_index(p->specs, k);
            const GmSite *site = o->sites->len == 1 ? g_ptr_array_index(o->sites, 0) : NULL;
            if (o == s || !site || site->ref != own->ref || gm_spec_extent(o) ||
                (o->kind != GM_FEATURE_AREA && o->kind != GM_FEATURE_ZONE) ||
                !gm_plan_has_outline(p, site))
                continue;
            gm_plan_set_place_spec(p, own->ref, own->title, NULL);
            g_ptr_array_remove(p->specs, s);
            gm_spec_merge(o, s);
            i--;
            break;
        }
    }
}

static bool quotes_meet(const GmSpec *a, const GmSpec *b)
{
    for (guint i = 0; i < a->evidence->len; i++)
        for (guint k = 0; k < b->evidence->len; k++) {
            const GmEvidence *x = g_ptr_array_index(a->evidence, i);
            const GmEvidence *y = g_ptr_array_index(b->evidence, k);
            if (g_strcmp0(x->document, y->document) == 0 && x->byte_start < y->byte_end &&
                y->byte_start < x->byte_end)
                return true;
        }
    return false;
}

/** One phrase read as a statement on "the areas south of X" and as the region
 *  part itself is one feature: the region part's. */
static void merge_read_twice(GmPlan *p)
{
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
        if (s->kind != GM_FEATURE_REGION_PART || !in || s->sites->len != 1)
            continue;
        for (guint k = 0; k < p->specs->len; k++) {
            GmSpec *o = g_ptr_array_index(p->specs, k);
            const GmSite *of = gm_spec_site(o, GM_PART_OF, 0);
            if (o == s || o->kind != GM_FEATURE_REGION_PART || !of || o->sides != s->sides ||
                g_strcmp0(of->title, in->title) != 0 || !quotes_meet(s, o))
                continue;
            g_ptr_array_remove(p->specs, s);
            gm_spec_merge(o, s);
            i--;
            break;
        }
    }
}

/** "Deployed near X": the symbol at X says so in a note, without a second,
 *  soft circle. */
static void merge_near(GmPlan *p)
{
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *at = gm_spec_site(s, GM_PART_AT, 0);
        if (s->kind != GM_FEATURE_REGION_PART || g_strcmp0(s->subtype, "near") != 0 || !at)
            continue;
        for (guint k = 0; k < p->specs->len; k++) {
            GmSpec *o = g_ptr_array_index(p->specs, k);
            const GmSite *on = gm_spec_site(o, GM_PART_AT, 0);
            bool symbol = o->kind == GM_FEATURE_DEPLOYMENT || o->kind == GM_FEATURE_POST ||
                          o->kind == GM_FEATURE_BASE || o->kind == GM_FEATURE_CROSSING;
            if (!symbol || !on || on->ref != at->ref || !quotes_meet(s, o))
                continue;
            const GmEvidence *said = g_ptr_array_index(s->evidence, 0);
            gm_spec_note(o, "the text says “%s”", said->quote);
            o->at_least = MAX(o->at_least, GM_CERTAINTY_APPROXIMATE);
            g_ptr_array_remove(p->specs, s);
            gm_spec_merge(o, s);
            i--;
            break;
        }
    }
}

static bool country_only(const GmSpec *s)
{
    const GmSite *site = s->sites->len == 1 ? g_ptr_array_index(s->sites, 0) : NULL;
    return (s->kind == GM_FEATURE_AREA || s->kind == GM_FEATURE_ZONE) && site &&
           site->kind == GM_PLACE_COUNTRY;
}

/** "Northern Syria" in a text on Idlib: a name on the map, not a third of the
 *  country shaded. */
static void label_country_parts(GmPlan *p)
{
    bool any_finer = false;
    for (guint i = 0; i < p->specs->len; i++) {
        const GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
        bool country = in && in->kind == GM_PLACE_COUNTRY;
        any_finer = any_finer || (s->frames != 0 && !country);
    }
    for (guint i = 0; any_finer && i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
        if (s->kind == GM_FEATURE_REGION_PART && in && in->kind == GM_PLACE_COUNTRY)
            s->label_only = true;
    }
}

/** "A ceasefire in Syria" beside "a ceasefire in Idlib": whole countries are not
 *  filled where the documents have something finer to show. */
static void settle_countries(GmPlan *p)
{
    GmSpec *finer = NULL;
    bool any_finer = false;
    for (guint i = 0; i < p->specs->len; i++) {
        const GmSpec *s = g_ptr_array_index(p->specs, i);
        any_finer = any_finer || (!country_only(s) && s->frames != 0);
    }
    for (guint i = 0; any_finer && i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        if (!country_only(s))
            continue;
        const GmSite *country = g_ptr_array_index(s->sites, 0);
        finer = NULL;
        for (guint k = 0; k < p->specs->len && !finer; k++) {
            GmSpec *o = g_ptr_array_index(p->specs, k);
            const GmSite *site = o->sites->len ? g_ptr_array_index(o->sites, 0) : NULL;
            if (o->kind == s->kind && !country_only(o) && site &&
                g_strcmp0(site->country, country->country) == 0 &&
                g_strcmp0(o->subtype, s->subtype) == 0)
                finer = o;
        }
        if (!finer)
            finer = gm_plan_place_spec(p, country->ref, country->title);
        if (!finer || finer == s)
            continue;
        g_ptr_array_remove(p->specs, s);
        gm_spec_merge(finer, s);
        i--;
    }
}

static void unplaced_spec(GmScene *scene, const GmSpec *s, const char *reason)
{
    bool mention = s->kind == GM_FEATURE_PLACE || s->kind == GM_FEATURE_HIGHWAY;
    const GmSite *site = s->sites->len ? g_ptr_array_index(s->sites, 0) : NULL;
    for (guint i = 0; i < s->evidence->len; i++) {
        const GmEvidence *e = g_ptr_array_index(s->evidence, i);
        GmUnplaced *u =
            gm_scene_add_unplaced(scene, mention ? "mention" : "statement",
                                  e->quote ? e->quote : (site ? site->name : ""), reason);
        u->document = g_strdup(e->document);
        u->byte_start = e->byte_start;
        u->byte_end = e->byte_end;
    }
}

/* False when there are too many. */
static bool make_all(GmMaker *m, GPtrArray *specs, GmScene *scene)
{
    for (guint i = GM_SCENE_MOST_FEATURES; i < specs->len; i++)
        gm_spec_free(g_ptr_array_index(specs, i));
    for (guint i = 0; i < MIN(specs->len, GM_SCENE_MOST_FEATURES); i++) {
        GmSpec *s = g_ptr_array_index(specs, i);
        g_autoptr(GError) error = NULL;
        GmFeature *f = gm_maker_make(m, s, &error);
        if (f) {
            g_ptr_array_add(scene->features, f);
            continue;
        }
        unplaced_spec(scene, s, error->message);
        gm_spec_free(s);
    }
    return specs->len <= GM_SCENE_MOST_FEATURES;
}

/** What is said of an area as a whole, the firmest first: one of them fills it. */
static int claim_of(const GmFeature *f)
{
    static const char *const happenings[] = {"operation", "strike", "event", "unit", NULL};
    bool happens = f->subtype && g_strv_contains(happenings, f->subtype);
    if (f->geom->kind != GM_GEOM_POLYGON || !f->place_ref)
        return -1;
    if (f->kind == GM_FEATURE_ZONE || f->kind == GM_FEATURE_REGION_PART)
        return happens ? 1 : 2;
    if (f->kind != GM_FEATURE_AREA)
        return -1;
    return happens ? 0 : g_strcmp0(f->subtype, "control") == 0 ? 1 : 3;
}

static bool takes_out(const GmFeature *f)
{
    return gm_spec_site(f->spec, GM_PART_EXCEPT, 0) != NULL;
}

/** The feature that already fills the same outline as the area @f. */
static GmFeature *filled_by(const GmScene *scene, guint i)
{
    const GmFeature *f = gm_scene_feature(scene, i);
    int own = claim_of(f);
    GmFeature *best = NULL;
    for (guint k = 0; k < scene->features->len && f->kind == GM_FEATURE_AREA && own >= 0; k++) {
        GmFeature *o = g_ptr_array_index(scene->features, k);
        int claim = claim_of(o);
        bool first = claim > own || (claim == own && k < i);
        bool happening = own < 2 || o->kind == GM_FEATURE_AREA; /* a truce keeps its outline */
        if (k != i && first && happening && o->place_ref == f->place_ref && !takes_out(f) &&
            !takes_out(o) && (!best || claim > claim_of(best)))
            best = o;
    }
    return best;
}

static void append_said(GString *out, const GmFeature *f)
{
    const char *what = f->spec->subject ? f->spec->subject : f->subtype;
    g_string_append_printf(out, "%s%s%s", out->len ? ", " : "", what ? what : "mentioned",
                           f->status == GM_STATUS_REPORTED   ? " (reported)"
                           : f->status == GM_STATUS_PROPOSED ? " (proposed)"
                                                             : "");
}

static void note_only(GmFeature *f, const char *note)
{
    g_ptr_array_set_size(f->notes, 0);
    g_ptr_array_set_size(f->spec->notes, 0);
    gm_note_add(f->notes, note);
    gm_note_add(f->spec->notes, note);
}

/** Stays in the data, of type "listed": not filled, not labelled, no frame. */
static void list_only(GmFeature *f)
{
    g_free(f->subtype);
    g_free(f->spec->subtype);
    g_free(f->spec->label);
    f->subtype = g_strdup("listed");
    f->spec->subtype = g_strdup("listed");
    f->spec->label = g_strdup("");
    f->spec->frames = 0;
    f->frames = false;
}

/** "An airstrike in X" beside "a ceasefire in X": the province is filled once,
 *  and what else is said of it stands in a note. */
static void list_happenings(GmScene *scene)
{
    g_autoptr(GPtrArray) fillers = g_ptr_array_new();
    for (guint i = 0; i < scene->features->len; i++)
        g_ptr_array_add(fillers, filled_by(scene, i));
    for (guint i = 0; i < scene->features->len; i++) {
        GmFeature *by = g_ptr_array_index(scene->features, i);
        GString *said = g_string_new(NULL);
        const GmSite *site = NULL;
        for (guint k = 0; k < scene->features->len; k++) {
            const GmFeature *f = gm_scene_feature(scene, k);
            if (g_ptr_array_index(fillers, k) != by)
                continue;
            site = g_ptr_array_index(f->spec->sites, 0);
            append_said(said, f);
        }
        if (site) {
            g_autofree char *note = g_strdup_printf(
                "Also said of %s, with no place stated inside it: %s", site->name, said->str);
            gm_note_add(by->notes, note);
            gm_note_add(by->spec->notes, note);
            for (guint k = 0; k < scene->features->len; k++) /* the page says it once */
                if (g_ptr_array_index(fillers, k) == by)
                    note_only(g_ptr_array_index(scene->features, k), note);
        }
        g_string_free(said, TRUE);
    }
    for (guint i = 0; i < scene->features->len; i++)
        if (g_ptr_array_index(fillers, i))
            list_only(g_ptr_array_index(scene->features, i));
}

static int by_place_in_text(gconstpointer a, gconstpointer b)
{
    const GmUnplaced *x = *(const GmUnplaced *const *)a, *y = *(const GmUnplaced *const *)b;
    int c = g_strcmp0(x->document, y->document);
    if (c)
        return c;
    if (x->byte_start != y->byte_start)
        return x->byte_start < y->byte_start ? -1 : 1;
    return g_strcmp0(x->what, y->what);
}

/** A name that a relative statement placed is not unplaced. */
static bool is_drawn(const GmScene *scene, const GmUnplaced *u)
{
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        if (g_str_equal(u->what, "mention") && f->spec->name &&
            g_strcmp0(f->spec->name, u->surface) == 0)
            return true;
    }
    return false;
}

static void move_unplaced(GmPlan *p, GmScene *scene)
{
    for (guint i = 0; i < p->unplaced->len; i++)
        g_ptr_array_add(scene->unplaced, g_ptr_array_index(p->unplaced, i));
    for (guint i = scene->unplaced->len; i-- > 0;)
        if (is_drawn(scene, g_ptr_array_index(scene->unplaced, i)))
            g_ptr_array_remove_index(scene->unplaced, i);
    g_ptr_array_sort(scene->unplaced, by_place_in_text);
}

static void describe_source(GmScene *scene, const GmStatements *const *docs, guint n,
                            const GmSceneOptions *o)
{
    const GmDocument *first = docs[0]->mentions->document;
    scene->title = g_strdup(first->title);
    scene->date = g_strdup(first->date);
    scene->language = g_strdup(o->language ? o->language : "en");
    scene->language2 = g_strdup(o->language2);
    const char *country = docs[0]->mentions->focus.country;
    scene->country = *country ? g_strdup(country) : NULL;
    for (guint i = 0; i < n; i++)
        gm_note_add(scene->sources, docs[i]->mentions->document->file
                                        ? docs[i]->mentions->document->file
                                        : docs[i]->mentions->document->name);
}

static void plan_documents(GmPlan *p, const GmStatements *const *docs, guint n)
{
    for (guint i = 0; i < n; i++) {
        p->sts = docs[i];
        p->home = docs[i]->mentions->focus.country;
        p->division = docs[i]->mentions->focus.admin1;
        gm_plan_mentions(p);
        gm_plan_statements(p);
    }
    for (guint i = 0; i < n && p->specs->len == 0; i++) {
        p->sts = docs[i];
        gm_plan_countries(p);
    }
    gm_plan_borrow(p);
    gm_plan_highways(p);
    merge_read_twice(p);
    merge_near(p);
    settle_countries(p);
    label_country_parts(p);
    absorb_labels(p);
}

GmScene *gm_scene_from_statements(const GmStatements *const *docs, guint n_docs,
                                  GmShapeStore *shapes, const GmSceneOptions *o, GError **error)
{
    static const GmSceneOptions plain = GM_SCENE_OPTIONS_INIT;
    const GmSceneOptions *options = o ? o : &plain;
    if (n_docs == 0) {
        g_set_error_literal(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING, "there is no document");
        return NULL;
    }
    GmMaker maker;
    gm_maker_init(&maker, docs[0]->mentions->gazetteer, shapes, options);
    GmPlan plan = {.maker = &maker, .options = options};
    plan.specs = g_ptr_array_new();
    plan.places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    plan.unplaced = g_ptr_array_new();
    plan_documents(&plan, docs, n_docs);

    GmScene *scene = gm_scene_new();
    describe_source(scene, docs, n_docs, options);
    bool few = make_all(&maker, plan.specs, scene);
    list_happenings(scene);
    move_unplaced(&plan, scene);
    gm_scene_frame(scene, docs, n_docs);
    gm_scene_finish(scene, &maker);
    if (!scene->title)
        scene->title = g_strdup(docs[0]->mentions->document->name);
    g_ptr_array_unref(plan.specs);
    g_ptr_array_unref(plan.unplaced);
    g_hash_table_unref(plan.places);
    gm_maker_clear(&maker);
    if (few && scene->features->len > 0)
        return scene;
    if (few)
        g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING,
                    "%s names no place that can be drawn",
                    n_docs == 1 ? (const char *)g_ptr_array_index(scene->sources, 0)
                                : "none of the documents");
    else
        g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_LIMIT, "more than %d features",
                    GM_SCENE_MOST_FEATURES);
    gm_scene_free(scene);
    return NULL;
}
