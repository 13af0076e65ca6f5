#include "section_cues.h"

#include <string.h>

typedef struct {
    const char *phrase; /* folded words */
    guint weight;
} Cue;

/* clang-format off */
static const Cue boilerplate[] = { /* in order of the phrase */
    {"about us", 2}, {"advertise with us", 3}, {"advertisement", 2},
    {"all rights reserved", 3}, {"back to top", 3}, {"become a member", 3},
    {"breaking news", 2}, {"browse categories", 3}, {"by subscribing", 3}, {"click here", 2},
    {"click on", 2}, {"contact us", 2}, {"continue reading", 3}, {"cookie policy", 3},
    {"copyright", 2}, {"create an account", 2}, {"creative commons", 3},
    {"daily news email", 3}, {"donate", 2}, {"donation", 2}, {"donations", 2},
    {"download the app", 2}, {"email address", 2}, {"email address will not be published", 3},
    {"email this", 2}, {"enable javascript", 3}, {"facebook", 2}, {"featured topics", 3},
    {"follow us", 3}, {"free trial", 2}, {"generous contributions", 2}, {"get involved", 2},
    {"help us", 2}, {"help us with your", 3}, {"independent journalism", 3},
    {"instagram", 2}, {"join us", 2}, {"latest featured", 3},
    {"latest news", 2}, {"learn more", 2}, {"learn more and get involved", 3},
    {"like us on", 3}, {"log in", 2}, {"make a donation", 3}, {"more from", 2},
    {"most popular", 3}, {"most read", 3}, {"never takes money", 3}, {"newsletter", 3},
    {"newsletters", 3}, {"non profit news", 2}, {"our coverage", 2}, {"our editors", 2},
    {"our journalism", 2}, {"our loyal readers", 3}, {"our mission", 2}, {"our newsletter", 2},
    {"our publications", 2}, {"our readers", 2}, {"our reporting", 2}, {"our team", 2},
    {"our website", 2}, {"our work", 2}, {"personalize", 2}, {"please consider", 2},
    {"please help", 2}, {"print this", 2}, {"privacy policy", 3}, {"read more", 2},
    {"read more at", 3}, {"reader supported", 2}, {"related articles", 3},
    {"related posts", 3}, {"related stories", 3}, {"related topics", 3}, {"republish", 2},
    {"republished", 2}, {"rss", 2}, {"share this", 3}, {"sign in", 2}, {"sign up for", 3},
    {"sign up to", 2}, {"skip to content", 3}, {"skip to main", 3}, {"sponsored", 2},
    {"subscribe", 2}, {"subscribe now", 3}, {"subscribe to our", 3}, {"subscribing", 2},
    {"subscription", 2}, {"support our journalism", 3},
    {"support our work", 3}, {"support us", 2}, {"tax deductible", 3}, {"telegram", 2},
    {"terms and conditions", 3}, {"terms of service", 3}, {"terms of use", 3},
    {"this site uses", 3}, {"this website uses", 3}, {"top stories", 2}, {"trending", 2},
    {"twitter", 2}, {"unlimited access", 2}, {"upgrade your", 2}, {"we rely on", 2},
    {"whatsapp", 2}, {"you may also like", 3}, {"your browser", 3}, {"your email address", 3},
    {"your generous", 2}, {"your inbox", 3}, {"your support", 2}, {"youtube", 2},
};
/* clang-format on */

enum { N_CUES = G_N_ELEMENTS(boilerplate) };

static guint block_end(const Block *b)
{
    return b->first_token + b->n_tokens;
}

/* Whether the tokens from @i on fold to the words of @phrase; tokens without a
 * folded form (hyphens, apostrophes) do not count. Gives the index after. */
static bool phrase_at(const GmDocument *d, guint i, guint end, const char *phrase, guint *after)
{
    while (*phrase) {
        while (i < end && *gm_text_token_fold(d, i) == '\0')
            i++;
        if (i >= end)
            return false;
        const char *word = gm_text_token_fold(d, i);
        while (*word && *word == *phrase) {
            word++;
            phrase++;
        }
        if (*word != '\0' || (*phrase != ' ' && *phrase != '\0'))
            return false;
        i++;
        phrase += *phrase == ' ';
    }
    if (after)
        *after = i;
    return true;
}

