#include "ref_lists.h"
#include "scene_plan.h"

#include <string.h>

typedef bool (*SpecTest)(const GmSpec *s, guint64 *key);

/** The specs that @test takes, listed by the key that it gives. */
static GHashTable *specs_by(const GmPlan *p, SpecTest test)
{
    GHashTable *table = gm_ref_lists_new();
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        guint64 key;
        if (test(s, &key))
            gm_ref_lists_add(table, key, s);
    }
    return table;
}

/** Adds what @s says to @to and takes it out of the plan and of @lists. */
static void merge_away(GmPlan *p, GmSpec *s, GmSpec *to, GHashTable *lists, SpecTest test)
{
    guint64 key;
    if (test(s, &key))
        gm_ref_lists_remove(lists, key, s);
    g_ptr_array_remove(p->specs, s);
    gm_spec_merge(to, s);
}

static bool is_whole_area(const GmSpec *s, guint64 *ref)
{
    const GmSite *site = s->sites->len == 1 ? g_ptr_array_index(s->sites, 0) : NULL;
    *ref = site ? site->ref : 0;
    return *ref && !gm_spec_extent(s) && (s->kind == GM_FEATURE_AREA || s->kind == GM_FEATURE_ZONE);
}

/** Names of an area's own mentions belong to its outline: one label, all quotes. */
static void absorb_labels(GmPlan *p)
{
    g_autoptr(GHashTable) areas = specs_by(p, is_whole_area);
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *own = s->sites->len == 1 ? g_ptr_array_index(s->sites, 0) : NULL;
        if (!own || !own->ref || gm_plan_place_spec(p, own->ref, own->title) != s)
            continue;
        const GPtrArray *list = gm_ref_lists_of(areas, own->ref);
        for (guint k = 0; list && k < list->len; k++) {
            GmSpec *o = g_ptr_array_index(list, k);
            if (o == s || !gm_plan_has_outline(p, g_ptr_array_index(o->sites, 0)))
                continue;
            gm_plan_set_place_spec(p, own->ref, own->title, NULL);
            merge_away(p, s, o, areas, is_whole_area);
            i--;
            break;
        }
    }
}

static int by_start(gconstpointer a, gconstpointer b)
{
    const GmEvidence *x = *(const GmEvidence *const *)a, *y = *(const GmEvidence *const *)b;
    int c = g_strcmp0(x->document, y->document);
    return c ? c : (x->byte_start > y->byte_start) - (x->byte_start < y->byte_start);
}

enum { FEW = 8 };

static bool meet(const GmEvidence *x, const GmEvidence *y)
{
    return g_strcmp0(x->document, y->document) == 0 && x->byte_start < y->byte_end &&
           y->byte_start < x->byte_end;
}

static bool any_meet(const GPtrArray *few, const GPtrArray *many)
{
    for (guint i = 0; i < few->len; i++)
        for (guint k = 0; k < many->len; k++)
            if (meet(g_ptr_array_index(few, i), g_ptr_array_index(many, k)))
                return true;
    return false;
}

static GPtrArray *quotes_of(const GmSpec *s)
{
    GPtrArray *list = g_ptr_array_new();
    g_ptr_array_extend(list, s->evidence, NULL, NULL);
    g_ptr_array_sort(list, by_start);
    return list;
}

/** Of many, both in the order of the text: each quote is asked whether it begins before the
 *  farthest end of the other's quotes that began before it. */
static bool quotes_meet(const GmSpec *a, const GmSpec *b)
{
    if (MIN(a->evidence->len, b->evidence->len) <= FEW)
        return any_meet(a->evidence, b->evidence);
    g_autoptr(GPtrArray) of_a = quotes_of(a), of_b = quotes_of(b);
    const GPtrArray *lists[2] = {of_a, of_b};
    guint at[2] = {0, 0};
    gsize end[2] = {0, 0};
    const char *document = NULL;
    while (at[0] < lists[0]->len || at[1] < lists[1]->len) {
        bool second = at[0] >= lists[0]->len ||
                      (at[1] < lists[1]->len &&
                       by_start(&lists[1]->pdata[at[1]], &lists[0]->pdata[at[0]]) < 0);
        const GmEvidence *e = g_ptr_array_index(lists[second], at[second]++);
        if (g_strcmp0(document, e->document) != 0)
            end[0] = end[1] = 0;
        document = e->document;
        if (e->byte_start < end[!second])
            return true;
        end[second] = MAX(end[second], e->byte_end);
    }
    return false;
}

