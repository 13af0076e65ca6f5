#include "scene_plan.h"

#include <string.h>

static GmFeatureKind feature_kind(GmPlaceKind k)
{
    switch (k) {
    case GM_PLACE_HIGHWAY:
        return GM_FEATURE_HIGHWAY;
    case GM_PLACE_CROSSING:
        return GM_FEATURE_CROSSING;
    case GM_PLACE_BASE:
    case GM_PLACE_AIRPORT:
        return GM_FEATURE_BASE;
    case GM_PLACE_POST:
        return GM_FEATURE_POST;
    case GM_PLACE_AREA:
        return GM_FEATURE_ZONE;
    default:
        return GM_FEATURE_PLACE;
    }
}

static bool is_shouted(const char *s)
{
    g_autofree char *upper = g_utf8_strup(s, -1);
    return g_str_equal(upper, s) && g_utf8_strlen(upper, -1) > 3;
}

/** "BEIRUT" of a dateline: "Beirut". */
static char *spoken(const char *name)
{
    if (!name || !is_shouted(name))
        return g_strdup(name);
    GString *s = g_string_new(NULL);
    bool first = true;
    for (const char *c = name; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        g_string_append_unichar(s, first ? u : g_unichar_tolower(u));
        first = u == ' ' || u == '-';
    }
    return g_string_free(s, FALSE);
}

/** The spelling that the document uses most, the first of equals; names in
 *  capitals only when there is no other. */
static const char *usual_spelling(const GPtrArray *list)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    const char *best = NULL;
    guint best_n = 0;
    for (guint pass = 0; pass < 2; pass++) /* count, then the first of the most */
        for (guint i = 0; list && i < list->len; i++) {
            const GmMention *m = g_ptr_array_index(list, i);
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, m->surface));
            if (pass == 0)
                g_hash_table_insert(counts, m->surface, GUINT_TO_POINTER(n + 1));
            if (pass == 0 || m->role != GM_ROLE_LOCATION || (best && n <= best_n))
                continue;
            n = is_shouted(m->surface) ? 0 : n;
            if (!best || n > best_n) {
                best = m->surface;
                best_n = n;
            }
        }
    return best;
}

static guint count_mapped(const GPtrArray *list)
{
    guint n = 0;
    for (guint i = 0; list && i < list->len; i++)
        n += gm_mention_is_mapped(g_ptr_array_index(list, i));
    return n;
}

static bool is_background(GmPlaceKind k)
{
    return k == GM_PLACE_COUNTRY || k == GM_PLACE_REGION || k == GM_PLACE_CONTINENT ||
           k == GM_PLACE_WATER || k == GM_PLACE_RIVER;
}

static GmSpec *place_spec(GmPlan *p, const GmMention *m)
{
    const GmPlace *place = &m->place;
    GmFeatureKind kind = feature_kind(place->kind);
    bool line = kind == GM_FEATURE_HIGHWAY;
    const GPtrArray *named = gm_plan_index_mentions(p->index, place->ref);
    GmSite *site = gm_site_new(NULL, line ? GM_PART_ALONG : GM_PART_AT);
    if (!line && place->ref == 0)
        site->name = spoken(m->surface);
    else if (!line)
        site->name = spoken(usual_spelling(named));
    gm_site_set_place(site, place);
    if (m->pos.lat != place->lat || m->pos.lon != place->lon) {
        site->pos = m->pos;
        site->given = true;
    }
    gm_site_plain_name(site);
    bool outlined = gm_plan_has_outline(p, site);
    if (kind == GM_FEATURE_ZONE && !outlined)
        kind = GM_FEATURE_PLACE;
    if (kind == GM_FEATURE_ZONE)
        site->part = GM_PART_OF;
    GmSpec *s = gm_spec_new(kind);
    if (kind == GM_FEATURE_BASE && gm_plan_is_airfield(site))
        s->subtype = g_strdup("airfield");
    else if (!line)
        s->subtype = g_strdup(gm_gazetteer_kind_name(place->kind));
    if (is_background(place->kind))
        s->frames = 0;
    if (place->kind == GM_PLACE_DIVISION && outlined && g_str_equal(place->admin1, p->division) &&
        count_mapped(named) > 1) {
        s->kind = GM_FEATURE_AREA; /* what the document is about is outlined */
        site->part = GM_PART_IN;
    }
    gm_spec_add(s, site);
    return s;
}

static void note_mention(GmPlan *p, const GmMention *m)
{
    GmSpec *s = gm_plan_place_spec(p, m->place.ref, m->place.name);
    if (!s) {
        s = place_spec(p, m);
        gm_plan_add(p, s);
        gm_plan_set_place_spec(p, m->place.ref, m->place.name, s);
    }
    gm_evidence_add(s->evidence, gm_plan_evidence(p->sts, m->start, m->end));
}

static void list_unplaced(GmPlan *p, const GmMention *m)
{
    gm_plan_list_unplaced(p, "mention", m->start, m->end, m->surface,
                          m->reason && *m->reason ? m->reason : "not in the gazetteer");
}

void gm_plan_mentions(GmPlan *p)
{
    const GmMentions *ms = p->sts->mentions;
    for (guint i = 0; i < ms->list->len; i++) {
        const GmMention *m = gm_mention_at(ms, i);
        bool comment = p->options->include_comments && m->section == GM_SECTION_COMMENTS &&
                       m->role == GM_ROLE_LOCATION && m->has_place;
        bool operation = p->options->knowledge && m->has_place && m->place.kind == GM_PLACE_AREA &&
                         m->role != GM_ROLE_DEMONYM && gm_text_section_is_article(m->section);
        if (gm_mention_is_mapped(m) || comment || operation)
            note_mention(p, m);
        else if (m->role == GM_ROLE_LOCATION && !m->has_place &&
                 gm_text_section_is_article(m->section))
            list_unplaced(p, m);
    }
}

/** A document that places nothing, but says of countries what they did: they
 *  are what it is about, and shown whole. */
void gm_plan_countries(GmPlan *p)
{
    const GmMentions *ms = p->sts->mentions;
    for (guint i = 0; i < ms->list->len; i++) {
        const GmMention *m = gm_mention_at(ms, i);
        if (!m->has_place || m->place.kind != GM_PLACE_COUNTRY || m->role != GM_ROLE_ACTOR ||
            !gm_text_section_is_article(m->section))
            continue;
        GmSpec *s = gm_plan_place_spec(p, m->place.ref, m->place.name);
        note_mention(p, m);
        if (s)
            continue;
        s = gm_plan_place_spec(p, m->place.ref, m->place.name);
        const GmSite *site = g_ptr_array_index(s->sites, 0);
        if (!gm_plan_has_outline(p, site))
            continue;
        s->kind = GM_FEATURE_AREA;
        s->frames = -1;
        ((GmSite *)g_ptr_array_index(s->sites, 0))->part = GM_PART_IN;
    }
}
