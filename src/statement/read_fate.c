/** What befalls areas: laid waste, under water, cut off, under a curfew, emptied, passed
 *  to others. After the readers of control and evacuation, for what they leave. */
#include "readers.h"

#include "quantity.h"

static bool is_area(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION);
}

static bool is_auxiliary(const Reading *r, int k)
{
    return has_class(r, k, W_BE) ||
           gm_reading_one_of(r, k,
                             "has have had been being will shall must to now still again largely "
                             "fully reportedly also remain remains remained stay stays stayed lie "
                             "lies lay later partly partially mostly almost all both completely "
                             "entirely heavily totally virtually nearly once more currently "
                             "effectively left came come put placed");
}

/** What a place can be under, without, or cut off from. */
static const char states[] =
    "curfew siege blockade lockdown quarantine water emergency law occupation alert order "
    "orders warning warnings evacuation fire floodwater floodwaters snow lava ash mud";
static const char lacks[] = "power electricity water gas internet food communications heating "
                            "light phones supplies aid fuel bread";

static const char ruined[] =
    "levelled leveled razed flattened destroyed burned burnt torched demolished looted "
    "devastated ruined gutted obliterated wrecked";
static const char stricken[] =
    "flooded submerged inundated isolated deserted emptied depopulated abandoned evacuated "
    "quarantined cordoned contaminated mined vacated uninhabited";

int gm_read_ruin_at(const Reading *r, int k, const char **subject)
{
    if (gm_reading_one_of(r, k, ruined)) {
        *subject = "destroyed";
        return k;
    }
    if (gm_reading_one_of(r, k, stricken)) {
        *subject = at(r, k)->fold;
        return is_word(r, k, "evacuated") && gm_reading_one_of(r, k + 1, "from to") ? -1 : k;
    }
    if (gm_reading_one_of(r, k, "cut sealed closed walled") && is_word(r, k + 1, "off")) {
        *subject = "cut off";
        return k + 1;
    }
    if (gm_reading_one_of(r, k, "in") && is_word(r, k + 1, "ruins")) {
        *subject = "destroyed";
        return k + 1;
    }
    bool under = is_word(r, k, "under");
    if (!under && !is_word(r, k, "without"))
        return -1;
    for (int n = k + 1; n < k + 6 && !has_class(r, n, W_STOP | W_SAY); n++)
        if (gm_reading_one_of(r, n, under ? states : lacks)) {
            *subject = under ? at(r, n)->fold : "cut off";
            return n;
        }
    return -1;
}

/** "pass in full to the government", "goes back to Y": whose a place becomes; -1. */
static int passed_at(const Reading *r, int k)
{
    if (!gm_reading_one_of(r, k,
                           "pass passes passed go goes went return returns returned revert reverts "
                           "reverted fall transferred handed given"))
        return -1;
    int n = k + 1;
    while (n < k + 5 && gm_reading_one_of(r, n, "in full back over wholly entirely completely"))
        n++;
    bool to = is_word(r, n, "to");
    if (gm_reading_one_of(r, k, "go goes went return returns returned fall") &&
        !gm_read_is_military(r, false))
        return -1;
    int owner = n + 1 + has_class(r, n + 1, W_DET);
    if (!to ||
        !(is_kind(r, owner, C_ACTOR) || is_kind(r, owner, C_DEMONYM) || is_kind(r, owner, C_NAME) ||
          gm_reading_one_of(r, owner,
                            "government state army rebels opposition regime authorities "
                            "sdf militia forces federation government's")))
        return -1;
    return owner;
}

static void list_fate(SentenceReading *sr, int first, int place, int last, const char *subject,
                      const char *feature)
{
    Reading *r = sr->r;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, MAX(place, last));
    int k = place;
    for (;; k += 2) { /* "A, B and the north of C" */
        gm_build_anchors(r, s, GM_PART_IN, k);
        if (is_kind(r, k, C_REGION))
            s->sides |= at(r, k)->sides;
        if (!has_class(r, k + 1, W_AND) || !is_open(sr, k + 2))
            break;
    }
    gm_read_list_area(sr, s, MIN(first, place), MAX(last, k) + 1, subject, feature);
}

