/** Tokens' classes, and the longest names that the gazetteer knows. */
#include "mention_scan.h"

#include <string.h>

enum { MAX_NAME_WORDS = 8, MAX_KEY = 160 };

/* Steps between asking for a word's parts of the index and reading them. */
enum { AHEAD = 12 };

static bool is_plain_word(const GmToken *t)
{
    return t->kind == GM_TOKEN_WORD && (t->flags & (GM_TOKEN_ADDRESS | GM_TOKEN_POSSESSIVE)) == 0;
}

/* Bytes of the token's fold: the next one's follows it. */
static gsize fold_length(const Scan *s, guint i)
{
    return s->base + i + 1 < s->doc->tokens->len ? s->tok[i + 1].fold - s->tok[i].fold - 1
                                                 : strlen(tok_fold(s, i));
}

static void read_token(Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    TokenInfo *ti = &s->info[i];
    const char *fold = tok_fold(s, i);
    gsize len = fold_length(s, i);
    ti->end = t->end;
    if (i + 1 < s->n_tokens && (s->tok[i + 1].flags & GM_TOKEN_POSSESSIVE) != 0)
        ti->mark |= MARK_POSSESSIVE;
    ti->len = (guint16)MIN(len, G_MAXUINT16);
    ti->hash = mention_word_hash(fold, ti->len);
    if (!is_plain_word(t))
        return;
    guint cls = mention_word_classes(fold, ti->len, ti->hash);
    ti->cls = cls & ~CW_FRAME;
    if ((cls & CW_FRAME) != 0)
        ti->mark |= MARK_FRAME;
    if ((t->flags & (GM_TOKEN_CAPITAL | GM_TOKEN_UNCASED)) != 0)
        gm_gazetteer_prefetch(s->gaz, fold, ti->len, false);
}

/* What the lexicon knows of the word. */
static void read_lexicon(Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    if (is_plain_word(t) && (t->flags & GM_TOKEN_CAPITAL) != 0)
        s->info[i].lex = (guint8)gm_gazetteer_word(s->gaz, tok_fold(s, i), s->info[i].len);
}

/* By now the slots are there: on to what they hold. */
static void read_halfway(Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    if (is_plain_word(t) && (t->flags & (GM_TOKEN_CAPITAL | GM_TOKEN_UNCASED)) != 0)
        gm_gazetteer_prefetch(s->gaz, tok_fold(s, i), s->info[i].len, true);
}

static void read_tokens(Scan *s)
{
    for (guint i = 0; i < s->n_tokens + AHEAD; i++) {
        if (i < s->n_tokens)
            read_token(s, i);
        if (i >= AHEAD / 2 && i - AHEAD / 2 < s->n_tokens)
            read_halfway(s, i - AHEAD / 2);
        if (i >= AHEAD)
            read_lexicon(s, i - AHEAD);
    }
}

/* Words that the document also writes in lower case: a set of hashes. */
static void mark_lower_seen(Scan *s)
{
    guint size = 64;
    while (size < s->n_tokens * 2 && size < (1u << 20))
        size *= 2;
    guint32 *set = g_new0(guint32, size);
    for (guint i = 0; i < s->n_tokens; i++)
        if (s->tok[i].kind == GM_TOKEN_WORD && (s->tok[i].flags & GM_TOKEN_CAPITAL) == 0)
            set[s->info[i].hash & (size - 1)] = s->info[i].hash;
    for (guint i = 0; i < s->n_tokens; i++)
        if (tok_is_cap(s, i) && set[s->info[i].hash & (size - 1)] == s->info[i].hash)
            s->info[i].mark |= MARK_LOWER_SEEN;
    g_free(set);
}

/* Stretches where (nearly) every word is in capitals or begins with one: case
 * tells little there. */
