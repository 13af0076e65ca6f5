/** Deployments: units at places; and what stands or happens there. */
#include "readers.h"

/** A force named in the clause around the verb at @i. */
static bool force_near(const Reading *r, int i, int *first)
{
    for (int k = i - 1; k >= 0 && k > i - 9; k--) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';'))
            break;
        if (gm_read_is_force(r, k) || gm_reading_one_of(r, k, "presence")) {
            *first = gm_read_phrase_start(r, k);
            return true;
        }
    }
    for (int k = i + 1; k < i + 7; k++) {
        if (has_class(r, k, W_FORCE) || is_word(r, k, "presence"))
            return true;
        if (!is_kind(r, k, C_WORD) && !is_kind(r, k, C_NUMBER) && !is_kind(r, k, C_DEMONYM) &&
            !gm_reading_punct(r, k, ','))
            return false;
    }
    return false;
}

/** "moved into A and B", "were seen in C": forces there, by other verbs */
static bool is_there(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i, "moved moving went pushed rolled") && is_word(r, i + 1, "into"))
        return is_kind(r, i + 2, C_PLACE) || is_kind(r, i + 3, C_PLACE);
    return gm_reading_one_of(r, i, "seen spotted sighted") &&
           gm_reading_one_of(r, i + 1, "in at near") && has_class(r, i - 1, W_BE);
}

int gm_read_list_told(const Reading *r, int i)
{
    enum { FAR = 24 };
    bool noun = false;
    for (int k = i; k < i + FAR; k++) {
        if (gm_reading_punct(r, k, ';') || is_kind(r, k, C_END) || has_class(r, k, W_SAY) ||
            (has_class(r, k, W_STOP) && !noun))
            return -1;
        if (k < i + 6 && gm_reading_one_of(r, k,
                                           "towns villages cities locations areas points "
                                           "positions sites places settlements neighborhoods "
                                           "neighbourhoods districts posts territory territories"))
            noun = true;
        if (noun && gm_reading_punct(r, k, ',') &&
            gm_reading_one_of(r, k + 1, "including namely notably among")) {
            int n = k + 2 + gm_reading_one_of(r, k + 2, "them those the");
            n += gm_reading_one_of(r, n, "former whole strategic");
            return is_kind(r, n, C_PLACE) ? n : -1;
        }
    }
    return -1;
}

/** What forces that "entered" at @i came into: the chunk of the place or part of it, or -1. */
static int entered_at(const Reading *r, int i)
{
    int k = i + 1 + has_class(r, i + 1, W_DET);
    if (is_kind(r, k, C_DIR) && at(r, k)->adjective) /* "the northern governorate of X" */
        k++;
    bool land = is_kind(r, k, C_PLACE) || (is_kind(r, k, C_REGION) && at(r, k)->inside);
    return land && !at(r, k)->possessive ? k : -1;
}

/** "units were deployed in A and B", "deployed troops to C", "a presence in D" */
static void read_units(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool there = is_there(r, i);
    if (!has_class(r, i, W_DEPLOY) && !there)
        return;
    bool presence = is_word(r, i, "presence") && is_word(r, i + 1, "in");
    if (!presence && !there &&
        !gm_reading_one_of(r, i,
                           "deployed deploy deploys deploying deployment stationed stationing "
                           "positioned based redeployed redeploy massed amassed garrisoned "
                           "quartered arrived entered sent dispatched station concentrated "
                           "gathered present regrouping regrouped assembled landed landing"))
        return;
    if (is_word(r, i, "present") && !is_word(r, i + 1, "in"))
        return;
    int first = i;
    bool told = gm_reading_one_of(r, i, "stationed garrisoned") && is_word(r, i + 1, "in");
    told = told || (is_word(r, i, "deployment") && gm_reading_one_of(r, i - 1, "their its") &&
                    gm_read_is_military(r, false));
    if (!presence && !told && !force_near(r, i, &first))
        return;
    int k = i + 1;
    int where = gm_read_where_before(r, first);
    if (where >= 0) {
        GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, where, i);
        gm_build_anchors(r, s, GM_PART_AT, where);
        gm_build_subject(s, "units", "unit");
        gm_build_list(r, s);
        return;
    }
    for (int n = 0; n < 9 && !gm_reading_one_of(r, k,
                                                "in at near inside outside around within across "
                                                "to into on along throughout");
         n++) {
        if (has_class(r, k, W_STOP) || gm_reading_punct(r, k, ';') || is_kind(r, k, C_END))
            return;
        if (is_word(r, i, "entered") && entered_at(r, i) >= 0)
            break;
        k++;
    }
    if (presence)
        k = i + 1;
    GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, i);
    int behind = gm_read_add_spots(sr, s, k), told_list = gm_read_list_told(r, k);
    if (told_list >= 0) {
        gm_build_free(s);
        s = gm_build_new(r, GM_ST_DEPLOYMENT, first, told_list);
        behind = gm_read_add_spot_list(r, s, told_list);
    }
    int entered = is_word(r, i, "entered") ? entered_at(r, i) : -1;
    if (entered >= 0) {
        gm_read_add_spot(r, s, entered);
        s->sides |= is_kind(r, entered, C_REGION) ? at(r, entered)->sides : 0;
        behind = entered + 1;
    }
    if (s->anchors->len == 0 || is_taken(sr, behind - 1, TAKEN_PLACE)) {
        gm_build_free(s);
        return;
    }
    s->end = at(r, behind - 1)->end;
    gm_build_subject(s, presence ? "presence" : "units", "unit");
    take(sr, i, behind - 1, TAKEN_PLACE);
    gm_build_list(r, s);
}

void gm_read_deployment(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        if (!is_kind(r, i, C_WORD) || is_taken(sr, i, TAKEN_PLACE))
            continue;
        gm_read_installation(sr, i);
    }
    for (int i = 0; i < n_chunks(r); i++) {
        if ((is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION)) && !is_taken(sr, i, TAKEN_PLACE))
            gm_read_passive_strike(sr, i);
        if (is_kind(r, i, C_PLACE)) {
            gm_read_named_installation(sr, i);
        } else if (is_kind(r, i, C_WORD) && !is_taken(sr, i, TAKEN_PLACE)) {
            read_units(sr, i);
            gm_read_strike(sr, i);
        }
    }
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_WORD)) {
            gm_read_presence(sr, i);
            gm_read_patrol(sr, i);
        }
}
