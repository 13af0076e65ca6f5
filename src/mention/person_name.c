/** Persons: a title, a given name or an initial before a surname, an age after
 *  it. Later bare uses of the surname are the same person. */
#include "mention_scan.h"

enum { MAX_RUN = 6 };

/* Words that end a name of something else than a person. */
static const guint NOT_PERSON = CW_ORG | CW_MEDIA | CW_STREET | CW_DIVISION | CW_SETTLEMENT |
                                CW_FEATURE | CW_FACILITY | CW_DIRECTION | CW_TEAM | CW_COMPANY |
                                CW_MILITARY | CW_LOCALITY | CW_PROCESS | CW_PEOPLE | CW_OFFICE;

static bool is_initial(const Scan *s, guint i)
{
    return tok_is_cap(s, i) && s->info[i].len == 1;
}

static bool is_suffix(const Scan *s, guint i)
{
    return scan_fold_is(s, i, "jr") || scan_fold_is(s, i, "sr") || scan_fold_is(s, i, "ii") ||
           scan_fold_is(s, i, "iii") || scan_fold_is(s, i, "iv");
}

static bool is_name_particle(const Scan *s, guint i)
{
    static const char *const WORDS[] = {"de",  "da",  "di",  "del", "van", "von", "der", "den",
                                        "bin", "ibn", "al",  "el",  "la",  "le",  "du",  "dos",
                                        "ben", "abu", "ter", "ten", "dal", "st",  NULL};
    if (!tok_is_word(s, i) || tok_is_cap(s, i) || s->info[i].len > 3)
        return false;
    for (const char *const *w = WORDS; *w != NULL; w++)
        if (scan_fold_is(s, i, *w))
            return true;
    return false;
}

/* The next word of a run of capitalised words; 0 when the run ends. */
static guint run_next(const Scan *s, guint i)
{
    guint j = i + 1;
    if ((s->info[i].mark & MARK_POSSESSIVE) != 0 || !tok_same_sentence(s, i, j))
        return 0;
    if (tok_char(s, j) == '.' && tok_touches(s, j) && s->info[i].len <= 4)
        j++;
    /* nicknames: Beauregard “Bud” Torres */
    if (j + 2 < s->n_tokens && s->tok[j].kind == GM_TOKEN_PUNCT &&
        (s->tok[j].flags & GM_TOKEN_QUOTE) != 0 && tok_is_cap(s, j + 1) &&
        s->tok[j + 2].kind == GM_TOKEN_PUNCT && (s->tok[j + 2].flags & GM_TOKEN_QUOTE) != 0)
        j += 3;
    if (tok_is_hyphen(s, j) && tok_touches(s, j) && tok_touches(s, j + 1))
        j++;
    /* name particles in lower case: Alexandre de Juniac, Osama bin Laden */
    if (is_name_particle(s, j) && tok_same_sentence(s, j, j + 1)) {
        guint k = j + 1;
        if (tok_is_hyphen(s, k) && tok_touches(s, k))
            k++;
        if (tok_is_cap(s, k) && tok_same_sentence(s, j, k))
            return k;
    }
    return tok_is_cap(s, j) && tok_same_sentence(s, i, j) && (s->info[j].lex & GM_WORD_DATE) == 0
               ? j
               : 0;
}

/* Age: "Darryl Warden, 44, of" */
static bool age_follows(const Scan *s, guint last)
{
    guint j = last + 1;
    if (tok_char(s, j) == '.')
        j++;
    return tok_char(s, j) == ',' && j + 1 < s->n_tokens && s->tok[j + 1].kind == GM_TOKEN_NUMBER &&
           s->info[j + 1].len <= 2 && (tok_char(s, j + 2) == ',' || tok_char(s, j + 2) == '.');
}

typedef struct {
    guint32 *slot;
    guint size;
} HashSet;

static void set_add(HashSet *set, guint32 h)
{
    set->slot[h & (set->size - 1)] = h;
}

