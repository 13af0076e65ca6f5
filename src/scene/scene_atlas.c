#include "scene_atlas.h"

#include "geodesic.h"
#include "overlay.h"

#include <string.h>

enum {
    SHAPE_POSITIONS = 2000000, /* 32 MB of shapes, or fewer, when a scene begins */
    WORK_POSITIONS = 400000,   /* 6.4 MB of zones and what they were made from */
    MOST_ANSWERS = 256,        /* looked through one after the other */
    LEAST_POSITIONS = 16,      /* less is made faster than found */
};

typedef enum {
    WORK_BUFFER,
    WORK_INTERSECTION,
    WORK_PART,
    WORK_CORNER,
    WORK_AREA,
    WORK_LENGTH,
    WORK_FOOT,
} Work;

/* What was worked out before: of what, and what came of it. */
typedef struct {
    Work work;
    GmBufferOptions buffer; /* WORK_BUFFER */
    GmDirection dir;        /* WORK_PART, WORK_CORNER */
    double share;
    GmPos pos;     /* WORK_FOOT */
    GmGeom *a, *b; /* owned; @b of an intersection only */
    GmGeom *zone;  /* owned; or one of: */
    double number;
    GmFoot foot;
} Answer;

struct GmAtlas {
    GHashTable *shapes; /* char* -> GmGeom */
    gsize shape_positions;
    GQueue answers; /* Answer, the newest first */
    gsize answer_positions;
};

static void free_geom(gpointer p)
{
    gm_geom_free(p);
}

static void free_answer(gpointer p)
{
    Answer *z = p;
    gm_geom_free(z->a);
    gm_geom_free(z->b);
    gm_geom_free(z->zone);
    g_free(z);
}

GmAtlas *gm_atlas_new(void)
{
    GmAtlas *a = g_new0(GmAtlas, 1);
    a->shapes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_geom);
    g_queue_init(&a->answers);
    return a;
}

void gm_atlas_free(GmAtlas *a)
{
    if (!a)
        return;
    g_hash_table_unref(a->shapes);
    g_queue_clear_full(&a->answers, free_answer);
    g_free(a);
}

void gm_atlas_begin(GmAtlas *a)
{
    if (a->shape_positions <= SHAPE_POSITIONS)
        return;
    g_hash_table_remove_all(a->shapes);
    a->shape_positions = 0;
}

const GmGeom *gm_atlas_shape(const GmAtlas *a, const char *key)
{
    return g_hash_table_lookup(a->shapes, key);
}

const GmGeom *gm_atlas_keep_shape(GmAtlas *a, const char *key, GmGeom *g)
{
    a->shape_positions += g->n_pos;
    g_hash_table_insert(a->shapes, g_strdup(key), g);
    return g;
}

/* ---- zones ---- */

static bool same_geom(const GmGeom *a, const GmGeom *b)
{
    if (!a || !b)
        return a == b;
    return a->kind == b->kind && a->n_pos == b->n_pos && a->n_parts == b->n_parts &&
           memcmp(a->pos, b->pos, a->n_pos * sizeof *a->pos) == 0 &&
           memcmp(a->start, b->start, (a->n_parts + 1) * sizeof *a->start) == 0 &&
           (a->hole != NULL) == (b->hole != NULL) &&
           (!a->hole || memcmp(a->hole, b->hole, a->n_parts * sizeof *a->hole) == 0);
}

/* Bit for bit: what differs in the last digit is another question. */
static bool same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_question(const Answer *a, const Answer *b)
{
    const GmBufferOptions *p = &a->buffer, *q = &b->buffer;
    return a->work == b->work && a->dir == b->dir && same_number(a->share, b->share) &&
           same_number(a->pos.lat, b->pos.lat) && same_number(a->pos.lon, b->pos.lon) &&
           same_number(p->left, q->left) && same_number(p->right, q->right) && p->side == q->side &&
           p->cap == q->cap && same_number(p->tolerance, q->tolerance) && same_geom(a->a, b->a) &&
           same_geom(a->b, b->b);
}

static gsize positions_of(const Answer *z)
{
    return z->a->n_pos + (z->b ? z->b->n_pos : 0) + (z->zone ? z->zone->n_pos : 0);
}

