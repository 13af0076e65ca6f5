/* Notes in the map's language. Scene writes them in English, as its data have
 * them; here an English note is recognised by its pattern, and said again. */
#include "map_words.h"

#include "scene_spec.h"

#include <string.h>

#define FIRST_NOTE GM_TERM_NOTE_INSIDE
#define LAST_NOTE GM_TERM_NOTE_TAKEN_OUT

typedef struct {
    char *name, *a, *b, *m, *way, *date; /* owned; what stood in the pattern's holes */
} Held;

static void held_clear(Held *h)
{
    g_free(h->name);
    g_free(h->a);
    g_free(h->b);
    g_free(h->m);
    g_free(h->way);
    g_free(h->date);
    memset(h, 0, sizeof *h);
}

static char **hole_of(Held *h, const char *key)
{
    return g_str_has_prefix(key, "name}")   ? &h->name
           : g_str_has_prefix(key, "date}") ? &h->date
           : g_str_has_prefix(key, "way}")  ? &h->way
           : *key == 'a'                    ? &h->a
           : *key == 'b'                    ? &h->b
                                            : &h->m;
}

/* @text is @pattern with something in each hole; fills @h. */
static bool matches(const char *pattern, const char *text, Held *h)
{
    const char *p = pattern, *t = text;
    while (*p != '\0') {
        const char *hole = strchr(p, '{');
        gsize n = hole != NULL ? (gsize)(hole - p) : strlen(p);
        if (strncmp(p, t, n) != 0)
            return false;
        p += n;
        t += n;
        if (hole == NULL)
            break;
        const char *behind = strchr(hole, '}') + 1, *next = strchr(behind, '{');
        g_autofree char *literal =
            next != NULL ? g_strndup(behind, (gsize)(next - behind)) : g_strdup(behind);
        const char *end =
            *literal == '\0' ? t + strlen(t)
            : next == NULL ? (g_str_has_suffix(t, literal) ? t + strlen(t) - strlen(literal) : NULL)
                           : strstr(t, literal);
        if (end == NULL || end == t || (hole[1] == 'm' && !g_ascii_isdigit(*t)) ||
            g_strstr_len(t, end - t, ": ") != NULL)
            return false;
        char **held = hole_of(h, hole + 1);
        g_free(*held);
        *held = g_strndup(t, (gsize)(end - t));
        p = behind;
        t = end;
    }
    return *t == '\0';
}

/* "5.5 km", "15–20 km", "6 + 6 km": its unit and its decimal mark; in *behind
 * what follows. NULL when @text begins otherwise. */
static char *measure_words(const char *language, const char *text, const char **behind)
{
    static const char *const units[] = {"km", "m", "mi", "nmi", "ft", "yd"};
    for (const char *c = strchr(text, ' '); g_ascii_isdigit(*text) && c != NULL;
         c = strchr(c + 1, ' ')) {
        gsize n = strcspn(c + 1, " ");
        for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
            if (strlen(units[i]) != n || strncmp(units[i], c + 1, n) != 0)
                continue;
            GmMeasure m = {.value = 1.0};
            g_strlcpy(m.unit, units[i], sizeof m.unit);
            g_autofree char *one = gm_scene_measure_words(language, &m); /* "1 км" */
            g_autofree char *number = g_strndup(text, (gsize)(c - text));
            g_strdelimit(number, ".", *gm_scene_word(language, GM_TERM_DECIMAL));
            *behind = c + 1 + n;
            return g_strconcat(number, one + 1, NULL);
        }
    }
    return NULL;
}

static const char *way_words(const char *language, const char *way, gsize n)
{
    for (int w = GM_TERM_WAY_N; w <= GM_TERM_WAY_NW; w++) {
        const char *english = gm_scene_word("en", (GmTerm)w);
        if (strlen(english) == n && strncmp(english, way, n) == 0)
            return gm_scene_word(language, (GmTerm)w);
    }
    return NULL;
}

static char *capitalised(const char *word)
{
    g_autofree char *first = g_utf8_strup(word, (gssize)(g_utf8_next_char(word) - word));
    return g_strconcat(first, g_utf8_next_char(word), NULL);
}

static char *said_in(const GmScene *s, const char *text);

