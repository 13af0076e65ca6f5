/** Names glossed by where they lie: "Tronba, located 2km west of Saraqib",
 *  "halfway between A and B". An unknown name gets that point; for a known one the
 *  gazetteer stands and a disagreement is noted. */
#include "mention_scan.h"

#include "geodesic.h"
#include "quantity.h"

#include <math.h>

/* Degrees clockwise from north of a direction word; NaN when it is none. */
static double azimuth_of(const Scan *s, guint i)
{
    static const char *const NAMES[] = {"north", "northeast", "east", "southeast",
                                        "south", "southwest", "west", "northwest"};
    static const char *const OTHER[] = {"northern", "northeastern", "eastern", "southeastern",
                                        "southern", "southwestern", "western", "northwestern"};
    for (guint k = 0; k < 8; k++)
        if (scan_fold_is(s, i, NAMES[k]) || scan_fold_is(s, i, OTHER[k]))
            return 45.0 * k;
    return NAN;
}

/* "south-east", "north west": one direction in two words. */
static double read_azimuth(const Scan *s, guint *i)
{
    double a = azimuth_of(s, *i);
    if (isnan(a))
        return a;
    guint j = *i + 1;
    if (tok_is_hyphen(s, j) && tok_touches(s, j))
        j++;
    double b = azimuth_of(s, j);
    bool first_ns = a == 0 || a == 180;
    if (!isnan(b) && first_ns && (b == 90 || b == 270)) {
        *i = j + 1;
        return a == 0 ? (b == 90 ? 45 : 315) : (b == 90 ? 135 : 225);
    }
    ++*i;
    return a;
}

/* The first span that begins at token @i or behind it. */
static guint first_from(const Scan *s, guint i)
{
    guint low = 0, high = s->spans->len;
    while (low < high) {
        guint mid = low + (high - low) / 2;
        if (scan_span(s, mid)->first < i)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Span that begins at token @i or within @reach words after it; -1 none. */
static int span_from(const Scan *s, guint i, guint reach)
{
    guint k = first_from(s, i);
    if (k >= s->spans->len)
        return -1;
    guint first = scan_span(s, k)->first;
    return first <= i + reach && tok_same_sentence(s, i, first) ? (int)k : -1;
}

/* The span whose gloss begins at token @i: "X, located", "X (", "X, some". */
static int span_before(const Scan *s, guint i)
{
    for (guint k = first_from(s, i); k-- > 0;) {
        const Span *sp = scan_span(s, k);
        guint end = sp->first + sp->n;
        if (end > i)
            continue;
        if (i - end > 6 || !tok_same_sentence(s, sp->first, i))
            return -1;
        for (guint j = end; j < i; j++) {
            static const char *const LINK[] = {
                "located", "situated", "lies",          "lying",     "which",
                "is",      "a",        "village",       "town",      "settlement",
                "about",   "some",     "approximately", "around",    "roughly",
                "just",    "nearly",   "only",          "less",      "than",
                "the",     "small",    "another",       "frontline", "strategic",
                "key",     NULL};
            bool ok = s->tok[j].kind == GM_TOKEN_PUNCT &&
                      (tok_char(s, j) == ',' || tok_char(s, j) == '(');
            for (const char *const *w = LINK; *w != NULL && !ok; w++)
                ok = scan_fold_is(s, j, *w);
            if (!ok)
                return -1;
        }
        return (int)k;
    }
    return -1;
}

static bool position_of(const Scan *s, int k, GmPos *out)
{
    if (k < 0)
        return false;
    const Span *sp = scan_span(s, (guint)k);
    if (sp->best >= 0 && sp->n_cand > 0) {
        *out = gm_place_pos(&scan_match(s, sp, (guint)sp->best)->place);
        return true;
    }
    *out = sp->point;
    return sp->has_point;
}

static bool is_country(const Scan *s, guint k)
{
    const Span *sp = scan_span(s, k);
    return sp->n_cand > 0 && sp->best >= 0 &&
           scan_match(s, sp, (guint)sp->best)->place.kind == GM_PLACE_COUNTRY;
}

/* What a phrase says of the place that it follows. */
typedef struct {
    guint anchor; /* span */
    GmPos from, point;
    double metres; /* 0: none given */
    const char *phrase;
} Gloss;

/* By so much more than the distance given may a point be off before it is another
 * place: distances are rounded, and measured from a town's edge or along roads. */
enum { VARIANT_SLACK_M = 15 * 1000, NAMESAKE_SLACK_M = 100 * 1000 };

/* Other mentions of the same name, with the same answer, are the same place. */
static void place_as_said(Scan *s, guint subject, const Gloss *g, char *note)
{
    const Span was = *scan_span(s, subject);
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (k != subject && (sp->key != was.key || sp->has_point || sp->n_cand != was.n_cand ||
                             (sp->n_cand > 0 && (sp->best != was.best || sp->cand != was.cand)) ||
                             (was.n_cand == 0 && (sp->flags & SPAN_UNKNOWN) == 0)))
            continue;
        sp->has_point = true;
        sp->point = g->point;
        sp->n_cand = 0;
        sp->best = -1;
        sp->flags = (sp->flags & ~(guint)SPAN_VARIANT) | SPAN_RELATIVE | SPAN_UNKNOWN;
        if (sp->note == NULL)
            sp->note = g_strdup(note);
    }
    g_free(note);
}

static char *kilometres(char buf[G_ASCII_DTOSTR_BUF_SIZE], double metres)
{
    return g_ascii_formatd(buf, G_ASCII_DTOSTR_BUF_SIZE, metres < 100000 ? "%.1f" : "%.0f",
                           metres / 1000);
}

/* The candidate that lies where the gloss says, when another was chosen. */
static bool take_nearer(Scan *s, guint subject, const Gloss *g)
{
    const Span was = *scan_span(s, subject);
    int best = -1;
    double least = VARIANT_SLACK_M + g->metres / 2;
    for (guint i = 0; i < was.n_cand; i++) {
        const GmMatch *m = scan_match(s, &was, i);
        double off = gm_geo_distance(gm_place_pos(&m->place), g->point);
        if (m->place.kind == GM_PLACE_SETTLEMENT && off < least) {
            best = (int)i;
            least = off;
        }
    }
    for (guint k = 0; best >= 0 && k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->key == was.key && sp->cand == was.cand && sp->best == was.best)
            sp->best = best;
    }
    if (best >= 0 && scan_span(s, subject)->note == NULL)
        scan_span(s, subject)->note = g_strdup_printf("the text says %s", g->phrase);
    return best >= 0;
}

