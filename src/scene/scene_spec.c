#include "scene_spec.h"

#include "fold.h"
#include "markup.h"

#include <math.h>
#include <string.h>

GmSite *gm_site_new(const char *name, GmAnchorPart part)
{
    GmSite *s = g_new0(GmSite, 1);
    s->name = g_strdup(name);
    s->part = part;
    return s;
}

GmSite *gm_site_copy(const GmSite *s, GmAnchorPart part)
{
    GmSite *c = g_new(GmSite, 1);
    *c = *s;
    c->part = part;
    c->name = g_strdup(s->name);
    c->title = g_strdup(s->title);
    c->geometry = g_strdup(s->geometry);
    c->country = g_strdup(s->country);
    c->admin1 = g_strdup(s->admin1);
    c->source = g_strdup(s->source);
    c->key = g_strdup(s->key);
    return c;
}

void gm_site_free(GmSite *s)
{
    if (!s)
        return;
    g_free(s->name);
    g_free(s->title);
    g_free(s->geometry);
    g_free(s->country);
    g_free(s->admin1);
    g_free(s->source);
    g_free(s->key);
    g_free(s);
}

static char *dup_filled(const char *s)
{
    return s && *s ? g_strdup(s) : NULL;
}

void gm_site_set_place(GmSite *s, const GmPlace *p)
{
    g_free(s->title);
    g_free(s->geometry);
    g_free(s->country);
    g_free(s->admin1);
    g_free(s->source);
    s->title = g_strdup(p->name);
    s->ref = p->ref;
    s->geonames_id = p->geonames_id;
    s->kind = p->kind;
    s->pos = gm_place_pos(p);
    s->located = true;
    s->given = false;
    s->fuzzy = p->note && g_str_has_prefix(p->note, "approximate");
    s->geometry = dup_filled(p->geometry);
    s->country = dup_filled(p->country);
    s->admin1 = dup_filled(p->admin1);
    s->source = dup_filled(p->source);
    if (!s->name)
        s->name = g_strdup(p->name);
}

void gm_site_plain_name(GmSite *s)
{
    if (!s->name || !s->title || (s->kind != GM_PLACE_DIVISION && s->kind != GM_PLACE_COUNTRY))
        return;
    g_autofree char *name = gm_text_fold(s->name, -1), *title = gm_text_fold(s->title, -1);
    gsize n = strlen(title);
    const char *at = strstr(name, title);
    if (!at || strcmp(name, title) == 0 || (at > name && at[-1] != ' ') || (at[n] && at[n] != ' '))
        return;
    g_free(s->name);
    s->name = g_strdup(s->title);
}

GmPos gm_site_pos(const GmSite *s)
{
    return s->pos;
}

static void free_site(gpointer p)
{
    gm_site_free(p);
}

static void free_evidence(gpointer p)
{
    gm_evidence_free(p);
}

GmSpec *gm_spec_new(GmFeatureKind kind)
{
    GmSpec *s = g_new0(GmSpec, 1);
    s->kind = kind;
    s->sites = g_ptr_array_new_with_free_func(free_site);
    s->measures = g_array_new(FALSE, TRUE, sizeof(GmMeasure));
    s->evidence = g_ptr_array_new_with_free_func(free_evidence);
    s->notes = g_ptr_array_new_with_free_func(g_free);
    s->frames = -1;
    return s;
}

void gm_spec_free(GmSpec *s)
{
    if (!s)
        return;
    g_free(s->name);
    g_free(s->label);
    g_free(s->subject);
    g_free(s->subtype);
    g_ptr_array_unref(s->sites);
    g_array_unref(s->measures);
    g_ptr_array_unref(s->evidence);
    g_ptr_array_unref(s->notes);
    g_free(s->valid_from);
    g_free(s->valid_to);
    g_free(s->style);
    gm_geom_free(s->given);
    g_free(s);
}

void gm_spec_add(GmSpec *s, GmSite *site)
{
    g_ptr_array_add(s->sites, site);
}

const GmSite *gm_spec_site(const GmSpec *s, GmAnchorPart part, guint n)
{
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        if (site->part == part && n-- == 0)
            return site;
    }
    return NULL;
}

guint gm_spec_count(const GmSpec *s, GmAnchorPart part)
{
    guint n = 0;
    while (gm_spec_site(s, part, n))
        n++;
    return n;
}

const GmMeasure *gm_spec_measure(const GmSpec *s, GmMeasurePart part)
{
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *m = &g_array_index(s->measures, GmMeasure, i);
        if (m->part == part)
            return m;
    }
    return NULL;
}