/** "The villages of A and B were levelled", "C remains cut off" */
static void read_told(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    int before = has_class(r, i - 1, W_DET) ? i - 2 : i - 1;
    if (!is_open(sr, i) || is_river(r, at(r, i)) ||
        (has_class(r, before, W_PREP) && !is_word(r, before, "of")))
        return;
    int k = i + 1;
    if (has_class(r, k, W_AND) && is_word(r, k + 1, "its") && is_kind(r, k + 2, C_WORD))
        k += 3; /* "A and its countryside" */
    k = gm_read_behind_aside(r, k);
    int verb = k;
    while (verb < k + 6 && is_auxiliary(r, verb))
        verb++;
    const char *subject = NULL;
    int last = verb > k ? gm_read_ruin_at(r, verb, &subject) : -1;
    bool passed = last < 0 && (last = passed_at(r, verb)) >= 0;
    if (last < 0)
        return;
    int first = i;
    while (first > 1 && has_class(r, first - 1, W_AND) && is_open(sr, first - 2))
        first -= 2;
    list_fate(sr, first, first, last, passed ? "control" : subject,
              passed ? "control" : "emergency");
}

/** "Families have left A, B and C", "fled the rural areas of A" */
static void read_left(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "left leave leaving fled flee fleeing quit deserted vacated"))
        return;
    int k = i + 1;
    for (int n = 0; n < 5 && !is_area(r, k) &&
                    (has_class(r, k, W_DET | W_AREA | W_PARTOF | W_SETTLE | W_ADMIN) ||
                     gm_reading_one_of(r, k, "of rural whole their homes in parts"));
         n++)
        k++;
    bool onward = gm_reading_one_of(r, k + 1, "for to towards") && gm_read_way_place(r, k + 2) >= 0;
    if (!is_open(sr, k) || !is_kind(r, k, C_PLACE) || onward)
        return;
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    bool people = false;
    int first = i;
    for (int p = i - 1; p >= 0 && p > i - 9 && !people; p--) {
        if (has_class(r, p, W_STOP) || gm_reading_punct(r, p, ';'))
            break;
        people = gm_reading_one_of(r, p,
                                   "families residents inhabitants people villagers civilians "
                                   "thousands households population soldiers troops rebels "
                                   "fighters forces army");
        first = people ? p : first;
    }
    for (int p = i - 1; p >= first - 1 && p >= 0 && people; p--) { /* "40 people left" */
        double n;
        people =
            !(is_kind(r, p, C_NUMBER) && gm_text_parse_number(at(r, p)->fold, &n) && n < 100.0);
    }
    if (people && kind != GM_PLACE_COUNTRY && kind != GM_PLACE_CONTINENT)
        list_fate(sr, first, k, k, "evacuation", "emergency");
}

/** "a curfew was imposed in A", "orders end in B", "power is out in C" */
static void read_state(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    bool order = gm_reading_one_of(r, i, "order orders") &&
                 (i == 0 || is_kind(r, i - 1, C_PUNCT) ||
                  gm_reading_one_of(r, i - 1, "evacuation the displacement all last"));
    bool out = gm_reading_one_of(r, i, "power electricity internet water communications");
    if (!order && !out &&
        !gm_reading_one_of(r, i,
                           "curfew curfews lockdown siege blockade quarantine blackout blackouts "
                           "outage outages flood floods flooding wildfire wildfires landslides "
                           "earthquake floodwaters"))
        return;
    int k = i + 1;
    bool ended = false;
    for (int n = 0; n < 8; n++, k++) {
        if (gm_reading_one_of(r, k, "in across throughout for around on over") && is_area(r, k + 1))
            break;
        ended = ended || gm_reading_one_of(r, k,
                                           "out off end ends ended lifted cut imposed declared "
                                           "remain remains remained force continues continued down "
                                           "hit hits eased");
        if (!is_kind(r, k, C_WORD) ||
            (has_class(r, k, W_STOP | W_SAY) && !gm_reading_one_of(r, k, "reported confirmed")))
            return;
    }
    if ((order || out) && !ended)
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, i);
    int behind = gm_read_add_areas(r, s, k, "in across throughout for around on over");
    bool open = behind > k;
    for (int n = k; n < behind; n++)
        open = open && !is_taken(sr, n, TAKEN_PLACE);
    if (open)
        gm_read_list_area(sr, s, i, behind, order ? "orders" : at(r, i)->fold, "emergency");
    else
        gm_build_free(s);
}

void gm_read_fate(SentenceReading *sr)
{
    Reading *r = sr->r;
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_area(r, i)) {
            read_told(sr, i);
        } else if (is_kind(r, i, C_WORD)) {
            read_left(sr, i);
            read_state(sr, i);
        }
    }
}