static void settle(Scan *s, guint subject, const Gloss *g)
{
    Span *sp = scan_span(s, subject);
    GmPos known;
    if (!position_of(s, (int)subject, &known)) {
        place_as_said(
            s, subject, g,
            g_strdup_printf("not in the gazetteer; placed %s as the text says", g->phrase));
        return;
    }
    if (g->metres <= 0 || sp->n_cand == 0)
        return;
    char km[G_ASCII_DTOSTR_BUF_SIZE];
    double real = gm_geo_distance(known, g->from);
    double off = gm_geo_distance(known, g->point);
    const GmPlace *p = &scan_match(s, sp, (guint)sp->best)->place;
    bool variant = (sp->flags & SPAN_VARIANT) != 0;
    bool sure = scan_span(s, g->anchor)->best_p > 0.6f;
    if (p->kind == GM_PLACE_SETTLEMENT && sure &&
        off > (variant ? VARIANT_SLACK_M + g->metres / 2 : NAMESAKE_SLACK_M + 2 * g->metres)) {
        if (!take_nearer(s, subject, g))
            place_as_said(s, subject, g,
                          g_strdup_printf("placed %s as the text says: the %s that the gazetteer "
                                          "knows lies %s km from there",
                                          g->phrase, p->name, kilometres(km, off)));
        return;
    }
    if (off > 1000 && off > 0.2 * g->metres)
        sp->note = g_strdup_printf("the text says %s, the gazetteer has it %s km from there: the "
                                   "gazetteer's point is kept",
                                   g->phrase, kilometres(km, real));
}

