/** Reports of games: in them the name of a town is mostly its team. */
#include "mention_scan.h"

static const char *const WORDS[] = {
    "beat",          "beats",      "beaten",     "defeat",     "defeated",  "defeats",
    "score",         "scored",     "scores",     "scoring",    "goal",      "goals",
    "goalkeeper",    "striker",    "midfielder", "defender",   "season",    "seasons",
    "league",        "cup",        "match",      "matches",    "game",      "games",
    "quarterback",   "touchdown",  "touchdowns", "inning",     "innings",   "wicket",
    "wickets",       "batting",    "bowled",     "playoff",    "playoffs",  "championship",
    "championships", "tournament", "halftime",   "penalty",    "kickoff",   "team",
    "teams",         "teammates",  "coach",      "coached",    "rebounds",  "shutout",
    "homer",         "pitcher",    "roster",     "drew",       "semifinal", "semifinals",
    "final",         "finals",     "win",        "wins",       "won",       "loss",
    "losses",        "lead",       "points",     "player",     "players",   "draft",
    "rugby",         "football",   "soccer",     "basketball", "baseball",  "hockey",
    "cricket",       "batsman",    "bowler",     "transfer",   "signed",    "fixture",
    "fixtures",      "offside",    "referee",    "stadium",    "squad",     "varsity",
};

enum { SLOTS = 512 };
static guint32 slots[SLOTS]; /* hashes of the words; filled once, then constant */

static void fill(void)
{
    static gsize filled = 0;
    if (!g_once_init_enter(&filled))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        guint32 h = mention_word_hash(WORDS[i], strlen(WORDS[i]));
        guint at = h % SLOTS;
        while (slots[at] != 0)
            at = (at + 1) % SLOTS;
        slots[at] = h;
    }
    g_once_init_leave(&filled, 1);
}

static bool is_game_word(guint32 hash)
{
    for (guint at = hash % SLOTS; slots[at] != 0; at = (at + 1) % SLOTS)
        if (slots[at] == hash)
            return true;
    return false;
}

void mention_count_games(Scan *s)
{
    enum { DOCUMENT_WORDS = 4, IN_THOUSAND = 15 };
    guint all = 0;
    fill();
    s->games = g_new0(guint8, s->end_sentence - s->first_sentence + 1);
    for (guint i = 0; i < s->n_tokens; i++) {
        if (s->tok[i].kind != GM_TOKEN_WORD || !is_game_word(s->info[i].hash))
            continue;
        guint8 *n = &s->games[s->tok[i].sentence - s->first_sentence];
        *n = (guint8)MIN(*n + 1, 200);
        all++;
    }
    s->is_of_games = all >= DOCUMENT_WORDS && all * 1000 >= s->n_tokens * IN_THOUSAND;
}
