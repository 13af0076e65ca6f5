/** Folding: the one spelling under which names are compared.
 *
 *  NFKD, case folding, marks dropped; apostrophes, primes, ayn and hamza signs
 *  in all their code points dropped; hyphens, dashes and every space become one
 *  space; Arabic alef forms, tah marbuta, alef maksura unified, diacritics and
 *  tatweel dropped, Persian and Arabic digits made ASCII; Turkish dotless i and
 *  letters with strokes (ł, đ, ø) made plain; Cyrillic and Greek as they stand;
 *  full stops dropped unless between digits (U.S. -> us, St. -> st); zero-width
 *  and direction characters, soft hyphens and broken bytes dropped. Folding a
 *  folded string changes nothing. */
#pragma once

#include <glib.h>

/** New string, folded; leading and trailing spaces gone. @len -1: to the NUL. */
char *gm_text_fold(const char *s, gssize len);
/** Appends the folded form to @out; returns the number of bytes added. */
gsize gm_text_fold_append(GString *out, const char *s, gssize len);