/* "… 2km west of Saraqib": so many @metres are told before token @j, from token @i on. */
static void read_distance(Scan *s, guint i, guint j, double metres)
{
    if (scan_fold_is(s, j, "to") || scan_fold_is(s, j, "due"))
        j++;
    if (scan_fold_is(s, j, "the"))
        j++;
    double azimuth = read_azimuth(s, &j);
    if (isnan(azimuth) || !(scan_fold_is(s, j, "of") || scan_fold_is(s, j, "from")))
        return;
    int anchor = span_from(s, j + 1, 6), subject = span_before(s, i);
    GmPos from;
    if (subject >= 0 && is_country(s, (guint)subject))
        return; /* "In Syria, the village lies 12 km south of …" */
    if (anchor < 0 || subject < 0 || subject == anchor || !position_of(s, anchor, &from))
        return;
    GmPos point = gm_geo_direct(from, azimuth, metres);
    gsize end = scan_span(s, (guint)anchor)->end;
    g_autofree char *phrase = gm_text_quote(s->doc, s->tok[i].start, end);
    Gloss g = {(guint)anchor, from, point, metres, phrase};
    settle(s, (guint)subject, &g);
}

/* Of the mentions of @was none is the place that was chosen: @far metres from where @phrase
 * has it. */
static void disown(Scan *s, const Span *was, double far, const char *phrase)
{
    char km[G_ASCII_DTOSTR_BUF_SIZE];
    const char *name = scan_match(s, was, (guint)was->best)->place.name;
    kilometres(km, far);
    for (guint k = 0; k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->key != was->key || sp->cand != was->cand || sp->n_cand == 0)
            continue;
        sp->n_cand = 0;
        sp->best = -1;
        sp->flags = (sp->flags & ~(guint)SPAN_VARIANT) | SPAN_UNKNOWN;
        g_free(sp->note);
        sp->note = g_strdup_printf("not in the gazetteer; %s, spelt alike, lies %s km from where "
                                   "the text has it (%s)",
                                   name, km, phrase);
    }
}

static bool points_to(GmPos from, GmPos to, double azimuth)
{
    enum { SLACK_DEGREES = 68 };
    return fabs(remainder(gm_geo_azimuth(from, to) - azimuth, 360)) <= SLACK_DEGREES;
}

/* Of the namesakes of @was the one nearest to @from that may be meant: at most @reach from
 * it and, unless NaN, about @azimuth; true where one was taken. */
static bool take_beside(Scan *s, const Span *was, GmPos from, double reach, double azimuth)
{
    int best = -1;
    double least = reach;
    for (guint i = 0; i < was->n_cand; i++) {
        const GmPlace *p = &scan_match(s, was, i)->place;
        GmPos at = gm_place_pos(p);
        double off = gm_geo_distance(from, at);
        if (p->kind != GM_PLACE_SETTLEMENT || off >= least ||
            (!isnan(azimuth) && !points_to(from, at, azimuth)))
            continue;
        best = (int)i;
        least = off;
    }
    for (guint k = 0; best >= 0 && k < s->spans->len; k++) {
        Span *sp = scan_span(s, k);
        if (sp->key == was->key && sp->cand == was->cand && sp->n_cand > 0)
            sp->best = best;
    }
    return best >= 0;
}

static bool is_sure_town(const Scan *s, int k)
{
    const Span *sp = scan_span(s, (guint)k);
    return sp->n_cand > 0 && sp->best >= 0 && sp->best_p > 0.6f &&
           scan_match(s, sp, (guint)sp->best)->place.kind == GM_PLACE_SETTLEMENT;
}

/* "Saraqeb, south of Damascus": no distance, but a like-sounding name in another part of
 * the country is not meant, nor a namesake far off on another side. @i is the direction. */
static void read_bearing(Scan *s, guint i)
{
    guint j = i;
    double azimuth = (tok_cls(s, i) & CW_DIRECTION) == 0 ? NAN : read_azimuth(s, &j);
    if (isnan(azimuth) || !scan_fold_is(s, j, "of"))
        return;
    int anchor = span_from(s, j + 1, 3), subject = anchor < 0 ? -1 : span_before(s, i);
    GmPos from, at;
    if (subject < 0 || subject == anchor || !position_of(s, anchor, &from) ||
        !position_of(s, subject, &at))
        return;
    const Span was = *scan_span(s, (guint)subject);
    double off = gm_geo_distance(from, at);
    if (was.n_cand == 0 || was.best < 0 || off < NAMESAKE_SLACK_M)
        return;
    if ((was.flags & SPAN_VARIANT) == 0 &&
        (points_to(from, at, azimuth) || !is_sure_town(s, anchor) ||
         scan_match(s, &was, (guint)was.best)->place.kind != GM_PLACE_SETTLEMENT ||
         take_beside(s, &was, from, NAMESAKE_SLACK_M, azimuth)))
        return;
    g_autofree char *phrase =
        gm_text_quote(s->doc, s->tok[i].start, scan_span(s, (guint)anchor)->end);
    disown(s, &was, off, phrase);
}

