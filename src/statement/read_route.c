/** Ways told by what they are and where they lead: "the road out of A towards B", "the
 *  main road north from A", "a pipeline from A through B to C", "the old A road", "the
 *  bridge over the X". Between the readers of segments and of lines, for what neither
 *  knows. */
#include "readers.h"

enum { MOST_STOPS = 6 };

static const char roads[] =
    "road highway motorway expressway freeway route track path trail bypass causeway";
static const char works[] =
    "railway railways railroad pipeline pipelines canal canals trench trenches ditch fence berm "
    "tunnel cable aqueduct tramway";
/* before "line": what no front or contact runs along */
static const char lines[] = "rail railway train tram power transmission pipe gas oil metro supply";

/** A way that no name of its own: a road, or (@work) a railway, a pipeline, a trench. */
static bool is_way(const Reading *r, int i, bool *work)
{
    const Chunk *c = at(r, i);
    *work = false;
    if (c->kind == C_ROAD) {
        g_autofree char *noun = g_utf8_strdown(r->d->text + c->start, (gssize)(c->end - c->start));
        *work = g_str_has_suffix(noun, "railway") || g_str_has_suffix(noun, "railroad");
        return c->end_refs == 0 && !c->plural && !gm_reading_names_road(r, i);
    }
    if (!has_class(r, i, W_ROAD | W_WAY))
        return false;
    *work = gm_reading_one_of(r, i, works) ||
            (gm_reading_one_of(r, i, "line lines") && gm_reading_one_of(r, i - 1, lines));
    return *work || gm_reading_one_of(r, i, roads);
}

/** What may stand between the way and where it leads. */
static bool is_filler(const Reading *r, int k)
{
    return has_class(r, k, W_DET) || is_kind(r, k, C_MEASURE) ||
           gm_reading_one_of(r, k,
                             "which that also goes going running runs run leading leads lead heads "
                             "heading passes passing winds winding climbs climbing descends "
                             "stretching stretches extending extends strategic mountain mountains "
                             "main over hills hill desert coast inland up down all straight still "
                             "once long high crossing inside oil gas carrying crude water");
}

/** Where it leads, from chunk @i on; the last chunk of it. */
static int read_stops(const SentenceReading *sr, int i, PathStop stops[], guint *n, guint *sides)
{
    const Reading *r = sr->r;
    int last = i - 1, idle = 0;
    *n = 0;
    *sides = 0;
    for (int k = i; *n < MOST_STOPS && idle < 6;) {
        GmAnchorPart part = GM_PART_AT;
        int behind = gm_read_behind_way(r, k, &part);
        if (behind > k && has_class(r, behind, W_DET) && is_kind(r, behind + 1, C_DIR)) {
            *sides |= at(r, behind + 1)->sides; /* "from A to the west" */
            last = behind + 1;
            k = behind + 2;
            continue;
        }
        int place = behind > k ? gm_read_way_place(r, behind) : -1;
        bool taken = is_taken(sr, place, TAKEN_PLACE | TAKEN_RANGE);
        if (place >= 0 && !taken && !at(r, place)->possessive) {
            stops[(*n)++] = (PathStop){part, place};
            last = place;
            k = place + 1;
            idle = 0;
            GmAnchorPart next = part;
            int more = k + gm_reading_punct(r, k, ',');
            more += has_class(r, more, W_AND);
            if (more > k && (part == GM_PART_AT && is_kind(r, more, C_PLACE))) {
                stops[(*n)++] = (PathStop){part, more}; /* "through A, B and C" */
                last = more;
                k = more + 1;
            } else if (more > k && gm_read_behind_way(r, more, &next) > more) {
                k = more;
            }
            continue;
        }
        if (is_kind(r, k, C_DIR) && !at(r, k)->adjective && *n < 2) {
            *sides |= at(r, k)->sides;
            idle++;
        } else if (!is_filler(r, k) && !(behind > k && is_filler(r, behind))) {
            break;
        } else {
            idle++;
        }
        k++;
    }
    return last;
}