static bool any_phrase_at(const GmDocument *d, guint i, guint end, const char *const *phrases)
{
    char first = i < end ? *gm_text_token_fold(d, i) : '\0';
    for (; *phrases; phrases++)
        if ((**phrases == first || first == '\0') && phrase_at(d, i, end, *phrases, NULL))
            return true;
    return false;
}

/* Where the cues with each first letter begin, and their second letters as bits. */
typedef struct {
    guint8 first[27];
    guint32 second[26];
} CueIndex;

static guint32 letter_bit(char c)
{
    return 1u << (c & 31);
}

static const CueIndex *index_cues(void)
{
    static CueIndex x; /* filled once, then constant */
    static gsize filled = 0;
    if (g_once_init_enter(&filled)) {
        guint at = 0;
        for (int letter = 0; letter < 27; letter++) {
            x.first[letter] = (guint8)at;
            for (; at < N_CUES && boilerplate[at].phrase[0] - 'a' == letter; at++)
                x.second[letter] |= letter_bit(boilerplate[at].phrase[1]);
        }
        g_once_init_leave(&filled, 1);
    }
    return &x;
}

static bool is_among(const char *word, const char *const *words)
{
    while (*words && (**words != *word || strcmp(*words, word) != 0))
        words++;
    return *words != NULL;
}

/* we, our, you, we're; not the country US. */
static bool addresses_reader(const GmDocument *d, guint i)
{
    static const char *const words[] = {"we", "our", "ours", "us", "you", "your", NULL};
    static const char *const short_forms[] = {"were",  "weve",  "well", "youre",
                                              "youve", "youll", NULL};
    const GmToken *t = gm_text_token(d, i);
    const char *word = gm_text_token_fold(d, i);
    if (*word != 'w' && *word != 'o' && *word != 'u' && *word != 'y')
        return false;
    bool contracted = t->end - t->start > strlen(word); /* an apostrophe was folded away */
    bool country = strcmp(word, "us") == 0 && t->flags & GM_TOKEN_CAPITAL;
    return !country && is_among(word, contracted ? short_forms : words);
}

static guint32 mark_at(const GmDocument *d, guint i)
{
    return g_utf8_get_char(d->text + gm_text_token(d, i)->start);
}

static bool is_bar(guint32 c)
{
    return c == '|' || c == 0xBB || c == '>' || c == 0x203A;
}

static guint score_at(const GmDocument *d, guint i, guint end, const CueIndex *x, guint8 *counted)
{
    const char *word = gm_text_token_fold(d, i);
    guint sum = 0;
    if (word[0] < 'a' || word[0] > 'z' || (x->second[word[0] - 'a'] & letter_bit(word[1])) == 0)
        return 0;
    for (guint c = x->first[word[0] - 'a']; c < x->first[word[0] - 'a' + 1]; c++) {
        const char *phrase = boilerplate[c].phrase;
        if (phrase[1] != word[1] || (phrase[2] == ' ' ? '\0' : phrase[2]) != word[2] ||
            counted[c] || !phrase_at(d, i, end, phrase, NULL))
            continue;
        counted[c] = 1;
        sum += boilerplate[c].weight;
    }
    return sum;
}

/* Follows quotation marks; apostrophes are too many to follow. */
static void read_mark(const GmDocument *d, guint i, BlockCues *c, bool *quoted)
{
    guint32 m = mark_at(d, i);
    bool quote = gm_text_token(d, i)->flags & GM_TOKEN_QUOTE;
    if (!quote || (is_bar(m) && gm_text_token(d, i)->flags & GM_TOKEN_SPACE_BEFORE))
        c->n_bars += is_bar(m);
    else if (m == '"')
        *quoted = !*quoted;
    else if (m == 0x201C || m == 0xAB)
        *quoted = true;
    else if (m == 0x201D || m == 0xBB)
        *quoted = false;
}

