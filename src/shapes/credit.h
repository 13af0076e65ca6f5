#pragma once

/** Lines of credit: what a data source must be called beside its licence. */

#include <glib.h>

/** The sources of @credit ("A; B (points)"), each with its licence of @licence (one for
 *  all, or "L1; L2" one for each) inside its brackets: "A (L1); B (points, L2)". A
 *  licence that the credit names itself is not repeated. NULL for no credit. Free it. */
char *gm_credit_line(const char *credit, const char *licence);

/** What a map prints of @lines (char *, made by gm_credit_line): every provider once,
 *  with its licence and without notes, joined by @separator; own work is left out. Free it. */
char *gm_credits_short(const GPtrArray *lines, const char *separator);
