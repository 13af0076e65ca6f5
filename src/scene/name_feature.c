#include "map_words.h"
#include "name_parts.h"
#include "scene_maker.h"

#include "fold.h"

#include <string.h>

/* ---- words ---- */

char *gm_name_capitalised(const char *s)
{
    if (!s || !*s)
        return NULL;
    gunichar c = g_utf8_get_char(s);
    GString *out = g_string_new(NULL);
    g_string_append_unichar(out, g_unichar_toupper(c));
    g_string_append(out, g_utf8_next_char(s));
    return g_string_free(out, FALSE);
}

char *gm_name_road(const GmSite *s)
{
    bool article = gm_name_is_road_number(s->name) || s->kind == GM_PLACE_RIVER;
    return g_strconcat(article ? "the " : "", s->name, NULL);
}

/* ---- names ---- */

typedef struct {
    const GmSpec *spec;
    const char *along, *from, *to, *of, *in, *at; /* joined names, "" when none */
    GString *out;
} Naming;

static const char *adjective(int d)
{
    static const char *const words[] = {"northern", "north-eastern", "eastern", "south-eastern",
                                        "southern", "south-western", "western", "north-western"};
    return words[d];
}

static const char *wind(int d)
{
    static const char *const words[] = {"north", "north-east", "east", "south-east",
                                        "south", "south-west", "west", "north-west"};
    return words[d];
}

static void append_winds(GString *out, guint sides, const char *(*word)(int))
{
    guint n = 0;
    for (int d = 0; d < 8; d++)
        if (sides & (1u << d))
            g_string_append_printf(out, "%s%s", n++ ? " and " : "", word(d));
    if (n == 0 && (sides & GM_SIDE_OF_CENTRE))
        g_string_append(out, "central");
}

static void append_subject(Naming *n, const char *otherwise)
{
    const char *s = n->spec->subject && *n->spec->subject ? n->spec->subject : otherwise;
    g_autofree char *cap = gm_name_capitalised(s);
    g_string_append(n->out, cap);
}

/** "the M4", "the Euphrates" */
static bool takes_article(const GmSite *s, const char *name)
{
    return gm_name_is_road_number(name) || s->kind == GM_PLACE_RIVER;
}

static void append_road(Naming *n, const char *between)
{
    const GmSite *along = gm_spec_site(n->spec, GM_PART_ALONG, 0);
    if (along && *n->along)
        g_string_append_printf(n->out, "%s%s%s", between,
                               takes_article(along, n->along) ? "the " : "", n->along);
}

static void append_ends(Naming *n)
{
    if (*n->from && *n->to)
        g_string_append_printf(n->out, ", %s – %s", n->from, n->to);
}

/** ", 6 km each side", ", 6 km north and 4 km south"; false when it is not said so. */
static bool append_sides_extent(Naming *n)
{
    const GArray *list = n->spec->measures;
    const GmMeasure *first = list->len ? &g_array_index(list, GmMeasure, 0) : NULL;
    bool equal = list->len > 1, sided = list->len > 1;
    for (guint i = 0; i < list->len; i++) {
        const GmMeasure *m = &g_array_index(list, GmMeasure, i);
        sided = sided && m->side && m->part == GM_MEASURE_DEPTH;
        equal = equal && m->metres == first->metres && m->metres_max == first->metres_max;
    }
    bool each = list->len == 1 && first->part == GM_MEASURE_DEPTH && !first->side &&
                n->spec->kind == GM_FEATURE_CORRIDOR &&
                (n->spec->sides == 0 || n->spec->sides == GM_SIDE_OF_BOTH);
    if (each || (sided && equal)) {
        g_autofree char *text = gm_measure_text(first);
        g_string_append_printf(n->out, ", %s each side", text);
        return true;
    }
    for (guint i = 0; sided && i < list->len; i++) {
        const GmMeasure *m = &g_array_index(list, GmMeasure, i);
        g_autofree char *text = gm_measure_text(m);
        g_string_append_printf(n->out, "%s%s ", i ? " and " : ", ", text);
        append_winds(n->out, (guint)m->side, wind);
    }
    return sided;
}