bool gm_read_is_figure(const Reading *r, int i, int goal)
{
    static const char sports[] = "olympics olympic cup final finals championship league season "
                                 "qualifying qualifier title playoffs victory tournament match";
    for (int k = 0; k < n_chunks(r); k++)
        if (gm_reading_one_of(r, k, sports))
            return true;
    return is_kind(r, goal + 1, C_NUMBER) || gm_reading_hyphen(r, i + 1) ||
           gm_reading_one_of(r, i + 1, "map trip show safety") ||
           (has_class(r, goal + 1, W_BE) &&
            gm_reading_one_of(r, goal + 2, "long rocky bumpy paved hard still not"));
}

/** "The main", "the only", "on the", "along the" before a road: one road is meant. */
static bool is_one_road(const Reading *r, int i)
{
    if (is_kind(r, i, C_ROAD)) /* its article is in it */
        return true;
    int k = i - 1;
    while (k > i - 4 && (gm_reading_one_of(r, k,
                                           "main last old new only key coastal secondary dirt "
                                           "desert strategic international mountain first paved "
                                           "supply access back final single asphalt") ||
                         gm_reading_hyphen(r, k)))
        k--;
    return gm_reading_one_of(r, k, "the this that") || (k >= 0 && at(r, k)->possessive);
}

static int phrase_first(const Reading *r, int i)
{
    int k = i;
    while (
        k > i - 5 && k > 0 &&
        (gm_reading_one_of(r, k - 1,
                           "main last old new only key coastal secondary dirt desert strategic "
                           "international mountain oil gas water supply rail crude export single "
                           "first narrow back") ||
         is_kind(r, k - 1, C_MEASURE) || gm_reading_one_of(r, k - 1, lines)))
        k--;
    return has_class(r, k - 1, W_DET) ? k - 1 : k;
}

static GmStatement *new_way(const Reading *r, int first, int noun, int last)
{
    GmStatement *s = gm_build_new(r, GM_ST_LINE, first, last);
    Ref along = {-1, -1, at(r, first)->start, at(r, noun)->end};
    gm_build_anchor_ref(r, s, GM_PART_ALONG, &along);
    return s;
}

static void list_way(SentenceReading *sr, GmStatement *s, int i, int last, bool work)
{
    Reading *r = sr->r;
    int far = i;
    const char *action = gm_read_road_action(r, i, &far);
    if (!action)
        action = gm_read_road_action(r, last, &far);
    gm_build_subject(s, action ? at(r, far)->fold : work ? "line" : "road", action);
    take(sr, i, last, TAKEN_RANGE | TAKEN_ROAD);
    gm_build_list(r, s);
}

/** The road, railway, pipeline at @i and where it leads; @one: by one end only. */
static void read_way(SentenceReading *sr, int i, bool one)
{
    Reading *r = sr->r;
    bool work;
    if (!is_way(r, i, &work) || is_taken(sr, i, TAKEN_RANGE | TAKEN_ROAD))
        return;
    PathStop stops[MOST_STOPS + 1];
    guint n, sides, count[GM_PART_EXCEPT + 1] = {0};
    int last = read_stops(sr, i + 1, stops, &n, &sides);
    Args a;
    gm_phrase_args_init(&a);
    for (int k = i + 1; work && n == 0 && k < i + 6; k++) /* "between A and B" */
        if (gm_reading_one_of(r, k, "between linking connecting joining links connects") &&
            gm_phrase_read_arg(r, k, &a) > k) {
            last = a.last;
            break;
        } else if (!is_filler(r, k) && !gm_reading_punct(r, k, ',')) {
            break;
        }
    for (guint k = 0; k < n; k++)
        count[stops[k].part]++;
    bool ends = count[GM_PART_FROM] > 0 && count[GM_PART_TO] > 0;
    /* "from A to B" and no more is what the line reader has */
    bool plain = ends && !work && (is_kind(r, i, C_ROAD) || has_class(r, i, W_ROAD)) &&
                 count[GM_PART_AT] == 0 && is_word(r, i + 1, "from") && n == 2 &&
                 is_word(r, stops[0].chunk + 1, "to");
    bool end = n == 1 && !work && is_one_road(r, i) && !gm_read_is_figure(r, i, last) &&
               is_kind(r, stops[0].chunk, C_PLACE) && at(r, stops[0].chunk)->n_refs == 1 &&
               gm_read_is_spot(r, reading_ref(r, at(r, stops[0].chunk)->ref)) &&
               stops[0].part != GM_PART_AT;
    if (end && is_kind(r, i, C_ROAD) && at(r, i)->back && stops[0].part == GM_PART_TO)
        end = false; /* the road last named */
    if (one ? end : (ends && !plain) || gm_phrase_find(&a, GM_PART_FROM)) {
        GmStatement *s = new_way(r, phrase_first(r, i), i, last);
        for (guint k = 0; k < n; k++)
            gm_build_anchors(r, s, stops[k].part, stops[k].chunk);
        gm_build_args(r, s, &a);
        s->sides = end ? sides : 0;
        list_way(sr, s, i, last, work);
    }
    gm_phrase_args_clear(&a);
}