static bool is_part_of(const GmSpec *s, guint64 *key)
{
    const GmSite *of = s->kind == GM_FEATURE_REGION_PART ? gm_spec_site(s, GM_PART_OF, 0) : NULL;
    *key = of && of->title ? g_str_hash(of->title) : 0;
    return of != NULL;
}

/** One phrase read as a statement on "the areas south of X" and as the region
 *  part itself is one feature: the region part's. */
static void merge_read_twice(GmPlan *p)
{
    g_autoptr(GHashTable) parts = specs_by(p, is_part_of);
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *in = gm_spec_site(s, GM_PART_IN, 0);
        if (s->kind != GM_FEATURE_REGION_PART || !in || s->sites->len != 1)
            continue;
        const GPtrArray *list = gm_ref_lists_of(parts, in->title ? g_str_hash(in->title) : 0);
        for (guint k = 0; list && k < list->len; k++) {
            GmSpec *o = g_ptr_array_index(list, k);
            const GmSite *of = gm_spec_site(o, GM_PART_OF, 0);
            if (o == s || o->sides != s->sides || g_strcmp0(of->title, in->title) != 0 ||
                !quotes_meet(s, o))
                continue;
            merge_away(p, s, o, parts, is_part_of);
            i--;
            break;
        }
    }
}

static bool is_symbol_at(const GmSpec *s, guint64 *ref)
{
    const GmSite *on = gm_spec_site(s, GM_PART_AT, 0);
    *ref = on ? on->ref : 0;
    return on && (s->kind == GM_FEATURE_DEPLOYMENT || s->kind == GM_FEATURE_POST ||
                  s->kind == GM_FEATURE_BASE || s->kind == GM_FEATURE_CROSSING);
}

/** "Deployed near X": the symbol at X says so in a note, without a second,
 *  soft circle. */
