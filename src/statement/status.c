/** Whether the text states a thing, reports it, proposes it or denies it, and whether by
 *  an accord. The nearest marker before the quote decides; what is only reported is so
 *  unless it is also proposed or denied; what is unmarked is a fact, or due by an accord. */
#include "build.h"

typedef enum { MARK_NONE, MARK_AGREED, MARK_PROPOSED, MARK_DENIED, MARK_REPORTED } Mark;

static const char agreed_words[] =
    "agreed signed stipulates stipulated memorandum treaty ratified brokered accord accords "
    "provides provided mandated resolution protocol";
static const char proposed_words[] =
    "may might could would seeking seek seeks sought propose proposes proposed proposing "
    "proposal proposals plan plans planned planning hinted hint hints consider considers "
    "considering considered suggest suggested suggests suggesting suggestion demand demanded "
    "demands demanding want wants wanted hope hopes hoped possibility possible potential intends "
    "intend intended intention idea threatened threatens threaten urged urges urging likely "
    "expected expects contemplating mulling eyeing "
    "envisaged envisages envisions envisioned requested request called calls calling if preparing "
    "prepares offered offer offers willing ready scenario pushing pushes pushed draft "
    "deliberations possibly perhaps optimism hopeful";
static const char denied_words[] = "denied denies deny denying rejected rejects reject rejecting "
                                   "refused refuses refuse ruled dismissed dismisses refuted never";
static const char reported_words[] =
    "claimed claims claim claiming alleged alleges allegedly reportedly reported reports "
    "unconfirmed apparently believe believes believed accused accuses said says saying told "
    "stated rumoured rumored according activists witnesses rumours rumors observatory";
static const char accord_words[] =
    "agreed signed accord accords agreement armistice ceasefire deal memorandum protocol "
    "ratified resolution treaty truce shall";
static const char text_words[] = "document agreement text memorandum protocol deal treaty accord "
                                 "terms resolution accords map annex statement";
static const char accord_says[] = "stipulates says provides also reads states sets requires calls "
                                  "specifies creates establishes defines foresees set created "
                                  "established drew said";
static const char accord_makes[] = "stipulates provides requires specifies creates establishes "
                                   "defines set created established drew";

/** "No armed groups may be present", "may not": a ban, no possibility. */
static bool is_ban(const Reading *r, int i)
{
    if (!is_word(r, i, "may"))
        return false;
    for (int k = i - 1; k >= 0 && k > i - 6; k--)
        if (gm_reading_one_of(r, k, "no nobody none neither nor"))
            return true;
    return is_word(r, i + 1, "not") && !is_word(r, i + 2, "be");
}

static Mark mark_at(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->kind != C_WORD || !(c->cls & W_MARK))
        return MARK_NONE;
    if ((is_word(r, i, "ruled") && !is_word(r, i + 1, "out")) || is_ban(r, i))
        return MARK_NONE;
    if (is_word(r, i, "may") && (c->token_flags & GM_TOKEN_CAPITAL) &&
        !(c->token_flags & GM_TOKEN_SENTENCE_START))
        return MARK_NONE;
    if (gm_reading_one_of(r, i, denied_words)) {
        for (int k = i - 1; k >= i - 3; k--) /* "has not rejected the idea" */
            if (gm_reading_one_of(r, k, "not never n't nor"))
                return MARK_PROPOSED;
        return MARK_DENIED;
    }
    if (gm_reading_one_of(r, i, "no not") && gm_reading_one_of(r, i + 1, "plans plan intention"))
        return MARK_DENIED;
    if (is_word(r, i, "according")) {
        for (int k = i + 1; k < i + 7; k++)
            if (gm_reading_one_of(r, k, text_words))
                return MARK_AGREED;
        return MARK_REPORTED;
    }
    if (is_word(r, i, "under") && !is_kind(r, i + 1, C_PLACE)) {
        for (int k = i + 1; k < i + 5; k++)
            if (gm_reading_one_of(r, k, text_words))
                return MARK_AGREED;
        return MARK_NONE;
    }
    if (gm_reading_one_of(r, i, "agreement document deal text accord memorandum protocol treaty"))
        for (int k = i + 1; k < i + 5; k++) /* "The agreement of 1974 set up" */
            if (gm_reading_one_of(r, k, k == i + 1 ? accord_says : accord_makes))
                return MARK_AGREED;
    if (gm_reading_one_of(r, i, agreed_words))
        return gm_reading_one_of(r, i - 1, "not never") ? MARK_NONE : MARK_AGREED;
    if (gm_reading_one_of(r, i, proposed_words)) {
        if (gm_reading_one_of(r, i, "sought seek seeking") &&
            gm_reading_one_of(r, i + 1, "refuge shelter safety asylum"))
            return MARK_NONE;
        if (gm_reading_one_of(r, i - 1, "as") && is_word(r, i, "planned"))
            return MARK_NONE;
        if (gm_reading_one_of(r, i, "pushing pushes pushed") && !is_word(r, i + 1, "for"))
            return MARK_NONE; /* "were pushed out of A" */
        return MARK_PROPOSED;
    }
    if (is_word(r, i, "told")) /* "told ships to keep away": an order */
        for (int k = i + 2; k < i + 6; k++)
            if (is_word(r, k, "to") && is_kind(r, k + 1, C_WORD))
                return MARK_NONE;
    if (gm_reading_one_of(r, i, reported_words))
        return MARK_REPORTED;
    if (gm_reading_one_of(r, i, "sources source") && !gm_reading_one_of(r, i + 1, "of") &&
        !gm_reading_one_of(r, i - 1, "water power"))
        return MARK_REPORTED;
    return MARK_NONE;
}