static void mark_shouting(Scan *s)
{
    for (guint k = s->first_sentence; k < s->end_sentence; k++) {
        const GmSentence *se = gm_text_sentence(s->doc, k);
        guint words = 0, loud = 0;
        guint from = se->first_token - s->base, to = from + se->n_tokens;
        for (guint i = from; i < to; i++) {
            if (s->tok[i].kind != GM_TOKEN_WORD || s->info[i].len < 3 ||
                (s->info[i].cls &
                 (CW_THE | CW_AND | CW_OF | CW_IN | CW_TO_FROM | CW_WITH | CW_PARTICLE)) != 0)
                continue;
            words++;
            loud += (s->tok[i].flags & GM_TOKEN_CAPITAL) != 0;
        }
        if (words < 4 || loud * 10 < words * 9)
            continue;
        for (guint i = from; i < to; i++)
            s->info[i].mark |= MARK_SHOUT;
    }
}

/* "ATLANTA (AP) — A former …", "BANTAM, Conn. -- ": where a report was filed. */
static void mark_datelines(Scan *s)
{
    for (guint k = s->first_sentence; k < s->end_sentence; k++) {
        const GmSentence *se = gm_text_sentence(s->doc, k);
        guint from = se->first_token - s->base, to = from + MIN(se->n_tokens, 12);
        if (se->n_tokens < 3 || (s->tok[from].flags & GM_TOKEN_ALL_CAPS) == 0)
            continue;
        for (guint i = from + 1; i < to; i++) {
            bool dash = tok_is_hyphen(s, i) && !tok_touches(s, i);
            if (!dash && s->tok[i].kind == GM_TOKEN_WORD && !tok_is_cap(s, i))
                break; /* a sentence like others */
            for (guint j = from; dash && j < i; j++)
                s->info[j].mark |= MARK_DATELINE;
            if (dash)
                break;
        }
    }
}

Scan *mention_scan_new(const GmDocument *d, const GmGazetteer *g, const GmMentionOptions *o,
                       guint first_sentence, guint end_sentence)
{
    Scan *s = g_new0(Scan, 1);
    s->doc = d;
    s->gaz = g;
    s->opt = o;
    s->first_sentence = first_sentence;
    s->end_sentence = end_sentence;
    if (end_sentence > first_sentence) {
        const GmSentence *last = gm_text_sentence(d, end_sentence - 1);
        s->base = gm_text_sentence(d, first_sentence)->first_token;
        s->n_tokens = last->first_token + last->n_tokens - s->base;
        s->tok = gm_text_token(d, s->base);
    }
    s->info = g_new0(TokenInfo, MAX(s->n_tokens, 1u));
    s->spans = g_array_sized_new(FALSE, TRUE, sizeof(Span), 64);
    s->matches = g_array_sized_new(FALSE, FALSE, sizeof(GmMatch), 256);
    s->vectors = g_array_new(FALSE, TRUE, 3 * sizeof(float));
    s->key = g_string_sized_new(MAX_KEY);
    read_tokens(s);
    mark_lower_seen(s);
    mark_shouting(s);
    mark_datelines(s);
    return s;
}

void mention_scan_free(Scan *s)
{
    if (s == NULL)
        return;
    for (guint i = 0; i < s->spans->len; i++)
        g_free(scan_span(s, i)->note);
    g_array_free(s->spans, TRUE);
    g_array_free(s->matches, TRUE);
    g_array_free(s->vectors, TRUE);
    g_string_free(s->key, TRUE);
    g_free(s->games);
    g_free(s->info);
    g_free(s);
}

guint scan_add_span(Scan *s, guint first, guint n, guint flags)
{
    Span sp = {.first = first, .n = n, .name_n = n, .flags = flags};
    sp.start = s->tok[first].start;
    sp.end = s->info[first + n - 1].end;
    sp.sentence = s->tok[first].sentence;
    sp.group = sp.container = sp.best = -1;
    sp.cand = s->matches->len;
    guint32 key = 0;
    for (guint i = first; i < first + n; i++)
        if (s->tok[i].kind == GM_TOKEN_WORD)
            key = key * 31u + s->info[i].hash;
    sp.key = key;
    g_array_append_val(s->spans, sp);
    return s->spans->len - 1;
}

