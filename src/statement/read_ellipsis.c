/** What is said of one place and, in fewer words, of another: "A fell, and so did B", "a post
 *  at A and others at B and C", "one stands at A, another near B". */
#include "readers.h"

/** The last statement of this sentence, or of the one before it, that is of @kind; NULL. */
static const GmStatement *last_told(const Reading *r, GmStatementKind kind)
{
    for (guint n = r->list->len; n-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, n);
        if (s->sentence + 1 < r->sentence)
            return NULL;
        if (s->kind == kind && s->start < at(r, n_chunks(r) - 1)->end)
            return s;
    }
    return NULL;
}

/** "And so did B", "as has C" at @i: the place's chunk, or -1. */
static int also_place(const SentenceReading *sr, int i)
{
    const Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "so as") ||
        !gm_reading_one_of(r, i + 1, "did has have was were is are does do had"))
        return -1;
    int place = i + 2 + has_class(r, i + 2, W_DET);
    bool ends = is_kind(r, place + 1, C_PUNCT) || is_kind(r, place + 1, C_END) ||
                has_class(r, place + 1, W_AND | W_STOP) ||
                gm_reading_one_of(r, place + 1, "on in by later this last");
    return is_open_place(sr, place) && ends ? place : -1;
}

static void read_also(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int place = also_place(sr, i);
    const GmStatement *model = place >= 0 ? last_told(r, GM_ST_AREA) : NULL;
    if (!model || model->sentence != r->sentence || model->start > at(r, i)->start)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, place);
    gm_build_anchors(r, s, GM_PART_IN, place);
    gm_build_subject(s, model->subject, model->feature);
    take(sr, i, place, TAKEN_PLACE);
    gm_build_list(r, s);
}

/** "Another", "two more", "the others" at @i: what stands for a thing told before; the
 *  chunk behind, or @i. */
static int behind_another(const Reading *r, int i)
{
    int k = i + (is_word(r, i, "the") || is_word(r, i, "a"));
    if (is_word(r, k, "those") && gm_reading_one_of(r, k + 1, "of at in near"))
        return k + 1;
    if (gm_reading_one_of(r, k,
                          "ones another others other second third fourth fifth last rest one"))
        return k + 1;
    if ((is_kind(r, k, C_NUMBER) || gm_reading_one_of(r, k, "two three four five six several")) &&
        gm_reading_one_of(r, k + 1, "more others"))
        return k + 2;
    return i;
}

/** "and others at B and C", "another near B" */
static void read_another(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int k = behind_another(r, i);
    if (k == i)
        return;
    k += gm_reading_one_of(r, k, "is are was were stands stand lies lie");
    bool those = is_word(r, k - 1, "those");
    if (!gm_reading_one_of(r, k, "at in on near") && !(those && is_word(r, k, "of")))
        return;
    int place = gm_read_way_place(r, k + 1);
    if (place < 0 || !is_open_place(sr, place) ||
        !gm_read_is_spot(r, reading_ref(r, at(r, place)->ref)))
        return;
    const GmStatement *model = last_told(r, GM_ST_DEPLOYMENT);
    static const char *const things[] = {"post", "base", "checkpoint", "crossing", "camp", "unit"};
    bool thing = false;
    for (gsize n = 0; model && n < G_N_ELEMENTS(things); n++)
        thing = thing || g_strcmp0(model->feature, things[n]) == 0;
    bool same = those || is_word(r, i, "another") || is_word(r, i, "the");
    thing = thing || (model && model->sentence == r->sentence && same &&
                      g_strcmp0(model->feature, "flow") != 0);
    if (!thing || model->start > at(r, i)->start)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, i, place);
    int behind = gm_read_add_spot_chain(r, s, place, is_word(r, k, "near"));
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, model->subject, model->feature);
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

void gm_read_ellipsis(SentenceReading *sr)
{
    if (sr->r->list->len == 0)
        return;
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_WORD) || is_kind(sr->r, i, C_NUMBER)) {
            read_also(sr, i);
            read_another(sr, i);
        }
}