const GmMeasure *gm_spec_extent(const GmSpec *s)
{
    static const GmMeasurePart order[] = {GM_MEASURE_DEPTH, GM_MEASURE_WIDTH, GM_MEASURE_RADIUS,
                                          GM_MEASURE_DISTANCE};
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        const GmMeasure *m = gm_spec_measure(s, order[i]);
        if (m)
            return m;
    }
    return NULL;
}

static bool same_site(const GmSite *a, const GmSite *b)
{
    if (a->part != b->part || a->located != b->located)
        return false;
    if (a->ref || b->ref)
        return a->ref == b->ref;
    if (a->located)
        return a->pos.lat == b->pos.lat && a->pos.lon == b->pos.lon;
    return g_strcmp0(a->name, b->name) == 0;
}

/** Parts of regions are the same land whatever is said to happen there; the
 *  subtype counts where it shapes the feature. */
static bool same_subtype(const GmSpec *a, const GmSpec *b)
{
    static const char *const shaping[] = {"near", "between", "surrounding", NULL};
    if (g_strcmp0(a->subtype, b->subtype) == 0)
        return true;
    return a->kind == GM_FEATURE_REGION_PART &&
           !(a->subtype && g_strv_contains(shaping, a->subtype)) &&
           !(b->subtype && g_strv_contains(shaping, b->subtype));
}

bool gm_spec_same(const GmSpec *a, const GmSpec *b)
{
    bool land = a->kind == GM_FEATURE_REGION_PART || a->kind == GM_FEATURE_AREA ||
                a->kind == GM_FEATURE_ZONE;
    if (a->kind != b->kind || !same_subtype(a, b) || a->sides != b->sides ||
        a->sites->len != b->sites->len || a->measures->len != b->measures->len || a->given ||
        b->given ||
        (!land && a->status != b->status &&
         !(gm_statement_status_is_firm(a->status) && gm_statement_status_is_firm(b->status))))
        return false;
    if (a->kind == GM_FEATURE_PLACE && a->name && b->name && strcmp(a->name, b->name) != 0)
        return false; /* two villages, both 5 km north of a town */
    for (guint i = 0; i < a->sites->len; i++)
        if (!same_site(g_ptr_array_index(a->sites, i), g_ptr_array_index(b->sites, i)))
            return false;
    for (guint i = 0; i < a->measures->len; i++) {
        const GmMeasure *x = &g_array_index(a->measures, GmMeasure, i);
        const GmMeasure *y = &g_array_index(b->measures, GmMeasure, i);
        if (x->part != y->part || x->side != y->side || fabs(x->metres - y->metres) > 0.5 ||
            fabs(x->metres_max - y->metres_max) > 0.5)
            return false;
    }
    return true;
}

guint gm_spec_hash(const GmSpec *s)
{
    guint h = (guint)s->kind * 31u + s->sides * 37u + s->sites->len * 41u + s->measures->len;
    for (guint i = 0; i < s->sites->len; i++) {
        const GmSite *site = g_ptr_array_index(s->sites, i);
        guint own = 0;
        if (site->ref)
            own = g_int64_hash(&site->ref);
        else if (site->located) /* -0.0 is 0.0 */
            own = (guint)(gint64)(site->pos.lat * 1e6) * 31u + (guint)(gint64)(site->pos.lon * 1e6);
        else if (site->name)
            own = g_str_hash(site->name);
        h = h * 31u + own * 7u + (guint)site->part;
    }
    return h;
}

/** The status that most statements give; of equals the firmer. What was agreed and
 *  then told as a fact is one thing that stands, by the accord. */
void gm_spec_vote(GmSpec *s, GmStatus status, guint n)
{
    s->votes[status] += n;
    guint firm = s->votes[GM_STATUS_ESTABLISHED] + s->votes[GM_STATUS_AGREED];
    guint most = gm_statement_status_is_firm(s->status) ? firm : s->votes[s->status];
    for (guint i = GM_STATUS_REPORTED; i < G_N_ELEMENTS(s->votes); i++)
        if (s->votes[i] > MAX(most, firm)) {
            most = s->votes[i];
            s->status = (GmStatus)i;
        }
    if (firm > 0 && (firm > most || gm_statement_status_is_firm(s->status)))
        s->status = s->votes[GM_STATUS_AGREED] ? GM_STATUS_AGREED : GM_STATUS_ESTABLISHED;
}

