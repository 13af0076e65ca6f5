/** Folding in pieces, for the tokenizer. Private to text. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    GString *out;
    gsize begin;      /* where this folded form starts in out */
    bool space;       /* a space is due before the next character */
    bool after_digit; /* a full stop between digits stays: */
    bool stop;        /* … this one, if a digit follows */
} FoldRun;

static inline FoldRun fold_begin(GString *out)
{
    return (FoldRun){out, out->len, false, false, false};
}
void gm_text_fold_run(FoldRun *run, const char *s, gsize len);