static void merge_near(GmPlan *p)
{
    g_autoptr(GHashTable) symbols = specs_by(p, is_symbol_at);
    for (guint i = 0; i < p->specs->len; i++) {
        GmSpec *s = g_ptr_array_index(p->specs, i);
        const GmSite *at = gm_spec_site(s, GM_PART_AT, 0);
        if (s->kind != GM_FEATURE_REGION_PART || g_strcmp0(s->subtype, "near") != 0 || !at)
            continue;
        const GPtrArray *list = gm_ref_lists_of(symbols, at->ref);
        for (guint k = 0; list && k < list->len; k++) {
            GmSpec *o = g_ptr_array_index(list, k);
            if (!quotes_meet(s, o))
                continue;
            const GmEvidence *said = g_ptr_array_index(s->evidence, 0);
            gm_spec_note(o, "the text says “%s”", said->quote);
            o->at_least = MAX(o->at_least, GM_CERTAINTY_APPROXIMATE);
            merge_away(p, s, o, symbols, is_symbol_at);
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

/** The feature that already fills the same outline as the @i-th, an area; @claims
 *  lists what lays claim to a place. */
static GmFeature *filled_by(const GmScene *scene, guint i, GHashTable *claims)
{
    GmFeature *f = g_ptr_array_index(scene->features, i);
    int own = claim_of(f);
    GmFeature *best = NULL;
    if (f->kind != GM_FEATURE_AREA || own < 0 || takes_out(f))
        return NULL;
    const GPtrArray *list = gm_ref_lists_of(claims, f->place_ref);
    bool before = true;
    for (guint k = 0; list && k < list->len; k++) {
        GmFeature *o = g_ptr_array_index(list, k);
        int claim = claim_of(o);
        bool first = claim > own || (claim == own && before);
        bool happening = own < 2 || o->kind == GM_FEATURE_AREA; /* a truce keeps its outline */
        if (o == f)
            before = false;
        else if (first && happening && !takes_out(o) && (!best || claim > claim_of(best)))
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

/** What @by fills is said of it in a note, by the features @said alike. */
static void note_said(GmFeature *by, const GPtrArray *said)
{
    const GmFeature *last = g_ptr_array_index(said, said->len - 1);
    const GmSite *site = g_ptr_array_index(last->spec->sites, 0);
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < said->len; i++)
        append_said(words, g_ptr_array_index(said, i));
    g_autofree char *note = g_strdup_printf("Also said of %s, with no place stated inside it: %s",
                                            site->name, words->str);
    g_string_free(words, TRUE);
    gm_note_add(by->notes, note);
    gm_note_add(by->spec->notes, note);
    for (guint i = 0; i < said->len; i++) /* the page says it once */
        note_only(g_ptr_array_index(said, i), note);
}

/** "An airstrike in X" beside "a ceasefire in X": the province is filled once,
 *  and what else is said of it stands in a note. */
static void list_happenings(GmScene *scene)
{
    g_autoptr(GHashTable) claims = gm_ref_lists_new(), fills = gm_ref_lists_new();
    g_autoptr(GPtrArray) listed = g_ptr_array_new();
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(scene, i);
        if (claim_of(f) >= 0)
            gm_ref_lists_add(claims, f->place_ref, f);
    }
    for (guint i = 0; i < scene->features->len; i++) {
        const GmFeature *by = filled_by(scene, i, claims);
        if (!by)
            continue;
        gm_ref_lists_add(fills, GPOINTER_TO_SIZE(by), gm_scene_feature(scene, i));
        g_ptr_array_add(listed, g_ptr_array_index(scene->features, i));
    }
    for (guint i = 0; listed->len && i < scene->features->len; i++) {
        GmFeature *by = g_ptr_array_index(scene->features, i);
        const GPtrArray *said = gm_ref_lists_of(fills, GPOINTER_TO_SIZE(by));
        if (said)
            note_said(by, said);
    }
    for (guint i = 0; i < listed->len; i++)
        list_only(g_ptr_array_index(listed, i));
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

static void move_unplaced(GmPlan *p, GmScene *scene)
{
    for (guint i = 0; i < p->unplaced->len; i++)
        g_ptr_array_add(scene->unplaced, g_ptr_array_index(p->unplaced, i));
    /* a name that a relative statement placed is not unplaced */
    g_autoptr(GHashTable) drawn = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < scene->features->len; i++)
        if (gm_scene_feature(scene, i)->spec->name)
            g_hash_table_add(drawn, gm_scene_feature(scene, i)->spec->name);
    guint kept = 0;
    gpointer *all = scene->unplaced->pdata;
    for (guint i = 0; i < scene->unplaced->len; i++) {
        const GmUnplaced *u = all[i];
        if (g_str_equal(u->what, "mention") && g_hash_table_contains(drawn, u->surface))
            continue;
        gpointer other = all[kept];
        all[kept++] = all[i];
        all[i] = other;
    }
    g_ptr_array_set_size(scene->unplaced, (gint)kept);
    g_ptr_array_sort(scene->unplaced, by_place_in_text);
}

static void describe_first(GmScene *scene, const GmStatements *sts, const GmSceneOptions *o)
{
    const GmDocument *first = sts->mentions->document;
    scene->title = g_strdup(first->title);
    scene->date = g_strdup(first->date);
    scene->language = g_strdup(o->language ? o->language : "en");
    scene->language2 = g_strdup(o->language2);
    const char *country = sts->mentions->focus.country;
    scene->country = *country ? g_strdup(country) : NULL;
}

/* @sts may be gone once all are planned: what is asked for then is copied. */
static void take_in_hand(GmPlan *p, const GmStatements *sts)
{
    p->sts = sts;
    g_strlcpy(p->home, sts->mentions->focus.country, sizeof p->home);
    g_strlcpy(p->division, sts->mentions->focus.admin1, sizeof p->division);
    gm_plan_index_read(p->index, sts->mentions);
}

static void plan_document(GmPlan *p, const GmStatements *sts)
{
    take_in_hand(p, sts);
    gm_plan_mentions(p);
    gm_plan_statements(p);
}

static void settle_plan(GmPlan *p)
{
    gm_plan_borrow(p);
    gm_plan_highways(p);
    merge_read_twice(p);
    merge_near(p);
    settle_countries(p);
    label_country_parts(p);
    absorb_labels(p);
}

/* Plans all documents, the first of which gives @scene its words and is called @name; false on
 * failure, and when there is none. */
static bool plan_each(GmPlan *p, GmSceneNext *next, void *user, GmScene *scene, char **name,
                      GError **error)
{
    GError *cause = NULL;
    const GmStatements *sts;
    guint n = 0;
    for (; (sts = next(n, user, &cause)); n++) {
        const GmDocument *d = sts->mentions->document;
        if (n == 0) {
            p->maker->gazetteer = sts->mentions->gazetteer;
            describe_first(scene, sts, p->options);
            *name = g_strdup(d->name);
        }
        gm_note_add(scene->sources, d->file ? d->file : d->name);
        plan_document(p, sts);
    }
    for (guint i = 0; i < n && !cause && p->specs->len == 0; i++)
        if ((sts = next(i, user, &cause))) {
            take_in_hand(p, sts);
            gm_plan_countries(p);
        }
    p->sts = NULL;
    if (cause)
        g_propagate_error(error, cause);
    else if (n == 0)
        g_set_error_literal(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING, "there is no document");
    return !cause && n > 0;
}

static void free_spec(gpointer spec, gpointer unused)
{
    (void)unused;
    gm_spec_free(spec);
}

GmScene *gm_scene_from_each(GmSceneNext *next, void *user, GmShapeStore *shapes,
                            const GmSceneOptions *o, GError **error)
{
    static const GmSceneOptions plain = GM_SCENE_OPTIONS_INIT;
    const GmSceneOptions *options = o ? o : &plain;
    GmMaker maker;
    gm_maker_init(&maker, NULL, shapes, options);
    GmPlan plan = {.maker = &maker, .options = options};
    plan.specs = g_ptr_array_new();
    plan.places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    plan.unplaced = g_ptr_array_new();
    plan.index = gm_plan_index_new();
    g_autoptr(GmScene) scene = gm_scene_new();
    g_autofree char *name = NULL;
    bool planned = plan_each(&plan, next, user, scene, &name, error), few = true;
    if (planned) {
        settle_plan(&plan);
        few = make_all(&maker, plan.specs, scene);
        list_happenings(scene);
    } else {
        g_ptr_array_foreach(plan.specs, free_spec, NULL);
    }
    move_unplaced(&plan, scene);
    if (planned) {
        gm_scene_frame(scene);
        gm_scene_finish(scene, &maker);
    }
    if (!scene->title)
        scene->title = g_steal_pointer(&name);
    g_ptr_array_unref(plan.specs);
    g_ptr_array_unref(plan.unplaced);
    g_hash_table_unref(plan.places);
    gm_plan_index_free(plan.index);
    gm_maker_clear(&maker);
    if (!planned)
        return NULL;
    if (few && scene->features->len > 0)
        return g_steal_pointer(&scene);
    if (few)
        g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_NOTHING,
                    "%s names no place that can be drawn",
                    scene->sources->len == 1 ? (const char *)g_ptr_array_index(scene->sources, 0)
                                             : "none of the documents");
    else
        g_set_error(error, GM_SCENE_ERROR, GM_SCENE_ERROR_LIMIT, "more than %d features",
                    GM_SCENE_MOST_FEATURES);
    return NULL;
}

typedef struct {
    const GmStatements *const *docs;
    guint n;
} Given;

static const GmStatements *next_given(guint i, void *user, GError **error)
{
    const Given *given = user;
    (void)error;
    return i < given->n ? given->docs[i] : NULL;
}

GmScene *gm_scene_from_statements(const GmStatements *const *docs, guint n_docs,
                                  GmShapeStore *shapes, const GmSceneOptions *o, GError **error)
{
    Given given = {docs, n_docs};
    return gm_scene_from_each(next_given, &given, shapes, o, error);
}
