/** The documents' text with its mentions and quotes marked. Private to report. */
#pragma once

#include "scene.h"

typedef struct {
    guint *first; /* for each feature: number of its first mark in the text, from 1; 0: none */
    guint n_marks;
    guint roles[4];  /* mentions of each GmRole */
    guint n_missing; /* locations without a place */
} ReportMarks;

/** Appends one document's article. @marks counts on from document to document. */
void gm_report_append_text(GString *out, const GmScene *scene, const GmStatements *s,
                           ReportMarks *marks);