void gm_spec_merge(GmSpec *to, GmSpec *from)
{
    gm_evidence_copy_once(to->evidence, from->evidence);
    for (guint i = 0; i < from->notes->len; i++)
        gm_note_add(to->notes, g_ptr_array_index(from->notes, i));
    if (!to->valid_from)
        to->valid_from = g_steal_pointer(&from->valid_from);
    if (!to->valid_to)
        to->valid_to = g_steal_pointer(&from->valid_to);
    if (!to->subject)
        to->subject = g_steal_pointer(&from->subject);
    for (guint i = 0; i < G_N_ELEMENTS(from->votes); i++)
        gm_spec_vote(to, (GmStatus)i, from->votes[i]);
    gm_spec_free(from);
}

void gm_spec_note(GmSpec *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    gm_note_add(s->notes, text);
}

GmEvidence *gm_evidence_new(const char *document, gsize start, gsize end, const char *quote)
{
    GmEvidence *e = g_rc_box_new0(GmEvidence);
    e->document = g_strdup(document);
    e->byte_start = start;
    e->byte_end = end;
    e->quote = g_strdup(quote);
    return e;
}

static void clear_evidence(gpointer p)
{
    GmEvidence *e = p;
    g_free(e->document);
    g_free(e->quote);
}

void gm_evidence_free(GmEvidence *e)
{
    if (e)
        g_rc_box_release_full(e, clear_evidence);
}

enum { NEAR = 64 }; /* evidence looked back at, so that time grows with length */

static gboolean same_evidence(gconstpointer a, gconstpointer b)
{
    const GmEvidence *o = a, *e = b;
    return o->byte_start == e->byte_start && o->byte_end == e->byte_end &&
           g_strcmp0(o->document, e->document) == 0 && g_strcmp0(o->quote, e->quote) == 0;
}

static guint evidence_hash(gconstpointer e)
{
    const GmEvidence *o = e;
    return (guint)o->byte_start * 31u + (guint)o->byte_end;
}

void gm_evidence_add(GPtrArray *list, GmEvidence *e)
{
    for (guint i = list->len; i > 0 && list->len - i < NEAR; i--)
        if (same_evidence(g_ptr_array_index(list, i - 1), e)) {
            gm_evidence_free(e);
            return;
        }
    g_ptr_array_add(list, e);
}

void gm_evidence_copy_once(GPtrArray *to, const GPtrArray *from)
{
    g_autoptr(GHashTable) told = g_hash_table_new(evidence_hash, same_evidence);
    for (guint i = 0; i < to->len; i++)
        g_hash_table_add(told, g_ptr_array_index(to, i));
    for (guint i = 0; i < from->len; i++) {
        GmEvidence *e = g_ptr_array_index(from, i);
        if (g_hash_table_add(told, e))
            g_ptr_array_add(to, g_rc_box_acquire(e));
    }
}

char *gm_measure_text(const GmMeasure *m)
{
    GString *s = g_string_new(NULL);
    gm_text_append_number(s, m->value, 3);
    if (m->max > m->value) {
        g_string_append(s, "–");
        gm_text_append_number(s, m->max, 3);
    }
    g_string_append_printf(s, " %s", m->unit);
    return g_string_free(s, FALSE);
}

char *gm_length_text(double metres)
{
    GString *s = g_string_new(NULL);
    bool km = metres >= 1000.0;
    gm_text_append_number(s, km ? metres / 1000.0 : metres, km ? (metres < 1e5 ? 1 : 0) : 0);
    g_string_append(s, km ? " km" : " m");
    return g_string_free(s, FALSE);
}

void gm_note_add(GPtrArray *notes, const char *text)
{
    for (guint i = 0; i < notes->len; i++)
        if (g_str_equal(g_ptr_array_index(notes, i), text))
            return;
    g_ptr_array_add(notes, g_strdup(text));
}

bool gm_lookup_kind(const GmGazetteer *g, const char *name, const char *country, GmPlaceKind kind,
                    GmPlace *out)
{
    bool any = kind >= GM_N_PLACE_KINDS;
    if (!g || !name || !*name)
        return false;
    GmLookupOptions o = GM_LOOKUP_OPTIONS_INIT;
    o.country = country && *country ? country : NULL;
    o.max = any ? 1 : 50;
    o.near_spelling = o.variants = false;
    g_autoptr(GArray) found = gm_gazetteer_lookup(g, name, &o);
    for (guint i = 0; found && i < found->len; i++) {
        const GmPlace *p = &g_array_index(found, GmMatch, i).place;
        if (!any && p->kind != kind)
            continue;
        *out = *p;
        return true;
    }
    return false;
}

bool gm_lookup_name(const GmGazetteer *g, const char *name, const char *country, GmPlace *out)
{
    return gm_lookup_kind(g, name, country, GM_N_PLACE_KINDS, out);
}
