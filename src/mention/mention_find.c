/** gm_mention_find: the stages in their order, and the result. */
#include "mention_resolve.h"

#include <math.h>
#include <string.h>

enum {
    STRAY_PEOPLE = 50000,
    LISTED_STRAY_PEOPLE = 1000000,
    STRAY_KM = 1500,
    VILLAGE_PEOPLE = 20000,
    VILLAGE_KM = 150
};

static const char *const ROLE_NAMES[] = {"location", "actor", "demonym", "nested"};

const char *gm_mention_role_name(GmRole role)
{
    return (guint)role < G_N_ELEMENTS(ROLE_NAMES) ? ROLE_NAMES[role] : "";
}

bool gm_mention_role_from_name(const char *name, GmRole *out)
{
    for (guint i = 0; i < G_N_ELEMENTS(ROLE_NAMES); i++) {
        if (g_ascii_strcasecmp(name, ROLE_NAMES[i]) == 0) {
            *out = (GmRole)i;
            return true;
        }
    }
    return false;
}

bool gm_mention_is_mapped(const GmMention *m)
{
    return m->role == GM_ROLE_LOCATION && m->has_place && gm_text_section_is_article(m->section);
}

void gm_mention_free(GmMentions *m)
{
    if (m == NULL)
        return;
    g_ptr_array_free(m->list, TRUE);
    g_slist_free_full(m->blocks, g_free);
    g_free(m);
}

/* @n bytes that live as long as @m: mentions are many and small, and go together. */
static gpointer take_room(GmMentions *m, gsize n)
{
    enum { BLOCK = 1 << 16, FIRST_BLOCK = 1 << 13, ALIGN = 16 };
    n = (n + ALIGN - 1) & ~(gsize)(ALIGN - 1);
    if (n > m->left) {
        m->left = MAX(n, (gsize)(m->blocks != NULL ? BLOCK : FIRST_BLOCK));
        m->free = g_malloc(m->left);
        m->blocks = g_slist_prepend(m->blocks, m->free);
    }
    gpointer room = m->free;
    m->free += n;
    m->left -= n;
    return room;
}

static char *keep_string(GmMentions *m, const char *s, gsize len)
{
    char *kept = take_room(m, len + 1);
    memcpy(kept, s, len);
    kept[len] = '\0';
    return kept;
}

enum { MAX_RUNNERS_UP = 5 };

/* Notes the candidates besides the place @chosen, or all of them (NULL), the most
 * populous first. */
static void keep_runners_up(GmMentions *all, const Scan *s, const Span *sp, const GmPlace *chosen,
                            GmMention *m)
{
    const GmMatch *list[MAX_RUNNERS_UP + 1];
    guint n = 0;
    for (guint i = 0; i < sp->n_cand; i++) {
        const GmMatch *c = scan_match(s, sp, i);
        if (chosen != NULL && c->place.ref == chosen->ref)
            continue;
        guint at = n;
        for (; at > 0 && list[at - 1]->place.population < c->place.population; at--)
            list[at] = list[at - 1];
        list[at] = c;
        n = MIN(n + 1, MAX_RUNNERS_UP);
    }
    if (n == 0)
        return;
    GmMatch *kept = take_room(all, n * sizeof *kept);
    for (guint i = 0; i < n; i++)
        kept[i] = *list[i];
    m->runners_up = kept;
    m->n_runners_up = n;
}

/* "; did you mean A, B?" or "", asked once for each name of the document. */
static const char *suggestions(const Scan *s, const char *name)
{
    const char *known = g_hash_table_lookup(s->suggested, name);
    if (known != NULL)
        return known;
    g_autoptr(GPtrArray) near =
        gm_gazetteer_suggest(s->gaz, name, s->focus.has_centre ? &s->focus.centre : NULL, 3);
    GString *text = g_string_new(NULL);
    for (guint i = 0; near != NULL && i < near->len; i++)
        g_string_append_printf(text, "%s%s", i == 0 ? "; did you mean " : ", ",
                               (const char *)g_ptr_array_index(near, i));
    if (text->len > 0)
        g_string_append_c(text, '?');
    char *owned = g_string_free(text, FALSE);
    g_hash_table_insert(s->suggested, g_strdup(name), owned);
    return owned;
}

static void append_unknown(GString *r, const Scan *s, const Span *sp, const char *why)
{
    g_autofree char *name = gm_text_quote(s->doc, sp->start, sp->end);
    g_string_append_printf(r, "%s; not in the gazetteer%s", why, suggestions(s, name));
}

