/** Names as sounds: what romanisations of one name have in common. Digraphs
 *  become one sound, articles are taken off, doubled letters are one, letters of
 *  Arabic and Cyrillic script become the sounds that they write. A name's
 *  skeleton is the row of its consonant classes; names with one skeleton are
 *  compared sound by sound at a cost that says how usual the difference is
 *  between romanisations (sound_cost.h). Private to the gazetteer room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    SOUND_NONE,
    SOUND_A,
    SOUND_E,
    SOUND_I,
    SOUND_O,
    SOUND_U,
    SOUND_Y,
    SOUND_W,
    SOUND_V,
    SOUND_SILENT_H, /* h that ends a word after a vowel: tah marbuta, or mute */
    SOUND_SILENT_T, /* t of the construct: Maarrat, Khirbet */
    SOUND_B,
    SOUND_P,
    SOUND_T,
    SOUND_TH,
    SOUND_D,
    SOUND_DH,
    SOUND_J,
    SOUND_G,
    SOUND_GH,
    SOUND_RH, /* the French spelling of gh */
    SOUND_K,
    SOUND_Q,
    SOUND_C,
    SOUND_SOFT_C, /* c before e, i, y */
    SOUND_H,
    SOUND_KH,
    SOUND_X,
    SOUND_S,
    SOUND_SH,
    SOUND_CH,
    SOUND_Z,
    SOUND_R,
    SOUND_L,
    SOUND_M,
    SOUND_N,
    SOUND_F,
    N_SOUNDS,
} Sound;

#define SOUND_FIRST_CONSONANT SOUND_B
#define MAX_SOUNDS 40
#define MAX_SKELETON 7
#define MAX_KEYS 4

typedef struct {
    guint8 sound[MAX_SOUNDS];
    guint8 n;
    guint8 articles, words;
    bool unvowelled; /* Arabic script: short vowels are not written */
    guint8 glued;    /* sounds of an article written in one with the rest: "Alhawr",
                      * "Arrastan"; 0 none */
} Sounds;

/** False when nothing is left to compare: other scripts, no consonant. */
bool gm_gazetteer_sounds_of(const char *folded, gsize len, Sounds *out);
/** The same without an article written in one with the name ("Alhawr"). */
void gm_gazetteer_sounds_unglue(const Sounds *s, Sounds *out);
/** The same with j read as y, as German and the Slavic languages write it
 *  ("Zurajk"); false when it has no j beside a vowel. */
bool gm_gazetteer_sounds_j_as_y(const Sounds *s, Sounds *out);
/** True of a name worth keeping in the index's table: Latin or Arabic script. */
bool gm_gazetteer_sounds_indexed(const char *folded, gsize len);

/** A skeleton is its length in the top four bits and then four bits a class,
 *  the first consonant highest; only the first seven count. @keys: the likeliest reading, then the
 * others (c is k or j, dh is d or z, th is t or s). A name is @stored under fewer: what is asked
 * for is read all ways. Returns how many. */
guint gm_gazetteer_sounds_keys(const Sounds *s, bool stored, guint32 keys[MAX_KEYS]);
/** What tells names of one skeleton apart at a glance: which consonant of each
 *  class and the vowels between, of the first six; see sound_fine_cost. */
guint32 gm_gazetteer_sounds_fine(const Sounds *s);

static inline guint skeleton_length(guint32 k)
{
    return k >> 28;
}
