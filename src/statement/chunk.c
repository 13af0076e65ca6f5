#include "reading.h"

#include "fold.h"

#include <string.h>

static const Chunk end_chunk = {.kind = C_END, .fold = ""};

const Chunk *gm_reading_at(const Reading *r, int i)
{
    if (i < 0 || i >= (int)r->chunks->len)
        return &end_chunk;
    return &g_array_index(r->chunks, Chunk, i);
}

bool gm_reading_one_of(const Reading *r, int i, const char *list)
{
    const Chunk *c = gm_reading_at(r, i);
    if (c->kind != C_WORD || !gm_word_lists_may_hold(r->lists, list, c->key))
        return false;
    gsize n = c->fold_len;
    for (const char *p = list; (p = strstr(p, c->fold)) != NULL; p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return n > 0;
    return false;
}

bool gm_reading_has_one_of(const Reading *r, const char *list)
{
    for (guint i = 0; i < r->chunks->len; i++)
        if (gm_reading_one_of(r, (int)i, list))
            return true;
    return false;
}

bool gm_reading_punct(const Reading *r, int i, char ch)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_PUNCT && r->d->text[c->start] == ch;
}

bool gm_reading_hyphen(const Reading *r, int i)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_PUNCT && (c->token_flags & GM_TOKEN_HYPHEN);
}

bool gm_reading_quote(const Reading *r, int i)
{
    const Chunk *c = gm_reading_at(r, i);
    return c->kind == C_PUNCT && (c->token_flags & GM_TOKEN_QUOTE);
}

