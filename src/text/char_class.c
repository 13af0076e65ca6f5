#include "char_class.h"

#include "utf8_next.h"

#include <string.h>
#include <utf8proc.h>

#define P CHAR_PUNCT
#define S CHAR_SPACE
#define D CHAR_DIGIT
#define A CHAR_APOSTROPHE
#define H CHAR_HYPHEN
#define Q CHAR_QUOTE
#define U (CHAR_LETTER | CHAR_UPPER << 4)
#define L (CHAR_LETTER | CHAR_LOWER << 4)
/* clang-format off */
const guint8 gm_text_ascii_class[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, P, Q, P, P, P, P, A, P, P, P, P, P, H, P, P,
    D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, S,
};
/* clang-format on */
#undef P
#undef S
#undef D
#undef A
#undef H
#undef Q
#undef U
#undef L

/* What folding maps by hand: letters that have no decomposition, signs that
 * stand for ayn and hamza, Arabic letters that are written for one another.
 * In order of the code point. */
typedef struct {
    guint32 cp;
    const char *fold;
} Special;

static const Special specials[] = {
    {0x00A0, " "},      {0x00AD, ""},       {0x00B4, ""},       {0x00C6, "ae"},
    {0x00D0, "d"},      {0x00D8, "o"},      {0x00DE, "th"},     {0x00E6, "ae"},
    {0x00F0, "d"},      {0x00F8, "o"},      {0x00FE, "th"},     {0x0110, "d"},
    {0x0111, "d"},      {0x0126, "h"},      {0x0127, "h"},      {0x0131, "i"},
    {0x0138, "k"},      {0x0141, "l"},      {0x0142, "l"},      {0x0149, "n"},
    {0x014A, "n"},      {0x014B, "n"},      {0x0152, "oe"},     {0x0153, "oe"},
    {0x0166, "t"},      {0x0167, "t"},      {0x0180, "b"},      {0x0181, "b"},
    {0x018A, "d"},      {0x018F, "e"},      {0x0190, "e"},      {0x0197, "i"},
    {0x0198, "k"},      {0x0199, "k"},      {0x019A, "l"},      {0x01B3, "y"},
    {0x01B4, "y"},      {0x0186, "o"},      {0x0253, "b"},      {0x0254, "o"},
    {0x0257, "d"},      {0x0259, "e"},      {0x025B, "e"},      {0x0268, "i"},
    {0x0294, ""},       {0x0295, ""},       {0x02BF, ""},       {0x055A, ""},
    {0x05F3, ""},       {0x05F4, ""},       {0x0621, ""},       {0x0640, ""},
    {0x0671, "\u0627"}, {0x0672, "\u0627"}, {0x0673, "\u0627"}, {0x0649, "\u064A"},
    {0x0629, "\u0647"}, {0x06A9, "\u0643"}, {0x06AA, "\u0643"}, {0x06BE, "\u0647"},
    {0x06C0, "\u0647"}, {0x06C1, "\u0647"}, {0x06C2, "\u0647"}, {0x06C3, "\u0647"},
    {0x06CC, "\u064A"}, {0x06CD, "\u064A"}, {0x06D2, "\u064A"}, {0x06D3, "\u064A"},
    {0x06D5, "\u0647"}, {0x1D9C, ""},
};

static const char *special_fold(guint32 cp)
{
    static const char digits[10][2] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    if ((cp >= 0x02B9 && cp <= 0x02C1) || (cp >= 0x02C8 && cp <= 0x02CB))
        return ""; /* modifier primes, ayn and hamza signs */
    if ((cp >= 0x2018 && cp <= 0x201B) || (cp >= 0x2032 && cp <= 0x2037))
        return ""; /* quotation marks used as apostrophes, primes */
    if (cp >= 0x0660 && cp <= 0x0669)
        return digits[cp - 0x0660];
    if (cp >= 0x06F0 && cp <= 0x06F9)
        return digits[cp - 0x06F0];
    for (gsize i = 0; i < G_N_ELEMENTS(specials); i++)
        if (specials[i].cp == cp)
            return specials[i].fold;
    return NULL;
}

