#include "sound_cost.h"
#include <string.h>

/* Prices of one sound for another, in hundredths; 0 stands for FOREIGN. */
static const guint8 of_pair[N_SOUNDS][N_SOUNDS] = {
    [SOUND_A] = {[SOUND_E] = 3,
                 [SOUND_I] = 10,
                 [SOUND_O] = 8,
                 [SOUND_U] = 10,
                 [SOUND_Y] = 9,
                 [SOUND_W] = 9,
                 [SOUND_SILENT_H] = 3},
    [SOUND_E] = {[SOUND_A] = 3,
                 [SOUND_I] = 3,
                 [SOUND_O] = 10,
                 [SOUND_U] = 10,
                 [SOUND_Y] = 4,
                 [SOUND_SILENT_H] = 3},
    [SOUND_I] = {[SOUND_A] = 10,
                 [SOUND_E] = 3,
                 [SOUND_O] = 13,
                 [SOUND_U] = 9,
                 [SOUND_Y] = 1,
                 [SOUND_SILENT_H] = 8,
                 [SOUND_J] = 35},
    [SOUND_O] = {[SOUND_A] = 8,
                 [SOUND_E] = 10,
                 [SOUND_I] = 13,
                 [SOUND_U] = 3,
                 [SOUND_W] = 2,
                 [SOUND_V] = 7},
    [SOUND_U] = {[SOUND_A] = 10,
                 [SOUND_E] = 10,
                 [SOUND_I] = 9,
                 [SOUND_O] = 3,
                 [SOUND_Y] = 14,
                 [SOUND_W] = 1,
                 [SOUND_V] = 5},
    [SOUND_Y] = {[SOUND_A] = 9, [SOUND_E] = 4, [SOUND_I] = 1, [SOUND_U] = 14, [SOUND_J] = 28},
    [SOUND_W] = {[SOUND_A] = 9, [SOUND_O] = 2, [SOUND_U] = 1, [SOUND_V] = 3},
    [SOUND_V] = {[SOUND_O] = 7, [SOUND_U] = 5, [SOUND_W] = 3, [SOUND_B] = 35, [SOUND_F] = 25},
    [SOUND_SILENT_H] = {[SOUND_A] = 3,
                        [SOUND_E] = 3,
                        [SOUND_I] = 8,
                        [SOUND_SILENT_T] = 2,
                        [SOUND_H] = 10,
                        [SOUND_KH] = 14},
    [SOUND_SILENT_T] = {[SOUND_SILENT_H] = 2, [SOUND_T] = 4, [SOUND_TH] = 6, [SOUND_D] = 12},
    [SOUND_B] = {[SOUND_V] = 35, [SOUND_P] = 5, [SOUND_M] = 60, [SOUND_N] = 70, [SOUND_F] = 50},
    [SOUND_P] = {[SOUND_B] = 5, [SOUND_F] = 35},
    [SOUND_T] = {[SOUND_SILENT_T] = 4,
                 [SOUND_TH] = 5,
                 [SOUND_D] = 16,
                 [SOUND_DH] = 18,
                 [SOUND_S] = 50,
                 [SOUND_Z] = 55,
                 [SOUND_N] = 70},
    [SOUND_TH] = {[SOUND_SILENT_T] = 6,
                  [SOUND_T] = 5,
                  [SOUND_D] = 14,
                  [SOUND_DH] = 8,
                  [SOUND_S] = 8,
                  [SOUND_Z] = 14,
                  [SOUND_F] = 40},
    [SOUND_D] = {[SOUND_SILENT_T] = 12,
                 [SOUND_T] = 16,
                 [SOUND_TH] = 14,
                 [SOUND_DH] = 4,
                 [SOUND_Z] = 28,
                 [SOUND_R] = 60},
    [SOUND_DH] = {[SOUND_T] = 18, [SOUND_TH] = 8, [SOUND_D] = 4, [SOUND_Z] = 5},
    [SOUND_J] = {[SOUND_RH] = 35,
                 [SOUND_I] = 35,
                 [SOUND_Y] = 28,
                 [SOUND_G] = 14,
                 [SOUND_GH] = 30,
                 [SOUND_C] = 10,
                 [SOUND_SOFT_C] = 10,
                 [SOUND_KH] = 40,
                 [SOUND_SH] = 30,
                 [SOUND_CH] = 18,
                 [SOUND_Z] = 35},
    [SOUND_G] = {[SOUND_RH] = 10,
                 [SOUND_J] = 14,
                 [SOUND_GH] = 4,
                 [SOUND_K] = 22,
                 [SOUND_Q] = 28,
                 [SOUND_C] = 20,
                 [SOUND_SOFT_C] = 25},
    [SOUND_RH] = {[SOUND_GH] = 3, [SOUND_G] = 10, [SOUND_R] = 8, [SOUND_KH] = 35, [SOUND_J] = 35},
    [SOUND_GH] = {[SOUND_RH] = 3,
                  [SOUND_J] = 30,
                  [SOUND_G] = 4,
                  [SOUND_Q] = 28,
                  [SOUND_C] = 35,
                  [SOUND_H] = 45,
                  [SOUND_KH] = 35},
    [SOUND_K] = {[SOUND_G] = 22,
                 [SOUND_Q] = 3,
                 [SOUND_C] = 4,
                 [SOUND_SOFT_C] = 25,
                 [SOUND_H] = 45,
                 [SOUND_KH] = 28,
                 [SOUND_X] = 30,
                 [SOUND_CH] = 25},
    [SOUND_Q] = {[SOUND_G] = 28,
                 [SOUND_GH] = 28,
                 [SOUND_K] = 3,
                 [SOUND_C] = 6,
                 [SOUND_KH] = 40,
                 [SOUND_F] = 70},
    [SOUND_C] = {[SOUND_J] = 10,
                 [SOUND_G] = 20,
                 [SOUND_GH] = 35,
                 [SOUND_K] = 4,
                 [SOUND_Q] = 6,
                 [SOUND_SOFT_C] = 4,
                 [SOUND_S] = 30,
                 [SOUND_SH] = 30,
                 [SOUND_CH] = 12},
    [SOUND_SOFT_C] = {[SOUND_J] = 10,
                      [SOUND_G] = 25,
                      [SOUND_K] = 25,
                      [SOUND_C] = 4,
                      [SOUND_S] = 3,
                      [SOUND_SH] = 15,
                      [SOUND_CH] = 10,
                      [SOUND_Z] = 25},
    [SOUND_H] = {[SOUND_SILENT_H] = 10,
                 [SOUND_GH] = 45,
                 [SOUND_K] = 45,
                 [SOUND_KH] = 8,
                 [SOUND_X] = 10,
                 [SOUND_CH] = 18},
    [SOUND_KH] = {[SOUND_RH] = 35,
                  [SOUND_SILENT_H] = 14,
                  [SOUND_J] = 40,
                  [SOUND_GH] = 35,
                  [SOUND_K] = 28,
                  [SOUND_Q] = 40,
                  [SOUND_H] = 8,
                  [SOUND_X] = 4,
                  [SOUND_CH] = 14},
    [SOUND_X] = {[SOUND_K] = 30, [SOUND_H] = 10, [SOUND_KH] = 4},
    [SOUND_S] = {[SOUND_T] = 50,
                 [SOUND_TH] = 8,
                 [SOUND_C] = 30,
                 [SOUND_SOFT_C] = 3,
                 [SOUND_SH] = 11,
                 [SOUND_CH] = 18,
                 [SOUND_Z] = 25},
    [SOUND_SH] = {[SOUND_J] = 30,
                  [SOUND_C] = 30,
                  [SOUND_SOFT_C] = 15,
                  [SOUND_S] = 11,
                  [SOUND_CH] = 5,
                  [SOUND_Z] = 40},
    [SOUND_CH] = {[SOUND_J] = 18,
                  [SOUND_K] = 25,
                  [SOUND_C] = 12,
                  [SOUND_SOFT_C] = 10,
                  [SOUND_H] = 18,
                  [SOUND_KH] = 14,
                  [SOUND_S] = 18,
                  [SOUND_SH] = 5},
    [SOUND_Z] = {[SOUND_T] = 55,
                 [SOUND_TH] = 14,
                 [SOUND_D] = 28,
                 [SOUND_DH] = 5,
                 [SOUND_J] = 35,
                 [SOUND_SOFT_C] = 25,
                 [SOUND_S] = 25,
                 [SOUND_SH] = 40},
    [SOUND_R] = {[SOUND_RH] = 8, [SOUND_D] = 60, [SOUND_L] = 50},
    [SOUND_L] = {[SOUND_R] = 50, [SOUND_N] = 55},
    [SOUND_M] = {[SOUND_B] = 60, [SOUND_N] = 30},
    [SOUND_N] = {[SOUND_B] = 70, [SOUND_T] = 70, [SOUND_L] = 55, [SOUND_M] = 30},
    [SOUND_F] = {[SOUND_V] = 25, [SOUND_B] = 50, [SOUND_P] = 35, [SOUND_TH] = 40, [SOUND_Q] = 70},
};

