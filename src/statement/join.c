/** The list as a whole: borders named later, repeats, order. Linear in the number
 *  of statements, but for sorting. */
#include "build.h"

#include "fold.h"

#include <string.h>

static bool says_border(const GmAnchor *a)
{
    return a->mention < 0 && a->antecedent < 0 &&
           (g_str_has_suffix(a->surface, "border") || g_str_has_suffix(a->surface, "frontier"));
}

void gm_join_borders(Reading *r)
{
    if (r->first_borders->len == 0)
        return;
    for (guint i = 0; i < r->list->len; i++) {
        GmStatement *s = g_ptr_array_index(r->list, i);
        for (guint k = 0, n = s->anchors->len; k < n; k++) {
            GmAnchor *a = &g_array_index(s->anchors, GmAnchor, k);
            if (!says_border(a))
                continue;
            Ref ref = {-1, -1, a->start, a->end};
            GmAnchorPart part = a->part;
            a->antecedent = g_array_index(r->first_borders, Ref, 0).mention;
            for (guint m = 1; m < r->first_borders->len; m++) {
                ref.antecedent = g_array_index(r->first_borders, Ref, m).mention;
                gm_build_anchor_ref(r, s, part, &ref);
            }
        }
    }
}

/** Corridors may lie along a line or bear a name that only the text knows; other
 *  things stand at places that it names. */
static bool may_be_unplaced(const GmStatement *s)
{
    bool named = false;
    for (guint i = 0; i < s->anchors->len; i++) {
        const GmAnchor *a = &g_array_index(s->anchors, GmAnchor, i);
        if (says_border(a))
            return false;
        if (s->kind == GM_ST_REGION_PART && a->part == GM_PART_OF &&
            (strstr(a->surface, "arallel") || strstr(a->surface, "atitude") ||
             strstr(a->surface, "eridian")))
            return true; /* no name, but a place on the globe */
        bool road =
            a->part == GM_PART_ALONG && (strpbrk(a->surface, "0123456789") != NULL ||
                                         (s->kind == GM_ST_SEGMENT && s->measures->len > 0));
        named = named || ((road || a->part != GM_PART_ALONG) && gm_statement_is_name(a->surface));
    }
    bool line = s->kind == GM_ST_LINE &&
                (g_strcmp0(s->subject, "line") == 0 || g_strcmp0(s->feature, "closed") == 0);
    bool measured = s->kind == GM_ST_RELATIVE && s->measures->len > 0; /* "from the bridge" */
    return s->kind == GM_ST_CORRIDOR || line || measured || named;
}

/** Frees those that are not @kept; what repeats one of them repeats none. */
static void keep(GPtrArray *list, const bool *kept)
{
    g_autofree int *place = g_new(int, list->len + 1); /* new index, -1: dropped */
    guint n = 0;
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        place[i] = kept[i] ? (int)n : -1;
        if (!kept[i]) {
            gm_build_free(s);
            continue;
        }
        if (s->same_as >= 0)
            s->same_as = place[s->same_as];
        list->pdata[n++] = s;
    }
    for (guint i = n; i < list->len; i++)
        list->pdata[i] = NULL;
    g_ptr_array_set_free_func(list, NULL); /* what is cut off is gone already */
    g_ptr_array_set_size(list, (gint)n);
    g_ptr_array_set_free_func(list, (GDestroyNotify)gm_build_free);
}

void gm_join_drop_unplaced(GPtrArray *list)
{
    g_autofree bool *kept = g_new(bool, list->len + 1);
    for (guint i = 0; i < list->len; i++) {
        const GmStatement *s = g_ptr_array_index(list, i);
        kept[i] = gm_build_has_place(s) || may_be_unplaced(s);
    }
    keep(list, kept);
}

/** What the anchor means: its place, or its words. */
static char *anchor_place(const GmMentions *m, const GmAnchor *a)
{
    int i = a->mention >= 0 ? a->mention : a->antecedent;
    const GmMention *x = i >= 0 ? gm_mention_at(m, (guint)i) : NULL;
    if (x && x->has_place && x->place.ref != 0)
        return g_strdup_printf("#%" G_GUINT64_FORMAT, x->place.ref);
    if (x && x->has_place)
        return g_strdup_printf("=%s", x->place.name);
    g_autofree char *folded = gm_text_fold(a->surface, -1);
    return g_strdup_printf("~%s", folded);
}