static bool is_hyphen(guint32 cp)
{
    return (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x058A || cp == 0x05BE ||
           cp == 0x2E3A || cp == 0x2E3B || cp == 0xFE58 || cp == 0xFE63 || cp == 0xFF0D;
}

static bool is_quote(guint32 cp)
{
    return (cp >= 0x201A && cp <= 0x201F) || cp == 0x00AB || cp == 0x00BB || cp == 0x2039 ||
           cp == 0x203A || cp == 0x2033 || cp == 0x2036 || (cp >= 0x300C && cp <= 0x300F) ||
           cp == 0xFF02;
}

static bool is_apostrophe(guint32 cp)
{
    return cp == 0x2018 || cp == 0x2019 || cp == 0x201B || cp == 0x00B4 || cp == 0x2032 ||
           cp == 0x2035 || cp == 0xFF07 || cp == 0x055A || cp == 0x05F3 || cp == 0x05F4;
}

static CharClass class_of(guint32 cp, guint *flags)
{
    *flags = 0;
    if (is_apostrophe(cp))
        return CHAR_APOSTROPHE;
    if (is_hyphen(cp))
        return CHAR_HYPHEN;
    if (is_quote(cp))
        return CHAR_QUOTE;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        *flags = CHAR_UPPER;
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_LL:
        *flags = CHAR_LOWER;
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
        return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return CHAR_SPACE;
    case UTF8PROC_CATEGORY_CF:
        return CHAR_IGNORED;
    default:
        return CHAR_PUNCT;
    }
}

/* Appends one decomposed code point, unless it is a mark. */
static gsize put_decomposed(guint32 cp, char *out)
{
    const char *by_hand = cp >= 0x80 ? special_fold(cp) : NULL;
    if (by_hand) {
        gsize n = strlen(by_hand);
        memcpy(out, by_hand, n);
        return n;
    }
    if (cp == '\'' || cp == '`')
        return 0;
    if (is_hyphen(cp) || cp == '-' || cp == '_') {
        out[0] = ' ';
        return 1;
    }
    guint flags;
    switch (class_of(cp, &flags)) {
    case CHAR_MARK:
    case CHAR_IGNORED:
        return 0;
    case CHAR_SPACE:
        out[0] = ' ';
        return 1;
    default:
        return utf8_put(cp, out);
    }
}

gsize gm_text_char_fold(guint32 cp, char *out)
{
    const char *by_hand = special_fold(cp);
    if (by_hand)
        return put_decomposed(cp, out);
    utf8proc_int32_t parts[CHAR_FOLD_MAX / 4];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, parts, G_N_ELEMENTS(parts),
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    if (n < 0 || n > (utf8proc_ssize_t)G_N_ELEMENTS(parts))
        return put_decomposed(cp, out);
    gsize len = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        len += put_decomposed((guint32)parts[i], out + len);
    return len;
}

static void fill(guint32 cp, CharInfo *info)
{
    guint flags;
    info->class_ = (guint8)class_of(cp, &flags);
    info->flags = (guint8)flags;
    char fold[CHAR_FOLD_MAX];
    gsize n = gm_text_char_fold(cp, fold);
    if (n == 1 && fold[0] == ' ') {
        info->n_fold = CHAR_FOLDS_TO_SPACE;
    } else if (n > sizeof info->fold || memchr(fold, ' ', n)) {
        info->n_fold = CHAR_FOLDS_LONG;
    } else {
        info->n_fold = (guint8)n;
        memcpy(info->fold, fold, n);
    }
}

enum { PAGE = 64, COMMON_END = 0x0800, EXTRA_START = 0x1E00, EXTRA_END = 0x2080 };
enum { N_PAGES = (COMMON_END + EXTRA_END - EXTRA_START) / PAGE };

/* Latin, Greek, Cyrillic, Hebrew, Arabic and general punctuation: each page is
 * made when first met, and never written again. */
static const CharInfo *page_info(guint32 cp, guint index)
{
    static gsize pages[N_PAGES];
    gsize *page = &pages[index / PAGE];
    if (g_once_init_enter(page)) {
        CharInfo *t = g_new0(CharInfo, PAGE);
        for (guint32 i = 0; i < PAGE; i++)
            fill(cp - cp % PAGE + i, &t[i]);
        g_once_init_leave(page, (gsize)t);
    }
    return (const CharInfo *)*page + cp % PAGE;
}

const CharInfo *gm_text_char_info(guint32 cp, CharInfo *scratch)
{
    if (cp < COMMON_END)
        return page_info(cp, cp);
    if (cp >= EXTRA_START && cp < EXTRA_END)
        return page_info(cp, COMMON_END + cp - EXTRA_START);
    fill(cp, scratch);
    return scratch;
}