/* Prices of a sound that the other name does not have; 0 stands for FOREIGN. */
static const guint8 of_gap[N_SOUNDS] = {
    [SOUND_A] = 8,  [SOUND_E] = 6,   [SOUND_I] = 7,  [SOUND_O] = 8,        [SOUND_U] = 7,
    [SOUND_Y] = 5,  [SOUND_W] = 8,   [SOUND_V] = 30, [SOUND_SILENT_H] = 1, [SOUND_SILENT_T] = 4,
    [SOUND_H] = 40, [SOUND_KH] = 70, [SOUND_Q] = 65, [SOUND_N] = 70,       [SOUND_GH] = 70};

enum {
    FOREIGN = 100,
    SWAP = 46,
    VOWEL_FOR_CONSONANT = 120,
    FIRST_VOWEL = 6,
    INITIAL_GLIDE = 28,
    INNER_W = 14,
    FINAL_VOWEL = 14,
    ARTICLE = 3,
    WORD = 1
};

static bool is_consonant(guint8 s)
{
    return s >= SOUND_FIRST_CONSONANT;
}

static guint pair_price(guint8 a, guint8 b)
{
    if (a == b)
        return 0;
    if (of_pair[a][b])
        return of_pair[a][b];
    if (is_consonant(a) != is_consonant(b))
        return VOWEL_FOR_CONSONANT;
    return is_consonant(a) ? FOREIGN : 15;
}

