#include "sound.h"
#include <string.h>

/* Consonant classes: what romanisations confuse falls into one. */
enum {
    CLASS_B = 1,
    CLASS_T,
    CLASS_J,
    CLASS_K,
    CLASS_H,
    CLASS_S,
    CLASS_Z,
    CLASS_R,
    CLASS_L,
    CLASS_M,
    CLASS_N,
    CLASS_F
};

static const guint8 class_of[N_SOUNDS] = {
    [SOUND_B] = CLASS_B,  [SOUND_P] = CLASS_B,      [SOUND_T] = CLASS_T,  [SOUND_TH] = CLASS_T,
    [SOUND_D] = CLASS_T,  [SOUND_DH] = CLASS_T,     [SOUND_J] = CLASS_J,  [SOUND_G] = CLASS_J,
    [SOUND_GH] = CLASS_J, [SOUND_RH] = CLASS_J,     [SOUND_K] = CLASS_K,  [SOUND_Q] = CLASS_K,
    [SOUND_C] = CLASS_K,  [SOUND_H] = CLASS_H,      [SOUND_KH] = CLASS_H, [SOUND_X] = CLASS_H,
    [SOUND_S] = CLASS_S,  [SOUND_SH] = CLASS_S,     [SOUND_CH] = CLASS_S, [SOUND_Z] = CLASS_Z,
    [SOUND_R] = CLASS_R,  [SOUND_L] = CLASS_L,      [SOUND_M] = CLASS_M,  [SOUND_N] = CLASS_N,
    [SOUND_F] = CLASS_F,  [SOUND_SOFT_C] = CLASS_S,
};

/* What a sound may also be: written dh and rh are rare enough to store both. */
static const guint8 other_class[N_SOUNDS] = {
    [SOUND_C] = CLASS_J,  [SOUND_SOFT_C] = CLASS_J, [SOUND_DH] = CLASS_Z,
    [SOUND_TH] = CLASS_S, [SOUND_RH] = CLASS_R,     [SOUND_CH] = CLASS_H,
};

/* Which of its class a consonant is. */
static const guint8 fine_of[N_SOUNDS] = {
    [SOUND_P] = 1,  [SOUND_TH] = 1, [SOUND_D] = 2,  [SOUND_DH] = 3,     [SOUND_G] = 1,
    [SOUND_GH] = 2, [SOUND_RH] = 2, [SOUND_Q] = 1,  [SOUND_C] = 2,      [SOUND_KH] = 1,
    [SOUND_X] = 2,  [SOUND_SH] = 1, [SOUND_CH] = 2, [SOUND_SOFT_C] = 3,
};

static bool is_vowel(guint8 s)
{
    return s >= SOUND_A && s <= SOUND_V;
}

static void put(Sounds *out, Sound s)
{
    /* doubled letters count once, also across a word's end */
    if (out->n < MAX_SOUNDS && (out->n == 0 || out->sound[out->n - 1] != s))
        out->sound[out->n++] = (guint8)s;
}

/* Spellings of one sound, longest first; read at a word's letters. */
static const struct {
    char spelling[5];
    guint8 sound;
    const char *before; /* NULL, or the letters that must follow */
} graphs[] = {
    {"dsch", SOUND_J, NULL}, {"tsch", SOUND_CH, NULL}, {"dzh", SOUND_J, NULL},
    {"dzs", SOUND_J, NULL},  {"sch", SOUND_SH, NULL},  {"tch", SOUND_CH, NULL},
    {"dge", SOUND_J, NULL},  {"kh", SOUND_KH, NULL},   {"gh", SOUND_GH, NULL},
    {"sh", SOUND_SH, NULL},  {"ch", SOUND_CH, NULL},   {"th", SOUND_TH, NULL},
    {"dh", SOUND_DH, NULL},  {"rh", SOUND_RH, NULL},   {"zh", SOUND_J, NULL},
    {"dj", SOUND_J, NULL},   {"dz", SOUND_J, NULL},    {"ph", SOUND_F, NULL},
    {"sz", SOUND_SH, NULL},  {"ck", SOUND_K, NULL},    {"qu", SOUND_K, "ei"},
    {"gu", SOUND_G, "ei"},   {"ou", SOUND_U, NULL},    {"oo", SOUND_U, NULL},
    {"ee", SOUND_I, NULL},
};