/** "Beside the old A road", "cut the A road": a road by one place. */
static void read_place_road(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int place = i - 1, far = i;
    if (!has_class(r, i, W_ROAD) || !gm_reading_one_of(r, i, "road highway railway"))
        return;
    bool name = gm_reading_is_name(r, place);
    if ((at(r, i)->token_flags & GM_TOKEN_CAPITAL) ||
        !(name || (is_kind(r, place, C_PLACE) && at(r, place)->n_refs == 1)) ||
        at(r, place)->possessive || is_taken(sr, i, TAKEN_RANGE | TAKEN_ROAD))
        return;
    int the = place - 1;
    while (gm_reading_one_of(r, the, "old new main coastal desert dirt strategic eastern western"))
        the--;
    if (!is_word(r, the, "the") || gm_reading_one_of(r, i + 1, "map network safety traffic deal"))
        return;
    const char *action = gm_read_road_action(r, place, &far);
    bool there = gm_reading_one_of(r, the - 1,
                                   "on along beside off down up onto near across over via by at "
                                   "from using use cut reached");
    if (!action && !there)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, the, i);
    Ref along = {-1, -1, at(r, place)->start, at(r, i)->end};
    gm_build_anchor_ref(r, s, GM_PART_ALONG, &along);
    if (!name)
        gm_build_anchors(r, s, GM_PART_TO, place);
    gm_build_subject(s, action ? at(r, far)->fold : "road", action);
    take(sr, place, i, TAKEN_RANGE | TAKEN_ROAD);
    gm_build_list(r, s);
}

static bool moves_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 7 && !gm_reading_punct(r, k, ';'); k--)
        if (has_class(r, k, W_MOVE | W_DISPLACE | W_FORCE) ||
            gm_reading_one_of(r, k,
                              "came come went go walked swam waded ferried crossing passed rowed "
                              "cross boats carried pushed bridge bridges pontoon pontoons ferry "
                              "ferries footbridge"))
            return true;
    return false;
}

/** "The bridge over the X", "crossed the X", "along the X": the river itself. */
static void read_stream(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int the = has_class(r, i - 1, W_DET) ? i - 1 : i, before = the - 1;
    if (!is_river(r, at(r, i)) || is_taken(sr, i, TAKEN_RANGE | TAKEN_MEASURE | TAKEN_PLACE))
        return;
    bool bridge = gm_reading_one_of(r, before, "over across on") &&
                  gm_reading_one_of(r, before - 1,
                                    "bridge bridges pontoon pontoons ferry ferries footbridge "
                                    "crossing crossings dam dams navigation shipping boats "
                                    "positions barges");
    bool over = gm_reading_one_of(r, before, "over across") && moves_before(r, before);
    bool crossed = gm_reading_one_of(r, before, "crossed crossing forded cross crosses bridged");
    bool along = gm_reading_one_of(r, before, "along down") &&
                 !gm_reading_one_of(r, i + 1, "from between to towards");
    if (!(bridge || over || crossed || along))
        return;
    int first = bridge ? phrase_first(r, before - 1) : before;
    GmStatement *s = gm_build_new(r, GM_ST_LINE, first, i);
    gm_build_anchors(r, s, GM_PART_ALONG, i);
    gm_build_subject(s, bridge ? at(r, before - 1)->fold : "river", NULL);
    gm_build_list(r, s);
}

void gm_read_route(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_ROAD) || is_kind(sr->r, i, C_WORD))
            read_way(sr, i, false);
}

void gm_read_road_to(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++) {
        if (is_kind(sr->r, i, C_PLACE)) {
            read_stream(sr, i);
        } else if (is_kind(sr->r, i, C_ROAD) || is_kind(sr->r, i, C_WORD)) {
            read_way(sr, i, true);
            read_place_road(sr, i);
        }
    }
}