static void append_extent(Naming *n)
{
    if (append_sides_extent(n))
        return;
    const GmMeasure *m = gm_spec_extent(n->spec);
    if (!m)
        return;
    g_autofree char *text = gm_measure_text(m);
    static const char *const what[] = {"wide", "deep", "radius", "distance", "long"};
    g_string_append_printf(n->out, ", %s %s", text, what[m->part]);
}

static void name_road(Naming *n)
{
    g_string_append_printf(n->out, "%s%s", *n->along ? n->along : "Road",
                           gm_name_is_road_number(n->along) ? " highway" : "");
    append_ends(n);
    if (g_strcmp0(n->spec->subtype, "rest") == 0)
        g_string_append(n->out, ", the rest of its course");
}

/** "within 10 km of X" bears no name of its own. */
static bool name_surroundings(Naming *n)
{
    const GmSpec *s = n->spec;
    const GmMeasure *m = gm_spec_extent(s);
    bool waters = g_strcmp0(s->subtype, "waters") == 0;
    if (s->kind != GM_FEATURE_BUFFER || !m || !*n->of ||
        (g_strcmp0(s->subject, "surroundings") != 0 && !waters))
        return false;
    g_autofree char *text = gm_measure_text(m);
    if (waters)
        g_string_append_printf(n->out, "Waters within %s of %s", text, n->of);
    else
        g_string_append_printf(n->out, "Within %s of %s", text, n->of);
    return true;
}

static void name_strip(Naming *n, const char *otherwise)
{
    if (name_surroundings(n))
        return;
    append_subject(n, otherwise);
    append_road(n, " along ");
    if (!*n->along && *n->of)
        g_string_append_printf(n->out, " %s %s",
                               n->spec->sides & GM_SIDE_OF_INSIDE ? "inside" : "around", n->of);
    append_extent(n);
}

static void name_border(Naming *n)
{
    const GmSpec *s = n->spec;
    if (s->kind == GM_FEATURE_STRIP) {
        append_subject(n, "strip");
        if (*n->in)
            g_string_append_printf(n->out, " in %s", n->in);
        g_string_append(n->out, " along the border of ");
    } else if (s->subject && *s->subject) {
        append_subject(n, "units");
        g_string_append(n->out, " along the border of ");
    } else {
        g_string_append(n->out, "The border of ");
    }
    g_autofree char *names = g_strdup(n->of);
    char *comma = strstr(names, ", ");
    if (!comma && (s->sides & 0xffu)) {
        g_string_truncate(n->out, n->out->len - strlen("border of "));
        append_winds(n->out, s->sides, adjective);
        g_string_append(n->out, " border of ");
    }
    if (comma) {
        *comma = '\0';
        g_string_append_printf(n->out, "%s with %s", names, comma + 2);
    } else {
        g_string_append(n->out, names);
    }
    append_ends(n);
    if (s->kind == GM_FEATURE_STRIP)
        append_extent(n);
}

static void name_part(Naming *n)
{
    const GmSpec *s = n->spec;
    if (g_strcmp0(s->subtype, "between") == 0) {
        g_string_append_printf(n->out, "Between %s and %s", n->from, n->to);
        return;
    }
    if (g_strcmp0(s->subtype, "near") == 0) {
        g_string_append_printf(n->out, "Near %s", n->at);
        return;
    }
    GString *winds = g_string_new(NULL);
    append_winds(winds, s->sides, *n->of ? wind : adjective);
    if (winds->len) {
        g_autofree char *cap = gm_name_capitalised(winds->str);
        g_string_append_printf(n->out, "%s %s%s", cap, *n->of ? "of " : "", *n->of ? n->of : n->in);
    } else {
        g_string_append_printf(n->out, "%s%s", *n->of ? "Around " : "", *n->of ? n->of : n->in);
    }
    g_string_free(winds, TRUE);
}