static void mark_run(Scan *s, const guint *at, guint from, guint n, guint8 mark, HashSet *names)
{
    for (guint k = from; k < n; k++)
        s->info[at[k]].mark |= mark;
    guint last = n - 1;
    while (last > from && is_suffix(s, at[last]))
        last--;
    if (mark == MARK_PERSON && last > from && s->info[at[last]].len > 2)
        set_add(names, s->info[at[last]].hash);
    if (mark == MARK_PERSON && last == from && s->info[at[last]].len > 2)
        set_add(names, s->info[at[last]].hash);
}

static bool person_word(const Scan *s, guint i)
{
    return (s->info[i].cls & NOT_PERSON) == 0 || (s->info[i].lex & GM_WORD_SURNAME) != 0;
}

/* The run of capitalised words at @at[0..n): is it, or does it end in, a
 * person's name? */
static void read_run(Scan *s, const guint *at, guint n, HashSet *names)
{
    guint from = 0;
    bool title = false;
    if (at[0] > 0 && tok_same_sentence(s, at[0] - 1, at[0])) {
        guint b = at[0] - 1;
        if (tok_char(s, b) == '.' && b > 0)
            b--;
        title = (tok_cls(s, b) & CW_TITLE) != 0 && tok_is_word(s, b);
    }
    for (guint k = 0; k < n; k++) {
        if ((s->info[at[k]].cls & CW_TITLE) != 0 && k + 1 < n &&
            (s->info[at[k]].mark & MARK_SHOUT) == 0) {
            from = k + 1;
            title = true;
        }
    }
    guint left = n - from;
    guint last = n - 1;
    bool ends_ok = (s->info[at[last]].cls & NOT_PERSON) == 0;
    if (left == 0 || !ends_ok)
        return;
    if (title && left <= 4) {
        mark_run(s, at, from, n, MARK_PERSON, names);
        return;
    }
    if (left >= 2 && left <= 4 && age_follows(s, at[last])) {
        mark_run(s, at, from, n, MARK_PERSON, names);
        return;
    }
    for (guint k = from; k + 1 < n; k++) {
        guint a = at[k], b = at[k + 1];
        bool given = (s->info[a].lex & GM_WORD_GIVEN_NAME) != 0;
        bool initial = is_initial(s, b) && k + 2 < n && s->info[a].len > 1;
        bool lead_initial = is_initial(s, a) && s->info[b].len > 2;
        if (!person_word(s, a) || !person_word(s, b))
            continue;
        if ((given || initial || lead_initial) && n - k <= 4) {
            bool strong = initial || lead_initial ||
                          (s->info[at[last]].lex & (GM_WORD_SURNAME | GM_WORD_GIVEN_NAME)) != 0 ||
                          (s->info[at[last]].lex & GM_WORD_ORDINARY) == 0;
            mark_run(s, at, k, n, strong ? MARK_PERSON : MARK_WEAK_PERSON, names);
            return;
        }
    }
    if (left == 2 && (s->info[at[last]].lex & GM_WORD_SURNAME) != 0 &&
        (s->info[at[from]].lex & GM_WORD_ORDINARY) == 0 &&
        (s->info[at[from]].cls & NOT_PERSON) == 0)
        mark_run(s, at, from, n, MARK_WEAK_PERSON, names);
}

void mention_mark_persons(Scan *s)
{
    HashSet names = {.size = 64};
    while (names.size < s->n_tokens / 2 && names.size < (1u << 20))
        names.size *= 2;
    names.slot = g_new0(guint32, names.size);
    for (guint i = 0; i < s->n_tokens; i++) {
        if (!tok_is_cap(s, i))
            continue;
        guint at[MAX_RUN], n = 0, j = i;
        do {
            at[n++] = j;
            i = j;
            j = run_next(s, j);
        } while (j != 0 && n < MAX_RUN);
        read_run(s, at, n, &names);
    }
    for (guint i = 0; i < s->n_tokens; i++)
        if (tok_is_cap(s, i) && names.slot[s->info[i].hash & (names.size - 1)] == s->info[i].hash)
            s->info[i].mark |= MARK_SURNAME;
    g_free(names.slot);
}