/* "6 km", "3.4 km west", "80 km north-west of Kathmandu"; NULL: none of them. */
static char *distance_words(const GmScene *s, const char *text)
{
    const char *behind = "";
    g_autofree char *measure = measure_words(s->language, text, &behind);
    if (measure == NULL)
        return NULL;
    if (*behind == '\0')
        return g_steal_pointer(&measure);
    const char *of = strstr(behind, " of ");
    gsize n = of != NULL ? (gsize)(of - behind) - 1 : strlen(behind) - 1;
    const char *way = of == behind ? NULL : way_words(s->language, behind + 1, n);
    if (way == NULL)
        return NULL;
    if (of == NULL)
        return g_strconcat(measure, " ", way, NULL);
    g_autofree char *place = said_in(s, of + 4);
    return gm_scene_phrase(s->language, GM_TERM_NAME_OFF,
                           &(GmTermParts){.m = measure, .way = way, .a = place});
}

/* "operation, airstrike (reported)": each by itself. */
static char *list_words(const GmScene *s, const char *text)
{
    static const struct {
        const char *english;
        GmTerm word;
    } sure[] = {{" (reported)", GM_TERM_REPORTED}, {" (proposed)", GM_TERM_PROPOSED}};
    g_auto(GStrv) items = g_strsplit(text, ", ", -1);
    for (char **i = items; *i != NULL; i++) {
        const char *status = "";
        g_autofree char *bracket = NULL;
        for (gsize k = 0; k < G_N_ELEMENTS(sure); k++) {
            if (!g_str_has_suffix(*i, sure[k].english))
                continue;
            (*i)[strlen(*i) - strlen(sure[k].english)] = '\0';
            g_autofree char *low = g_utf8_strdown(gm_scene_word(s->language, sure[k].word), -1);
            status = bracket = g_strdup_printf(" (%s)", low);
        }
        const char *subject = gm_scene_subject_word(s->language, *i);
        char *said = g_strconcat(subject != NULL ? subject : *i, status, NULL);
        g_free(*i);
        *i = said;
    }
    return g_strjoinv(gm_scene_word(s->language, GM_TERM_COMMA), items);
}

/* A name, a road, a subject or a measure of the note; new, or NULL for NULL. */
static char *said_in(const GmScene *s, const char *text)
{
    if (text == NULL)
        return NULL;
    char *distance = distance_words(s, text);
    if (distance != NULL)
        return distance;
    const char *subject = gm_scene_subject_word(s->language, text);
    if (subject != NULL)
        return g_unichar_isupper(g_utf8_get_char(text)) ? capitalised(subject) : g_strdup(subject);
    bool road = g_str_has_prefix(text, "the ");
    const char *name = road ? text + 4 : text;
    for (guint i = 0; i < s->features->len; i++) {
        const GmFeature *f = gm_scene_feature(s, i);
        const char *local = f->label != NULL ? f->label : f->caption;
        if (local != NULL && g_strcmp0(f->name, name) == 0)
            return g_strdup(local);
    }
    return road ? gm_scene_phrase(s->language, GM_TERM_NAME_ROAD, &(GmTermParts){.a = name})
                : list_words(s, name);
}

/* The note without its feature's name; NULL when it is none that is known. */
static char *bare_note(const GmScene *s, const char *note)
{
    for (int w = FIRST_NOTE; w <= LAST_NOTE; w++) {
        Held h = {NULL, NULL, NULL, NULL, NULL, NULL};
        char *said = NULL;
        if (matches(gm_scene_word("en", (GmTerm)w), note, &h)) {
            g_autofree char *name = said_in(s, h.name), *a = said_in(s, h.a), *b = said_in(s, h.b);
            g_autofree char *m = said_in(s, h.m), *way = said_in(s, h.way);
            g_autofree char *date =
                h.date != NULL ? gm_scene_date_words(s->language, h.date) : NULL;
            said = gm_scene_phrase(
                s->language, (GmTerm)w,
                &(GmTermParts){.name = name, .a = a, .b = b, .m = m, .way = way, .date = date});
        }
        held_clear(&h);
        if (said != NULL)
            return said;
    }
    return NULL;
}

char *gm_scene_note_words(const GmScene *s, const GmFeature *f, const char *note)
{
    if (!gm_scene_has_words(s->language) || g_str_has_prefix(s->language, "en"))
        return g_strdup(note);
    char *whole = bare_note(s, note);
    for (const char *at = strstr(note, ": "); whole == NULL && at != NULL;
         at = strstr(at + 1, ": ")) {
        g_autofree char *rest = bare_note(s, at + 2);
        if (rest == NULL)
            continue;
        g_autofree char *of = g_strndup(note, (gsize)(at - note));
        const char *own = f->caption != NULL ? f->caption : f->label;
        g_autofree char *name =
            own != NULL && g_strcmp0(f->name, of) == 0 ? g_strdup(own) : said_in(s, of);
        whole = gm_scene_phrase(s->language, GM_TERM_NOTE, &(GmTermParts){.name = name, .a = rest});
    }
    return whole != NULL ? whole : g_strdup(note);
}
