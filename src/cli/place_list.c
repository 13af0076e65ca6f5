#include "place_list.h"

#include "markup.h"

void gm_cli_append_place_tsv(GString *out, const GmPlace *p)
{
    gm_text_append_tsv(out, p->name);
    g_string_append_c(out, '\t');
    gm_text_append_number(out, p->lat, 5);
    g_string_append_c(out, '\t');
    gm_text_append_number(out, p->lon, 5);
    g_string_append_c(out, '\t');
    if (p->geonames_id)
        g_string_append_printf(out, "%u", p->geonames_id);
}

void gm_cli_append_position(GString *out, const GmPlace *p)
{
    gm_text_append_number(out, p->lat, 4);
    g_string_append(out, ", ");
    gm_text_append_number(out, p->lon, 4);
}

void gm_cli_json_begin_list(GmJson *j, bool geojson)
{
    if (geojson) {
        gm_text_json_object(j);
        gm_text_json_key(j, "type"), gm_text_json_string(j, "FeatureCollection");
        gm_text_json_key(j, "features");
    }
    gm_text_json_array(j);
}

void gm_cli_json_end_list(GmJson *j, bool geojson)
{
    gm_text_json_end(j);
    if (geojson)
        gm_text_json_end(j);
}

void gm_cli_json_begin_place(GmJson *j, const GmPlace *p, bool geojson)
{
    gm_text_json_inline_object(j);
    if (!geojson)
        return;
    gm_text_json_key(j, "type"), gm_text_json_string(j, "Feature");
    gm_text_json_key(j, "geometry"), gm_text_json_inline_object(j);
    gm_text_json_key(j, "type"), gm_text_json_string(j, "Point");
    gm_text_json_key(j, "coordinates"), gm_text_json_inline_array(j);
    gm_text_json_number(j, p->lon, 6), gm_text_json_number(j, p->lat, 6);
    gm_text_json_end(j), gm_text_json_end(j);
    gm_text_json_key(j, "properties"), gm_text_json_inline_object(j);
}

void gm_cli_json_end_place(GmJson *j, bool geojson)
{
    gm_text_json_end(j);
    if (geojson)
        gm_text_json_end(j);
}

void gm_cli_json_place(GmJson *j, const GmPlace *p)
{
    gm_text_json_key(j, "name"), gm_text_json_string(j, p->name);
    gm_text_json_key(j, "lat"), gm_text_json_number(j, p->lat, 6);
    gm_text_json_key(j, "lon"), gm_text_json_number(j, p->lon, 6);
    gm_text_json_key(j, "geonames_id");
    if (p->geonames_id)
        gm_text_json_int(j, p->geonames_id);
    else
        gm_text_json_null(j);
    gm_text_json_key(j, "kind"), gm_text_json_string(j, gm_gazetteer_kind_name(p->kind));
    gm_text_json_key(j, "country"), gm_text_json_string(j, p->country);
    gm_text_json_key(j, "admin1"), gm_text_json_string(j, p->admin1);
}