/* Kilometres on the sphere: near enough for a reason. */
static double rough_km(GmPos a, GmPos b)
{
    double k = G_PI / 180, h = sin((b.lat - a.lat) * k / 2), w = sin((b.lon - a.lon) * k / 2);
    double c2 = h * h + cos(a.lat * k) * cos(b.lat * k) * w * w;
    return 2 * 6371.0088 * asin(sqrt(MIN(c2, 1)));
}

/* The next best, and by how much it lies farther from the document's places. */
static void append_other(GString *r, const Scan *s, const GmPlace *p, const GmPlace *o)
{
    g_string_append_printf(r, "; not %s%s%s (%s)", o->name, o->admin1[0] != '\0' ? ", " : "",
                           o->admin1[0] != '\0' ? o->admin1 : o->country,
                           gm_gazetteer_kind_name(o->kind));
    if (!s->focus.has_centre)
        return;
    double near = rough_km(gm_place_pos(p), s->focus.centre);
    double far = rough_km(gm_place_pos(o), s->focus.centre);
    if (far - near > 50)
        g_string_append_printf(r, ", %.0f km farther from the document's other places", far - near);
}

/* Of a town and a division of one name, did the words around ask for this one? */
static bool asked_of_two(const Span *sp, const GmPlace *p, const GmMention *m)
{
    bool town = (sp->flags & SPAN_AS_DIVISION) == 0;
    GmPlaceKind one = town ? GM_PLACE_SETTLEMENT : GM_PLACE_DIVISION;
    GmPlaceKind two = town ? GM_PLACE_DIVISION : GM_PLACE_SETTLEMENT;
    if ((sp->flags & (SPAN_AS_TOWN | SPAN_AS_DIVISION)) == 0 || p->kind != one)
        return false;
    for (guint i = 0; i < m->n_runners_up; i++) {
        const GmPlace *o = &m->runners_up[i].place;
        if (o->kind == two && g_str_equal(o->country, p->country))
            return true;
    }
    return false;
}

static void explain_unplaced(GString *r, const Scan *s, const Span *sp)
{
    if (sp->note != NULL)
        g_string_append(r, sp->note);
    else if ((sp->flags & SPAN_ROAD) != 0)
        g_string_append(r, "a road by its form; not in the gazetteer");
    else if ((sp->flags & SPAN_FRAMED) != 0)
        append_unknown(r, s, sp, "stands in line with known places");
    else if ((sp->flags & (SPAN_GUESSED | SPAN_CERTAIN_NAME)) == SPAN_GUESSED)
        g_string_append(r, "stands where a place would; not in the gazetteer");
    else if ((sp->flags & SPAN_GUESSED) != 0)
        append_unknown(r, s, sp, "stands where a place would");
    else if ((sp->flags & SPAN_UNKNOWN) != 0)
        append_unknown(r, s, sp, "named as a settlement");
    else
        g_string_append(r, "a place by its form; not in the gazetteer");
}

/* Why this place, to @r. */
static void explain(GString *r, const Scan *s, const Span *sp, const GmMention *mention)
{
    if (sp->n_cand == 0) {
        explain_unplaced(r, s, sp);
        return;
    }
    const GmMatch *m = scan_match(s, sp, (guint)sp->best);
    if ((sp->flags & SPAN_NAMED_AFTER) != 0)
        g_string_append_printf(r, "named after %s, which stands for it; ", m->place.name);
    if ((sp->flags & SPAN_BACK_REFERENCE) != 0) {
        g_string_append_printf(r, "refers back to %s", m->place.name);
        return;
    }
    if ((sp->flags & SPAN_VARIANT) != 0)
        g_string_append_printf(r, "spelling variant of %s; ", m->place.name);
    if (sp->n_cand == 1)
        g_string_append(r, "the only place of this name");
    else if (sp->container >= 0)
        g_string_append_printf(r, "the text puts it in %.*s",
                               (int)(scan_span(s, (guint)sp->container)->end -
                                     scan_span(s, (guint)sp->container)->start),
                               s->doc->text + scan_span(s, (guint)sp->container)->start);
    else if ((sp->flags & (SPAN_WANTS_CITY | SPAN_WANTS_DIVISION)) != 0 ||
             asked_of_two(sp, &m->place, mention))
        g_string_append(r, "the words ask for this kind of place");
    else if (s->focus.admin1[0] != '\0' && g_str_equal(m->place.admin1, s->focus.admin1))
        g_string_append(r, "in the division of the document's other places");
    else if (s->focus.country[0] != '\0' && g_str_equal(m->place.country, s->focus.country))
        g_string_append(r, "in the country of the document's other places");
    else
        g_string_append(r, "the best known place of this name");
    if (mention->n_runners_up > 0)
        append_other(r, s, &m->place, &mention->runners_up[0].place);
    if (sp->note != NULL)
        g_string_append_printf(r, "; %s", sp->note);
}

