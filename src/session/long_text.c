#include "session.h"

#include "document_parts.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONG_BYTES = 4 << 20, MOST_BYTES = 256 << 20 };

/* Text that starts as UTF-16 or markup does is not read in parts. */
static bool starts_plain(const char *path)
{
    unsigned char b[256];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd < 0 ? -1 : read(fd, b, sizeof b);
    if (fd >= 0)
        close(fd);
    if (n < 2 || memchr(b, 0, (size_t)n) || b[0] >= 0xFE)
        return false;
    ssize_t i = n >= 3 && b[0] == 0xEF ? 3 : 0;
    while (i < n && g_ascii_isspace(b[i]))
        i++;
    return i == n || b[i] != '<';
}

bool gm_session_is_long_text(const char *path, const GmReadOptions *ro)
{
    struct stat st;
    return (ro->format == GM_FORMAT_AUTO || ro->format == GM_FORMAT_PLAIN) && !ro->encoding &&
           !g_str_has_suffix(path, ".html") && !g_str_has_suffix(path, ".htm") &&
           stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > LONG_BYTES &&
           starts_plain(path);
}

bool gm_session_reads_in_parts(char *const *paths, const GmReadOptions *ro)
{
    bool any = false;
    for (char *const *p = paths; *p; p++) {
        struct stat st;
        if (!strcmp(*p, "-") || stat(*p, &st) != 0 || st.st_size > MOST_BYTES)
            return false;
        any = any || gm_session_is_long_text(*p, ro);
    }
    return any;
}

/* Where reading stands among the files and in one of them. */
typedef struct {
    GmSession *session;
    char *const *paths;
    const GmReadOptions *ro;
    const GmMentionOptions *mo;
    guint path;         /* the next to be opened */
    GmTextParts *parts; /* of the one before it; NULL: that is read */
    char *date;         /* of its first part, which the others have not */
    GmReading *reading; /* the one in hand */
} Source;

static void close_file(Source *s)
{
    gm_text_parts_close(s->parts);
    s->parts = NULL;
    g_clear_pointer(&s->date, g_free);
}

static GmReading *next_part(Source *s, GError **error)
{
    GmDocument *d = gm_text_parts_next(s->parts, error);
    if (!d)
        return NULL;
    if (!d->date)
        d->date = g_strdup(s->date);
    else if (!s->date)
        s->date = g_strdup(d->date);
    return gm_session_read_document(s->session, d, s->mo, GM_STAGE_STATEMENTS, error);
}

static const GmStatements *next_reading(guint i, void *user, GError **error)
{
    Source *s = user;
    GError *cause = NULL;
    if (i == 0) {
        close_file(s);
        s->path = 0;
    }
    g_clear_pointer(&s->reading, gm_session_reading_free);
    while (!s->reading && !cause && (s->parts || s->paths[s->path])) {
        if (!s->parts) {
            const char *path = s->paths[s->path++];
            if (gm_session_is_long_text(path, s->ro))
                s->parts = gm_text_parts_open(path, 0, &cause);
            else
                s->reading =
                    gm_session_read(s->session, path, s->ro, s->mo, GM_STAGE_STATEMENTS, &cause);
        } else if (!(s->reading = next_part(s, &cause))) {
            close_file(s);
        }
    }
    if (cause)
        g_propagate_error(error, cause);
    return s->reading ? s->reading->statements : NULL;
}

GmScene *gm_session_scene_of_files(GmSession *session, char *const *paths, const GmReadOptions *ro,
                                   const GmMentionOptions *mo, const GmSceneOptions *o,
                                   GError **error)
{
    GmShapeStore *shapes = gm_session_shapes(session, error);
    if (!shapes)
        return NULL;
    Source s = {.session = session, .paths = paths, .ro = ro, .mo = mo};
    GmScene *scene = gm_scene_from_each(next_reading, &s, shapes, o, error);
    close_file(&s);
    gm_session_reading_free(s.reading);
    if (scene && !gm_shapes_all_read(shapes, error))
        g_clear_pointer(&scene, gm_scene_free);
    return scene;
}
