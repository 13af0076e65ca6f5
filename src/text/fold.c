#include "fold.h"

#include "char_class.h"
#include "fold_run.h"
#include "utf8_next.h"

#include <string.h>

/* Room for @more bytes, so that what follows can write without asking. */
static void make_room(GString *out, gsize more)
{
    gsize len = out->len;
    if (len + more + 1 > out->allocated_len) {
        g_string_set_size(out, len + more);
        g_string_truncate(out, len);
    }
}

/* One byte that stays, after the space or the full stop that was due. */
static void put_byte(FoldRun *run, char c)
{
    GString *out = run->out;
    if (run->space && out->len > run->begin)
        out->str[out->len++] = ' ';
    else if (run->stop && g_ascii_isdigit(c))
        out->str[out->len++] = '.';
    run->space = run->stop = false;
    out->str[out->len++] = c;
}

static void meet_space(FoldRun *run)
{
    run->space = true;
    run->after_digit = run->stop = false;
}

/* Full stops go, unless the digit before this one finds another behind it. */
static void meet_stop(FoldRun *run)
{
    run->stop = run->after_digit;
    run->after_digit = false;
}

static void fold_ascii(FoldRun *run, unsigned char c)
{
    switch (ascii_class(c)) {
    case CHAR_LETTER:
    case CHAR_DIGIT:
        break;
    case CHAR_SPACE:
    case CHAR_HYPHEN:
        meet_space(run);
        return;
    case CHAR_APOSTROPHE:
        return;
    default:
        if (c == '_') {
            meet_space(run);
            return;
        }
        if (c == '.') {
            meet_stop(run);
            return;
        }
    }
    put_byte(run, (char)(ascii_flags(c) & CHAR_UPPER ? c | 0x20 : c));
    run->after_digit = ascii_class(c) == CHAR_DIGIT;
}

static void fold_other(FoldRun *run, guint32 cp)
{
    CharInfo scratch;
    const CharInfo *info = gm_text_char_info(cp, &scratch);
    if (info->n_fold == CHAR_FOLDS_TO_SPACE) {
        meet_space(run);
        return;
    }
    if (info->n_fold == 0)
        return;
    char fold[CHAR_FOLD_MAX];
    const char *from = info->fold;
    gsize n = info->n_fold;
    if (info->n_fold == CHAR_FOLDS_LONG) {
        n = gm_text_char_fold(cp, fold);
        from = fold;
    }
    for (gsize i = 0; i < n; i++) {
        if (from[i] == ' ')
            meet_space(run);
        else if (from[i] == '.')
            meet_stop(run);
        else
            put_byte(run, from[i]);
        run->after_digit = g_ascii_isdigit(from[i]);
    }
}

static void fold_piece(FoldRun *run, const char *s, const char *piece_end, const char *end)
{
    while (s < piece_end) {
        unsigned char c = (unsigned char)*s;
        if (c < 0x80) {
            fold_ascii(run, c);
            s++;
            continue;
        }
        guint32 cp;
        bool valid;
        s += utf8_next(s, end, &cp, &valid);
        if (valid)
            fold_other(run, cp);
    }
}

/* A piece at a time bounds the room asked for: no code point folds to more
 * than eleven times its bytes, and a space may stand before it. */
void gm_text_fold_run(FoldRun *run, const char *s, gsize len)
{
    enum { piece = 512, growth = 16 };
    const char *end = s + len;
    while (s < end) {
        const char *stop = (gsize)(end - s) > piece ? s + piece : end;
        while (stop < end && ((unsigned char)*stop & 0xC0) == 0x80 && stop - s < piece + 4)
            stop++;
        make_room(run->out, growth * (gsize)(stop - s) + CHAR_FOLD_MAX);
        fold_piece(run, s, stop, end);
        s = stop;
    }
    run->out->str[run->out->len] = '\0';
}

gsize gm_text_fold_append(GString *out, const char *s, gssize len)
{
    gsize n = len < 0 ? strlen(s) : (gsize)len;
    FoldRun run = fold_begin(out);
    gm_text_fold_run(&run, s, n);
    return out->len - run.begin;
}

char *gm_text_fold(const char *s, gssize len)
{
    GString *out = g_string_sized_new(64);
    gm_text_fold_append(out, s, len);
    return g_string_free(out, FALSE);
}