/* Behind closing marks and footnotes. */
static bool ends_in_full_stop(const GmDocument *d, guint first, guint end)
{
    for (guint i = end; i > first; i--) {
        const GmToken *t = gm_text_token(d, i - 1);
        guint32 m = mark_at(d, i - 1);
        bool footnote = t->kind == GM_TOKEN_NUMBER && i < end && mark_at(d, i) == ']';
        if (t->flags & GM_TOKEN_QUOTE || m == ')' || m == ']' || m == '[' || footnote)
            continue;
        return m == '.' || m == '!' || m == '?' || m == 0x2026 || m == 0x061F || m == 0x3002 ||
               m == 0x06D4 || t->flags & GM_TOKEN_ABBREVIATION;
    }
    return false;
}

BlockCues gm_text_cues(const GmDocument *d, guint first, guint n)
{
    BlockCues c = {0};
    const CueIndex *x = index_cues();
    guint8 counted[N_CUES] = {0};
    guint end = first + n, scored = MIN(end, first + 2000), last_cued = G_MAXUINT;
    bool quoted = false;
    for (guint i = first; i < end; i++) {
        const GmToken *t = gm_text_token(d, i);
        if (t->kind == GM_TOKEN_PUNCT) {
            read_mark(d, i, &c, &quoted);
            continue;
        }
        c.n_words++;
        c.n_quoted += quoted;
        if (i >= scored || t->kind != GM_TOKEN_WORD)
            continue;
        bool address = !quoted && addresses_reader(d, i);
        guint score = score_at(d, i, scored, x, counted);
        c.address += address;
        c.score += score;
        if ((address || score) && t->sentence != last_cued) {
            last_cued = t->sentence;
            c.n_cued++;
        }
    }
    c.ends = ends_in_full_stop(d, first, end);
    return c;
}

static guint count_words(const GmDocument *d, const Block *b)
{
    guint n = 0;
    for (guint i = b->first_token; i < block_end(b) && n < 100; i++)
        n += gm_text_token(d, i)->kind != GM_TOKEN_PUNCT;
    return n;
}

bool gm_text_heads_comments(const GmDocument *d, const Block *b)
{
    static const char *const whole[] = {"comments",
                                        "comment",
                                        "discussion",
                                        "conversation",
                                        "join the conversation",
                                        "join the discussion",
                                        "view comments",
                                        "show comments",
                                        "reader comments",
                                        "leave a reply",
                                        "leave a comment",
                                        "post a comment",
                                        "add a comment",
                                        "write a comment",
                                        "load comments",
                                        "commentaires",
                                        "kommentare",
                                        "comentarios",
                                        "yorumlar",
                                        "комментарии",
                                        "التعليقات",
                                        "تعليقات",
                                        NULL};
    static const char *const counted[] = {
        "comments",    "comment",    "responses to", "response to", "replies to",
        "thoughts on", "thought on", "replies",      "responses",   NULL};
    guint i = b->first_token, end = block_end(b), after;
    if (count_words(d, b) > 14)
        return false;
    for (const char *const *p = whole; *p; p++)
        if (phrase_at(d, i, end, *p, &after) && count_words(d, b) <= 4)
            return true;
    bool number = b->n_tokens > 1 && (gm_text_token(d, i)->kind == GM_TOKEN_NUMBER ||
                                      strcmp(gm_text_token_fold(d, i), "one") == 0);
    return number && any_phrase_at(d, i + 1, end, counted);
}

bool gm_text_heads_references(const GmDocument *d, const Block *b)
{
    static const char *const whole[] = {"references",
                                        "notes",
                                        "footnotes",
                                        "endnotes",
                                        "bibliography",
                                        "sources",
                                        "works cited",
                                        "citations",
                                        "further reading",
                                        "external links",
                                        "notes and references",
                                        "المراجع",
                                        "المصادر",
                                        NULL};
    guint after, end = block_end(b);
    for (const char *const *p = whole; *p; p++)
        if (phrase_at(d, b->first_token, end, *p, &after) &&
            (after == end || (after + 1 == end && d->text[gm_text_token(d, after)->start] == ':')))
            return true;
    return false;
}

bool gm_text_is_footnote(const GmDocument *d, const Block *b)
{
    guint i = b->first_token;
    if (b->n_tokens < 3)
        return false;
    guint32 first = mark_at(d, i);
    if (first == '[')
        return gm_text_token(d, i + 1)->kind == GM_TOKEN_NUMBER && mark_at(d, i + 2) == ']';
    return first == '^' || first == 0x2191;
}