static void name_relative(Naming *n)
{
    const GmSpec *s = n->spec;
    const GmMeasure *m = gm_spec_measure(s, GM_MEASURE_DISTANCE);
    g_autofree char *text = m ? gm_measure_text(m) : g_strdup("");
    g_string_append_printf(n->out, "%s ", text);
    append_winds(n->out, s->sides, wind);
    g_string_append_printf(n->out, "%s%s", s->sides & 0xffu ? " of " : "from ", n->of);
}

static void name_area(Naming *n)
{
    const GmSpec *s = n->spec;
    const char *where = *n->in ? n->in : n->of;
    bool plain = !s->subject || !*s->subject;
    if (plain || (s->kind == GM_FEATURE_ZONE && *n->of)) {
        g_string_append(n->out, where);
        return;
    }
    append_subject(n, "area");
    g_string_append_printf(n->out, " in %s", where);
}

static void name_symbol(Naming *n)
{
    const GmSpec *s = n->spec;
    const GmSite *at = gm_spec_site(s, GM_PART_AT, 0);
    bool named = at && (at->kind == GM_PLACE_BASE || at->kind == GM_PLACE_AIRPORT ||
                        at->kind == GM_PLACE_CROSSING || at->kind == GM_PLACE_POST);
    if (!*n->at && *n->of)
        name_relative(n);
    else if (!named && s->subject && *s->subject && s->kind != GM_FEATURE_PLACE) {
        /* "posts at A, B and C": one post here */
        gsize len = strlen(s->subject);
        bool many = s->kind != GM_FEATURE_DEPLOYMENT && len > 2 && s->subject[len - 1] == 's' &&
                    s->subject[len - 2] != 's';
        g_string_append_len(n->out, s->subject, (gssize)len - many);
        g_string_append_printf(n->out, ", %s", n->at);
    } else
        g_string_append(n->out, n->at);
}

static void write_name(Naming *n)
{
    switch (n->spec->kind) {
    case GM_FEATURE_HIGHWAY:
        name_road(n);
        break;
    case GM_FEATURE_SEGMENT:
        append_subject(n, "segment");
        append_road(n, " on ");
        append_ends(n);
        break;
    case GM_FEATURE_CORRIDOR:
        name_strip(n, "corridor");
        break;
    case GM_FEATURE_BUFFER:
        name_strip(n, "buffer zone");
        break;
    case GM_FEATURE_STRIP:
    case GM_FEATURE_BORDER:
        name_border(n);
        break;
    case GM_FEATURE_REGION_PART:
        name_part(n);
        break;
    case GM_FEATURE_FLOW:
        append_subject(n, "movement");
        g_string_append_printf(n->out, " from %s to %s", n->from, n->to);
        break;
    case GM_FEATURE_AREA:
    case GM_FEATURE_ZONE:
        name_area(n);
        break;
    default:
        name_symbol(n);
        break;
    }
}

static char *make_name(const GmSpec *s, const GmGazetteer *g, const char *language)
{
    if (s->name)
        return g_strdup(s->name);
    GmNameParts parts;
    gm_name_parts_init(&parts, s, g, language);
    Naming n = {s,        parts.along, parts.from, parts.to,
                parts.of, parts.in,    parts.at,   g_string_new(NULL)};
    write_name(&n);
    gm_name_parts_clear(&parts);
    if (n.out->len == 0)
        g_string_append(n.out, gm_scene_kind_name(s->kind));
    g_autofree char *first = g_string_free(n.out, FALSE);
    return gm_name_capitalised(first);
}

/** Languages that have no words of their own are worded in English. */
static bool is_english(const char *language)
{
    return !language || g_str_has_prefix(language, "en") || !gm_scene_has_words(language);
}

/** The word for what the feature is: the document's own in English; NULL where there is
 *  none that says anything. */
static const char *subject_word(const GmSpec *s, const char *language)
{
    if (!is_english(language))
        return gm_scene_subject_word(language, s->subject);
    return gm_name_is_generic(s->subject) ? NULL : s->subject;
}

