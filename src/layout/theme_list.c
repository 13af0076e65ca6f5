/* What the SVG, the PDF and the page say about each feature, and which features
 * share one fill. */
#include "theme_layer.h"

#include <string.h>

static char *evidence_bytes(const GmFeature *f)
{
    GString *s = g_string_new(NULL);
    for (guint i = 0; f->evidence != NULL && i < f->evidence->len; i++) {
        const GmEvidence *e = (const GmEvidence *)g_ptr_array_index(f->evidence, i);
        g_string_append_printf(s, "%s%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                               e->byte_start, e->byte_end);
    }
    return g_string_free(s, FALSE);
}

/* Both fill the same polygon in the same manner: one fill stands for both. */
static gboolean same_area(gconstpointer x, gconstpointer y)
{
    const GmFeature *a = (const GmFeature *)x, *b = (const GmFeature *)y;
    return a->kind == b->kind && a->geom->n_pos == b->geom->n_pos &&
           (a->status == GM_STATUS_PROPOSED) == (b->status == GM_STATUS_PROPOSED) &&
           g_strcmp0(a->style, b->style) == 0 &&
           memcmp(a->geom->pos, b->geom->pos, a->geom->n_pos * sizeof *a->geom->pos) == 0;
}

static guint area_hash(gconstpointer x)
{
    const GmFeature *f = (const GmFeature *)x;
    guint h = (guint)f->kind * 31u + (guint)f->geom->n_pos;
    if (f->geom->n_pos == 0)
        return h;
    h = h * 37u + g_double_hash(&f->geom->pos[0].lat);
    return h * 37u + g_double_hash(&f->geom->pos[0].lon);
}

/* Which feature's fill stands for each; the firmest of the same areas leads, of
 * equals the first. What is only listed stands for nothing. */
static void find_same(GmPage *p)
{
    const GPtrArray *features = p->scene->features;
    g_autoptr(GHashTable) leads = g_hash_table_new(area_hash, same_area); /* -> number + 1 */
    for (int pass = 0; pass < 2; pass++)
        for (guint i = 0; i < features->len; i++) {
            const GmFeature *f = gm_scene_feature(p->scene, i);
            bool area = f->geom != NULL && f->geom->kind == GM_GEOM_POLYGON &&
                        g_strcmp0(f->subtype, "listed") != 0;
            guint lead = area ? GPOINTER_TO_UINT(g_hash_table_lookup(leads, f)) : 0;
            if (pass == 1) {
                lead = lead > 0 ? lead - 1 : i;
                g_array_append_val(p->same, lead);
            } else if (area && (lead == 0 ||
                                f->certainty < gm_scene_feature(p->scene, lead - 1)->certainty)) {
                g_hash_table_replace(leads, (gpointer)f, GUINT_TO_POINTER(i + 1));
            }
        }
}

/* What the features say whose fill another one's stands for goes to that one. */
static void join_same(GmPage *p)
{
    for (guint i = 0; i < p->same->len; i++) {
        guint lead = g_array_index(p->same, guint, i);
        if (lead == i)
            continue;
        GmSheetFeature *to = (GmSheetFeature *)g_ptr_array_index(p->sheet->features, lead);
        const GmSheetFeature *s = (const GmSheetFeature *)g_ptr_array_index(p->sheet->features, i);
        char *title = g_strdup_printf("%s\n%s", to->title, s->title);
        g_free(to->title);
        to->title = title;
        if (strcmp(to->source, s->source) != 0 || *s->bytes == '\0')
            continue;
        char *bytes = g_strdup_printf("%s %s", to->bytes, s->bytes);
        g_free(to->bytes);
        to->bytes = bytes;
    }
}

void gm_layout_theme_list(GmPage *p)
{
    for (guint i = 0; i < p->scene->features->len; i++) {
        const GmFeature *f = gm_scene_feature(p->scene, i);
        const GmEvidence *e = f->evidence != NULL && f->evidence->len > 0
                                  ? (const GmEvidence *)g_ptr_array_index(f->evidence, 0)
                                  : NULL;
        GmSheetFeature *s = g_new0(GmSheetFeature, 1);
        s->id = g_strdup(f->id != NULL ? f->id : "feature");
        s->kind = g_strdup(gm_scene_kind_name(f->kind));
        s->name = g_strdup(f->name != NULL ? f->name : "");
        s->status = g_strdup(gm_scene_status_name(f));
        s->certainty = g_strdup(gm_scene_certainty_name(f->certainty));
        s->source = g_strdup(e != NULL && e->document != NULL ? e->document : "");
        s->bytes = evidence_bytes(f);
        bool says_more = e != NULL && e->quote != NULL && strcmp(e->quote, s->name) != 0;
        s->title = says_more ? g_strdup_printf("%s: “%s”", s->name, e->quote) : g_strdup(s->name);
        g_ptr_array_add(p->sheet->features, s);
    }
    find_same(p);
    join_same(p);
}