/* "Flood situation, Sylhet division, 8 July 2024": a heading that ends with its date has
 * common words before it, not only a name, a newspaper or a town. */
static bool heading_before(const GmDocument *d, guint first, guint date)
{
    guint common = 0;
    for (guint i = first; i < date; i++) {
        const GmToken *t = gm_text_token(d, i);
        const char *fold = gm_text_token_fold(d, i);
        if (strlen(fold) > 3 && g_ascii_isalpha(*fold) && !(t->flags & GM_TOKEN_CAPITAL))
            common++;
    }
    return common >= 2;
}

bool gm_text_is_byline(const GmDocument *d, const Block *b, const BlockCues *c)
{
    static const char *const heads[] = {"published",       "updated",    "posted",   "last updated",
                                        "last modified",   "written by", "story by", "author",
                                        "first published", "reporter",   "by our",   NULL};
    guint i = b->first_token, end = block_end(b), at, n;
    if (c->n_words > 16 || c->n_words == 0)
        return false;
    if (phrase_at(d, i, end, "by", NULL) && i + 1 < end &&
        gm_text_token(d, i + 1)->flags & GM_TOKEN_CAPITAL && c->n_words <= 14 && !c->ends)
        return true;
    g_autofree char *date = gm_text_find_date(d, i, end, &at, &n);
    bool headed = false;
    for (guint k = i; k < (date ? end : i + 1) && !headed; k++)
        headed = any_phrase_at(d, k, end, heads);
    if (date && (c->n_bars > 0 || c->n_words <= 8) && !c->ends &&
        (headed || c->n_bars > 0 || at + n < end || !heading_before(d, i, at)))
        return true;
    return headed && (date || (c->n_words <= 8 && !c->ends));
}

bool gm_text_heads_caption(const GmDocument *d, const Block *b)
{
    static const char *const heads[] = {"file image", "file photo",   "file picture", "photo",
                                        "image",      "picture",      "pictured",     "photograph",
                                        "caption",    "illustration", "map",          NULL};
    guint after, end = block_end(b);
    for (const char *const *p = heads; *p; p++)
        if (phrase_at(d, b->first_token, end, *p, &after) && after < end &&
            (mark_at(d, after) == ':' || mark_at(d, after) == '|'))
            return true;
    return false;
}

static bool photo_credit(const GmDocument *d, guint i, guint end)
{
    static const char *const heads[] = {"photo by",
                                        "photos by",
                                        "photograph by",
                                        "image by",
                                        "picture by",
                                        "photo courtesy",
                                        "photo credit",
                                        "image credit",
                                        "credit",
                                        "illustration by",
                                        NULL};
    static const char *const inside[] = {
        "photo", "image", "picture", "via",     "getty",  "courtesy", "handout", "reuters",
        "afp",   "ap",    "epa",     "anadolu", "agency", "file",     "credit",  NULL};
    guint after = i;
    if (mark_at(d, i) != '(' && end - i > 16)
        return false;
    if (mark_at(d, i) != '(') {
        if (phrase_at(d, i, end, "credit", &after))
            return after < end && (mark_at(d, after) == ':' || mark_at(d, after) == '.');
        return any_phrase_at(d, i, end, heads);
    }
    bool cue = false, slash = false;
    guint n = 0;
    for (guint k = i + 1; k < end; k++) {
        n += gm_text_token(d, k)->kind == GM_TOKEN_WORD;
        cue |= any_phrase_at(d, k, end, inside);
        slash |= mark_at(d, k) == '/' || mark_at(d, k) == ':';
    }
    return n > 0 && n <= 14 &&
           ((cue && slash) || any_phrase_at(d, i + 1, end, heads) ||
            any_phrase_at(d, end - MIN(n, 3), end, inside));
}