/* What sound @i of @s costs when the other name does not have it. */
static guint gap_price(const Sounds *s, guint i, bool unvowelled)
{
    guint8 sound = s->sound[i];
    guint price = of_gap[sound] ? of_gap[sound] : FOREIGN;
    if (is_consonant(sound)) {
        if (sound == SOUND_H && i + 1 == s->n)
            return 10;
        return price;
    }
    if (unvowelled && sound <= SOUND_U)
        return 1;
    if (sound == SOUND_SILENT_H || sound == SOUND_SILENT_T)
        return price;
    if (i == 0)
        return sound == SOUND_Y || sound == SOUND_W || sound == SOUND_V ? INITIAL_GLIDE
                                                                        : price + FIRST_VOWEL;
    bool after_vowel = s->sound[i - 1] < SOUND_SILENT_H;
    bool before_vowel = i + 1 < s->n && s->sound[i + 1] < SOUND_SILENT_H;
    if (sound == SOUND_W || (after_vowel && (sound == SOUND_U || sound == SOUND_O)))
        return INNER_W;
    if (sound == SOUND_Y && after_vowel && before_vowel)
        return s->sound[i - 1] == SOUND_A && s->sound[i + 1] == SOUND_A ? INNER_W : 3;
    if (after_vowel && s->sound[i - 1] <= SOUND_U &&
        (sound == SOUND_A || sound == SOUND_E || sound == SOUND_I))
        return 4; /* an ayn between two vowels, or a glide: Qalaat */
    if (sound == SOUND_E && i + 1 == s->n)
        return 3; /* mute: Sarmine */
    if (i + 1 == s->n && sound <= SOUND_U)
        return FINAL_VOWEL; /* Hazzan is not Hazzani */
    return price;
}

