/* Sections: what is the article and what stands around it. The rules ask for
 * cues that agree (words, place in the page, neighbours), not for one word. */
#include "blocks.h"

#include "section_cues.h"

#include <string.h>

typedef struct {
    GmDocument *d;
    GArray *blocks; /* Block */
    BlockCues *cues;
    GmSectionKind *kind; /* of each block */
    guint n;
} Page;

static const Block *block(const Page *p, guint i)
{
    return &g_array_index(p->blocks, Block, i);
}

/* Running text: a sentence or more that talks to no one. */
static bool is_solid(const Page *p, guint i)
{
    const BlockCues *c = &p->cues[i];
    return p->kind[i] == GM_SECTION_BODY && c->n_words >= 12 && c->ends && c->score < 2 &&
           (c->address * 15 <= c->n_words || c->n_quoted * 2 > c->n_words);
}

static bool is_short(const Page *p, guint i)
{
    return p->cues[i].n_words <= 14 && !p->cues[i].ends;
}

/* No sentence, or one that has the page's owner or its reader in it. */
static bool is_loose(const Page *p, guint i)
{
    const BlockCues *c = &p->cues[i];
    return is_short(p, i) || c->n_words <= 3 || c->score > 0 || c->address > 0;
}

static bool is_boilerplate(const Page *p, guint i)
{
    const BlockCues *c = &p->cues[i];
    if (gm_text_is_button(p->d, block(p, i)) || gm_text_heads_link(p->d, block(p, i)))
        return true;
    if (c->n_bars >= 2 && c->n_words <= 4 * (c->n_bars + 1) && !c->ends)
        return true; /* a row of links */
    if (c->n_words <= 16)
        return c->score >= 3 || (c->score >= 2 && c->address >= 1 && (c->n_words <= 8 || !c->ends));
    if (c->n_cued * 2 < block(p, i)->n_sentences)
        return false; /* most of it says something else */
    return (c->score >= 4 && c->address >= 1 && c->n_words <= 40 * c->score) ||
           (c->score >= 7 && c->n_words <= 120);
}

static void mark_single_blocks(Page *p)
{
    for (guint i = 0; i < p->n; i++) {
        const Block *b = block(p, i);
        if (b->kind >= 0)
            p->kind[i] = (GmSectionKind)b->kind;
        else if (is_boilerplate(p, i))
            p->kind[i] = GM_SECTION_BOILERPLATE;
        else if (gm_text_heads_caption(p->d, b) && p->cues[i].n_words <= 80)
            p->kind[i] = GM_SECTION_CAPTION;
    }
}

static void find_author(Page *p)
{
    for (guint i = 1; i + 1 < p->n; i++)
        if (p->kind[i] == GM_SECTION_BODY && gm_text_heads_author(p->d, block(p, i)))
            p->kind[i] = p->kind[i + 1] = GM_SECTION_BYLINE;
}

static bool same_words(const GmDocument *d, const Block *a, const Block *b)
{
    if (a->n_tokens != b->n_tokens)
        return false;
    for (guint i = 0; i < a->n_tokens; i++)
        if (strcmp(gm_text_token_fold(d, a->first_token + i),
                   gm_text_token_fold(d, b->first_token + i)) != 0)
            return false;
    return true;
}

static void set_title(Page *p, guint i)
{
    const Block *b = block(p, i);
    p->kind[i] = GM_SECTION_TITLE;
    if (!p->d->title)
        p->d->title = gm_text_quote(p->d, b->start, b->end);
    for (guint k = i + 1; k < p->n; k++) /* a page often repeats it */
        if (p->kind[k] == GM_SECTION_BODY && same_words(p->d, b, block(p, k)))
            p->kind[k] = GM_SECTION_TITLE;
}

static bool could_be_title(const Page *p, guint i)
{
    const BlockCues *c = &p->cues[i];
    const Block *b = block(p, i);
    if (p->kind[i] != GM_SECTION_BODY || b->bullet || c->n_words == 0 || c->n_words > 30)
        return false;
    const GmToken *last = gm_text_token(p->d, b->first_token + b->n_tokens - 1);
    char mark = p->d->text[last->start];
    bool sentence = c->ends && mark != '?' && mark != '!' && c->n_words > 3;
    return !sentence && mark != ':' && mark != ',' && mark != ';';
}

/* The title is the first short line before running text. */
static void find_title(Page *p)
{
    for (guint i = 0; i < p->n; i++)
        if (block(p, i)->heading && p->kind[i] == GM_SECTION_TITLE) {
            set_title(p, i);
            return;
        }
    for (guint i = 0; i < MIN(p->n, 12); i++) {
        if (is_solid(p, i))
            return;
        if (gm_text_is_byline(p->d, block(p, i), &p->cues[i]) || !could_be_title(p, i))
            continue;
        if (i + 1 < p->n)
            set_title(p, i);
        return;
    }
}