static const guint8 letters[26] = {
    SOUND_A, SOUND_B, SOUND_C, SOUND_D, SOUND_E, SOUND_F, SOUND_G, SOUND_H, SOUND_I,
    SOUND_J, SOUND_K, SOUND_L, SOUND_M, SOUND_N, SOUND_O, SOUND_P, SOUND_Q, SOUND_R,
    SOUND_S, SOUND_T, SOUND_U, SOUND_V, SOUND_W, SOUND_X, SOUND_Y, SOUND_Z,
};

static gsize put_graph(Sounds *out, const char *s, const char *end)
{
    for (gsize i = 0; i < G_N_ELEMENTS(graphs); i++) {
        const char *spelling = graphs[i].spelling;
        if (spelling[0] != s[0])
            continue;
        gsize len = strlen(spelling);
        if ((gsize)(end - s) < len || memcmp(s, spelling, len) != 0)
            continue;
        if (graphs[i].before && (s + len >= end || !strchr(graphs[i].before, s[len])))
            continue;
        put(out, graphs[i].sound);
        return len;
    }
    return 0;
}

static void put_latin(Sounds *out, const char *s, const char *end)
{
    const char *start = s;
    while (s < end) {
        if (*s == 'h' && s + 1 == end && out->n > 0 && is_vowel(out->sound[out->n - 1]) &&
            s > start) {
            put(out, SOUND_SILENT_H);
            return;
        }
        gsize len = put_graph(out, s, end);
        if (len == 0) {
            if (*s == 'c' && s + 1 < end && strchr("eiy", s[1]))
                put(out, SOUND_SOFT_C);
            else if (g_ascii_islower(*s))
                put(out, letters[*s - 'a']);
            len = 1;
        }
        s += len;
    }
}

typedef struct {
    guint16 letter;
    guint8 sound, second;
} LetterSound;

static const LetterSound arabic[] = {
    {0x0627, SOUND_A, 0},  {0x0628, SOUND_B, 0},  {0x062a, SOUND_T, 0},  {0x062b, SOUND_TH, 0},
    {0x062c, SOUND_J, 0},  {0x062d, SOUND_H, 0},  {0x062e, SOUND_KH, 0}, {0x062f, SOUND_D, 0},
    {0x0630, SOUND_DH, 0}, {0x0631, SOUND_R, 0},  {0x0632, SOUND_Z, 0},  {0x0633, SOUND_S, 0},
    {0x0634, SOUND_SH, 0}, {0x0635, SOUND_S, 0},  {0x0636, SOUND_DH, 0}, {0x0637, SOUND_T, 0},
    {0x0638, SOUND_DH, 0}, {0x063a, SOUND_GH, 0}, {0x0641, SOUND_F, 0},  {0x0642, SOUND_Q, 0},
    {0x0643, SOUND_K, 0},  {0x0644, SOUND_L, 0},  {0x0645, SOUND_M, 0},  {0x0646, SOUND_N, 0},
    {0x0647, SOUND_H, 0},  {0x0648, SOUND_W, 0},  {0x064a, SOUND_Y, 0},  {0x067e, SOUND_P, 0},
    {0x0686, SOUND_CH, 0}, {0x0698, SOUND_J, 0},  {0x06a4, SOUND_V, 0},  {0x06a9, SOUND_K, 0},
    {0x06af, SOUND_G, 0},  {0x06be, SOUND_H, 0},  {0x06c6, SOUND_O, 0},  {0x06cc, SOUND_Y, 0},
    {0x06ce, SOUND_E, 0},  {0x06d5, SOUND_E, 0},
};