static const char *rule_of(guint8 a, guint8 b)
{
    static const struct {
        guint8 a, b;
        const char *rule;
    } rules[] = {
        {SOUND_Q, SOUND_K, "q for k"},      {SOUND_C, SOUND_K, "c for k"},
        {SOUND_C, SOUND_Q, "c for q"},      {SOUND_KH, SOUND_H, "kh for h"},
        {SOUND_X, SOUND_KH, "x for kh"},    {SOUND_X, SOUND_H, "x for h"},
        {SOUND_GH, SOUND_G, "gh for g"},    {SOUND_RH, SOUND_GH, "rh for gh"},
        {SOUND_J, SOUND_G, "j for g"},      {SOUND_J, SOUND_C, "c for j"},
        {SOUND_J, SOUND_SOFT_C, "c for j"}, {SOUND_SH, SOUND_S, "sh for s"},
        {SOUND_CH, SOUND_SH, "ch for sh"},  {SOUND_CH, SOUND_KH, "ch for kh"},
        {SOUND_CH, SOUND_J, "ch for j"},    {SOUND_DH, SOUND_D, "dh for d"},
        {SOUND_DH, SOUND_Z, "dh for z"},    {SOUND_TH, SOUND_T, "th for t"},
        {SOUND_TH, SOUND_S, "th for s"},    {SOUND_TH, SOUND_Z, "th for z"},
        {SOUND_TH, SOUND_DH, "th for dh"},  {SOUND_T, SOUND_D, "t for d"},
        {SOUND_P, SOUND_B, "p for b"},      {SOUND_Z, SOUND_D, "z for d"},
        {SOUND_Z, SOUND_S, "z for s"},      {SOUND_N, SOUND_M, "n for m"},
        {SOUND_W, SOUND_V, "v for w"},      {SOUND_W, SOUND_U, "w for u"},
        {SOUND_W, SOUND_O, "w for o"},      {SOUND_V, SOUND_U, "v for u"},
        {SOUND_Y, SOUND_I, "y for i"},      {SOUND_Y, SOUND_J, "j for y"},
        {SOUND_SOFT_C, SOUND_S, "c for s"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if ((rules[i].a == a && rules[i].b == b) || (rules[i].a == b && rules[i].b == a))
            return rules[i].rule;
    if (is_consonant(a) && is_consonant(b))
        return "another consonant";
    return is_consonant(a) || is_consonant(b) ? "a consonant more or less" : "vowels";
}

static const char *gap_rule(const Sounds *s, guint i)
{
    guint8 sound = s->sound[i];
    if (sound == SOUND_SILENT_H || (sound == SOUND_H && i + 1 == s->n))
        return "final -a for -ah";
    if (sound == SOUND_SILENT_T)
        return "-a for -at";
    return is_consonant(sound) ? "a consonant more or less" : "vowels";
}

/* Two consonants changed over, side by side or around a vowel, end @a and @b at
 * @i and @j (behind the last): the price of it, 0 when they do not. */
static guint swap_at(const Sounds *a, const Sounds *b, guint i, guint j, guint *da, guint *db)
{
    guint8 last_a = a->sound[i - 1], last_b = b->sound[j - 1];
    if (last_a == last_b || !is_consonant(last_a) || !is_consonant(last_b))
        return 0;
    for (*da = 2; *da <= 3 && *da <= i; ++*da)
        for (*db = 2; *db <= 3 && *db <= j; ++*db)
            if (a->sound[i - *da] == last_b && b->sound[j - *db] == last_a &&
                (*da == 2 || !is_consonant(a->sound[i - 2])) &&
                (*db == 2 || !is_consonant(b->sound[j - 2])))
                return SWAP + (*da != *db ? 6 : 0);
    return 0;
}

typedef struct {
    guint16 cost[MAX_SOUNDS + 1][MAX_SOUNDS + 1];
} Table;

/* Walks back the cheapest way; the dearest step on it names the rule. */
static const char *explain(const Table *t, const Sounds *a, const Sounds *b, bool unvowelled)
{
    guint i = a->n, j = b->n, dearest = 0;
    const char *rule = "";
    while (i > 0 || j > 0) {
        guint here = t->cost[i][j], price, da, db;
        const char *why;
        price = i > 0 && j > 0 ? swap_at(a, b, i, j, &da, &db) : 0;
        if (price && here == t->cost[i - da][j - db] + price) {
            i -= da;
            j -= db;
            why = "letters changed over";
        } else if (i > 0 && j > 0 &&
                   here == t->cost[i - 1][j - 1] + pair_price(a->sound[i - 1], b->sound[j - 1])) {
            i--, j--;
            price = pair_price(a->sound[i], b->sound[j]);
            why = rule_of(a->sound[i], b->sound[j]);
        } else if (i > 0 && here == t->cost[i - 1][j] + gap_price(a, i - 1, unvowelled)) {
            price = gap_price(a, --i, unvowelled);
            why = gap_rule(a, i);
        } else {
            if (j == 0)
                break;
            price = gap_price(b, --j, unvowelled);
            why = gap_rule(b, j);
        }
        if (price > dearest) {
            dearest = price;
            rule = why;
        }
    }
    return rule;
}

static guint row_of(Table *t, const Sounds *a, const Sounds *b, guint i, guint gap_a,
                    const guint8 *gap_b)
{
    guint16 *row = t->cost[i + 1];
    const guint16 *above = t->cost[i];
    guint8 sound = a->sound[i];
    guint least = row[0] = (guint16)(above[0] + gap_a);
    for (guint j = 0; j < b->n; j++) {
        guint8 other = b->sound[j];
        guint best = above[j] + pair_price(sound, other);
        best = MIN(best, above[j + 1] + gap_a);
        best = MIN(best, (guint)row[j] + gap_b[j]);
        if (sound != other && is_consonant(sound) && is_consonant(other)) {
            guint da, db, swap = swap_at(a, b, i + 1, j + 1, &da, &db);
            if (swap)
                best = MIN(best, t->cost[i + 1 - da][j + 1 - db] + swap);
        }
        row[j + 1] = (guint16)best;
        least = MIN(least, best);
    }
    return least;
}

guint gm_gazetteer_sound_cost(const Sounds *a, const Sounds *b, guint limit, const char **rule)
{
    Table t;
    guint8 gap_b[MAX_SOUNDS];
    bool unvowelled = a->unvowelled != b->unvowelled;
    guint articles = (guint)ABS(a->articles - b->articles) * ARTICLE;
    guint before = SOUND_COST_MAX; /* the least of the row before: a swap looks back two */
    t.cost[0][0] = 0;
    for (guint j = 0; j < b->n; j++) {
        gap_b[j] = (guint8)gap_price(b, j, unvowelled);
        t.cost[0][j + 1] = (guint16)(t.cost[0][j] + gap_b[j]);
    }
    for (guint i = 0; i < a->n; i++) {
        guint least = row_of(&t, a, b, i, gap_price(a, i, unvowelled), gap_b);
        if (least > limit && before > limit && i > 2)
            return SOUND_COST_MAX;
        before = least;
    }
    guint cost = t.cost[a->n][b->n];
    if (cost > limit)
        return SOUND_COST_MAX;
    if (rule) {
        *rule = cost ? explain(&t, a, b, unvowelled) : "";
        if (!**rule || (articles && cost <= articles))
            *rule = articles ? "article" : cost == 0 ? "doubled letters" : *rule;
    }
    return cost + articles + (a->words != b->words ? WORD : 0);
}

/* Prices within a class, by which of it each is. */
static const guint8 within_class[4][4] = {
    {0, 8, 10, 12}, {8, 0, 6, 8}, {10, 6, 0, 8}, {12, 8, 8, 0}};

/* Vowel stretches: none, a, e, i, o, u, ay, aw. */
static const guint8 between_vowels[8][8] = {
    {0, 7, 6, 7, 8, 8, 10, 12},   {7, 0, 3, 9, 8, 9, 6, 8},     {6, 3, 0, 3, 10, 10, 5, 10},
    {7, 9, 3, 0, 13, 11, 6, 14},  {8, 8, 10, 13, 0, 3, 14, 6},  {8, 9, 10, 11, 3, 0, 14, 6},
    {10, 6, 5, 6, 14, 14, 0, 12}, {12, 8, 10, 14, 6, 6, 12, 0},
};

guint gm_gazetteer_sound_fine_cost(guint32 a, guint32 b, guint length, bool unvowelled)
{
    guint cost = (a & 3) == (b & 3) ? 0 : (a & 3) && (b & 3) ? 5 : 10;
    a >>= 2;
    b >>= 2;
    for (guint i = 0; i < MIN(length, 6); i++, a >>= 5, b >>= 5) {
        guint v = between_vowels[a >> 2 & 7][b >> 2 & 7];
        cost += within_class[a & 3][b & 3];
        cost += unvowelled && (!(a >> 2 & 7) || !(b >> 2 & 7)) ? MIN(v, 2) : v;
    }
    return cost;
}
