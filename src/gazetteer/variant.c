#include "candidate.h"
#include "plain_fold.h"
#include "sound_cost.h"
#include <stdlib.h>

enum {
    LOOK_AT = 24,      /* names compared sound by sound, of those alike at a glance */
    VARIANT_COST = 45, /* hundredths: dearer than that is no rule's doing … */
    FREE_COST = 8,     /* … nor is more than this and COST_OF_SOUND for each consonant */
    COST_OF_SOUND = 4,
    STUTTER = 15, /* a letter three times over */
    GLANCE_COST = 60,
    GLANCE_ERROR = 15, /* a glance may be so far off */
    ENOUGH = 4,
    NEAR_COST = 150,
    NEAR_LOOK_AT = 96,
};

/* The ways to read what was asked: as it stands, without an article written in
 * one with it, with j for y. */
typedef struct {
    Sounds as[3];
    guint8 penalty[3];
    const char *rule[3];
    guint n;
    const char *asked; /* folded; borrowed */
    gsize asked_len;
} Readings;

/* What the rules may explain of a name: a long one may differ in more places. */
static guint variant_limit(const Sounds *s)
{
    guint consonants = 0;
    for (guint i = 0; i < s->n; i++)
        consonants += s->sound[i] >= SOUND_FIRST_CONSONANT;
    return MIN(FREE_COST + COST_OF_SOUND * consonants, VARIANT_COST);
}

/* "Zzzzqqq": no romanisation writes a letter three times. */
static guint8 stutter(const char *folded, gsize len)
{
    guint penalty = 0;
    for (gsize i = 2; i < len; i++)
        if (g_ascii_isalpha(folded[i]) && folded[i] == folded[i - 1] && folded[i] == folded[i - 2])
            penalty += STUTTER;
    return (guint8)MIN(penalty, 200);
}

static bool readings_of(const char *folded, gsize len, Readings *r)
{
    *r = (Readings){.rule = {NULL, "article", "j for y"}, .asked = folded, .asked_len = len};
    if (!gm_gazetteer_sounds_of(folded, len, &r->as[0]))
        return false;
    r->n = 1;
    r->penalty[0] = stutter(folded, len);
    if (r->as[0].glued) {
        gm_gazetteer_sounds_unglue(&r->as[0], &r->as[r->n]);
        r->penalty[r->n] = (guint8)(5 + r->penalty[0]);
        r->rule[r->n++] = "article";
    }
    if (gm_gazetteer_sounds_j_as_y(&r->as[0], &r->as[r->n])) {
        r->penalty[r->n] = (guint8)(12 + r->penalty[0]);
        r->rule[r->n++] = "j for y";
    }
    return true;
}

/* The names of a layer that are alike at a glance, best first. */
typedef struct {
    guint32 glance;
    guint32 name;
} Glance;

typedef struct {
    Glance list[NEAR_LOOK_AT];
    guint n, room;
} Shortlist;

static void shortlist_put(Shortlist *s, guint32 glance, guint32 name)
{
    if (s->n == s->room && glance >= s->list[s->n - 1].glance)
        return;
    guint at = s->n < s->room ? s->n++ : s->n - 1;
    for (; at > 0 && s->list[at - 1].glance > glance; at--)
        s->list[at] = s->list[at - 1];
    s->list[at] = (Glance){glance, name};
}

