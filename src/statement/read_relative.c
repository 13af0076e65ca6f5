/** Relative places: "2km west of Saraqib", "Tronba, 10 km from the border",
 *  "some 40 km from the Latakia entrance". */
#include "readers.h"

/** "The X camp, home to 10,000, lies" before the verb at @verb: X; or -1. */
static int subject_of(const Reading *r, int verb)
{
    int k = verb - 1;
    if (gm_reading_punct(r, k, ',')) { /* over the apposition */
        int n = 0;
        for (k--; n < 16 && k >= 0 && !gm_reading_punct(r, k, ','); n++)
            k--;
        k--;
    }
    bool place = is_kind(r, k, C_PLACE) && at(r, k)->n_refs == 1 && !at(r, k)->possessive;
    return place && !has_class(r, k - 1, W_PREP & ~W_DET) ? k : -1;
}

int gm_read_apposition(const Reading *r, int i)
{
    if (!has_class(r, i, W_SETTLE) && !gm_reading_one_of(r, i, "district kibbutz base camp"))
        return i;
    for (int k = i - 1; k > i - 7 && k > 0; k--) {
        if (gm_reading_one_of(r, k, "a an the") && gm_reading_punct(r, k - 1, ','))
            return k - 1;
        if ((!is_kind(r, k, C_WORD) && !gm_reading_hyphen(r, k) && !is_kind(r, k, C_DEMONYM)) ||
            has_class(r, k, W_PREP | W_BE | W_STOP | W_SAY))
            break;
    }
    return i;
}

int gm_read_located_before(const Reading *r, int i, Ref *unknown)
{
    int k = i - 1;
    bool link = false;
    for (int n = 0; n < 10 && k >= 0; n++, k--) {
        if (link && gm_reading_is_name(r, k) &&
            (gm_reading_punct(r, k + 1, ',') || gm_reading_punct(r, k + 1, '('))) {
            int first = k; /* a name that the gazetteer does not know */
            while (gm_reading_is_name(r, first - 1) ||
                   (gm_reading_hyphen(r, first - 1) &&
                    gm_reading_one_of(r, first - 2, "al el as ash ad an ar at az ez")))
                first -= gm_reading_is_name(r, first - 1) ? 1 : 2;
            *unknown = (Ref){-1, -1, at(r, first)->start, at(r, k)->end};
            return first;
        }
        bool beside = is_kind(r, k, C_REGION) && !at(r, k)->inside; /* "north of X, which flows" */
        if (is_kind(r, k, C_PLACE) || (beside && is_word(r, k + 2, "which")))
            return link && at(r, k)->n_refs == 1 && !at(r, k)->possessive ? k : -1;
        int apposed = gm_read_apposition(r, k);
        if (apposed < k) { /* ", a mostly Christian town" */
            k = apposed + 1;
            continue;
        }
        if (gm_reading_punct(r, k, ',') || gm_reading_punct(r, k, '(') ||
            gm_reading_punct(r, k, ':') || gm_reading_hyphen(r, k)) {
            link = true;
            continue;
        }
        if (has_class(r, k, W_BE)) {
            int subject = subject_of(r, k);
            if (subject >= 0)
                return subject;
            link = true;
            continue;
        }
        if (is_word(r, k, "capital") && is_word(r, k - 1, "its") && is_word(r, k - 2, "as")) {
            link = true; /* "with X as its capital, 40 km from" */
            k -= 2;
            continue;
        }
        bool size = is_kind(r, k, C_NUMBER) && gm_reading_one_of(r, k - 1, "of with");
        if (size || (gm_reading_one_of(r, k, "of with") && is_kind(r, k + 1, C_NUMBER)) ||
            (gm_reading_one_of(r, k, "people inhabitants residents") &&
             is_kind(r, k - 1, C_NUMBER)))
            continue; /* "a town of 50,000 that lies" */
        if (has_class(r, k, W_APPROX | W_DET | W_SETTLE) ||
            gm_reading_one_of(r, k,
                              "which that small nearby strategic away least at only up to more "
                              "than less mainly key rebel held frontline camp base refugee "
                              "military another yesterday today now itself flows") ||
            is_kind(r, k, C_DEMONYM))
            continue;
        return -1;
    }
    return -1;
}

GmStatement *gm_read_begin_relative(const Reading *r, int i, int last, int found,
                                    const Ref *unknown)
{
    int first = found >= 0 ? found : i;
    while (found < 0 && has_class(r, first - 1, W_APPROX))
        first--;
    GmStatement *s = gm_build_new(r, GM_ST_RELATIVE, first, last);
    if (unknown->end > 0)
        gm_build_anchor_ref(r, s, GM_PART_AT, unknown);
    else if (found >= 0)
        gm_build_anchors(r, s, GM_PART_AT, found);
    return s;
}

