/** Lines that no map has: by the places that they run through ("the line A–B–C"), and
 *  parallels ("north of the 36th parallel"). Their geometry is what the words give. */
#include "scene_plan.h"

#include "buffer.h"
#include "map_grammar.h"
#include "overlay.h"
#include "quantity.h"

#include <math.h>
#include <string.h>

#define BESIDE 15000.0    /* metres; land of no stated reach beside a line */
#define OUTLINE_OFF 250.0 /* metres that a country's outline may be generalised by */

/** The places of the line in their order: FROM, AT …, TO; NULL with fewer than two. */
static GmGeom *course_of(GmPlan *p, const GmGroup *g, GmSpec *s)
{
    static const GmAnchorPart parts[] = {GM_PART_FROM, GM_PART_AT, GM_PART_TO};
    g_autoptr(GArray) pos = g_array_new(FALSE, FALSE, sizeof(GmPos));
    guint unknown = 0;
    for (gsize k = 0; k < G_N_ELEMENTS(parts); k++) {
        GmSite *site;
        guint n = 0, said = 0;
        for (; (site = gm_plan_site(p, g, parts[k], n, parts[k])); n++) {
            gm_plan_to_town(p, site);
            GmPos at = gm_site_pos(site);
            if (gm_site_is_point(site))
                g_array_append_val(pos, at);
            gm_site_free(site);
        }
        while (gm_statement_anchor(g->st, parts[k], said))
            said++;
        unknown += said > n ? said - n : 0;
    }
    if (pos->len < 2)
        return NULL;
    if (unknown > 0)
        gm_spec_note(s, "%u of the places that the line runs through %s not known", unknown,
                     unknown > 1 ? "are" : "is");
    return gm_geom_new_line((const GmPos *)pos->data, pos->len);
}

/** No road: its course is told by its places alone. */
static bool is_line_of_places(const char *surface)
{
    static const char *const ends[] = {" line",    "railway", "railroad", "pipeline", "canal",
                                       "trench",   "ditch",   "fence",    "berm",     "tunnel",
                                       "trenches", "cable",   "aqueduct", "tramway"};
    if (g_str_has_prefix(surface, "line "))
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(surface, ends[i]))
            return true;
    return false;
}

bool gm_plan_stations(GmPlan *p, const GmGroup *g)
{
    const char *surface = gm_plan_surface(g, GM_PART_ALONG);
    g_autoptr(GmSite) along = gm_plan_site(p, g, GM_PART_ALONG, 0, GM_PART_ALONG);
    if (along || !surface || !is_line_of_places(surface))
        return false;
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_SEGMENT);
    s->given = course_of(p, g, s);
    if (!s->given) {
        gm_spec_free(s);
        return false;
    }
    s->name = g_strdup(surface);
    s->name[0] = g_ascii_toupper(s->name[0]);
    s->at_least = GM_CERTAINTY_INDICATIVE;
    gm_spec_note(s, "the course of the line between its places is not known; straight lines "
                    "stand in");
    gm_plan_keep(p, s);
    return true;
}

/** "South of the line A–B–C": a soft band on that side, in the country of A. */
static GmSpec *beside_stations(GmPlan *p, const GmGroup *g)
{
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
    g_autoptr(GmGeom) line = course_of(p, g, s);
    GmGeom *band = line ? gm_maker_beside_line(line, s->sides, BESIDE, NULL) : NULL;
    g_autoptr(GmSite) from = gm_plan_site(p, g, GM_PART_FROM, 0, GM_PART_FROM);
    const GmGeom *country = from && band ? gm_maker_country(p->maker, from->country) : NULL;
    GmGeom *inside = country ? gm_geo_intersection(band, country, NULL) : NULL;
    if (!gm_geom_is_empty(inside)) {
        gm_geom_free(band);
        band = inside;
    } else {
        gm_geom_free(inside);
    }
    if (gm_geom_is_empty(band)) {
        gm_geom_free(band);
        gm_spec_free(s);
        return NULL;
    }
    s->given = band;
    s->at_least = GM_CERTAINTY_INDICATIVE;
    gm_spec_note(s, "how far it reaches is not stated; a soft band stands in");
    return s;
}

