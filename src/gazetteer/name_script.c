#include "name_script.h"
#include <string.h>

/* Letters that a script's main language does not have, by the language that
 * has them; the first in the table decides. */
static const struct {
    const char *letters, *language;
} telling[] = {
    {"ۆێڕڵەھ", "ku"},   {"ٹڈڑںھہے", "ur"},      {"پچژگکیۀ", "fa"},          {"іїєґІЇЄҐ", "uk"},
    {"ўЎ", "be"},       {"ђјљњћџЂЈЉЊЋЏ", "sr"}, {"әғқңөұүһӘҒҚҢӨҰҮҺ", "kk"}, {"ҡҫҙҠҪҘ", "ba"},
    {"ҷӣӯҳҶӢӮҲ", "tg"}, {"ӑӗҫӐӖ", "cv"},
};

static const char *block_language(gunichar c)
{
    static const struct {
        gunichar first, last;
        const char *language;
    } blocks[] = {
        {0x0370, 0x03ff, "el"}, {0x0400, 0x052f, "ru"}, {0x0530, 0x058f, "hy"},
        {0x0590, 0x05ff, "he"}, {0x0600, 0x06ff, "ar"}, {0x0750, 0x077f, "ar"},
        {0x0900, 0x097f, "hi"}, {0x0980, 0x09ff, "bn"}, {0x0b80, 0x0bff, "ta"},
        {0x0c80, 0x0cff, "kn"}, {0x0e00, 0x0e7f, "th"}, {0x10a0, 0x10ff, "ka"},
        {0x1200, 0x137f, "am"}, {0x1f00, 0x1fff, "el"}, {0x3040, 0x30ff, "ja"},
        {0xac00, 0xd7af, "ko"}, {0x1100, 0x11ff, "ko"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return blocks[i].language;
    return NULL;
}

bool gm_gazetteer_name_script_language(const char *s, gsize len, char language[3])
{
    const char *name = s, *end = s + len, *found = NULL;
    gsize told = G_N_ELEMENTS(telling);
    for (; s < end; s = g_utf8_next_char(s)) {
        gunichar c = g_utf8_get_char(s);
        if (c < 0x370)
            continue;
        const char *block = block_language(c);
        if (!found ||
            (block && strcmp(block, "ja") == 0)) /* kana; Chinese characters alone tell nothing */
            found = block;
        for (gsize i = 0; i < told; i++)
            if (g_utf8_strchr(telling[i].letters, -1, c))
                told = i;
    }
    /* "Донецьк", "Родинське": endings that Russian writes without the soft sign */
    static const char *const ukrainian[] = {"ськ", "цьк", "зьк"};
    for (gsize i = 0; i < G_N_ELEMENTS(ukrainian) && told == G_N_ELEMENTS(telling); i++)
        if (g_strstr_len(name, (gssize)len, ukrainian[i]))
            found = "uk";
    const char *best = told < G_N_ELEMENTS(telling) ? telling[told].language : found;
    memset(language, 0, 3);
    if (best)
        memcpy(language, best, 2);
    return best != NULL;
}
