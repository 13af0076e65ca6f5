/** The worker's protocol, one line of JSON in, one out, whatever the line holds:
 *    {"id": …, "name": "…", "text": "…", "ask": ["places", "svg"]}
 *    {"id": …, "places": […], "svg": "…"}   or   {"id": …, "error": "…"}
 *  Private to cli. */
#pragma once

#include "command.h"

typedef struct {
    GmSession *session;
    GmRoomOptions rooms;
    int default_ask; /* for lines that ask nothing */
} GmWorker;

/** "places,svg" as bits, added to @bits. */
bool gm_cli_worker_parse_ask(const char *list, int *bits, GError **error);
/** Appends the answer to @line, and a line break. */
void gm_cli_worker_answer(GmWorker *w, const char *line, gsize len, GString *out);
/** Appends the answer that says @message instead; the line's "id" is given back when
 *  it can be told cheaply. */
void gm_cli_worker_answer_error(const char *line, gsize len, const char *message, GString *out);