/* Where the next word of a name can stand: after a space, a hyphen, or the
 * full stop of a short form ("St. Louis"). 0 when the name cannot go on. */
static guint next_word(const Scan *s, guint i)
{
    guint j = i + 1;
    if (j >= s->n_tokens || s->tok[j].sentence != s->tok[i].sentence ||
        (s->info[i].mark & MARK_POSSESSIVE) != 0)
        return 0;
    if (tok_is_hyphen(s, j) && tok_touches(s, j) && tok_touches(s, j + 1))
        j++;
    else if (tok_char(s, j) == '.' && tok_touches(s, j) && s->info[i].len <= 3)
        j++;
    if (j >= s->n_tokens || (s->tok[j].kind != GM_TOKEN_WORD && s->tok[j].kind != GM_TOKEN_NUMBER))
        return 0;
    return j;
}

static bool can_begin(const Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    if (t->kind != GM_TOKEN_WORD || (t->flags & (GM_TOKEN_ADDRESS | GM_TOKEN_POSSESSIVE)) != 0)
        return false;
    if ((t->flags & (GM_TOKEN_CAPITAL | GM_TOKEN_UNCASED)) != 0)
        return true;
    /* al-Bab, el Arish: the article in lower case, the name with a capital */
    if ((s->info[i].cls & CW_ARTICLE_AR) == 0)
        return false;
    guint j = i + 1;
    if (tok_is_hyphen(s, j) && tok_touches(s, j))
        return tok_is_cap(s, j + 1);
    return tok_is_cap(s, j) && (scan_fold_is(s, i, "al") || scan_fold_is(s, i, "el"));
}

/* "EU", "SA": short words in capitals are not the towns Eu and Sa, where
 * something better has that short form. */
