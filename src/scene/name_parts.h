/** What names are composed of: the sites of a spec as a language spells them.
 *  Private to scene. */
#pragma once

#include "scene_spec.h"

/** Joined names of each part, "" when there are none; owned. */
typedef struct {
    char *along, *from, *to, *of, *in, *at;
} GmNameParts;

void gm_name_parts_init(GmNameParts *p, const GmSpec *s, const GmGazetteer *g,
                        const char *language);
void gm_name_parts_clear(GmNameParts *p);
/** The site as the label language spells it; new string. English maps keep
 *  the document's spelling. */
char *gm_name_site(const GmSite *s, const GmGazetteer *g, const char *language);
/** The site that stands for the whole: where it is, or what it is a part of. */
const GmSite *gm_name_main_site(const GmSpec *s);
/** "M4", "E 40", "N-1": letters, then digits. */
bool gm_name_is_road_number(const char *s);
bool gm_name_is_latin(const char *s);
/** A subject that says nothing on a map: "area", "section"; none at all, too. */
bool gm_name_is_generic(const char *subject);

/** A feature's name in a language other than English that has words (name_caption.c);
 *  new string. */
char *gm_name_caption(const GmSpec *s, const GmGazetteer *g, const char *language);