static void find_bylines(Page *p)
{
    for (guint i = 0; i < MIN(p->n, 12); i++) {
        if (p->kind[i] == GM_SECTION_BODY && gm_text_is_byline(p->d, block(p, i), &p->cues[i]))
            p->kind[i] = GM_SECTION_BYLINE;
        if (is_solid(p, i) && i > 4)
            break;
    }
}

/* A name on a line of its own with a list mark, and below it a paragraph set
 * further in: how pages print a thread of comments. */
static bool is_thread_entry(const Page *p, guint i)
{
    const Block *b = block(p, i);
    if (!b->bullet || p->cues[i].n_words > 5 || p->cues[i].ends || p->cues[i].n_words == 0)
        return false;
    if (i + 1 >= p->n)
        return false;
    const Block *next = block(p, i + 1);
    return next->indent > b->indent && next->blank_before > 0 &&
           (!next->bullet || is_short(p, i + 1));
}

static guint find_thread(const Page *p)
{
    guint first = p->n, entries = 0, signed_ = 0, first_signed = p->n;
    for (guint i = 0; i < p->n; i++) {
        if (is_thread_entry(p, i)) {
            entries++;
            first = MIN(first, i);
        }
        if (gm_text_signs_comment(p->d, block(p, i))) {
            signed_++;
            first_signed = MIN(first_signed, i > 0 && is_short(p, i - 1) ? i - 1 : i);
        }
    }
    guint at = entries >= 2 ? first : p->n;
    return signed_ >= 2 ? MIN(at, first_signed) : at;
}

static void find_comments(Page *p)
{
    guint from = find_thread(p);
    for (guint i = 1; i < from; i++)
        if (gm_text_heads_comments(p->d, block(p, i))) {
            bool behind = false;
            for (guint k = 0; k < i && !behind; k++)
                behind = is_solid(p, k);
            if (behind)
                from = i;
        }
    for (guint i = from; i < p->n; i++)
        p->kind[i] = GM_SECTION_COMMENTS;
}

static void find_references(Page *p)
{
    for (guint i = 1; i < p->n; i++) {
        if (p->kind[i] == GM_SECTION_COMMENTS)
            break;
        const Block *b = block(p, i);
        bool heading =
            gm_text_heads_references(p->d, b) &&
            (i * 5 >= p->n * 2 || (i + 1 < p->n && gm_text_is_footnote(p->d, block(p, i + 1))));
        if (heading) {
            for (guint k = i; k < p->n && (p->kind[k] == GM_SECTION_BODY); k++)
                p->kind[k] = GM_SECTION_REFERENCES;
            return;
        }
        bool starred = p->d->text[b->start] == '*' && i * 2 > p->n && p->cues[i].n_words <= 40;
        if ((gm_text_is_footnote(p->d, b) && i * 3 > p->n) || starred)
            p->kind[i] = GM_SECTION_REFERENCES;
    }
}

/* What stands between boilerplate, and short lines that head it or trail after
 * the last running text. */
static void spread_boilerplate(Page *p)
{
    guint tail = p->n;
    while (tail > 0 && !is_solid(p, tail - 1))
        tail--;
    bool seen = false;
    for (guint i = tail; i < p->n; i++) {
        seen |= p->kind[i] == GM_SECTION_BOILERPLATE || p->kind[i] == GM_SECTION_REFERENCES;
        if (seen && is_loose(p, i) && p->kind[i] == GM_SECTION_BODY)
            p->kind[i] = GM_SECTION_BOILERPLATE;
    }
    for (guint i = p->n - 1; i-- > 0;) {
        bool before = p->kind[i + 1] == GM_SECTION_BOILERPLATE;
        bool after = i > 0 && p->kind[i - 1] == GM_SECTION_BOILERPLATE;
        if (p->kind[i] != GM_SECTION_BODY || !before || is_solid(p, i))
            continue;
        bool heads = is_short(p, i) && i + 1 >= tail && i > 0;
        if ((after && is_loose(p, i)) || heads)
            p->kind[i] = GM_SECTION_BOILERPLATE;
    }
}

/* Every document says something: where no running text was left, the words of
 * its longer paragraphs speak to the reader because it is that kind of text. */
static void keep_an_article(Page *p)
{
    for (guint i = 0; i < p->n; i++)
        if (is_solid(p, i))
            return;
    for (guint i = 0; i < p->n; i++) {
        const BlockCues *c = &p->cues[i];
        if (p->kind[i] == GM_SECTION_BOILERPLATE && block(p, i)->kind < 0 && c->ends &&
            c->n_words >= 12 && c->score * 10 < c->n_words)
            p->kind[i] = GM_SECTION_BODY;
    }
}