static const LetterSound cyrillic[] = {
    {0x0430, SOUND_A, 0},       {0x0431, SOUND_B, 0},       {0x0432, SOUND_V, 0},
    {0x0433, SOUND_G, 0},       {0x0434, SOUND_D, 0},       {0x0435, SOUND_E, 0},
    {0x0436, SOUND_J, 0},       {0x0437, SOUND_Z, 0},       {0x0438, SOUND_I, 0},
    {0x0439, SOUND_Y, 0},       {0x043a, SOUND_K, 0},       {0x043b, SOUND_L, 0},
    {0x043c, SOUND_M, 0},       {0x043d, SOUND_N, 0},       {0x043e, SOUND_O, 0},
    {0x043f, SOUND_P, 0},       {0x0440, SOUND_R, 0},       {0x0441, SOUND_S, 0},
    {0x0442, SOUND_T, 0},       {0x0443, SOUND_U, 0},       {0x0444, SOUND_F, 0},
    {0x0445, SOUND_KH, 0},      {0x0446, SOUND_S, 0},       {0x0447, SOUND_CH, 0},
    {0x0448, SOUND_SH, 0},      {0x0449, SOUND_SH, 0},      {0x044b, SOUND_I, 0},
    {0x044d, SOUND_E, 0},       {0x044e, SOUND_Y, SOUND_U}, {0x044f, SOUND_Y, SOUND_A},
    {0x0454, SOUND_Y, SOUND_E}, {0x0456, SOUND_I, 0},       {0x0457, SOUND_Y, SOUND_I},
    {0x0491, SOUND_G, 0},
};

static const LetterSound *letter_sound(gunichar c)
{
    const LetterSound *table = c < 0x0600 ? cyrillic : arabic;
    gsize n = c < 0x0600 ? G_N_ELEMENTS(cyrillic) : G_N_ELEMENTS(arabic);
    for (gsize i = 0; i < n; i++)
        if (table[i].letter == c)
            return &table[i];
    return NULL;
}

/* A waw or ya between consonants is a long vowel; before alef a consonant. */
static void put_arabic(Sounds *out, const char *s, const char *end)
{
    const char *start = s;
    for (; s < end; s = g_utf8_next_char(s)) {
        gunichar c = g_utf8_get_char(s);
        const LetterSound *l = letter_sound(c);
        const char *next = g_utf8_next_char(s);
        bool last = next >= end;
        if (!l)
            continue;
        Sound sound = (Sound)l->sound;
        bool glide = s == start || (!last && g_utf8_get_char(next) == 0x0627);
        if (sound == SOUND_W && !glide)
            sound = SOUND_U;
        else if (sound == SOUND_Y && !glide)
            sound = SOUND_I;
        else if (sound == SOUND_H && last && s > start)
            sound = c == 0x0647 ? SOUND_A : SOUND_SILENT_H;
        put(out, sound);
    }
}

static void put_cyrillic(Sounds *out, const char *s, const char *end)
{
    for (; s < end; s = g_utf8_next_char(s)) {
        const LetterSound *l = letter_sound(g_utf8_get_char(s));
        if (l)
            put(out, l->sound);
        if (l && l->second)
            put(out, l->second);
    }
}

static bool one_of(const char *s, gsize len, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == len && memcmp(s, *list, len) == 0)
            return true;
    return false;
}

/* The article before another word, whole or assimilated to it. */
static bool is_article(const char *s, gsize len, const char *next)
{
    static const char *const always[] = {"al", "el", "il", "ul", "ehl", "l", NULL};
    static const char *const before_sun[] = {"as",  "es",  "ash", "esh", "ach", "ech", "ad", "ed",
                                             "ar",  "er",  "at",  "et",  "eht", "an",  "en", "enn",
                                             "az",  "ez",  "adh", "edh", "ath", "eth", "aj", "ej",
                                             "ett", "ess", "edd", "ezz", NULL};
    if (one_of(s, len, always))
        return true;
    if (!one_of(s, len, before_sun))
        return false;
    char last = s[len - 1] == 'h' && len > 2 ? s[len - 2] : s[len - 1];
    return *next == last || (last == 'c' && *next == 's') || (last == 's' && *next == 'c') ||
           (last == 'd' && (*next == 'z' || *next == 't')) || (last == 'z' && *next == 'd');
}