/** The chunk's last word is @word. */
static bool is_word_of(const Reading *r, int i, const char *word)
{
    const Chunk *c = at(r, i);
    return g_str_equal(gm_text_token_fold(r->d, c->first + c->n - 1), word);
}

/** "At A in the province of B, 40 km from": no distance of the wide land at @k. */
static bool is_land_around(const Reading *r, int k)
{
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    if (kind != GM_PLACE_DIVISION && kind != GM_PLACE_COUNTRY && kind != GM_PLACE_REGION &&
        kind != GM_PLACE_ISLAND)
        return false;
    int p = has_class(r, k - 1, W_DET) ? k - 2 : k - 1;
    return gm_reading_one_of(r, p, "in of") || at(r, p)->possessive;
}

/** The place behind "of" or "from" at @i, with "the centre of", "the X entrance". */
static int reference_place(const Reading *r, int i)
{
    int k = i;
    for (int n = 0; n < 7; n++, k++) {
        bool centre = is_kind(r, k, C_REGION) && at(r, k)->sides == GM_SIDE_OF_CENTRE;
        /* what is so far off is a place, though its name may stand for a government */
        if (is_kind(r, k, C_PLACE) || is_kind(r, k, C_BORDER) || is_kind(r, k, C_LINE) ||
            is_kind(r, k, C_ACTOR) || centre) {
            bool capital = is_kind(r, k, C_PLACE) && is_word_of(r, k, "capital") &&
                           is_kind(r, k + 1, C_PLACE) && at(r, k + 1)->n_refs == 1;
            return k + capital; /* "the capital Jakarta" */
        }
        if (gm_reading_hyphen(r, k + 1) &&
            gm_reading_one_of(r, k + 2, "held controlled occupied")) {
            k += 2; /* "rebel-held A" */
            continue;
        }
        if (gm_reading_punct(r, k, ',') && is_word(r, k - 1, "capital"))
            continue; /* "the capital, A" */
        bool peoples = is_kind(r, k, C_DEMONYM) && gm_reading_one_of(r, k + 1, "capital city town");
        if ((!is_kind(r, k, C_WORD) && !peoples) ||
            has_class(r, k, W_BE | W_STOP | W_SAY | W_MOVE) ||
            gm_reading_one_of(r, k, "where here there at by with and"))
            return -1;
        bool entrance = is_word(r, k, "to") && gm_reading_one_of(r, k - 1,
                                                                 "entrance entrances gate gates "
                                                                 "approach approaches road");
        if (has_class(r, k, W_PREP) && !entrance && !gm_reading_one_of(r, k, "of in"))
            return -1;
    }
    return -1;
}

static int road_near(const Reading *r, int i)
{
    for (int k = i; k < i + 12; k++)
        if (is_kind(r, k, C_ROAD) &&
            gm_reading_one_of(r, has_class(r, k - 1, W_DET) ? k - 2 : k - 1, "along on"))
            return k;
    return -1;
}

/** The wind told behind the place at @i: "to the north", "on the south-east side"; its
 *  chunk, or @i. */
static int late_wind(const Reading *r, int i)
{
    int k = i + 1 + gm_reading_punct(r, i + 1, ',');
    if (!gm_reading_one_of(r, k, "to on in") || !is_word(r, k + 1, "the") ||
        !is_kind(r, k + 2, C_DIR) || is_word(r, k + 3, "of"))
        return i;
    bool side = gm_reading_one_of(r, k + 3, "side direction");
    return is_word(r, k, "to") ? (at(r, k + 2)->adjective ? i : k + 2) : side ? k + 2 : i;
}

/* The place that the measure @i is told from, as "to the south of" or "away from" ask;
 * -1 none. *sides: the winds said; *off: "off" is. */
static int place_told_from(const Reading *r, int i, guint *sides, bool *off)
{
    int k = i + 1;
    *sides = 0;
    if (gm_reading_one_of(r, k, "to") && is_word(r, k + 1, "the"))
        k += 2;
    if (gm_reading_one_of(r, k, "due just"))
        k++;
    if (is_kind(r, k, C_DIR)) {
        *sides = at(r, k)->sides;
        k++;
    } else if (k > i + 1) {
        return -1;
    }
    if (is_word(r, k, "as") && is_word(r, k + 1, "the") && is_word(r, k + 2, "crow"))
        k += 4; /* "as the crow flies" */
    else if (gm_reading_one_of(r, k, "by") && gm_reading_one_of(r, k + 1, "road air rail sea land"))
        k += 2;
    bool away = gm_reading_one_of(r, k,
                                  "away outside off downstream upstream inland short offshore "
                                  "inside beyond further");
    bool outside = gm_reading_one_of(r, k, "outside off inside");
    k += away;
    bool link = gm_reading_one_of(r, k, "of from off");
    if (!(link || outside || (*sides && is_kind(r, k, C_PLACE))))
        return -1;
    if (is_word(r, k, "of") && !*sides && !away) /* "180 miles of the trail" */
        return -1;
    *off = is_word(r, link ? k : k - 1, "off");
    return reference_place(r, link ? k + 1 : k);
}

