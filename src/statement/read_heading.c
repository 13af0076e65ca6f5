/** Lists under a heading that says what they are: "Observation posts:" and then a place a
 *  line, "Areas under control", "Towns captured this week". */
#include "readers.h"

#include <string.h>

enum { HEADING_CHUNKS = 9, ITEM_CHUNKS = 12 };

static const struct {
    guint64 cls;       /* a class of one of the heading's words, or */
    const char *words; /* one of these */
    GmStatementKind kind;
    const char *subject, *feature;
} headings[] = {
    {W_PATROL, "", GM_ST_DEPLOYMENT, "patrols", "patrol"},
    {W_CHECK, "", GM_ST_DEPLOYMENT, "checkpoint", "checkpoint"},
    {W_CROSS, "", GM_ST_DEPLOYMENT, "crossing", "crossing"},
    {0, "posts outposts positions points", GM_ST_DEPLOYMENT, "post", "post"},
    {0, "bases airbases garrisons", GM_ST_DEPLOYMENT, "base", "base"},
    {0, "camps", GM_ST_DEPLOYMENT, "camp", "camp"},
    {0, "captured seized recaptured retaken liberated control controlled held overrun", GM_ST_AREA,
     "control", "control"},
    {0, "evacuation evacuated evacuations", GM_ST_AREA, "evacuation", "emergency"},
    {0, "besieged encircled", GM_ST_AREA, "siege", "operation"},
    {0, "airstrikes strikes shelling shelled bombed struck clashes attacks", GM_ST_DEPLOYMENT,
     "strikes", "strike"},
    {0, "deployments troops garrisoned", GM_ST_DEPLOYMENT, "units", "unit"},
};

/** The next two sentences are lines of a list too: no title above a dateline. */
static bool lines_follow(const Reading *r)
{
    enum { SHORT = 8 };
    for (guint i = r->sentence + 1; i < r->sentence + 3; i++) {
        const GmSentence *s = i < r->d->sentences->len ? gm_text_sentence(r->d, i) : NULL;
        if (!s || s->n_tokens == 0 || s->n_tokens > SHORT)
            return false;
        const char *last =
            r->d->text + gm_text_token(r->d, s->first_token + s->n_tokens - 1)->start;
        if (strchr(".:?!", *last))
            return false;
    }
    return true;
}

/** A line without a verb that tells what the next lines are: its row, or -1. */
static int heading_of(const Reading *r)
{
    int n = n_chunks(r), row = -1;
    bool colon = gm_reading_punct(r, n - 1, ':');
    n -= colon;
    if (n < 1 || n > HEADING_CHUNKS)
        return -1;
    for (int i = 0; i < n; i++) {
        bool bracket = gm_reading_punct(r, i, '(') || gm_reading_punct(r, i, ')');
        if ((is_kind(r, i, C_PUNCT) && !bracket && !gm_reading_punct(r, i, ',')) ||
            has_class(r, i, W_BE | W_STOP | W_SAY) ||
            (!colon && (is_kind(r, i, C_PLACE) || is_kind(r, i, C_ROAD))))
            return -1;
    }
    if (!colon && !lines_follow(r))
        return -1;
    for (gsize k = 0; k < G_N_ELEMENTS(headings) && row < 0; k++)
        for (int i = 0; i < n && row < 0; i++)
            if (has_class(r, i, headings[k].cls) || gm_reading_one_of(r, i, headings[k].words))
                row = (int)k;
    return row;
}

/** A line that is a place and at most a gloss: the chunk of the place, or -1. */
static int item_of(const Reading *r)
{
    int n = n_chunks(r), i = 0;
    if (n == 0 || n > ITEM_CHUNKS || gm_reading_punct(r, n - 1, ':'))
        return -1;
    while (i < 4 && (is_kind(r, i, C_NUMBER) || (is_kind(r, i, C_PUNCT) && i < n - 1) ||
                     has_class(r, i, W_DET)))
        i++;
    if (!is_kind(r, i, C_PLACE) && !gm_reading_is_name(r, i))
        return -1;
    for (int k = i; k < n; k++)
        if (has_class(r, k, W_BE | W_STOP | W_SAY | W_MOVE | W_SEIZE) || is_kind(r, k, C_ROAD))
            return -1;
    return i;
}

/** The name that no gazetteer has at @i: its last chunk. */
static int name_end(const Reading *r, int i)
{
    int last = i;
    while (gm_reading_is_name(r, last + 1) ||
           (gm_reading_hyphen(r, last + 1) && gm_reading_is_name(r, last + 2)))
        last += gm_reading_is_name(r, last + 1) ? 1 : 2;
    return last;
}

static void list_item(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    GmAnchorPart part = headings[r->heading].kind == GM_ST_AREA ? GM_PART_IN : GM_PART_AT;
    GmStatement *s = gm_build_new(r, headings[r->heading].kind, i, i);
    int last = i;
    for (int k = i;;) { /* "A, B; C" */
        if (is_kind(r, k, C_PLACE)) {
            gm_build_anchors(r, s, part, k);
            last = k;
        } else if (gm_reading_is_name(r, k)) {
            last = name_end(r, k);
            Ref ref = {-1, -1, at(r, k)->start, at(r, last)->end};
            gm_build_anchor_ref(r, s, part, &ref);
        } else {
            break;
        }
        k = last + 1;
        bool more = gm_reading_punct(r, k, ',') || gm_reading_punct(r, k, ';');
        k += more;
        more = more || has_class(r, k, W_AND);
        k += has_class(r, k, W_AND);
        if (!more)
            break;
    }
    s->end = at(r, last)->end;
    gm_build_subject(s, headings[r->heading].subject, headings[r->heading].feature);
    take(sr, i, last, TAKEN_PLACE);
    gm_build_list(r, s);
}

void gm_read_heading(SentenceReading *sr)
{
    Reading *r = sr->r;
    int item = r->heading >= 0 && r->heading_sentence + 1 == r->sentence ? item_of(r) : -1;
    if (item >= 0) {
        list_item(sr, item);
        r->heading_sentence = r->sentence;
        return;
    }
    r->heading = heading_of(r);
    r->heading_sentence = r->sentence;
}