guint gm_reading_first_mention(const Reading *r, gsize start)
{
    guint lo = 0, hi = r->m->list->len;
    while (lo < hi) {
        guint mid = lo + (hi - lo) / 2;
        if (gm_mention_at(r->m, mid)->start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

GmPlaceKind gm_reading_place_kind(const Reading *r, const Ref *ref, GmPlaceKind otherwise)
{
    int i = ref->mention >= 0 ? ref->mention : ref->antecedent;
    if (i < 0)
        return otherwise;
    const GmMention *m = gm_mention_at(r->m, (guint)i);
    return m->has_place ? m->place.kind : otherwise;
}

bool gm_reading_is_river(const Reading *r, const Chunk *c)
{
    const Ref *ref = reading_ref(r, c->ref);
    int i = ref->mention >= 0 ? ref->mention : ref->antecedent;
    const GmMention *m = i >= 0 ? gm_mention_at(r->m, (guint)i) : NULL;
    if (m && m->has_place)
        return m->place.kind == GM_PLACE_RIVER;
    if (!m || c->n_refs != 1 || m->n_tokens == 0)
        return false;
    const char *first = gm_text_token_fold(r->d, m->first_token);
    const char *last = gm_text_token_fold(r->d, m->first_token + m->n_tokens - 1);
    return g_str_equal(last, "river") || g_str_equal(first, "river");
}

guint gm_reading_add_ref(Reading *r, Ref ref)
{
    g_array_append_val(r->refs, ref);
    return r->refs->len - 1;
}

guint gm_reading_copy_refs(Reading *r, guint from, guint n)
{
    guint first = r->refs->len;
    for (guint i = 0; i < n; i++)
        gm_reading_add_ref(r, *reading_ref(r, from + i));
    return first;
}

void gm_reading_merge(Reading *r, int first, int last, Chunk c)
{
    const Chunk *a = gm_reading_at(r, first), *b = gm_reading_at(r, last);
    c.first = a->first;
    c.n = b->first + b->n - a->first;
    c.start = a->start;
    c.end = b->end;
    c.token_flags = a->token_flags;
    if (!c.fold)
        c.fold = "";
    if (last > first)
        g_array_remove_range(r->chunks, (guint)first + 1, (guint)(last - first));
    g_array_index(r->chunks, Chunk, first) = c;
}

static ChunkKind kind_of_mention(const Reading *r, const GmMention *m)
{
    switch (m->role) {
    case GM_ROLE_ACTOR: /* governments bear the names of lands and towns, of nothing else */
        if (m->has_place && (m->place.kind == GM_PLACE_LANDMARK || m->place.kind == GM_PLACE_BASE ||
                             m->place.kind == GM_PLACE_CROSSING || m->place.kind == GM_PLACE_POST))
            break;
        return C_ACTOR;
    case GM_ROLE_DEMONYM:
        return C_DEMONYM;
    case GM_ROLE_NESTED:
        return C_NAME;
    case GM_ROLE_LOCATION:
        break;
    }
    guint last = m->first_token + m->n_tokens - 1;
    if (m->has_place && m->place.kind == GM_PLACE_HIGHWAY)
        return C_ROAD;
    bool numbered = !m->has_place && g_ascii_isdigit(r->d->text[m->end - 1]);
    if (numbered &&
        (m->n_tokens == 1 ||
         (gm_lexicon_class(r->words, gm_text_token_fold(r->d, m->first_token)) & W_ROAD) != 0))
        return C_ROAD; /* "the RN2", "Highway 749": names with a figure at their end */
    if (gm_lexicon_class(r->words, gm_text_token_fold(r->d, last)) & W_BORDER)
        return C_BORDER;
    return C_PLACE;
}

/** Leading tokens of a mention that are directions and no part of the name. */
static guint n_leading_directions(const Reading *r, const GmMention *m)
{
    g_autofree char *name = m->has_place ? gm_text_fold(m->place.name, -1) : NULL;
    guint n = 0;
    while (n + 1 < m->n_tokens) {
        const char *fold = gm_text_token_fold(r->d, m->first_token + n);
        const GmToken *t = gm_text_token(r->d, m->first_token + n);
        bool hyphen = t->kind == GM_TOKEN_PUNCT && n > 0;
        if (!hyphen && gm_lexicon_sides(fold) == 0)
            break;
        if (!hyphen && (name ? strstr(name, fold) != NULL : (t->flags & GM_TOKEN_CAPITAL) != 0))
            break;
        n++;
    }
    return n;
}

static void append_token(Reading *r, guint i)
{
    const GmToken *t = gm_text_token(r->d, i);
    Chunk c = {.kind = C_WORD,
               .first = i,
               .n = 1,
               .start = t->start,
               .end = t->end,
               .fold = gm_text_token_fold(r->d, i),
               .token_flags = t->flags};
    if (t->kind == GM_TOKEN_PUNCT)
        c.kind = C_PUNCT;
    else if (t->kind == GM_TOKEN_NUMBER)
        c.kind = C_NUMBER;
    if (c.kind == C_WORD) {
        gsize n = strlen(c.fold);
        c.cls = gm_lexicon_class(r->words, c.fold);
        c.fold_len = (guint16)MIN(n, G_MAXUINT16);
        c.key = n > 0 ? gm_word_lists_key(c.fold, n) : 0;
    }
    g_array_append_val(r->chunks, c);
}

/** "Al-" left before a name belongs to it: takes it off the chunks; the byte
 *  where the name begins then. */
static gsize take_article(Reading *r, gsize start)
{
    int n = n_chunks(r);
    if (!gm_reading_hyphen(r, n - 1) || at(r, n - 1)->end != start ||
        at(r, n - 2)->end != at(r, n - 1)->start ||
        !gm_reading_one_of(r, n - 2, "al el as ash ad an ar at az ez"))
        return start;
    start = at(r, n - 2)->start;
    g_array_set_size(r->chunks, (guint)n - 2);
    return start;
}

/** What the generic words of a name say: "military crossing", "province". What
 *  is installed must be its last word, as in no "Glen Crossing Road". */
static guint64 class_of_name(const Reading *r, guint first, guint behind)
{
    const guint64 installed = W_POST | W_BASE | W_CAMP | W_CROSS | W_CHECK;
    guint64 cls = 0;
    for (guint i = first + 1; i < behind; i++) {
        guint64 word = gm_lexicon_class(r->words, gm_text_token_fold(r->d, i));
        guint64 before = gm_lexicon_class(r->words, gm_text_token_fold(r->d, i - 1));
        if (i + 1 < behind)
            word &= ~installed;
        if (!(before & W_POSTMOD))
            word &= ~(guint64)W_POST;
        cls |= word;
    }
    return cls;
}

/** Appends the chunk of mention @index; returns the token behind it. */
static guint append_mention(Reading *r, int index)
{
    const GmMention *m = gm_mention_at(r->m, (guint)index);
    guint skip = m->role == GM_ROLE_LOCATION ? n_leading_directions(r, m) : 0;
    for (guint i = 0; i < skip; i++)
        append_token(r, m->first_token + i);
    guint first = m->first_token + skip, behind = m->first_token + m->n_tokens;
    const GmToken *a = gm_text_token(r->d, first), *b = gm_text_token(r->d, behind - 1);
    Ref ref = {index, -1, skip > 0 ? a->start : m->start, m->end};
    Chunk c = {.kind = kind_of_mention(r, m),
               .first = first,
               .n = behind - first,
               .start = take_article(r, ref.start),
               .end = m->end,
               .fold = "",
               .token_flags = a->flags,
               .ref = gm_reading_add_ref(r, ref),
               .n_refs = 1};
    c.cls = class_of_name(r, first, behind);
    /* "Turtle Point" and "Camp Hill" are towns' names */
    if (m->has_place && m->place.kind == GM_PLACE_SETTLEMENT)
        c.cls &= ~(W_POST | W_BASE | W_CAMP | W_CROSS | W_CHECK);
    c.possessive = b->end > m->end;
    if (behind < r->d->tokens->len && (gm_text_token(r->d, behind)->flags & GM_TOKEN_POSSESSIVE)) {
        c.possessive = true; /* the "’s" belongs to it; its bytes stay outside */
        behind++;
    }
    g_array_append_val(r->chunks, c);
    return behind;
}

void gm_reading_chunk(Reading *r, guint sentence, guint first, guint behind)
{
    r->sentence = sentence;
    g_array_set_size(r->chunks, 0);
    g_array_set_size(r->refs, 0);
    guint lo = 0, hi = r->m->list->len; /* the first mention at or behind the sentence's start */
    while (lo < hi) {
        guint mid = (lo + hi) / 2;
        if (gm_mention_at(r->m, mid)->first_token < first)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (guint i = first; i < behind;) {
        while (lo < r->m->list->len && gm_mention_at(r->m, lo)->first_token < i)
            lo++;
        const GmMention *m = lo < r->m->list->len ? gm_mention_at(r->m, lo) : NULL;
        if (m && m->first_token == i && m->n_tokens > 0 && i + m->n_tokens <= behind)
            i = append_mention(r, (int)lo);
        else
            append_token(r, i++);
    }
    gm_reading_measures(r);
    gm_reading_directions(r);
    gm_reading_names(r);
    gm_reading_roads(r);
    gm_reading_borders(r);
    gm_reading_lines(r);
    gm_reading_places(r);
    gm_reading_regions(r);
}
