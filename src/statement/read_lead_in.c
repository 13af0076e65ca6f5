/** Lists under a sentence that names a zone and ends in a colon: "The following
 *  de-escalation areas shall be created: – A and parts of B (C and D); – the north of E". */
#include "readers.h"

#include <string.h>

enum { ITEM_CHUNKS = 32 };

static bool is_area(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION);
}

/** What the sentence with its colon says that the items are; "" for nothing. */
static void remember_zone(SentenceReading *sr)
{
    Reading *r = sr->r;
    *r->lead_subject = '\0';
    int n = n_chunks(r);
    if (n == 0 || !gm_reading_punct(r, n - 1, ':'))
        return;
    for (guint i = 0; i < sr->zones->len; i++) {
        const ZonePhrase *z = zone_at(sr, i);
        if (z->subject && !z->corridor && !z->bare && z->args.places->len == 0 && z->name < 0)
            g_strlcpy(r->lead_subject, z->subject, sizeof r->lead_subject);
    }
    for (int i = 0; i < n && !*r->lead_subject; i++)
        if (has_class(r, i, W_TRUCE) && gm_reading_one_of(r, n - 2, "in areas provinces following"))
            g_strlcpy(r->lead_subject, "ceasefire", sizeof r->lead_subject);
    r->lead_sentence = r->sentence;
}

/** A line that names places and says nothing of them. */
static bool is_item(const Reading *r)
{
    int n = n_chunks(r), areas = 0;
    if (n == 0 || n > ITEM_CHUNKS || gm_reading_punct(r, n - 1, ':'))
        return false;
    for (int i = 0; i < n; i++) {
        if (has_class(r, i, W_BE | W_SAY | W_MOVE | W_SEIZE) || is_kind(r, i, C_MEASURE) ||
            gm_reading_one_of(r, i, "shall will be must should may can include includes"))
            return false;
        areas += is_area(r, i);
    }
    return areas > 0;
}

/** "certain parts of southern X (A and B provinces)": the brackets tell what is meant. */
static bool is_explained(const Reading *r, int i)
{
    return gm_reading_punct(r, i + 1, '(') && is_kind(r, i + 2, C_PLACE);
}

static void list_areas(SentenceReading *sr, GmStatement **s, int last)
{
    if (*s == NULL)
        return;
    (*s)->end = at(sr->r, last)->end;
    gm_build_subject(*s, sr->r->lead_subject, "zone");
    gm_build_list(sr->r, *s);
    *s = NULL;
}

static void list_item(SentenceReading *sr)
{
    Reading *r = sr->r;
    GmStatement *s = NULL;
    int last = 0;
    bool parts = false, open_parts = false;
    for (int i = 0; i < n_chunks(r); i++) {
        parts = parts || gm_reading_one_of(r, i, "part parts portions areas");
        if (!is_area(r, i))
            continue;
        take(sr, i, i, TAKEN_PLACE | TAKEN_SILENT);
        if (is_kind(r, i, C_REGION) && is_explained(r, i))
            continue;
        bool region = is_kind(r, i, C_REGION);
        if (region || parts != open_parts) /* a part has its own sides */
            list_areas(sr, &s, last);
        if (s == NULL)
            s = gm_build_new(r, GM_ST_AREA, i, i);
        gm_build_anchors(r, s, GM_PART_IN, i);
        s->sides |= region ? at(r, i)->sides : parts ? GM_SIDE_OF_INSIDE : 0;
        open_parts = parts;
        last = i;
        if (region)
            list_areas(sr, &s, last);
    }
    list_areas(sr, &s, last);
}

void gm_read_lead_in(SentenceReading *sr)
{
    Reading *r = sr->r;
    if (*r->lead_subject && r->lead_sentence + 1 == r->sentence && is_item(r)) {
        list_item(sr);
        r->lead_sentence = r->sentence;
        return;
    }
    remember_zone(sr);
}