/** What stands on the map beside or in the feature; @name: it in @language. */
static char *make_label(const GmSpec *s, const char *name, const GmGazetteer *g,
                        const char *language)
{
    const GmSite *site = gm_name_main_site(s);
    const char *word = subject_word(s, language);
    switch (s->kind) {
    case GM_FEATURE_HIGHWAY:
    case GM_FEATURE_BORDER:
    case GM_FEATURE_FLOW:
        return NULL;
    case GM_FEATURE_REGION_PART:
        return g_strcmp0(s->subtype, "near") == 0 || g_strcmp0(s->subtype, "between") == 0
                   ? NULL
                   : g_strdup(name);
    case GM_FEATURE_SEGMENT:
    case GM_FEATURE_CORRIDOR:
    case GM_FEATURE_BUFFER:
    case GM_FEATURE_STRIP:
        if (gm_name_is_generic(s->subject))
            return NULL;
        /* "within 10 km of X" has no other name */
        return g_str_equal(s->subject, "surroundings") && gm_spec_extent(s)
                   ? g_strdup(name)
                   : gm_name_capitalised(word ? word
                                              : gm_scene_kind_word(language, s->kind, s->subtype));
    case GM_FEATURE_ZONE: /* somewhere in the place: not the place */
        if (word && !gm_spec_site(s, GM_PART_OF, 0))
            return gm_name_capitalised(word);
        break;
    default:
        break;
    }
    if (s->name || !site || gm_spec_measure(s, GM_MEASURE_DISTANCE))
        return g_strdup(name);
    return gm_name_site(site, g, language);
}

static char *label_in(const GmSpec *s, const char *name, const GmGazetteer *g, const char *language)
{
    g_autofree char *own = is_english(language) ? NULL : gm_name_caption(s, g, language);
    return make_label(s, own ? own : name, g, language);
}

/** "Route, Misrata – Syrte": a road without a name of its own. */
static char *road_label(const GmFeature *f, const GmGazetteer *g, const char *language)
{
    const GmSite *from = gm_spec_site(f->spec, GM_PART_FROM, 0);
    const GmSite *to = gm_spec_site(f->spec, GM_PART_TO, 0);
    const char *word = is_english(language) ? NULL : gm_scene_subject_word(language, "road");
    if (!word || !from || !to || f->spec->name)
        return g_strdup(f->name);
    g_autofree char *road = gm_name_capitalised(word);
    g_autofree char *a = gm_name_site(from, g, language), *b = gm_name_site(to, g, language);
    return gm_scene_phrase(language, GM_TERM_NAME_ENDS,
                           &(GmTermParts){.name = road, .a = a, .b = b});
}

void gm_name_feature(GmFeature *f, const GmGazetteer *g, const char *language,
                     const char *language2)
{
    const GmSpec *s = f->spec;
    g_free(f->name);
    g_free(f->label);
    g_free(f->label_alt);
    g_free(f->caption);
    f->name = make_name(s, g, "en");
    f->caption = is_english(language) ? NULL : gm_name_caption(s, g, language);
    f->label = s->label ? g_strdup(s->label) : label_in(s, f->name, g, language);
    if (s->label && !*s->label)
        g_clear_pointer(&f->label, g_free);
    f->label_alt = language2 && f->label && !s->label ? label_in(s, f->name, g, language2) : NULL;
    if (g_strcmp0(f->label_alt, f->label) == 0)
        g_clear_pointer(&f->label_alt, g_free);
    if (f->kind == GM_FEATURE_HIGHWAY && g_strcmp0(s->subtype, "rest") != 0) {
        const GmSite *along = gm_spec_site(s, GM_PART_ALONG, 0);
        g_free(f->shield);
        f->shield = along && gm_name_is_road_number(along->name) ? g_strdup(along->name) : NULL;
        if (!f->shield && !f->label)
            f->label = along ? gm_name_site(along, g, language) : road_label(f, g, language);
    }
}