/* The span from which a distance is told, behind "from" at token @i - 1: over "the
 * rebel-held hub of"; -1 none. */
static int far_anchor(const Scan *s, guint i)
{
    enum { REACH = 9 };
    for (guint k = first_from(s, i); k < s->spans->len; k++) {
        const Span *sp = scan_span(s, k);
        if (sp->first > i + REACH || !tok_same_sentence(s, i, sp->first))
            return -1;
        if ((sp->flags & SPAN_DEMONYM) == 0 && sp->n_cand > 0)
            return (int)k;
    }
    return -1;
}

/* "X, a village some 15 km (nine miles) away from Y": a namesake far from there is not
 * meant. Arguments as of read_distance(). */
static void read_reach(Scan *s, guint i, guint j, double metres)
{
    if (tok_char(s, j) == '(')
        for (guint k = j + 1; k < j + 5 && k < s->n_tokens; k++)
            if (tok_char(s, k) == ')')
                j = k + 1;
    j += scan_fold_is(s, j, "away");
    int subject = scan_fold_is(s, j, "from") ? span_before(s, i) : -1;
    int anchor = subject < 0 ? -1 : far_anchor(s, j + 1);
    GmPos from, at;
    if (anchor < 0 || anchor == subject || !is_sure_town(s, anchor) ||
        !position_of(s, anchor, &from) || !position_of(s, subject, &at))
        return;
    const Span was = *scan_span(s, (guint)subject);
    double off = gm_geo_distance(from, at);
    if (was.n_cand == 0 || was.best < 0 || off < NAMESAKE_SLACK_M + 2 * metres ||
        scan_match(s, &was, (guint)was.best)->place.kind != GM_PLACE_SETTLEMENT ||
        take_beside(s, &was, from, VARIANT_SLACK_M + 1.5 * metres, NAN))
        return;
    g_autofree char *phrase =
        gm_text_quote(s->doc, s->tok[i].start, scan_span(s, (guint)anchor)->end);
    disown(s, &was, off, phrase);
}

/* "halfway between A and B", "midway between A and B" */
static void read_halfway(Scan *s, guint i)
{
    guint j = i + 1;
    if (!scan_fold_is(s, j, "between"))
        return;
    int a = span_from(s, j + 1, 3), b = a >= 0 ? a + 1 : -1;
    int subject = span_before(s, i);
    GmPos pa, pb;
    if (b < 0 || (guint)b >= s->spans->len || subject < 0 || !position_of(s, a, &pa) ||
        !position_of(s, b, &pb) || scan_span(s, (guint)b)->sentence != s->tok[i].sentence)
        return;
    g_autofree char *phrase = gm_text_quote(s->doc, s->tok[i].start, scan_span(s, (guint)b)->end);
    Gloss g = {(guint)a, pa, gm_geo_between(pa, pb, 0.5), 0, phrase};
    settle(s, (guint)subject, &g);
}

/* "15 km", "15-km" at the number @i, and what is told by it. */
static void read_length(Scan *s, guint i)
{
    double value = 0;
    guint j = i + 1 + tok_is_hyphen(s, i + 1);
    double unit = tok_is_word(s, j) ? gm_text_unit_metres(tok_fold(s, j)) : 0;
    if (unit <= 0 || !gm_text_parse_number(tok_fold(s, i), &value))
        return;
    read_distance(s, i, j + 1, value * unit);
    read_reach(s, i, j + 1, value * unit);
}

void mention_place_relative(Scan *s)
{
    for (guint i = 0; i + 2 < s->n_tokens; i++) {
        if (s->tok[i].kind == GM_TOKEN_NUMBER) {
            read_length(s, i);
        } else if (scan_fold_is(s, i, "halfway") || scan_fold_is(s, i, "midway")) {
            read_halfway(s, i);
        } else {
            read_bearing(s, i);
        }
    }
}
