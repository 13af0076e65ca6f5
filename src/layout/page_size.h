/** Page sizes as people write them. Private to layout. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    double width, height; /* CSS px */
    bool paper;           /* given as paper or in millimetres */
} GmPageSize;

/** "1600x1200", "800x600px", "297x210mm", "A4", "A3 landscape", "letter". */
bool gm_layout_page_size(const char *text, GmPageSize *out, GError **error);