bool gm_text_is_credit(const GmDocument *d, const GmSentence *s, bool *photograph)
{
    static const char *const heads[] = {"with reporting by",
                                        "with reporting from",
                                        "reporting by",
                                        "additional reporting",
                                        "writing by",
                                        "editing by",
                                        "edited by",
                                        "translated by",
                                        "translation by",
                                        "compiled by",
                                        "originally published",
                                        "this article was originally",
                                        "this article originally",
                                        "this story was originally",
                                        "this article first",
                                        "this report was prepared",
                                        "the associated press contributed",
                                        "reuters contributed",
                                        "all rights reserved",
                                        "with agencies",
                                        "with agency inputs",
                                        "with inputs from",
                                        "with information from",
                                        "based on reporting by",
                                        NULL};
    static const char *const inside[] = {"contributed reporting", "contributed to this report",
                                         "contributed to this article",
                                         "version of this article appears in print", NULL};
    guint i = s->first_token, end = i + s->n_tokens;
    *photograph = photo_credit(d, i, end);
    if (*photograph)
        return true;
    if (mark_at(d, i) == '(' && i + 1 < end)
        i++;
    if (any_phrase_at(d, i, end, heads) || mark_at(d, i) == 0xA9)
        return true;
    for (guint k = i; k < end && end - i <= 40; k++) {
        char first = *gm_text_token_fold(d, k);
        if ((first == 'c' || first == 'v') && any_phrase_at(d, k, end, inside))
            return true;
    }
    guint after;
    if ((phrase_at(d, i, end, "source", &after) || phrase_at(d, i, end, "sources", &after) ||
         phrase_at(d, i, end, "copyright", &after)) &&
        after < end)
        return mark_at(d, after) == ':' || mark_at(d, after) == 0xA9 ||
               gm_text_token(d, after)->kind == GM_TOKEN_NUMBER || mark_at(d, after) == '(';
    return false;
}

bool gm_text_heads_link(const GmDocument *d, const Block *b)
{
    static const char *const heads[] = {
        "read more",       "read also", "also read",    "see also",    "related",   "watch",
        "listen",          "more",      "more on this", "recommended", "dont miss", "related story",
        "related stories", NULL};
    guint after, end = block_end(b);
    for (const char *const *p = heads; *p; p++)
        if (phrase_at(d, b->first_token, end, *p, &after) && after < end &&
            mark_at(d, after) == ':' && count_words(d, b) <= 30)
            return true;
    return false;
}

bool gm_text_heads_author(const GmDocument *d, const Block *b)
{
    static const char *const heads[] = {"about the author", "about the authors", "about the writer",
                                        NULL};
    return count_words(d, b) <= 5 && any_phrase_at(d, b->first_token, block_end(b), heads);
}

bool gm_text_signs_comment(const GmDocument *d, const Block *b)
{
    static const char *const units[] = {"second", "seconds", "minute", "minutes", "hour",
                                        "hours",  "day",     "days",   "week",    "weeks",
                                        "month",  "months",  "year",   "years",   NULL};
    guint end = block_end(b);
    if (b->n_tokens > 16 || b->n_tokens < 2)
        return false;
    for (guint i = b->first_token; i + 1 < end; i++)
        if (any_phrase_at(d, i, end, units) && phrase_at(d, i + 1, end, "ago", NULL) &&
            i > b->first_token && count_words(d, b) <= 10)
            return true;
    guint last = end - 1;
    return b->n_tokens <= 8 && d->text[gm_text_token(d, last)->start] == ':' &&
           phrase_at(d, last - 1, end, "says", NULL);
}

bool gm_text_is_button(const GmDocument *d, const Block *b)
{
    static const char *const whole[] = {
        "donate",     "subscribe", "share",     "tweet",         "print",     "email",
        "menu",       "search",    "login",     "log in",        "sign in",   "sign up",
        "home",       "facebook",  "twitter",   "whatsapp",      "telegram",  "linkedin",
        "pinterest",  "instagram", "youtube",   "advertisement", "read more", "more",
        "next",       "previous",  "load more", "see more",      "show more", "reply",
        "report",     "related",   "tags",      "topics",        "close",     "register",
        "follow",     "copy link", "listen",    "save",          "like",      "skip to content",
        "contact us", "about us",  NULL};
    guint after, end = block_end(b);
    if (b->n_tokens > 4)
        return false;
    for (const char *const *p = whole; *p; p++)
        if (phrase_at(d, b->first_token, end, *p, &after) && after == end)
            return true;
    return false;
}