/* "Maarrat", "Khirbet", not "Beet": the feminine ending before another word. */
static bool ends_in_construct(const char *s, gsize len)
{
    return len >= 4 && s[len - 1] == 't' && (s[len - 2] == 'a' || s[len - 2] == 'e') &&
           !(s[len - 2] == 'e' && s[len - 3] == 'e');
}

static void put_word(Sounds *out, const char *s, const char *end, bool last)
{
    guchar c = (guchar)*s;
    if (c >= 0xd8 && c <= 0xdb) {
        if (end - s > 6 && strncmp(s, "ال", 4) == 0) {
            out->articles++;
            s += 4;
        }
        out->unvowelled = true;
        put_arabic(out, s, end);
    } else if (c >= 0xd0 && c <= 0xd3)
        put_cyrillic(out, s, end);
    else {
        bool construct = !last && ends_in_construct(s, (gsize)(end - s));
        put_latin(out, s, construct ? end - 1 : end);
        if (construct)
            put(out, SOUND_SILENT_T);
    }
    out->words++;
}

/* An article in one with its name: "Albab"; assimilated, "Annayrab", where the
 * doubled letter is one sound and only the vowel is too much. */
static guint8 glued_article(const char *s, gsize len)
{
    if (len < 5 || (s[0] != 'a' && s[0] != 'e'))
        return 0;
    if (s[1] == 'l' && !strchr("aeiouyl ", s[2]))
        return 2;
    if (s[1] == s[2] && strchr("dnrstz", s[1]) && len >= 6)
        return 1;
    return (s[1] == 's' || s[1] == 'c') && len >= 7 && s[2] == 'h' && s[3] == s[1] && s[4] == 'h'
               ? 1
               : 0;
}

bool gm_gazetteer_sounds_of(const char *folded, gsize len, Sounds *out)
{
    *out = (Sounds){0};
    const char *s = folded, *end = folded + len;
    while (s < end) {
        const char *space = memchr(s, ' ', (gsize)(end - s));
        const char *stop = space ? space : end;
        if (stop > s) {
            if (space && space + 1 < end && is_article(s, (gsize)(stop - s), space + 1))
                out->articles++;
            else
                put_word(out, s, stop, !space);
        }
        s = stop + 1;
    }
    if (out->words > 0 && out->articles == 0)
        out->glued = glued_article(folded, len);
    for (guint i = 0; i < out->n; i++)
        if (out->sound[i] >= SOUND_FIRST_CONSONANT)
            return true;
    return false;
}

void gm_gazetteer_sounds_unglue(const Sounds *s, Sounds *out)
{
    *out = *s;
    guint8 skip = MIN(s->glued, s->n);
    out->n = (guint8)(s->n - skip);
    memcpy(out->sound, s->sound + skip, out->n);
    out->glued = 0;
    out->articles++;
}

bool gm_gazetteer_sounds_j_as_y(const Sounds *s, Sounds *out)
{
    *out = *s;
    bool any = false;
    for (guint i = 0; i < s->n; i++)
        if (s->sound[i] == SOUND_J &&
            ((i > 0 && is_vowel(s->sound[i - 1])) || (i + 1 < s->n && is_vowel(s->sound[i + 1])))) {
            out->sound[i] = SOUND_Y;
            any = true;
        }
    for (guint i = 0; i < out->n; i++)
        if (out->sound[i] >= SOUND_FIRST_CONSONANT)
            return any;
    return false;
}

