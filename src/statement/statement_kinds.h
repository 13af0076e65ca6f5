/** The one table of statement kinds. A row here, a file that reads the kind
 *  (read_NAME.c in this room) and a file that turns it into features (plan_NAME.c in
 *  scene): that is all a new kind touches. The constants, the names in the
 *  dumps, the readers' and the planners' declarations and both rooms' tables are
 *  made from these rows. */
#pragma once

/* clang-format off */

/* GM_ST_NAME, its name in the dumps and of gm_plan_NAME, in the order in which scene
 * plans them: lines first, strips may borrow their end points. */
#define GM_STATEMENT_KINDS(KIND) \
    KIND(SEGMENT, segment)           /* run of a line between end points */ \
    KIND(LINE, line)                 /* a named line, maybe with its end points */ \
    KIND(CORRIDOR, corridor)         /* strip along a line: measures width/depth, sides */ \
    KIND(BUFFER, buffer)             /* zone around or inside a place or area */ \
    KIND(BORDER_STRIP, border_strip) /* along a border to a depth */ \
    KIND(AREA, area)               /* ceasefire, safe zone, control, … in a province or area */ \
    KIND(BOUNDED, bounded)           /* an area by its corners, places or positions */ \
    KIND(REGION_PART, region_part) /* "northern X", "east of Y", "area surrounding Z" */ \
    KIND(BETWEEN, between)         /* between A and B */ \
    KIND(NEAR, near)               /* near, around, outskirts of */ \
    KIND(DEPLOYMENT, deployment)   /* units, posts, bases, crossings, checkpoints at places */ \
    KIND(RELATIVE, relative)       /* point by distance and bearing, or along a road */

/* gm_read_NAME, in the order in which they may claim a phrase: what is said most fully
 * first, single points and parts later, what refers back last. A kind may have several. */
#define GM_STATEMENT_READERS(READER) \
    READER(bounded) \
    READER(line_side) \
    READER(extent) \
    READER(waters) \
    READER(border_strip) \
    READER(corridor) \
    READER(buffer) \
    READER(border_range) \
    READER(tour) \
    READER(segment) \
    READER(route) \
    READER(line) \
    READER(road_to) \
    READER(relative) \
    READER(bearing) \
    READER(heading) \
    READER(lead_in) \
    READER(another) \
    READER(flow) \
    READER(deployment) \
    READER(evacuation) \
    READER(area) \
    READER(made_of) \
    READER(fate) \
    READER(event) \
    READER(hazard) \
    READER(found) \
    READER(arrival) \
    READER(elliptic) \
    READER(between) \
    READER(near) \
    READER(front) \
    READER(standing) \
    READER(region_part) \
    READER(resized) \
    READER(again) \
    READER(ring) \
    READER(border_run)

/* clang-format on */