/* Where @k stands among the skeletons, or would stand. */
static guint32 skeleton_bound(const Index *x, guint64 k)
{
    guint32 low = 0, high = x->n_skeletons;
    while (low < high) {
        guint32 mid = low + (high - low) / 2;
        if (x->skeletons[mid] < k)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static const IndexSound *sounds_at(const Index *x, guint32 skeleton, guint32 *n)
{
    guint32 first = x->skeleton_at[skeleton], end = x->skeleton_at[skeleton + 1];
    *n = first < end && end <= x->n_sounds ? end - first : 0;
    return x->sounds + (*n ? first : 0);
}

static void glance_at(const Index *x, guint32 skeleton, const Sounds *query, guint32 fine,
                      guint penalty, guint limit, Shortlist *out)
{
    guint32 n;
    const IndexSound *s = sounds_at(x, skeleton, &n);
    guint length = skeleton_length(x->skeletons[skeleton]);
    for (guint32 i = 0; i < n; i++) {
        bool unvowelled = query->unvowelled != ((s[i].name & SOUND_UNVOWELLED) != 0);
        guint glance = gm_gazetteer_sound_fine_cost(fine, s[i].fine, length, unvowelled) + penalty;
        if (glance <= limit)
            shortlist_put(out, glance, s[i].name & ~SOUND_UNVOWELLED);
    }
}

/* No romanisation makes the M44 of the M4: other digits are another name. */
static bool same_digits(const char *a, gsize a_len, const char *b, gsize b_len)
{
    const char *p = a, *q = b, *p_end = a + a_len, *q_end = b + b_len;
    for (;; p++, q++) {
        while (p < p_end && !g_ascii_isdigit(*p))
            p++;
        while (q < q_end && !g_ascii_isdigit(*q))
            q++;
        if (p == p_end || q == q_end)
            return p == p_end && q == q_end;
        if (*p != *q)
            return false;
    }
}

/* The cheapest reading of what was asked against a name. */
static guint name_cost(const Index *x, guint32 name, const Readings *r, guint limit,
                       const char **rule)
{
    char folded[256];
    Sounds own, bare;
    gsize len = gm_gazetteer_plain_fold(index_name(x, name), folded, sizeof folded);
    if (!gm_gazetteer_sounds_of(folded, len, &own))
        return SOUND_COST_MAX;
    guint best = gm_gazetteer_sound_cost(&r->as[0], &own, limit, rule) + r->penalty[0];
    for (guint i = 1; i < r->n && best > r->penalty[i]; i++) {
        guint cost = gm_gazetteer_sound_cost(&r->as[i], &own, limit, NULL) + r->penalty[i];
        if (cost < best) {
            best = cost;
            *rule = r->rule[i];
        }
    }
    if (own.glued && best > 5) {
        gm_gazetteer_sounds_unglue(&own, &bare);
        guint cost = gm_gazetteer_sound_cost(&r->as[0], &bare, limit, NULL) + 5 + r->penalty[0];
        if (cost < best) {
            best = cost;
            *rule = "article";
        }
    }
    return same_digits(r->asked, r->asked_len, folded, len) ? best : best + VARIANT_COST + 1;
}

static guint add_shortlist(Gathering *c, guint layer, const Shortlist *s, const Readings *r,
                           guint limit)
{
    const Index *x = layer_index(c->g, layer);
    guint added = 0, best = limit, by_rule = variant_limit(&r->as[0]);
    for (guint i = 0; i < s->n; i++) {
        const char *rule = "";
        bool seen = false;
        if (i >= ENOUGH && s->list[i].glance > best + GLANCE_ERROR)
            break;
        for (guint k = 0; k < i && !seen; k++)
            seen = s->list[k].name == s->list[i].name;
        if (seen)
            continue;
        guint cost = name_cost(x, s->list[i].name, r, limit, &rule);
        if (cost > limit)
            continue;
        best = MIN(best, cost);
        added += gm_gazetteer_candidates_add(
            c, layer, s->list[i].name, cost <= VARIANT_COST ? GM_MATCH_VARIANT : GM_MATCH_NEAR,
            cost / 100.0, cost <= by_rule ? rule : GM_RULE_NEAR);
    }
    return added;
}

static void glance_keys(const Index *x, const Sounds *query, Shortlist *list)
{
    guint32 keys[MAX_KEYS];
    guint n = gm_gazetteer_sounds_keys(query, false, keys);
    guint32 fine = gm_gazetteer_sounds_fine(query);
    for (guint i = 0; i < n; i++) {
        guint32 at = skeleton_bound(x, keys[i]);
        if (at < x->n_skeletons && x->skeletons[at] == keys[i])
            glance_at(x, at, query, fine, 0, GLANCE_COST, list);
    }
}

guint gm_gazetteer_candidates_add_variants(Gathering *c, const char *folded, gsize len)
{
    Readings r;
    if (!readings_of(folded, len, &r))
        return 0;
    guint added = 0;
    for (guint layer = n_layers(c->g); layer-- > 0;) {
        Shortlist list = {.room = c->near || c->country ? LOOK_AT : LOOK_AT / 2};
        for (guint i = 0; i < r.n; i++)
            glance_keys(layer_index(c->g, layer), &r.as[i], &list);
        added += add_shortlist(c, layer, &list, &r, VARIANT_COST);
    }
    return added;
}

/* What kind of single slip makes skeleton @a of @b, 0 when none does. */
enum { SLIP_NONE, SLIP_SAME, SLIP_OTHER, SLIP_SWAP, SLIP_MORE, SLIP_LESS };

#define CLASSES(k) ((guint32)(k) << 4) /* the length shifted out: the first class on top */

/* The class at which two skeletons part. */
static guint parting(guint32 a, guint32 b)
{
    guint32 x = CLASSES(a) ^ CLASSES(b);
    return x ? (guint)__builtin_clz(x) / 4 : MAX_SKELETON;
}

/* @a has one class more than @b; the last of a full skeleton may be cut off. */
static bool one_more(guint32 a, guint32 b, bool full)
{
    guint same = 4 * parting(a, b);
    if (same >= (full ? 24 : 28))
        return true;
    guint32 x = CLASSES(a) << same << 4, y = CLASSES(b) << same;
    return full ? ((x ^ y) & (G_MAXUINT32 << (same + 8))) == 0 : x == y;
}

static int slip(guint32 a, guint32 b)
{
    guint la = skeleton_length(a), lb = skeleton_length(b);
    if (la == lb + 1)
        return one_more(a, b, false) ? SLIP_MORE : SLIP_NONE;
    if (lb == la + 1)
        return one_more(b, a, false) ? SLIP_LESS : SLIP_NONE;
    guint32 x = CLASSES(a) ^ CLASSES(b);
    if (x == 0)
        return SLIP_SAME;
    guint high = 4 * parting(a, b);
    if (!(x << high << 4))
        return SLIP_OTHER;
    guint32 p = CLASSES(a) << high, q = CLASSES(b) << high;
    bool swapped = p >> 28 == (q >> 24 & 15) && q >> 28 == (p >> 24 & 15);
    if (swapped && p << 8 == q << 8)
        return SLIP_SWAP;
    if (la == MAX_SKELETON && one_more(a, b, true))
        return SLIP_MORE;
    return la == MAX_SKELETON && one_more(b, a, true) ? SLIP_LESS : SLIP_NONE;
}

/* A fine code without its unit @at, or with it and the next one changed over. */
static guint32 fine_without(guint32 fine, guint at)
{
    if (at >= 6)
        return fine;
    guint32 low = (1u << (2 + 5 * at)) - 1;
    return (fine & low) | (fine >> 5 & ~low);
}

static guint32 fine_swapped(guint32 fine, guint at)
{
    if (at >= 5)
        return fine;
    guint shift = 2 + 5 * at;
    guint32 x = (fine >> shift ^ fine >> (shift + 5)) & 3;
    return fine ^ x << shift ^ x << (shift + 5);
}

static void glance_near(const Index *x, guint32 skeleton, int kind, const Sounds *query,
                        guint32 key, guint32 fine, Shortlist *out)
{
    static const guint8 penalty[] = {0, 0, 40, 50, 65, 65};
    enum { NEAR_GLANCE = 130 };
    guint32 other = x->skeletons[skeleton];
    guint at = parting(key, other), length = MIN(skeleton_length(key), skeleton_length(other));
    if (kind == SLIP_SWAP)
        fine = fine_swapped(fine, at);
    else if (kind == SLIP_MORE)
        fine = fine_without(fine, at);
    guint32 n;
    const IndexSound *s = sounds_at(x, skeleton, &n);
    for (guint32 i = 0; i < n; i++) {
        bool unvowelled = query->unvowelled != ((s[i].name & SOUND_UNVOWELLED) != 0);
        guint32 theirs = kind == SLIP_LESS ? fine_without(s[i].fine, at) : s[i].fine;
        guint glance =
            gm_gazetteer_sound_fine_cost(fine, theirs, length, unvowelled) + penalty[kind];
        if (glance <= NEAR_GLANCE)
            shortlist_put(out, glance, s[i].name & ~SOUND_UNVOWELLED);
    }
}

/* Keys one slip from another: of each place, any class put in, taken out, put in
 * its stead or changed over with the next. A full skeleton has lost its last class or
 * gained one at its end. */
typedef struct {
    guint32 at[1024]; /* skeletons of the index */
    guint n;
} NearSkeletons;

enum { N_CLASSES = 16 };

static void add_skeleton(const Index *x, guint length, guint32 classes, NearSkeletons *out)
{
    guint32 k = (guint32)length << 28 | classes >> 4, at = skeleton_bound(x, k);
    if (at < x->n_skeletons && x->skeletons[at] == k && out->n < G_N_ELEMENTS(out->at))
        out->at[out->n++] = at;
}

static int by_number(const void *a, const void *b)
{
    guint32 p = *(const guint32 *)a, q = *(const guint32 *)b;
    return p < q ? -1 : p > q;
}

static void gather_near(const Index *x, guint32 key, NearSkeletons *out)
{
    guint length = skeleton_length(key);
    guint32 classes = CLASSES(key);
    bool full = length == MAX_SKELETON;
    for (guint i = 0; i <= length; i++) {
        guint shift = 28 - 4 * i; /* of class i, counted from the top */
        guint32 before = i == 0 ? 0 : classes & G_MAXUINT32 << (shift + 4);
        guint32 behind = classes & ~before, own = behind >> shift & 15;
        guint32 rest = behind & ((1u << shift) - 1);
        for (guint32 c = 0; c < N_CLASSES; c++) {
            if (i < length && i < MAX_SKELETON)
                add_skeleton(x, length, before | c << shift | rest, out);
            if (i < MAX_SKELETON) /* one class more; of a full one the last drops out */
                add_skeleton(x, full ? length : length + 1,
                             (before | c << shift | behind >> 4) & 0xfffffff0u, out);
            if (full && i < length)
                add_skeleton(x, length, before | rest << 4 | c << 4, out);
        }
        if (i < length && length > 1)
            add_skeleton(x, length - 1, before | rest << 4, out);
        if (i + 1 < length) {
            guint32 next = rest >> (shift - 4);
            guint32 beyond = rest & ((1u << (shift - 4)) - 1);
            add_skeleton(x, length, before | next << shift | own << (shift - 4) | beyond, out);
        }
    }
    qsort(out->at, out->n, sizeof *out->at, by_number);
}

static void scan_near(const Index *x, const Sounds *query, Shortlist *list)
{
    guint32 keys[MAX_KEYS];
    if (!gm_gazetteer_sounds_keys(query, false, keys))
        return;
    guint32 fine = gm_gazetteer_sounds_fine(query);
    guint length = skeleton_length(keys[0]);
    NearSkeletons near = {.n = 0};
    gather_near(x, keys[0], &near);
    for (guint i = 0; i < near.n; i++) {
        guint32 at = near.at[i];
        int kind = slip(keys[0], x->skeletons[at]);
        bool shorter = skeleton_length(x->skeletons[at]) < length;
        if ((i > 0 && near.at[i - 1] == at) || kind == SLIP_NONE || (shorter && length <= 2))
            continue;
        if (length > 1 || kind == SLIP_SAME)
            glance_near(x, at, kind, query, keys[0], fine, list);
    }
}

guint gm_gazetteer_candidates_add_near(Gathering *c, const char *folded, gsize len)
{
    Readings r;
    if (!readings_of(folded, len, &r))
        return 0;
    guint32 keys[MAX_KEYS];
    guint length = gm_gazetteer_sounds_keys(&r.as[0], false, keys) ? skeleton_length(keys[0]) : 0;
    guint added = 0;
    for (guint layer = n_layers(c->g); layer-- > 0;) {
        Shortlist list = {.room = NEAR_LOOK_AT};
        for (guint i = 0; i < r.n; i++)
            scan_near(layer_index(c->g, layer), &r.as[i], &list);
        added += add_shortlist(c, layer, &list, &r, MIN(40 + 25 * length, NEAR_COST));
    }
    return added;
}
