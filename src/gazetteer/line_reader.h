/** Lines of a text file, plain or gzip (by its first bytes), of any length up
 *  to 16 MB. Private to the gazetteer room. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef struct {
    GInputStream *in;
    GSeekable *file; /* borrowed: the file under @in */
    char *buffer;
    gsize room, start, end;
    bool eof;
    guint64 line, n_bytes; /* of the file; lines read so far */
} LineReader;

bool gm_gazetteer_line_reader_open(LineReader *r, const char *path, GError **error);
/** The next line without its ending, NUL-terminated, writable until the next
 *  call; NULL at the end or on failure (then @error is set). */
char *gm_gazetteer_line_reader_next(LineReader *r, gsize *len, GError **error);
/** Bytes of the file consumed so far. */
guint64 gm_gazetteer_line_reader_tell(const LineReader *r);
void gm_gazetteer_line_reader_close(LineReader *r);