/* ---- notes ---- */

static char *note_subject(const GmFeature *f)
{
    const GmSpec *s = f->spec;
    bool strip = f->kind == GM_FEATURE_CORRIDOR || f->kind == GM_FEATURE_BUFFER ||
                 f->kind == GM_FEATURE_STRIP || f->kind == GM_FEATURE_ZONE;
    if (strip && !s->name && !gm_name_is_generic(s->subject) &&
        !g_str_equal(s->subject, "surroundings"))
        return gm_name_capitalised(s->subject);
    return g_strdup(f->name);
}

void gm_name_notes(GmFeature *f)
{
    g_autofree char *subject = note_subject(f);
    for (guint i = 0; i < f->notes->len; i++) {
        char *note = g_ptr_array_index(f->notes, i);
        gunichar c = g_utf8_get_char(note);
        if (g_unichar_isupper(c) || g_str_has_prefix(note, subject))
            continue;
        g_ptr_array_index(f->notes, i) = g_strdup_printf("%s: %s", subject, note);
        g_free(note);
    }
}

/* ---- ids ---- */

static void append_slug(GString *out, const char *text)
{
    g_autofree char *folded = gm_text_fold(text, -1);
    bool gap = out->len > 0;
    for (const char *c = folded; *c; c++) {
        if (!g_ascii_isalnum(*c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap && out->str[out->len - 1] != '-')
            g_string_append_c(out, '-');
        g_string_append_c(out, g_ascii_tolower(*c));
        gap = false;
    }
}

static bool names_the_feature(const GmFeature *f, const GmSite *s)
{
    bool area = f->kind == GM_FEATURE_AREA || f->kind == GM_FEATURE_ZONE ||
                f->kind == GM_FEATURE_REGION_PART;
    return s->part != GM_PART_EXCEPT && (area || s->part != GM_PART_IN);
}

static char *slug_of(const GmFeature *f)
{
    GString *id = g_string_new(NULL);
    bool typed = f->kind == GM_FEATURE_AREA || f->kind == GM_FEATURE_DEPLOYMENT ||
                 (f->kind == GM_FEATURE_HIGHWAY && f->subtype);
    append_slug(id, gm_scene_kind_name(f->kind));
    if (f->subtype && typed)
        append_slug(id, f->subtype);
    gsize bare = id->len;
    if (f->spec->name)
        append_slug(id, f->spec->name);
    for (guint i = 0; i < f->spec->sites->len && i < 5; i++) {
        const GmSite *s = g_ptr_array_index(f->spec->sites, i);
        const char *name = s->name && gm_name_is_latin(s->name) ? s->name : s->title;
        if (name && names_the_feature(f, s))
            append_slug(id, name);
    }
    for (int d = 0; d < 8; d++)
        if (f->kind == GM_FEATURE_REGION_PART && (f->spec->sides & (1u << d)))
            append_slug(id, wind(d));
    if (id->len == bare && f->spec->sites->len > 0) {
        const GmSite *s = g_ptr_array_index(f->spec->sites, 0);
        if (s->geonames_id)
            g_string_append_printf(id, "-%u", s->geonames_id);
    }
    return g_string_free(id, FALSE);
}

void gm_name_ids(GPtrArray *features)
{
    /* id -> the number tried last behind it: thousands may be named alike */
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < features->len; i++) {
        GmFeature *f = g_ptr_array_index(features, i);
        g_autofree char *slug = slug_of(f);
        char *id = g_strdup(slug);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(used, slug));
        while (g_hash_table_contains(used, id)) {
            g_free(id);
            id = g_strdup_printf("%s-%u", slug, ++n);
        }
        g_hash_table_replace(used, g_strdup(id), GUINT_TO_POINTER(1));
        if (strcmp(id, slug) != 0)
            g_hash_table_replace(used, g_steal_pointer(&slug), GUINT_TO_POINTER(n));
        g_free(f->id);
        f->id = id;
    }
}