/* Does the sentence name several places more that no gazetteer has? */
static bool stands_among_unknown(const Scan *s, const Span *sp)
{
    guint at = (guint)(sp - scan_span(s, 0)), unknown = 0;
    for (guint k = at > 12 ? at - 12 : 0; k < s->spans->len && k <= at + 12; k++) {
        const Span *o = scan_span(s, k);
        unknown += o->sentence == sp->sentence && o->n_cand == 0 && o->judge > 0;
    }
    return unknown >= 3;
}

/* A village of another part of the world, known by its name alone, or a province
 * there by a lesser one of its names: more likely a nearer place that the
 * gazetteer lacks. Among villages that it lacks a large town is no better. */
static bool is_stray(const Scan *s, const Span *sp)
{
    const GmMatch *match = scan_match(s, sp, (guint)sp->best);
    const GmPlace *p = &match->place;
    bool listed = p->kind == GM_PLACE_SETTLEMENT &&
                  ((sp->flags & SPAN_LISTED) != 0 ||
                   (p->population < LISTED_STRAY_PEOPLE && stands_among_unknown(s, sp)));
    bool small = listed || (p->kind == GM_PLACE_SETTLEMENT && p->population < STRAY_PEOPLE);
    bool lesser = (p->kind == GM_PLACE_DIVISION || p->kind == GM_PLACE_DISTRICT) &&
                  match->match != GM_MATCH_EXACT && sp->n_cand == 1 &&
                  (sp->flags & (SPAN_EXPLICIT_DIVISION | SPAN_STATE_NAME)) == 0;
    bool strange = (sp->support & SUPPORT_STRANGE) != 0 ||
                   ((sp->flags & SPAN_LISTED) != 0 && !g_str_equal(p->country, s->focus.country));
    return (small || lesser) && strange && sp->container < 0 && s->focus.has_centre &&
           (listed || !g_str_equal(p->feature_code, "PPLA")) &&
           !g_str_equal(p->feature_code, "PPLC") &&
           rough_km(gm_place_pos(p), s->focus.centre) > STRAY_KM;
}

/* A village by its name alone, and none of the name near the document's places: as likely
 * one that the gazetteer lacks. */
static bool is_stray_village(const Scan *s, const Span *sp)
{
    static const guint NEAR = SUPPORT_BESIDE | SUPPORT_REGION | SUPPORT_DIVISION | SUPPORT_ALONE;
    const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
    return p->kind == GM_PLACE_SETTLEMENT && p->population < VILLAGE_PEOPLE &&
           (sp->support & NEAR) == 0 && sp->container < 0 && s->focus.has_centre &&
           scan_is_abroad(s) && rough_km(gm_place_pos(p), s->focus.centre) > VILLAGE_KM;
}

/* A land far off in a list of villages, and spoken of nowhere else: it has the name of
 * one of them. */
static bool is_stray_land(const Scan *s, const Span *sp)
{
    const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
    if ((sp->flags & SPAN_LISTED) == 0 || p->kind != GM_PLACE_COUNTRY || !s->focus.has_centre ||
        g_str_equal(p->country, s->focus.country) ||
        rough_km(gm_place_pos(p), s->focus.centre) < STRAY_KM)
        return false;
    for (guint k = 0; k < s->spans->len; k++) {
        const Span *o = scan_span(s, k);
        if (o->key == sp->key && (o->flags & SPAN_LISTED) == 0)
            return false;
    }
    return true;
}

/* "Howard Township" after a Howard that is no settlement near the document's places. */
static bool is_other_township(const Scan *s, const Span *sp)
{
    static const guint NEAR = SUPPORT_BESIDE | SUPPORT_REGION;
    const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
    return (sp->flags & SPAN_NAMED_AFTER) != 0 && scan_is_township_word(s, sp->first + sp->n - 1) &&
           (p->kind != GM_PLACE_SETTLEMENT || ((sp->support & NEAR) == 0 && sp->container < 0));
}

static void explain_stray(GString *r, const Scan *s, const Span *sp)
{
    const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
    g_string_append_printf(
        r, "not placed: the %s known, %s in %s, lies %.0f km from the document's other places",
        sp->n_cand == 1 ? "only one" : "best", p->name, p->country,
        rough_km(gm_place_pos(p), s->focus.centre));
}