/** Passives behind the quote: "was rejected", "has been proposed", "is planned". */
static Mark mark_behind(const Reading *r, int i)
{
    if (gm_reading_one_of(r, i - 1, "was were been is are being be")) {
        if (gm_reading_one_of(r, i, "rejected denied refused dismissed"))
            return MARK_DENIED;
        if (gm_reading_one_of(r, i,
                              "proposed planned considered discussed suggested envisaged "
                              "expected demanded mooted"))
            return MARK_PROPOSED;
        if (gm_reading_one_of(r, i, "agreed signed"))
            return MARK_AGREED;
    }
    if (gm_reading_one_of(r, i, "could may might would") && i > 0 && !is_ban(r, i) &&
        !(at(r, i)->token_flags & GM_TOKEN_CAPITAL))
        return MARK_PROPOSED;
    Mark m = mark_at(r, i);
    return m == MARK_REPORTED ? m : MARK_NONE;
}

void gm_status_hear(Reading *r)
{
    for (int i = 0; i < n_chunks(r) && !r->accord; i++)
        r->accord = (at(r, i)->cls & (W_MARK | W_TRUCE)) && gm_reading_one_of(r, i, accord_words);
}

/** Kinds that somebody lays out: what is told of them as due has been decided. */
static bool is_laid_out(GmStatementKind kind)
{
    return kind == GM_ST_CORRIDOR || kind == GM_ST_BUFFER || kind == GM_ST_BORDER_STRIP ||
           kind == GM_ST_SEGMENT;
}

void gm_status_settle(const Reading *r)
{
    for (guint i = 0; i < r->list->len && !r->accord; i++) {
        GmStatement *s = g_ptr_array_index(r->list, i);
        if (s->status == GM_STATUS_AGREED && !is_laid_out(s->kind))
            s->status = GM_STATUS_ESTABLISHED;
    }
}

/** "will run", "shall be", "is to be": told as an order, a duty or a plan that stands. */
static bool is_due(const Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++)
        if (gm_reading_one_of(r, i, "will shall must") ||
            (gm_reading_one_of(r, i, "is are") && is_word(r, i + 1, "to")))
            return true;
    return false;
}

/** "Trying to", "in a bid to" before the verb that the quote at byte @start begins with: not
 *  done yet. */
static bool is_attempt(const Reading *r, gsize start)
{
    int i = 0;
    while (i < n_chunks(r) && at(r, i)->start < start)
        i++;
    i -= is_kind(r, i - 1, C_WORD) && g_str_has_suffix(at(r, i - 1)->fold, "ly");
    return is_word(r, i - 1, "to") &&
           gm_reading_one_of(r, i - 2,
                             "try tries tried trying attempt attempts attempted attempting aim "
                             "aims aimed aiming bid effort efforts struggle struggling struggled "
                             "vowed vows fail fails failed failing order orders ordered "
                             "battle battling push preparations poised campaign need needs "
                             "offensive operation operations assault");
}

GmStatus gm_status_read(const Reading *r, gsize start, gsize end)
{
    if (is_attempt(r, start))
        return GM_STATUS_PROPOSED;
    Mark strong = MARK_NONE;
    bool reported = false;
    int n = n_chunks(r);
    for (int i = 0; i < n && at(r, i)->start < end; i++) {
        Mark m = mark_at(r, i);
        /* a new contrast: what was said before the "but" does not govern */
        if (gm_reading_one_of(r, i, "but although though") && at(r, i)->start < start)
            strong = MARK_NONE;
        if (m == MARK_REPORTED)
            reported = true;
        else if (m == MARK_PROPOSED &&
                 (strong == MARK_DENIED || (strong == MARK_AGREED && is_word(r, i, "would"))))
            continue; /* "rejected a proposal for", "the protocol said that patrols would" */
        else if (m != MARK_NONE)
            strong = m;
    }
    int behind = 0;
    for (int i = 0; i < n; i++) {
        if (at(r, i)->start < end)
            continue;
        Mark m = mark_behind(r, i);
        if (m == MARK_REPORTED)
            reported = true;
        else if (m != MARK_NONE && behind < 7 && strong == MARK_NONE)
            strong = m;
        behind++;
    }
    switch (strong) {
    case MARK_DENIED:
        return GM_STATUS_DENIED;
    case MARK_PROPOSED:
        return GM_STATUS_PROPOSED;
    case MARK_AGREED:
        return GM_STATUS_AGREED;
    default:
        return reported ? GM_STATUS_REPORTED : is_due(r) ? GM_STATUS_AGREED : GM_STATUS_ESTABLISHED;
    }
}