/* False, with @error, when it cannot be made. */
static bool work_out(Answer *z, GError **error)
{
    switch (z->work) {
    case WORK_BUFFER:
        z->zone = gm_geo_buffer(z->a, &z->buffer, error);
        return z->zone != NULL;
    case WORK_INTERSECTION:
        z->zone = gm_geo_intersection(z->a, z->b, error);
        return z->zone != NULL;
    case WORK_PART:
        z->zone = gm_geo_region_part(z->a, z->dir, z->share, error);
        return z->zone != NULL;
    case WORK_CORNER:
        z->zone = gm_geo_region_corner(z->a, z->dir, z->share, error);
        return z->zone != NULL;
    case WORK_AREA:
        z->number = gm_geo_area(z->a);
        return true;
    case WORK_LENGTH:
        z->number = gm_geo_length(z->a);
        return true;
    case WORK_FOOT:
        return gm_geo_foot(z->a, z->pos, &z->foot, error);
    }
    g_assert_not_reached();
}

/* Fills what is asked in @question, whose geometries are borrowed; its zone is new. */
static bool answer(GmAtlas *a, Answer *question, GError **error)
{
    if (question->a->n_pos < LEAST_POSITIONS)
        return work_out(question, error);
    for (GList *l = a->answers.head; l; l = l->next) {
        Answer *z = l->data;
        if (!same_question(z, question))
            continue;
        g_queue_unlink(&a->answers, l);
        g_queue_push_head_link(&a->answers, l);
        question->zone = z->zone ? gm_geom_copy(z->zone) : NULL;
        question->number = z->number;
        question->foot = z->foot;
        return true;
    }
    if (!work_out(question, error))
        return false;
    Answer *z = g_memdup2(question, sizeof *question);
    z->a = gm_geom_copy(question->a);
    z->b = question->b ? gm_geom_copy(question->b) : NULL;
    z->zone = question->zone ? gm_geom_copy(question->zone) : NULL;
    g_queue_push_head(&a->answers, z);
    a->answer_positions += positions_of(z);
    while (a->answer_positions > WORK_POSITIONS || a->answers.length > MOST_ANSWERS) {
        Answer *old = g_queue_pop_tail(&a->answers);
        a->answer_positions -= positions_of(old);
        free_answer(old);
    }
    return true;
}

GmGeom *gm_atlas_buffer(GmAtlas *a, const GmGeom *g, const GmBufferOptions *o, GError **error)
{
    Answer question = {.work = WORK_BUFFER, .buffer = *o, .a = (GmGeom *)(guintptr)g};
    return answer(a, &question, error) ? question.zone : NULL;
}

GmGeom *gm_atlas_intersection(GmAtlas *a, const GmGeom *g, const GmGeom *h, GError **error)
{
    Answer question = {
        .work = WORK_INTERSECTION, .a = (GmGeom *)(guintptr)g, .b = (GmGeom *)(guintptr)h};
    return answer(a, &question, error) ? question.zone : NULL;
}

GmGeom *gm_atlas_region_part(GmAtlas *a, const GmGeom *polygon, GmDirection dir, double share,
                             GError **error)
{
    Answer question = {
        .work = WORK_PART, .dir = dir, .share = share, .a = (GmGeom *)(guintptr)polygon};
    return answer(a, &question, error) ? question.zone : NULL;
}

GmGeom *gm_atlas_region_corner(GmAtlas *a, const GmGeom *polygon, GmDirection dir, double share,
                               GError **error)
{
    Answer question = {
        .work = WORK_CORNER, .dir = dir, .share = share, .a = (GmGeom *)(guintptr)polygon};
    return answer(a, &question, error) ? question.zone : NULL;
}

double gm_atlas_area(GmAtlas *a, const GmGeom *polygon)
{
    Answer question = {.work = WORK_AREA, .a = (GmGeom *)(guintptr)polygon};
    answer(a, &question, NULL);
    return question.number;
}

double gm_atlas_length(GmAtlas *a, const GmGeom *line)
{
    Answer question = {.work = WORK_LENGTH, .a = (GmGeom *)(guintptr)line};
    answer(a, &question, NULL);
    return question.number;
}

bool gm_atlas_foot(GmAtlas *a, const GmGeom *line, GmPos p, GmFoot *out, GError **error)
{
    Answer question = {.work = WORK_FOOT, .pos = p, .a = (GmGeom *)(guintptr)line};
    bool found = answer(a, &question, error);
    *out = question.foot;
    return found;
}