/* @reason: room to write in. */
static GmMention *make_mention(GmMentions *all, const Scan *s, const Span *sp, GString *reason)
{
    GmMention *m = take_room(all, sizeof *m);
    *m = (GmMention){0};
    g_string_truncate(reason, 0);
    m->start = sp->start;
    m->end = sp->end;
    m->first_token = s->base + sp->first;
    m->n_tokens = sp->n;
    m->sentence = sp->sentence;
    m->section = gm_text_sentence(s->doc, sp->sentence)->section;
    g_autofree char *surface = gm_text_quote(s->doc, sp->start, sp->end);
    m->surface = keep_string(all, surface, strlen(surface));
    m->role = sp->role;
    double sure = 1 / (1 + exp(-(double)sp->judge));
    m->confidence = sure;
    bool known = sp->n_cand > 0 && sp->best >= 0;
    if (known && is_other_township(s, sp)) {
        m->reason = "a township by its form; not in the gazetteer";
        keep_runners_up(all, s, sp, NULL, m);
        return m;
    }
    if (known && (is_stray(s, sp) || is_stray_land(s, sp) || is_stray_village(s, sp))) {
        explain_stray(reason, s, sp);
        m->role = GM_ROLE_LOCATION;
        m->reason = keep_string(all, reason->str, reason->len);
        keep_runners_up(all, s, sp, NULL, m);
        return m;
    }
    if (known) {
        m->has_place = true;
        m->place = scan_match(s, sp, (guint)sp->best)->place;
        m->pos = gm_place_pos(&m->place);
        m->confidence = sure * (double)sp->best_p;
        keep_runners_up(all, s, sp, &m->place, m);
    } else if (sp->has_point) {
        m->has_place = true;
        m->pos = sp->point;
        m->place = (GmPlace){.kind = GM_PLACE_SETTLEMENT,
                             .lat = sp->point.lat,
                             .lon = sp->point.lon,
                             .rank = 200,
                             .name = m->surface,
                             .country = "",
                             .admin1 = "",
                             .feature_code = "",
                             .geometry = "",
                             .source = "text",
                             .note = "approximate: placed as the text says"};
        m->confidence = 0.5 * sure;
    }
    explain(reason, s, sp, m);
    m->reason = keep_string(all, reason->str, reason->len);
    return m;
}

static void drop_unlikely(Scan *s)
{
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->judge <= 0 &&
            !((sp->flags & SPAN_UNKNOWN) != 0 && (sp->flags & SPAN_CERTAIN_NAME) != 0))
            sp->flags |= SPAN_DROPPED;
    }
}

/* Reads one window of sentences into @m. */
static void read_window(GmMentions *m, const GmMentionOptions *o, guint first, guint end,
                        GHashTable *suggested, GString *trace)
{
    static const GmMentionOptions none = GM_MENTION_OPTIONS_INIT;
    Scan *s = mention_scan_new(m->document, m->gazetteer, o != NULL ? o : &none, first, end);
    s->suggested = suggested;
    s->trace = trace;
    mention_scan_candidates(s);
    mention_count_games(s);
    mention_mark_persons(s);
    mention_mark_patterns(s);
    scan_sort_spans(s);
    mention_mark_frames(s);
    /* a first opinion of each name alone, where they would all lie, and a second
     * opinion that knows what lies together */
    mention_judge(s, false);
    mention_resolve(s, 1);
    mention_find_variants(s);
    mention_find_framed(s);
    mention_judge(s, true);
    drop_unlikely(s);
    scan_settle_spans(s);
    mention_resolve(s, 3);
    mention_place_relative(s);
    mention_assign_roles(s);
    g_autoptr(GString) reason = g_string_sized_new(256);
    for (guint k = 0; k < s->spans->len; k++)
        g_ptr_array_add(m->list, make_mention(m, s, scan_span(s, k), reason));
    if (m->focus.country[0] == '\0')
        m->focus = s->focus;
    mention_scan_free(s);
}

/* So many tokens are read as one: the evidence of a whole article, and no more
 * work on a long file than its length. */
enum { WINDOW_TOKENS = 30000 };

GmMentions *mention_find_traced(const GmDocument *d, const GmGazetteer *g,
                                const GmMentionOptions *o, GString *trace, GError **error)
{
    (void)error;
    GmMentions *m = g_new0(GmMentions, 1);
    m->document = d;
    m->gazetteer = g;
    m->list = g_ptr_array_new();
    g_autoptr(GHashTable) suggested =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint first = 0; first < d->sentences->len;) {
        guint end = first, tokens = 0;
        while (end < d->sentences->len && (end == first || tokens < WINDOW_TOKENS))
            tokens += gm_text_sentence(d, end++)->n_tokens;
        read_window(m, o, first, end, suggested, trace);
        first = end;
    }
    return m;
}

GmMentions *gm_mention_find(const GmDocument *d, const GmGazetteer *g, const GmMentionOptions *o,
                            GError **error)
{
    return mention_find_traced(d, g, o, NULL, error);
}
