/** What stands at a place, where nothing fuller has been read of it: "with headquarters
 *  at A", "a checkpoint by the village of B", "personnel inside the C factory". */
#include "readers.h"

/** A thing that is told of because of where it stands, and what it is drawn as. */
static const struct {
    const char *words, *subject, *feature;
} things[] = {
    {"checkpoint checkpoints roadblock roadblocks barricade barricades berm berms", "checkpoint",
     "checkpoint"},
    {"post posts outpost outposts", "post", "post"},
    {"headquarters base bases garrison depot depots", "base", "base"},
    {"patrol patrols", "patrol", "patrol"},
    {"troops soldiers fighters gunmen peacekeepers police personnel observers monitors scouts "
     "guards militiamen tanks howitzers battalion battalions brigade brigades convoy forces force",
     "units", "unit"},
};

/** The row of the last such noun before @i in the sentence, or -1; *noun: its chunk. */
static int thing_before(const Reading *r, int i, int *noun)
{
    for (*noun = i - 1; *noun >= 0; --*noun)
        for (gsize n = 0; n < G_N_ELEMENTS(things); n++)
            if (gm_reading_one_of(r, *noun, things[n].words))
                return (int)n;
    return -1;
}

/** Where the quote begins: at the noun, if it stands close by. */
static int quote_from(const Reading *r, int noun, int i)
{
    enum { CLOSE = 8 };
    for (int k = noun; k < i; k++)
        if (i - noun > CLOSE || gm_reading_punct(r, k, ';'))
            return i;
    return noun;
}

/** Talk, courts and biographies happen at places, too. */
static const char other_matters[] =
    "met meet meets meeting meetings talks summit conference signed sign court university born "
    "buried funeral parade festival match game tournament school college hospital speaking "
    "speech ceremony job jobs vacancy vacancies teaching teachers unfilled interview arrested "
    "trained studied raised cup league season goal race championship concert wedding album film "
    "exhibition museum auction restaurant retired married lives champion olympic tennis golf";

/** Behind "the village of", "its airport": the place at @i or a little later, or -1. */
static int place_behind(const Reading *r, int i)
{
    for (int k = i; k < i + 5; k++) {
        if (is_kind(r, k, C_PLACE))
            return at(r, k)->possessive ? -1 : k;
        if (!has_class(r, k, W_DET | W_SETTLE) && !is_word(r, k, "of"))
            return -1;
    }
    return -1;
}

/** A statement has the place at @i in its words, or what it stands beside is a line, of
 *  which that is told, or an airport for travellers. */
static bool is_told(const Reading *r, int i)
{
    if (i < 0 || gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_SETTLEMENT) ==
                     GM_PLACE_AIRPORT)
        return true;
    for (guint n = r->list->len; n-- > 0;) {
        const GmStatement *s = g_ptr_array_index(r->list, n);
        if (s->sentence != r->sentence)
            break;
        if (s->start <= at(r, i)->start && s->end >= at(r, i)->end)
            return true;
    }
    for (int k = i - 1; k >= 0 && k > i - 4; k--)
        if (is_linear(r, k))
            return true;
    return false;
}

/** "A professor at X", "another at X said": whose house X is. */
static bool is_of_house(const Reading *r, int i, int place)
{
    return has_class(r, place + 1, W_SAY) ||
           gm_reading_one_of(r, i - 1,
                             "professor professors researcher researchers student students staff "
                             "scientist scientists economist analyst analysts fellow expert "
                             "experts dean lecturer doctor doctors worker workers employee "
                             "employees another others office desk department director "
                             "editor chair degree faculty");
}

void gm_read_standing(SentenceReading *sr)
{
    Reading *r = sr->r;
    bool matter = gm_reading_has_one_of(r, other_matters);
    for (int i = 1; i < n_chunks(r) && !matter; i++) {
        bool beside = is_word(r, i, "by") &&
                      (has_class(r, i + 1, W_DET) || (at(r, i + 1)->cls & W_SETTLE) != 0);
        if (!beside && !gm_reading_one_of(r, i, "at inside outside"))
            continue;
        int noun, place = place_behind(r, i + 1), thing = thing_before(r, i, &noun);
        if (gm_reading_one_of(r, i - 1, "ended ends end started began finished stopped"))
            continue; /* of a way */
        /* what is told of a spot happens there, where nothing else has been read of it */
        bool happens = is_word(r, i, "at") && !is_told(r, place) && !is_of_house(r, i, place);
        if (place < 0 || (thing < 0 && !happens) || is_taken(sr, place, TAKEN_PLACE) ||
            !gm_read_is_spot(r, reading_ref(r, at(r, place)->ref)))
            continue;
        int first = thing < 0 ? i : quote_from(r, noun, i);
        GmStatement *s = gm_build_new(r, GM_ST_DEPLOYMENT, first, place);
        int behind = gm_read_add_spot_chain(r, s, place, true);
        s->end = at(r, behind - 1)->end;
        if (thing < 0)
            gm_build_subject(s, "event", "event");
        else
            gm_build_subject(s, things[thing].subject, things[thing].feature);
        take(sr, place, behind - 1, TAKEN_PLACE);
        gm_build_list(r, s);
        i = behind - 1;
    }
}
