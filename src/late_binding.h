/** Libraries that open when first called. A start of gazmap reads a page or
 *  writes a table far more often than it draws, and the dynamic loader would
 *  spend most of that start on Cairo, Pango and PROJ with their eighty
 *  dependencies.
 *
 *  cmake/late.cmake lists the functions that the rooms call in such libraries.
 *  For each there is a stub of its name: a jump through a slot, which at first
 *  leads to the binder. The rooms' code and the libraries' headers know nothing
 *  of it. x86-64 (System V ABI) only; elsewhere the program is linked plainly,
 *  as libgazmap is everywhere.
 *
 *  A library that is missing then ends the program with exit status 1 and its
 *  name on standard error, as the dynamic loader would, only later. */
#pragma once

/** Opens the libraries that drawing needs, ahead of the first call. Thread-safe:
 *  meant for a thread of its own, while the document is read. */
void gm_late_open_drawing(void);
