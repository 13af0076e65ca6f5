#include "index_write.h"
#include "sound.h"
#include <stdlib.h>

typedef struct {
    guint32 skeleton;
    IndexSound sound;
} Entry;

static int by_skeleton(const void *a, const void *b)
{
    const Entry *p = a, *q = b;
    if (p->skeleton != q->skeleton)
        return p->skeleton < q->skeleton ? -1 : 1;
    guint32 x = p->sound.name & ~SOUND_UNVOWELLED, y = q->sound.name & ~SOUND_UNVOWELLED;
    return x < y ? -1 : x > y;
}

static void add_keys(GArray *out, const Sounds *s, guint32 name)
{
    guint32 keys[MAX_KEYS];
    guint n = gm_gazetteer_sounds_keys(s, true, keys);
    Entry e = {
        .sound = {name | (s->unvowelled ? SOUND_UNVOWELLED : 0), gm_gazetteer_sounds_fine(s)}};
    for (guint i = 0; i < n; i++) {
        e.skeleton = keys[i];
        g_array_append_val(out, e);
    }
}

void gm_gazetteer_index_write_sounds(IndexWriter *w)
{
    const IndexBuilder *b = w->b;
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint32 i = 0; i < b->names.n; i++) {
        const char *s = string_pool_get(&b->names, i);
        gsize len = string_pool_len(&b->names, i);
        Sounds sounds;
        if (w->start[i] == w->start[i + 1] || i >= SOUND_UNVOWELLED ||
            !gm_gazetteer_sounds_indexed(s, len) || !gm_gazetteer_sounds_of(s, len, &sounds))
            continue;
        add_keys(entries, &sounds, i);
        if (sounds.glued) {
            Sounds bare;
            gm_gazetteer_sounds_unglue(&sounds, &bare);
            add_keys(entries, &bare, i);
        }
    }
    if (entries->len > 0)
        qsort(entries->data, entries->len, sizeof(Entry), by_skeleton);
    const Entry *e = (const Entry *)(void *)entries->data;
    g_autoptr(GArray) skeletons = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) at = g_array_new(FALSE, FALSE, sizeof(guint32));
    gm_gazetteer_index_sink_begin(w->sink, SECTION_SOUNDS);
    for (guint i = 0; i < entries->len; i++) {
        if (i == 0 || e[i].skeleton != e[i - 1].skeleton) {
            g_array_append_val(skeletons, e[i].skeleton);
            g_array_append_val(at, i);
        }
        gm_gazetteer_index_sink_put(w->sink, &e[i].sound, sizeof e[i].sound);
    }
    gm_gazetteer_index_sink_end(w->sink, SECTION_SOUNDS);
    guint end = entries->len;
    g_array_append_val(at, end);
    gm_gazetteer_index_sink_section(w->sink, SECTION_SKELETONS, skeletons->data,
                                    skeletons->len * 4);
    gm_gazetteer_index_sink_section(w->sink, SECTION_SKELETON_AT, at->data, at->len * 4);
}