/** "The post is located 15 km from X" as a sentence: where the post last told of stands;
 *  true when it was added. */
static bool add_site_again(const Reading *r, GmStatement *s, int i)
{
    int k = has_class(r, 0, W_DET) ? 1 : 0;
    if (k == 0 || i > 7 || !gm_reading_one_of(r, k, "post base checkpoint camp point outpost") ||
        !(has_class(r, k + 1, W_BE) || gm_reading_one_of(r, k + 1, "lies stands sits")))
        return false;
    for (guint n = r->list->len; n-- > 0 && r->list->len - n < 6;) {
        const GmStatement *told = g_ptr_array_index(r->list, n);
        const GmAnchor *at_it = gm_statement_anchor(told, GM_PART_AT, 0);
        if (told->sentence + 2 < r->sentence)
            return false;
        if (told->kind != GM_ST_DEPLOYMENT || !at_it || gm_statement_anchor(told, GM_PART_AT, 1))
            continue;
        Ref ref = {-1, at_it->mention >= 0 ? at_it->mention : at_it->antecedent, at(r, 0)->start,
                   at(r, k)->end};
        gm_build_anchor_ref(r, s, GM_PART_AT, &ref);
        s->start = at(r, 0)->start;
        return ref.antecedent >= 0;
    }
    return false;
}

/* "30 km south of X, in Y, …"; with @opens, the sentence: "Eight km east of X, Y fell" */
static void add_town_behind(Reading *r, GmStatement *s, int behind, bool opens)
{
    int k = behind + 1 + gm_reading_one_of(r, behind + 1, "in at");
    if (!gm_reading_punct(r, behind, ',') || (k == behind + 1 && !opens) ||
        !is_kind(r, k, C_PLACE) || at(r, k)->n_refs != 1 || at(r, k)->possessive ||
        gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT) !=
            GM_PLACE_SETTLEMENT)
        return;
    gm_build_anchors(r, s, GM_PART_AT, k);
    s->end = at(r, k)->end;
}

static void read_measure(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    const Chunk *c = at(r, i);
    guint sides = 0;
    bool off = false;
    int place = c->has_part ? -1 : place_told_from(r, i, &sides, &off);
    if (place < 0 || (at(r, place)->n_refs != 1 && !is_kind(r, place, C_BORDER)))
        return;
    /* "covered 109 miles from A to B" */
    if (!sides && is_word(r, place + 1, "to") &&
        (is_kind(r, place + 2, C_PLACE) || (at(r, place + 2)->token_flags & GM_TOKEN_CAPITAL)))
        return;
    /* "withdraw to 20 km from the line" is no point */
    Ref unknown = {-1, -1, 0, 0};
    int found = gm_read_located_before(r, i, &unknown);
    if (found >= 0 && is_kind(r, found, C_PLACE) && sides && is_land_around(r, found))
        found = -1;
    bool off_coast = off && is_kind(r, place, C_LINE);
    int first = i;
    while (has_class(r, first - 1, W_APPROX))
        first--;
    bool before_town = sides && first == 0 && gm_reading_punct(r, place + 1, ',') &&
                       is_kind(r, place + 2, C_PLACE);
    if ((is_kind(r, place, C_LINE) || is_kind(r, place, C_BORDER)) && !off_coast && found < 0 &&
        unknown.end == 0 && !before_town)
        return;
    GmStatement *s = gm_read_begin_relative(r, i, place, found, &unknown);
    gm_build_anchors(r, s, GM_PART_OF, place);
    if (found < 0 && unknown.end == 0 && !add_site_again(r, s, i) && sides)
        add_town_behind(r, s, place + 1, first == 0);
    int road = road_near(r, place + 1);
    if (road >= 0)
        gm_build_anchors(r, s, GM_PART_ALONG, road);
    int late = sides ? place : late_wind(r, place);
    if (late > place) { /* "10 km from A, to the north" */
        sides = at(r, late)->sides;
        s->end = at(r, late)->end;
    }
    gm_build_measure(s, c, GM_MEASURE_DISTANCE, 0);
    s->sides = sides;
    gm_build_subject(s, "place", NULL);
    take(sr, i, place, TAKEN_MEASURE | TAKEN_PLACE);
    if (is_kind(r, place, C_REGION))
        take(sr, place, place, TAKEN_SILENT);
    gm_build_list(r, s);
}

void gm_read_relative(SentenceReading *sr)
{
    for (int i = 0; i < n_chunks(sr->r); i++)
        if (is_kind(sr->r, i, C_MEASURE) && !is_taken(sr, i, TAKEN_MEASURE))
            read_measure(sr, i);
}
