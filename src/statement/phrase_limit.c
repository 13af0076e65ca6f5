/** What a distance says besides how far: that it is a limit ("no closer than 5 km to
 *  the line"), or the range of a kind of weapon ("70 km for rocket launchers"). */
#include "phrase.h"

/** Verbs that keep something so far away. */
static bool is_keeping(const Reading *r, int i)
{
    return gm_reading_one_of(r, i,
                             "keep keeps kept keeping remain remains stored store barred bar "
                             "forbidden forbid forbids prohibited prohibit prohibits banned bans "
                             "pushed push pushes pushing driven withheld excluded back");
}

bool gm_phrase_is_limit(const Reading *r, int i)
{
    int k = i - 1;
    bool near = false;
    while (has_class(r, k, W_APPROX | W_DET) ||
           gm_reading_one_of(r, k,
                             "least most than more less fewer distance of at to up no not closer "
                             "nearer minimum maximum")) {
        near = near || gm_reading_one_of(r, k, "closer nearer") ||
               (is_word(r, k, "up") && is_word(r, k + 1, "to")) ||
               (is_word(r, k, "less") && is_word(r, k + 1, "than"));
        k--;
    }
    if (near)
        return !has_class(r, k, W_BE);
    if (is_word(r, i + 1, "away") && is_word(r, i + 2, "from") &&
        gm_reading_one_of(r, k, "stay stays fly flies steer back move moves moved moving"))
        return true;
    for (int n = k; n >= 0 && n > i - 16; n--) {
        if (has_class(r, n, W_STOP | W_SETTLE | W_CAMP | W_BASE) || gm_reading_punct(r, n, ';') ||
            gm_reading_one_of(r, n, "in at"))
            return false;
        if (is_keeping(r, n))
            return true;
    }
    return false;
}

bool gm_phrase_is_nearest(const Reading *r, int i)
{
    for (int k = i - 1; k > i - 5; k--)
        if (gm_reading_one_of(r, k, "closer nearer"))
            return is_word(r, i + 1, "to");
    return false;
}

static bool is_weapon(const Reading *r, int i)
{
    return gm_reading_one_of(
        r, i,
        "weapon weapons weaponry arms artillery tank tanks mortar mortars "
        "howitzer howitzers gun guns rocket rockets launcher launchers missile "
        "missiles mlrs calibre caliber calibres calibers mm armour armor");
}

int gm_phrase_weapon_of(const Reading *r, int i)
{
    int k = i + 1;
    if (gm_reading_one_of(r, k, "for in") || is_kind(r, k, C_LINE))
        for (; k < i + 10 && !is_kind(r, k, C_MEASURE) && !gm_reading_punct(r, k, ';'); k++)
            if (is_weapon(r, k))
                return is_weapon(r, k + 1) || is_word(r, k + 1, "systems") ? k + 1 : k;
    for (k = i - 1; k > i - 9 && !is_kind(r, k, C_MEASURE) && !gm_reading_punct(r, k, ';'); k--)
        if (is_weapon(r, k))
            return is_weapon(r, k - 1) ? k - 1 : k;
    return -1;
}
