#include "pdf_pack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL = 9, MAX_UNPACKED = 1 << 28, MAX_OBJECTS = 1000000 };

typedef enum { FREE, PLAIN, PACKED } Place; /* the types of a table's entries */

typedef struct {
    const char *dict, *data; /* in the given file; @data NULL: no stream */
    gsize dict_len, data_len;
    Place place;
    guint32 offset, index; /* in the new file; in the packed objects */
} Object;

typedef struct {
    const char *pdf;
    gsize len;
    Object *objects;
    guint n;
    int root, info;
    GPtrArray *bodies; /* GString: what packed objects that were read lie in */
    struct libdeflate_compressor *packer;
    struct libdeflate_decompressor *unpacker;
    GString *out;
} File;

/* ---- reading ---- */

/* the file has zero bytes, so no string function will do */
static const char *find(const char *in, gsize len, const char *what)
{
    return memmem(in, len, what, strlen(what));
}

static int number_after(const char *in, gsize len, const char *key)
{
    const char *p = find(in, len, key);
    return p ? atoi(p + strlen(key)) : -1;
}

/** The length of a stream: in its dictionary, or an object of its own, which
 *  is then of no more use. */
static bool stream_length(File *f, const Object *o, gsize *length)
{
    const char *p = find(o->dict, o->dict_len, "/Length ");
    if (!p)
        return false;
    char *end;
    guint64 v = g_ascii_strtoull(p + 8, &end, 10);
    if (g_str_has_prefix(end, " 0 R")) {
        if (v >= f->n || !f->objects[v].dict)
            return false;
        Object *l = &f->objects[v];
        v = g_ascii_strtoull(l->dict, NULL, 10);
        l->place = FREE;
    }
    *length = v;
    return v <= f->len;
}

static bool read_object(File *f, guint i, gsize offset)
{
    Object *o = &f->objects[i];
    char head[32];
    gsize n = (gsize)g_snprintf(head, sizeof head, "%u 0 obj", i);
    if (offset + n >= f->len || memcmp(f->pdf + offset, head, n) != 0)
        return false;
    o->dict = f->pdf + offset + n;
    const char *end = find(o->dict, f->len - offset - n, "endobj");
    if (!end)
        return false;
    o->dict_len = (gsize)(end - o->dict);
    o->place = PACKED;
    return true;
}

static bool read_stream(File *f, Object *o)
{
    const char *s = find(o->dict, o->dict_len, ">>\nstream\n");
    if (!s)
        return !find(o->dict, o->dict_len, "stream"); /* another manner: not understood */
    o->dict_len = (gsize)(s + 2 - o->dict);
    o->data = s + 10;
    o->place = PLAIN;
    if (!stream_length(f, o, &o->data_len))
        return false;
    gsize left = f->len - (gsize)(o->data - f->pdf);
    return o->data_len + 10 <= left && !memcmp(o->data + o->data_len, "\nendstream", 10);
}

static GString *unpacked(const File *f, const Object *o)
{
    for (gsize room = MAX(o->data_len * 6, 4096); room < MAX_UNPACKED; room *= 2) {
        GString *g = g_string_sized_new(room);
        gsize len = 0;
        enum libdeflate_result r =
            libdeflate_zlib_decompress(f->unpacker, o->data, o->data_len, g->str, room, &len);
        if (r == LIBDEFLATE_SUCCESS) {
            g_string_set_size(g, len);
            return g;
        }
        g_string_free(g, TRUE);
        if (r != LIBDEFLATE_INSUFFICIENT_SPACE)
            return NULL;
    }
    return NULL;
}

static bool read_streams(File *f)
{
    for (guint i = 1; i < f->n; i++)
        if (f->objects[i].dict && !read_stream(f, &f->objects[i]))
            return false;
    return true;
}

/** A plain table at @at, as Cairo 1.16 writes it. */
static bool read_table(File *f, gsize at)
{
    char *p;
    guint64 n = g_ascii_strtoull(f->pdf + at + 7, &p, 10);
    const char *trailer = find(f->pdf + at, f->len - at, "trailer");
    if (n == 0 || n > MAX_OBJECTS || *p != '\n' || !trailer || trailer < p + 1 + n * 20)
        return false;
    f->n = (guint)n;
    f->objects = g_new0(Object, n);
    for (guint i = 1; i < f->n; i++) {
        const char *entry = p + 1 + (gsize)i * 20;
        if (entry[17] == 'n' && !read_object(f, i, (gsize)g_ascii_strtoull(entry, NULL, 10)))
            return false;
    }
    gsize left = f->len - (gsize)(trailer - f->pdf);
    f->root = number_after(trailer, left, "/Root ");
    f->info = number_after(trailer, left, "/Info ");
    return read_streams(f);
}