static guint drop_towns(Scan *s, guint from)
{
    guint others = 0;
    for (guint k = from; k < s->matches->len; k++)
        others += g_array_index(s->matches, GmMatch, k).place.kind != GM_PLACE_SETTLEMENT;
    if (others == 0)
        return s->matches->len - from;
    guint kept = from;
    for (guint k = from; k < s->matches->len; k++) {
        GmMatch m = g_array_index(s->matches, GmMatch, k);
        if (m.place.kind != GM_PLACE_SETTLEMENT)
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    return kept - from;
}

static bool can_end(const Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    return t->kind == GM_TOKEN_NUMBER || (t->flags & (GM_TOKEN_CAPITAL | GM_TOKEN_UNCASED)) != 0;
}

static guint find_key(Scan *s, gsize len)
{
    return gm_gazetteer_find_on(s->gaz, s->key->str, len, s->doc->date, s->matches);
}

guint scan_lookup(Scan *s, guint first, guint n)
{
    g_string_truncate(s->key, 0);
    for (guint i = first; i < first + n; i++) {
        if (s->tok[i].kind == GM_TOKEN_PUNCT)
            continue;
        if (s->key->len > 0)
            g_string_append_c(s->key, ' ');
        g_string_append_len(s->key, tok_fold(s, i), s->info[i].len);
    }
    return find_key(s, s->key->len);
}

/* Letters with a full stop each are the initials of the name: "N.Y.", never
 * "L.A." for Louisiana. */
static bool is_initials(const char *name, const char *fold)
{
    bool start = true;
    for (; *name != '\0'; name++) {
        if (start && g_ascii_isupper(*name)) {
            if (*fold == '\0' || g_ascii_tolower(*name) != *fold)
                return false;
            fold++;
        }
        start = *name == ' ' || *name == '-';
    }
    return *fold == '\0';
}

/* "W. Va.", "N. D.": a short form in two pieces; how many places answer. */
static guint find_two_pieces(Scan *s, guint i)
{
    if ((s->tok[i].flags & GM_TOKEN_ABBREVIATION) == 0 || s->info[i].len != 1 ||
        !tok_is_cap(s, i + 1) || s->info[i + 1].len > 3 ||
        ((s->tok[i + 1].flags & GM_TOKEN_ABBREVIATION) == 0 && tok_char(s, i + 2) != '.'))
        return 0;
    guint found = 0;
    for (guint way = 0; way < 2 && found == 0; way++) {
        g_string_truncate(s->key, 0);
        g_string_append_len(s->key, tok_fold(s, i), 1);
        if (way == 1)
            g_string_append_c(s->key, ' ');
        g_string_append_len(s->key, tok_fold(s, i + 1), s->info[i + 1].len);
        found = find_key(s, s->key->len);
    }
    return found;
}

/* "L.A.", "U.S.": a full stop after each letter. */
static bool is_dotted(const Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    return (t->flags & GM_TOKEN_ABBREVIATION) != 0 && t->end - t->start == 2u * s->info[i].len &&
           s->doc->text[t->start + 1] == '.';
}

/* Keeps the matches from @before on that have the initials of token @i, if any. */
static guint keep_initials(Scan *s, guint before, guint i)
{
    guint kept = before;
    for (guint k = before; k < s->matches->len; k++) {
        GmMatch m = g_array_index(s->matches, GmMatch, k);
        if (is_initials(m.place.name, tok_fold(s, i)))
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    return kept - before;
}

/* Keeps the matches from @before on that are short forms of their places. */
static guint keep_short_forms(Scan *s, guint before, guint i, guint n)
{
    bool all_dotted = n == 1 && is_dotted(s, i);
    guint kept = before;
    for (guint k = before; k < s->matches->len; k++) {
        GmMatch *m = &g_array_index(s->matches, GmMatch, k);
        if (m->sort == GM_NAME_ABBREVIATION && (!all_dotted || m->place.kind == GM_PLACE_COUNTRY ||
                                                is_initials(m->place.name, tok_fold(s, i))))
            g_array_index(s->matches, GmMatch, kept++) = *m;
    }
    g_array_set_size(s->matches, kept);
    return kept - before;
}

/* "U.S.", "W. Va.", "Ill.", "GA": short forms. The full stop may be a token of
 * its own where it may also end the sentence. */
static guint add_short_form(Scan *s, guint i)
{
    const GmToken *t = &s->tok[i];
    if ((t->flags & GM_TOKEN_CAPITAL) == 0 || s->info[i].len > 6)
        return 0;
    bool dotted = (t->flags & GM_TOKEN_ABBREVIATION) != 0;
    guint before = s->matches->len, n = 2;
    if (find_two_pieces(s, i) == 0) {
        n = 1;
        bool stop = tok_char(s, i + 1) == '.' && tok_touches(s, i + 1);
        if (!dotted && !stop && (t->flags & GM_TOKEN_ALL_CAPS) == 0)
            return 0;
        gm_gazetteer_find_on(s->gaz, tok_fold(s, i), s->info[i].len, s->doc->date, s->matches);
    }
    bool stop = (s->tok[i + n - 1].flags & GM_TOKEN_ABBREVIATION) == 0 &&
                tok_char(s, i + n) == '.' && tok_touches(s, i + n);
    guint n_kept = keep_short_forms(s, before, i, n);
    if (n_kept == 0)
        return 0;
    guint k = scan_add_span(s, i, n, SPAN_ABBREVIATION);
    Span *sp = scan_span(s, k);
    sp->cand = before;
    sp->n_cand = n_kept;
    bool loud = (t->flags & GM_TOKEN_ALL_CAPS) != 0 && s->info[i].len <= 3 && !dotted;
    if (stop && !loud)
        sp->end = s->tok[i + n].end;
    return n;
}

/* Alternate names of countries that are really adjectives: "Israeli", which
 * another language has for the country's name too. */
static bool looks_adjectival(const GmMatch *m, const char *fold, gsize len)
{
    static const char *const ENDS[] = {"ian", "ish", "ese", "eli", "aqi", "ani", "eni", "wti"};
    if (m->match == GM_MATCH_EXACT || m->place.kind != GM_PLACE_COUNTRY || len < 5)
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(ENDS); i++)
        if (memcmp(fold + len - 3, ENDS[i], 3) == 0)
            return true;
    return false;
}

static guint span_flags_of(const Scan *s, const Span *sp)
{
    guint demonym = 0, abbreviation = 0;
    const TokenInfo *t = &s->info[sp->first];
    for (guint i = 0; i < sp->n_cand; i++) {
        const GmMatch *m = scan_match(s, sp, i);
        demonym += m->sort == GM_NAME_DEMONYM ||
                   (sp->n == 1 && looks_adjectival(m, tok_fold(s, sp->first), t->len));
        abbreviation += m->sort == GM_NAME_ABBREVIATION;
    }
    return (demonym > 0 ? SPAN_DEMONYM : 0) | (abbreviation == sp->n_cand ? SPAN_ABBREVIATION : 0);
}

/* The key of @len bytes without its first word. */
static guint find_rest(Scan *s, gsize len)
{
    const char *space = memchr(s->key->str, ' ', len);
    if (space == NULL)
        return 0;
    gsize skip = (gsize)(space + 1 - s->key->str);
    return gm_gazetteer_find_on(s->gaz, space + 1, len - skip, s->doc->date, s->matches);
}

/* The words of names that may begin at token @i, joined in Scan.key: lengths of
 * the key and last tokens after each word. @skip bytes of the first are left out. */
static guint gather_words(Scan *s, guint i, gsize skip, gsize *lens, guint *lasts)
{
    const char *fold = tok_fold(s, i) + skip;
    guint longest = gm_gazetteer_longest(s->gaz, fold, s->info[i].len - skip);
    guint n = 0;
    g_string_truncate(s->key, 0);
    for (guint j = i; n < MIN(longest, MAX_NAME_WORDS) && s->key->len < MAX_KEY;) {
        if (n > 0) {
            if (!can_end(s, j) && (s->info[j].cls & CW_PARTICLE) == 0)
                break;
            g_string_append_c(s->key, ' ');
            g_string_append_len(s->key, tok_fold(s, j), s->info[j].len);
        } else {
            g_string_append_len(s->key, fold, (gssize)(s->info[j].len - skip));
        }
        lens[n] = s->key->len;
        lasts[n++] = j;
        j = next_word(s, j);
        if (j == 0)
            break;
    }
    return n;
}

/* "The United States", but The Hague: takes the bare name's matches instead of
 * those from @before on, if there are any. */
static bool drop_article(Scan *s, guint before, gsize len)
{
    guint with = s->matches->len;
    if (find_rest(s, len) == 0)
        return false;
    g_array_remove_range(s->matches, before, with - before);
    return true;
}

/* "Al", "In", "De": two letters are a short form only in capitals, and an
 * article before its hyphen is nothing. How many matches from @from on stay. */
static guint drop_small_words(Scan *s, guint from, guint i)
{
    if (s->info[i].len > 2 || (s->tok[i].flags & (GM_TOKEN_ALL_CAPS | GM_TOKEN_ABBREVIATION)) != 0)
        return s->matches->len - from;
    bool article =
        (s->info[i].cls & CW_ARTICLE_AR) != 0 && tok_is_hyphen(s, i + 1) && tok_touches(s, i + 1);
    guint kept = from;
    for (guint k = from; k < s->matches->len && !article; k++) {
        GmMatch m = g_array_index(s->matches, GmMatch, k);
        if (m.sort != GM_NAME_ABBREVIATION)
            g_array_index(s->matches, GmMatch, kept++) = m;
    }
    g_array_set_size(s->matches, kept);
    return kept - from;
}

/* The longest name that begins at token @i. Returns its number of tokens. */
static guint add_longest(Scan *s, guint i, gsize skip)
{
    gsize lens[MAX_NAME_WORDS];
    guint lasts[MAX_NAME_WORDS], n = gather_words(s, i, skip, lens, lasts);
    bool letter = s->tok[i].end - s->tok[i].start - skip == 1; /* "A fire": no village of Norway */
    while (n-- > (letter ? 1 : 0)) {
        guint before = s->matches->len;
        if (!can_end(s, lasts[n]) || find_key(s, lens[n]) == 0)
            continue;
        if (n == 0 && is_dotted(s, i)) {
            if (keep_initials(s, before, i) == 0)
                return 0;
        } else if (n == 0 && (s->tok[i].flags & GM_TOKEN_ALL_CAPS) != 0 && s->info[i].len <= 4 &&
                   (s->info[i].mark & MARK_SHOUT) == 0)
            drop_towns(s, before);
        if (n == 0 && drop_small_words(s, before, i) == 0)
            return 0;
        bool bare = n > 0 && scan_fold_is(s, i, "the") && drop_article(s, before, lens[n]);
        guint first = bare ? lasts[1] : i;
        Span *sp = scan_span(s, scan_add_span(s, first, lasts[n] - first + 1, 0));
        sp->start += skip;
        sp->cand = before;
        sp->n_cand = s->matches->len - before;
        sp->flags |= span_flags_of(s, sp);
        return lasts[n] - i + 1;
    }
    return 0;
}

/* Arabic writes "and", "in", "to" onto the name: bytes of that letter, or 0. */
static gsize joined_letter(const Scan *s, guint i)
{
    static const char *const LETTERS[] = {"\xd9\x88", "\xd8\xa8", "\xd9\x84"}; /* و ب ل */
    const char *fold = tok_fold(s, i), *text = s->doc->text + s->tok[i].start;
    if ((s->tok[i].flags & GM_TOKEN_UNCASED) == 0 || s->info[i].len < 8)
        return 0;
    for (guint k = 0; k < G_N_ELEMENTS(LETTERS); k++)
        if (memcmp(fold, LETTERS[k], 2) == 0 && memcmp(text, LETTERS[k], 2) == 0)
            return 2;
    return 0;
}

/* "He", "But", "Reading the": a plain word that only opens its sentence, as the
 * document's own lower case shows. */
static bool only_opens(const Scan *s, guint i)
{
    return (s->tok[i].flags & GM_TOKEN_SENTENCE_START) != 0 &&
           (s->info[i].mark & (MARK_LOWER_SEEN | MARK_SHOUT)) == MARK_LOWER_SEEN &&
           (s->info[i].lex & GM_WORD_ORDINARY) != 0 && tok_is_word(s, i + 1) &&
           !tok_is_cap(s, i + 1) && !tok_is_hyphen(s, i + 1);
}

/* "The SE sector", "its NW flank": a wind, no Sergipe. */
static bool is_wind_of_part(const Scan *s, guint i)
{
    static const char *const WINDS[] = {"ne",  "se",  "sw",  "nw",  "nne", "ene", "ese",
                                        "sse", "ssw", "wsw", "wnw", "nnw", NULL};
    static const char *const PARTS[] = {"sector", "sectors", "flank",    "flanks",    "side",
                                        "slope",  "slopes",  "quadrant", "corner",    "rim",
                                        "edge",   "part",    "portion",  "direction", NULL};
    return (s->tok[i].flags & GM_TOKEN_ALL_CAPS) != 0 && s->info[i].len <= 3 &&
           scan_fold_in(s, i, WINDS) && scan_fold_in(s, i + 1, PARTS);
}

void mention_scan_candidates(Scan *s)
{
    for (guint i = 0; i < s->n_tokens;) {
        guint n = 0;
        if (can_begin(s, i) && !only_opens(s, i) && !is_wind_of_part(s, i)) {
            n = add_short_form(s, i);
            if (n == 0)
                n = add_longest(s, i, 0);
            if (n == 0 && joined_letter(s, i) > 0)
                n = add_longest(s, i, joined_letter(s, i));
        }
        i += MAX(n, 1u);
    }
}
