/** Linear referencing on geodesic polylines: chainage is the distance in
 *  metres along the line from its first position. On a multi-part line the
 *  parts are chained in their order, gaps counting nothing. */
#pragma once

#include "geometry.h"

typedef struct {
    GmPos pos;       /* the foot: the nearest point of the line */
    double chainage; /* metres from the start of the first part */
    double offset;   /* metres from the place to the foot */
    int side;        /* -1 left of the line's direction, 1 right, 0 on it */
    size_t part;     /* the part that holds the foot */
    bool at_end;     /* the place lies beyond an end of its part */
    size_t n_equal;  /* feet at equal distance besides this one */
} GmFoot;

/** The foot of @p on @line, within 1 mm of the true geodesic nearest point. */
bool gm_geo_foot(const GmGeom *line, GmPos p, GmFoot *out, GError **error);
/** The point at @chainage, clamped to the line. */
GmPos gm_geo_at_chainage(const GmGeom *line, double chainage);
/** The points at chainages 0, @step, 2 @step … up to the line's length, in one pass;
 *  *n of them, at least one; to be freed by g_free. */
GmPos *gm_geo_sample_line(const GmGeom *line, double step, size_t *n);
/** New line between two chainages; reversed when @from > @to. */
GmGeom *gm_geo_sub_line(const GmGeom *line, double from, double to);
/** New single-part line that joins the parts of @line end to end where ends
 *  meet within @tolerance metres; parts that meet nothing are kept after. */
GmGeom *gm_geo_join_parts(const GmGeom *line, double tolerance);
GmGeom *gm_geo_reversed(const GmGeom *line);