/* One sentence of a paragraph that is otherwise the article's. */
static bool is_stray(const Page *p, guint i, const GmSentence *s)
{
    if (p->kind[i] != GM_SECTION_BODY || p->cues[i].score < 3)
        return false;
    for (guint k = 0; k < s->n_tokens; k++)
        if (gm_text_token(p->d, s->first_token + k)->flags & GM_TOKEN_QUOTE)
            return false; /* someone is quoted, perhaps from the sentence before on */
    BlockCues c = gm_text_cues(p->d, s->first_token, s->n_tokens);
    return c.n_words <= 30 && c.score >= 3 && (c.score >= 5 || c.n_words <= 12 || c.address > 0);
}

/* Credits stand inside paragraphs: they are marked sentence by sentence. */
static void mark_sentences(Page *p)
{
    for (guint i = 0; i < p->n; i++) {
        const Block *b = block(p, i);
        bool caption = false;
        for (guint k = b->first_sentence; k < b->first_sentence + b->n_sentences; k++) {
            GmSentence *s = &g_array_index(p->d->sentences, GmSentence, k);
            bool photograph = false;
            s->section = is_stray(p, i, s) ? GM_SECTION_BOILERPLATE : p->kind[i];
            if (s->section == GM_SECTION_BOILERPLATE || !gm_text_section_is_article(p->kind[i]) ||
                p->kind[i] == GM_SECTION_TITLE || s->n_tokens > 60 ||
                !gm_text_is_credit(p->d, s, &photograph))
                continue;
            s->section = GM_SECTION_REFERENCES;
            caption |= photograph && p->cues[i].n_words <= 70;
        }
        for (guint k = b->first_sentence; caption && k < b->first_sentence + b->n_sentences; k++) {
            GmSentence *s = &g_array_index(p->d->sentences, GmSentence, k);
            if (s->section == GM_SECTION_BODY)
                s->section = GM_SECTION_CAPTION;
        }
    }
}

static void write_sections(GmDocument *d)
{
    gsize at = 0;
    for (guint i = 0; i < d->sentences->len;) {
        GmSectionKind kind = gm_text_sentence(d, i)->section;
        while (i < d->sentences->len && gm_text_sentence(d, i)->section == kind)
            i++;
        gsize end = i < d->sentences->len ? gm_text_sentence(d, i)->start : d->len;
        GmSection s = {at, end, kind};
        g_array_append_val(d->sections, s);
        at = end;
    }
}

/* Near the top, outside running text; or where a dateline opens the text. */
static void find_document_date(Page *p)
{
    guint at, n;
    for (guint i = 0; i < MIN(p->n, 10) && !p->d->date; i++) {
        const Block *b = block(p, i);
        if (p->kind[i] == GM_SECTION_BYLINE || p->kind[i] == GM_SECTION_TITLE ||
            (p->cues[i].n_words <= 12 && !p->cues[i].ends))
            p->d->date =
                gm_text_find_date(p->d, b->first_token, b->first_token + b->n_tokens, &at, &n);
    }
    for (guint i = 0; i < MIN(p->n, 4) && !p->d->date; i++) {
        const Block *b = block(p, i);
        guint end = b->first_token + MIN(b->n_tokens, 16);
        g_autofree char *date = gm_text_find_date(p->d, b->first_token, end, &at, &n);
        if (!date)
            continue;
        guint after = at + n;
        while (after < end && strchr(")]", p->d->text[gm_text_token(p->d, after)->start]))
            after++;
        bool dash = after < end && gm_text_token(p->d, after)->flags & GM_TOKEN_HYPHEN;
        if (dash || at == b->first_token)
            p->d->date = dash ? g_steal_pointer(&date) : NULL;
    }
}

void gm_text_find_sections(GmDocument *d, GArray *blocks)
{
    for (guint i = blocks->len; i-- > 0;) /* a line of nothing but marks of no meaning */
        if (g_array_index(blocks, Block, i).n_tokens == 0)
            g_array_remove_index(blocks, i);
    Page p = {d, blocks, g_new(BlockCues, blocks->len), g_new(GmSectionKind, blocks->len),
              blocks->len};
    for (guint i = 0; i < p.n; i++) {
        p.cues[i] = gm_text_cues(d, block(&p, i)->first_token, block(&p, i)->n_tokens);
        p.kind[i] = GM_SECTION_BODY;
    }
    mark_single_blocks(&p);
    find_title(&p);
    find_bylines(&p);
    find_author(&p);
    find_comments(&p);
    find_references(&p);
    spread_boilerplate(&p);
    keep_an_article(&p);
    mark_sentences(&p);
    write_sections(d);
    find_document_date(&p);
    g_free(p.cues);
    g_free(p.kind);
}
