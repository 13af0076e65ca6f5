/** The small part of folding that an index undoes by itself, so that a name and
 *  its folded form need be stored once: capitals of ASCII and Russian, hyphens.
 *  Private to the gazetteer room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** True when @s, folded so far, is @folded and ends there, or (with @end not
 *  NUL) goes on with @end. */
bool gm_gazetteer_plain_fold_equal(const char *s, const char *folded, gsize len, char end);
/** Folds so far into @out; returns the length, at most @room - 1. */
gsize gm_gazetteer_plain_fold(const char *s, char *out, gsize room);
