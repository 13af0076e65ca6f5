/** What the difference between two names costs, in hundredths: 0 the same
 *  sounds, a few for what romanisations differ in, 100 for a foreign consonant.
 *  An alignment of least cost (Wagner and Fischer 1974) with a price for each
 *  pair of sounds. Private to the gazetteer room. */
#pragma once

#include "sound.h"

#define SOUND_COST_MAX 10000

/** SOUND_COST_MAX when it is more than @limit. @rule: what the dearest difference is, for people;
 * static; may be NULL. */
guint gm_gazetteer_sound_cost(const Sounds *a, const Sounds *b, guint limit, const char **rule);
/** A quick estimate for names of one skeleton from their sounds_fine. */
guint gm_gazetteer_sound_fine_cost(guint32 a, guint32 b, guint length, bool unvowelled);
