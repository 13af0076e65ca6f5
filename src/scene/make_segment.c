#include "scene_maker.h"

#include "geodesic.h"
#include "scene_route.h"

bool gm_make_segment(GmMaker *m, const GmSpec *s, GmFeature *f, GError **error)
{
    f->geom = gm_route_of_spec(m, s, f, error);
    return f->geom != NULL;
}