void gm_join_drop_titles(const GmMentions *m, GPtrArray *list)
{
    g_autofree bool *kept = g_new(bool, list->len + 1);
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = list->len; i-- > 0;) {
        const GmStatement *s = g_ptr_array_index(list, i);
        const GmSentence *sentence = gm_text_sentence(m->document, s->sentence);
        bool title = sentence->section == GM_SECTION_TITLE;
        /* "holds all of northern X" is more than that X is spoken of */
        bool part = s->sides != 0 && gm_statement_anchor(s, GM_PART_IN, 0) != NULL;
        bool fuller = title && s->measures->len == 0 && !part;
        for (guint k = 0; k < s->anchors->len; k++) {
            char *place = anchor_place(m, &g_array_index(s->anchors, GmAnchor, k));
            fuller = fuller && g_hash_table_contains(told, place);
            if (title)
                g_free(place);
            else
                g_hash_table_add(told, place);
        }
        kept[i] = !fuller;
    }
    keep(list, kept);
}

static gint by_start(gconstpointer a, gconstpointer b)
{
    const GmStatement *x = *(GmStatement *const *)a, *y = *(GmStatement *const *)b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

void gm_join_sort(GPtrArray *list)
{
    g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) target = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        if (s->same_as >= 0)
            g_hash_table_insert(target, s, g_ptr_array_index(list, (guint)s->same_as));
    }
    g_ptr_array_sort(list, by_start);
    for (guint i = 0; i < list->len; i++)
        g_hash_table_insert(index, g_ptr_array_index(list, i), GUINT_TO_POINTER(i));
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        gpointer t = g_hash_table_lookup(target, s);
        if (t)
            s->same_as = (int)GPOINTER_TO_UINT(g_hash_table_lookup(index, t));
    }
}

/** What the anchor means, in a form that compares: part and place, or its words. */
static char *anchor_key(const GmMentions *m, const GmAnchor *a)
{
    g_autofree char *place = anchor_place(m, a);
    return g_strconcat(gm_statement_anchor_part_name(a->part), place, NULL);
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/** Two statements that say the same have the same key. */
static char *statement_key(const GmMentions *m, const GmStatement *s)
{
    g_autoptr(GPtrArray) anchors = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < s->anchors->len; i++)
        g_ptr_array_add(anchors, anchor_key(m, &g_array_index(s->anchors, GmAnchor, i)));
    g_ptr_array_sort(anchors, by_text);
    GString *key = g_string_new(NULL);
    g_string_append_printf(key, "%d/%u/%s", (int)s->kind, s->sides, s->feature ? s->feature : "");
    for (guint i = 0; i < anchors->len; i++)
        g_string_append_printf(key, "/%s", (const char *)g_ptr_array_index(anchors, i));
    for (guint i = 0; i < s->measures->len; i++) {
        const GmMeasure *x = &g_array_index(s->measures, GmMeasure, i);
        char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(key, "/%d:%d:%s:%s", (int)x->part, x->side,
                               g_ascii_dtostr(low, sizeof low, x->metres),
                               g_ascii_dtostr(high, sizeof high, x->metres_max));
    }
    return g_string_free(key, FALSE);
}

void gm_join_repeats(const GmMentions *m, GPtrArray *list)
{
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < list->len; i++) {
        GmStatement *s = g_ptr_array_index(list, i);
        char *key = statement_key(m, s);
        gpointer old = NULL;
        if (g_hash_table_lookup_extended(first, key, NULL, &old)) {
            if (s->same_as < 0)
                s->same_as = (int)GPOINTER_TO_UINT(old);
            g_free(key);
        } else if (s->same_as < 0) {
            g_hash_table_insert(first, key, GUINT_TO_POINTER(i));
        } else {
            g_free(key);
        }
    }
}