/** The objects of the packed stream @i, which then is of no more use. */
static bool read_packed(File *f, guint i)
{
    Object *o = &f->objects[i];
    int n = number_after(o->dict, o->dict_len, "/N ");
    int first = number_after(o->dict, o->dict_len, "/First ");
    GString *body = o->data ? unpacked(f, o) : NULL;
    if (!body)
        return false;
    g_ptr_array_add(f->bodies, body);
    *o = (Object){0};
    if (n < 0 || first < 0 || (gsize)first > body->len)
        return false;
    gsize room = body->len - (gsize)first;
    char *p = body->str;
    Object *last = NULL;
    for (int k = 0; k < n; k++) {
        guint64 number = g_ascii_strtoull(p, &p, 10), from = g_ascii_strtoull(p, &p, 10);
        if (number == 0 || number >= f->n || from > room)
            return false;
        Object *in = &f->objects[number];
        in->dict = body->str + first + from;
        in->dict_len = room - from;
        in->place = PACKED;
        if (last)
            last->dict_len = (gsize)MAX(in->dict - last->dict, 0);
        last = in;
    }
    return true;
}

/** The table at @at is a stream, and small objects are packed: Cairo 1.18. */
static bool read_table_stream(File *f, gsize at)
{
    char *end;
    guint64 own = g_ascii_strtoull(f->pdf + at, &end, 10);
    int size = number_after(end, f->len - (gsize)(end - f->pdf), "/Size ");
    if (size < 1 || size > MAX_OBJECTS || own == 0 || own >= (guint64)size)
        return false;
    f->n = (guint)size;
    f->objects = g_new0(Object, f->n);
    Object *table = &f->objects[own];
    if (!read_object(f, (guint)own, at) || !read_stream(f, table) || !table->data)
        return false;
    f->root = number_after(table->dict, table->dict_len, "/Root ");
    f->info = number_after(table->dict, table->dict_len, "/Info ");
    const char *widths = find(table->dict, table->dict_len, "/W [1 ");
    int wide = widths ? atoi(widths + 6) : 0;
    g_autoptr(GString) entries = unpacked(f, table);
    gsize step = (gsize)wide + 3;
    if (wide < 1 || wide > 4 || atoi(widths + 8) != 2 || !entries || entries->len < f->n * step)
        return false;
    *table = (Object){0};
    g_autoptr(GArray) packed = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 1; i < f->n; i++) {
        const guint8 *e = (const guint8 *)entries->str + i * step;
        gsize to = 0;
        for (int k = 1; k <= wide; k++)
            to = to << 8 | e[k];
        if (e[0] == PLAIN && i != own && !read_object(f, i, to))
            return false;
        guint in = (guint)to;
        if (e[0] == PACKED &&
            (packed->len == 0 || g_array_index(packed, guint, packed->len - 1) != in))
            g_array_append_val(packed, in);
    }
    if (!read_streams(f))
        return false;
    for (guint k = 0; k < packed->len; k++) {
        guint i = g_array_index(packed, guint, k);
        if (i == 0 || i >= f->n || (f->objects[i].dict && !read_packed(f, i)))
            return false;
    }
    return true;
}

/** Finds every object by the table at the file's end. */
static bool read_file(File *f)
{
    gsize last = f->len - MIN(f->len, 64);
    const char *tail = find(f->pdf + last, f->len - last, "startxref\n");
    gsize at = tail ? (gsize)g_ascii_strtoull(tail + 10, NULL, 10) : f->len;
    if (at + 8 >= f->len)
        return false;
    bool plain = memcmp(f->pdf + at, "xref\n0 ", 7) == 0;
    return (plain ? read_table(f, at) : read_table_stream(f, at)) && f->root > 0;
}

/* ---- streams ---- */

/** "<< dictionary /Length n >> stream" with @data packed. */
static void append_stream(File *f, guint i, const char *dict, gsize dict_len, const GString *data)
{
    gsize room = libdeflate_zlib_compress_bound(f->packer, data->len);
    g_autofree char *packed = g_malloc(room);
    gsize len = libdeflate_zlib_compress(f->packer, data->str, data->len, packed, room);
    g_string_append_printf(f->out, "%u 0 obj\n<<", i);
    g_string_append_len(f->out, dict, (gssize)dict_len);
    g_string_append_printf(f->out, "/Length %" G_GSIZE_FORMAT ">>\nstream\n", len);
    g_string_append_len(f->out, packed, (gssize)len);
    g_string_append(f->out, "\nendstream\nendobj\n");
}

/** A dictionary's entries without its length and its brackets. */
static char *entries(const Object *o)
{
    GString *g = g_string_new_len(o->dict, (gssize)o->dict_len);
    char *p = strstr(g->str, "/Length ");
    g_string_erase(g, p - g->str, (gssize)(1 + strcspn(p + 1, "/>")));
    char *open = strstr(g->str, "<<");
    g_string_erase(g, 0, open + 2 - g->str);
    g_string_truncate(g, g->len - 2); /* >> */
    return g_string_free(g, FALSE);
}