bool gm_gazetteer_sounds_indexed(const char *folded, gsize len)
{
    bool arabic_only = true, ascii = true;
    for (gsize i = 0; i < len; i++) {
        guchar c = (guchar)folded[i];
        if (c >= 0x80)
            ascii = false;
        else if (c >= 'a' && c <= 'z')
            arabic_only = false;
        if (c >= 0xc0 && (c < 0xd8 || c > 0xdb))
            arabic_only = false;
    }
    return ascii || arabic_only;
}

/* n is m before b: Tronba, Trumba. */
static guint class_at(const Sounds *s, guint i, bool other)
{
    guint8 sound = s->sound[i];
    if (sound == SOUND_N && i + 1 < s->n &&
        (s->sound[i + 1] == SOUND_B || s->sound[i + 1] == SOUND_P))
        return CLASS_M;
    return other && other_class[sound] ? other_class[sound] : class_of[sound];
}

/* The next consonant at or after @i, one that only repeats the class before it
 * skipped; s->n at the end. */
static guint next_unit(const Sounds *s, guint i, guint previous, bool between)
{
    for (; i < s->n; i++) {
        if (s->sound[i] < SOUND_FIRST_CONSONANT)
            between = true;
        else if (between || class_of[s->sound[i]] != previous)
            break;
    }
    return i;
}

static bool is_choice(guint8 sound, bool stored)
{
    return other_class[sound] && (!stored || sound == SOUND_DH || sound == SOUND_RH);
}

/* Bit i of @other chooses the other class for the i-th sound that has one. */
static guint32 skeleton(const Sounds *s, bool stored, guint other)
{
    guint32 k = 0;
    guint n = 0, choice = 0;
    for (guint i = next_unit(s, 0, 0, true); i < s->n && n < MAX_SKELETON;
         i = next_unit(s, i + 1, class_of[s->sound[i]], false)) {
        bool alternative = is_choice(s->sound[i], stored) && other >> choice++ & 1;
        k |= class_at(s, i, alternative) << (24 - 4 * n++);
    }
    return k | n << 28;
}

guint gm_gazetteer_sounds_keys(const Sounds *s, bool stored, guint32 keys[MAX_KEYS])
{
    guint choices = 0, n = 0;
    for (guint i = 0; i < s->n; i++)
        choices += is_choice(s->sound[i], stored);
    choices = MIN(choices, 2);
    for (guint other = 0; other < 1u << choices; other++) {
        guint32 k = skeleton(s, stored, other);
        bool known = skeleton_length(k) == 0;
        for (guint i = 0; i < n; i++)
            known |= keys[i] == k;
        if (!known)
            keys[n++] = k;
    }
    return n;
}

/* A stretch of vowels as one of eight. */
static guint vowel_class(const Sounds *s, guint from, guint to)
{
    bool y = false, w = false;
    guint first = 0;
    for (guint i = from; i < to; i++) {
        guint8 v = s->sound[i];
        y |= v == SOUND_Y || v == SOUND_I;
        w |= v == SOUND_W || v == SOUND_U || v == SOUND_V;
        if (!first && v >= SOUND_A && v <= SOUND_U)
            first = v;
    }
    if (first == SOUND_A || first == SOUND_E)
        return y ? 6 : w ? 7 : first;
    if (first)
        return first;
    return y ? SOUND_I : w ? SOUND_U : 0;
}

guint32 gm_gazetteer_sounds_fine(const Sounds *s)
{
    static const guint8 first_class[8] = {0, 1, 1, 2, 3, 3, 2, 3};
    guint i = next_unit(s, 0, 0, true);
    guint32 fine = first_class[vowel_class(s, 0, i)];
    for (guint unit = 0; i < s->n && unit < 6; unit++) {
        guint next = next_unit(s, i + 1, class_of[s->sound[i]], false);
        guint32 bits = fine_of[s->sound[i]] | vowel_class(s, i + 1, next) << 2;
        fine |= bits << (2 + 5 * unit);
        i = next;
    }
    return fine;
}