/** The latitude that "36th parallel", "latitude 36° 30′ S", "17 degrees north latitude"
 *  names, north positive; false for meridians and words. */
static bool read_parallel(const char *surface, double *lat)
{
    g_autofree char *text = g_ascii_strdown(surface, -1);
    if (!strstr(text, "parallel") && !strstr(text, "latitude"))
        return false;
    const char *digit = strpbrk(text, "0123456789");
    if (digit) {
        gsize n = strspn(digit, "0123456789.");
        g_autofree char *number = g_strndup(digit, n);
        if (!gm_text_parse_number(number, lat))
            return false;
    } else {
        double tens = 0.0, ones = 0.0;
        static const char *const names[] = {"twent", "thirt", "fort", "fift", "sixt"};
        static const char *const unit[] = {"first", "second",  "third",  "fourth", "fifth",
                                           "sixth", "seventh", "eighth", "ninth"};
        for (guint i = 0; i < G_N_ELEMENTS(names); i++)
            if (g_str_has_prefix(text, names[i]))
                tens = 20.0 + 10.0 * i;
        for (guint i = 0; i < G_N_ELEMENTS(unit); i++)
            if (strstr(text, unit[i]))
                ones = 1.0 + i;
        if (tens <= 0.0)
            return false;
        *lat = tens + ones;
    }
    bool south = strstr(text, "south") || g_str_has_suffix(text, " s") || strstr(text, "°s");
    *lat = south ? -*lat : *lat;
    return *lat > -90.0 && *lat < 90.0;
}

/** "North of the 36th parallel [in X]": that part of X, or of the document's country. */
static GmSpec *beside_parallel(GmPlan *p, const GmGroup *g, double lat)
{
    g_autoptr(GmSite) in = gm_plan_site(p, g, GM_PART_IN, 0, GM_PART_IN);
    bool assumed = in == NULL;
    if (assumed)
        in = gm_plan_country(p, p->home, GM_PART_IN);
    const GmGeom *whole = in ? gm_maker_site_geom(p->maker, in, GM_GEOM_POLYGON) : NULL;
    guint sides = g->st->sides & (GM_SIDE_N | GM_SIDE_S);
    if (!whole || (sides != GM_SIDE_N && sides != GM_SIDE_S))
        return NULL;
    GmBox box = {-90.0, -180.0, 90.0, 180.0};
    if (sides == GM_SIDE_N)
        box.south = lat;
    else
        box.north = lat;
    g_autoptr(GmGeom) plain = gm_geo_simplify(whole, OUTLINE_OFF, NULL);
    GmGeom *part = gm_geo_clip_box(plain ? plain : whole, box, NULL);
    if (gm_geom_is_empty(part)) {
        gm_geom_free(part);
        return NULL;
    }
    GmSpec *s = gm_plan_spec(p, g, GM_FEATURE_REGION_PART);
    s->given = part;
    s->sides = 0;
    s->at_least = assumed ? GM_CERTAINTY_INDICATIVE : GM_CERTAINTY_APPROXIMATE;
    if (assumed)
        gm_spec_note(s, "the land is not named; %s, of which the document tells, is taken",
                     in->name);
    return s;
}

bool gm_plan_beside(GmPlan *p, const GmGroup *g)
{
    const char *surface = gm_plan_surface(g, GM_PART_OF);
    g_autoptr(GmSite) of = gm_plan_site(p, g, GM_PART_OF, 0, GM_PART_OF);
    double lat = 0.0;
    if (of || !surface)
        return false;
    GmSpec *s = read_parallel(surface, &lat)       ? beside_parallel(p, g, lat)
                : gm_plan_surface(g, GM_PART_FROM) ? beside_stations(p, g)
                                                   : NULL;
    if (!s)
        return false;
    GString *name = g_string_new(NULL);
    gm_map_append_sides(name, g->st->sides & 0xffu, false, " and ");
    g_string_append_printf(name, g_str_has_prefix(surface, "lat") ? " of %s" : " of the %s",
                           surface);
    name->str[0] = g_ascii_toupper(name->str[0]);
    s->name = g_string_free(name, FALSE);
    gm_plan_keep(p, s);
    return true;
}