static bool write_stream(File *f, guint i, GmPdfFilter filter, gpointer user)
{
    Object *o = &f->objects[i];
    o->offset = (guint32)f->out->len;
    if (!find(o->dict, o->dict_len, "/Filter /FlateDecode") ||
        find(o->dict, o->dict_len, "/DecodeParms")) {
        g_autofree char *dict = entries(o);
        g_string_append_printf(f->out, "%u 0 obj\n<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", i,
                               dict, o->data_len);
        g_string_append_len(f->out, o->data, (gssize)o->data_len);
        g_string_append(f->out, "\nendstream\nendobj\n");
        return true;
    }
    g_autoptr(GString) data = unpacked(f, o);
    g_autoptr(GString) changed = g_string_new(NULL);
    if (!data)
        return false;
    bool content = !find(o->dict, o->dict_len, "/Length1") && !find(o->dict, o->dict_len, "/Image");
    if (content && !filter(data->str, data->len, changed, user))
        return false;
    g_autofree char *dict = entries(o);
    append_stream(f, i, dict, strlen(dict), changed->len ? changed : data);
    return true;
}

/* ---- the small objects, and the table ---- */

static void write_packed_objects(File *f, guint number)
{
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GString) body = g_string_new(NULL);
    guint n = 0;
    for (guint i = 1; i < f->n; i++) {
        Object *o = &f->objects[i];
        if (!o->dict || o->place != PACKED)
            continue;
        o->offset = number;
        o->index = n++;
        g_string_append_printf(head, "%u %" G_GSIZE_FORMAT " ", i, body->len);
        g_string_append_len(body, o->dict, (gssize)o->dict_len);
    }
    char dict[96];
    g_snprintf(dict, sizeof dict, "/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT "/Filter/FlateDecode",
               n, head->len);
    g_string_append_len(head, body->str, (gssize)body->len);
    append_stream(f, number, dict, strlen(dict), head);
}

static void append_entry(GString *table, Place type, guint32 offset, guint32 index)
{
    const guint8 bytes[7] = {(guint8)type,          (guint8)(offset >> 24), (guint8)(offset >> 16),
                             (guint8)(offset >> 8), (guint8)offset,         (guint8)(index >> 8),
                             (guint8)index};
    g_string_append_len(table, (const char *)bytes, sizeof bytes);
}

static void write_table(File *f, guint number, guint32 packed_at)
{
    g_autoptr(GString) table = g_string_new(NULL);
    guint32 at = (guint32)f->out->len;
    append_entry(table, FREE, 0, 0xffff);
    for (guint i = 1; i < f->n; i++) {
        const Object *o = &f->objects[i];
        append_entry(table, o->dict ? o->place : FREE, o->offset, o->index);
    }
    append_entry(table, PLAIN, packed_at, 0);
    append_entry(table, PLAIN, at, 0);
    char dict[160], info[40] = "";
    if (f->info > 0)
        g_snprintf(info, sizeof info, "/Info %d 0 R", f->info);
    g_snprintf(dict, sizeof dict, "/Type/XRef/W[1 4 2]/Size %u/Root %d 0 R%s/Filter/FlateDecode",
               number + 1, f->root, info);
    append_stream(f, number, dict, strlen(dict), table);
    g_string_append_printf(f->out, "startxref\n%u\n%%%%EOF\n", at);
}

static bool write_file(File *f, GmPdfFilter filter, gpointer user)
{
    g_string_append(f->out, "%PDF-1.5\n%\xb5\xed\xae\xfb\n");
    for (guint i = 1; i < f->n; i++)
        if (f->objects[i].data && !write_stream(f, i, filter, user))
            return false;
    guint32 packed_at = (guint32)f->out->len;
    write_packed_objects(f, f->n);
    write_table(f, f->n + 1, packed_at);
    return f->out->len < G_MAXINT32;
}

static void free_body(GString *body)
{
    g_string_free(body, TRUE);
}

bool gm_draw_pdf_pack(const char *pdf, gsize len, GmPdfFilter filter, gpointer user, GString *out)
{
    File f = {.pdf = pdf, .len = len, .out = out};
    g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func((GDestroyNotify)free_body);
    f.bodies = bodies;
    gsize before = out->len;
    f.packer = libdeflate_alloc_compressor(LEVEL);
    f.unpacker = libdeflate_alloc_decompressor();
    bool ok =
        before == 0 && f.packer && f.unpacker && read_file(&f) && write_file(&f, filter, user);
    if (!ok)
        g_string_truncate(out, before);
    if (f.packer)
        libdeflate_free_compressor(f.packer);
    if (f.unpacker)
        libdeflate_free_decompressor(f.unpacker);
    g_free(f.objects);
    return ok;
}
