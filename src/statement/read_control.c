/** In whose hands places are: captured, held, handed over, given up, besieged. */
#include "readers.h"

static bool is_area(const Reading *r, int i)
{
    return is_kind(r, i, C_PLACE) || is_kind(r, i, C_REGION);
}

/** Plain words that say what a place is like: "the strategically important", "historic",
 *  "government-held" at @i; the chunk behind, or @i. */
static int behind_epithet(const Reading *r, int i)
{
    if (gm_reading_hyphen(r, i + 1) &&
        gm_reading_one_of(r, i + 2, "held controlled rich populated majority dominated run"))
        return i + 3;
    bool plain = is_kind(r, i, C_WORD) && !(at(r, i)->token_flags & GM_TOKEN_CAPITAL);
    if (plain && g_str_has_suffix(at(r, i)->fold, "ly") &&
        !gm_reading_one_of(r, i, "only directly immediately"))
        return i + 1;
    return i + (plain &&
                gm_reading_one_of(r, i,
                                  "strategic key small large other nearby further major important "
                                  "remaining former neighbouring neighboring additional back "
                                  "historic ancient vital crucial pivotal contested embattled "
                                  "besieged second third first last final largest biggest main "
                                  "whole entire coastal mountainous symbolic significant frontline "
                                  "disputed sprawling devastated ruined central border "
                                  "international military"));
}

/** Over "the strategic", "most of", "23 towns and", "the hill of" at @i; @noun: with a
 *  noun that names of places may follow. */
static int behind_head(const Reading *r, int i, bool *noun)
{
    int k = i;
    for (; k < i + 9 && !is_area(r, k); k++) {
        if (has_class(r, k, W_SETTLE | W_AREA | W_PARTOF) ||
            gm_reading_one_of(r, k,
                              "most much summit hill hills height heights hilltops ridge peak "
                              "whole positions posts points checkpoints base bases bridge "
                              "airport crossing crossings all islands island port ports"))
            *noun = true;
        else if (gm_read_is_wind_of_town(r, k) || (*noun && gm_reading_quote(r, k)))
            continue; /* "the northeastern town of", "“liberated the settlements” of" */
        else if (!has_class(r, k, W_DET | W_UNNAMED) &&
                 !gm_reading_one_of(r, k, "some about nearly") && !is_kind(r, k, C_NUMBER) &&
                 !is_kind(r, k, C_DEMONYM) && !(*noun && gm_reading_one_of(r, k, "of and"))) {
            int behind = behind_epithet(r, k);
            if (behind == k)
                break;
            k = behind - 1;
        }
    }
    return k;
}

int gm_read_named_behind(const Reading *r, int i)
{
    int k = i;
    if (is_kind(r, k, C_REGION)) {
        k++;
    } else if (gm_reading_one_of(r, k, "in of across around near along on with")) {
        k++;
        while (k < i + 5 && !is_area(r, k) &&
               (has_class(r, k, W_DET | W_PARTOF | W_AREA) ||
                gm_reading_one_of(r, k, "of rural south north east west")))
            k++;
        if (is_kind(r, k, C_DIR))
            k++;
        k += is_area(r, k);
    }
    int late = k; /* "several towns throughout the day, including" */
    while (late < k + 8 && (is_kind(r, late, C_WORD) || is_kind(r, late, C_NUMBER)) &&
           !has_class(r, late, W_STOP | W_SAY | W_BE | W_MOVE | W_SEIZE))
        late++;
    if ((gm_reading_punct(r, late, ',') || gm_reading_punct(r, late, '(')) &&
        gm_reading_one_of(r, late + 1, "among including namely particularly especially notably"))
        k = late + gm_reading_punct(r, late, '(');
    k += is_word(r, k, "which") && has_class(r, k + 1, W_BE) ? 2 : 0;
    bool dash = gm_reading_hyphen(r, k), told = gm_reading_punct(r, k, ':') || dash;
    k += gm_reading_punct(r, k, ',') || told;
    k += dash && gm_reading_hyphen(r, k);
    if (gm_reading_one_of(r, k,
                          "among including include notably namely such like "
                          "particularly especially")) {
        told = true;
        k += 1 + gm_reading_one_of(r, k + 1, "them those as");
    }
    bool noun = false;
    k = told ? behind_head(r, k, &noun) : k;
    return told && is_kind(r, k, C_PLACE) ? k : -1;
}

/** Adds what is the object of a verb: "the town of A, B and the heights of C"; the chunk
 *  behind, or @i. */
static int add_objects(const Reading *r, GmStatement *s, int i)
{
    int behind = i;
    for (int k = i; k < i + 40;) {
        bool noun = false;
        int object = behind_head(r, k, &noun);
        int named = !noun || is_kind(r, object, C_PLACE) ? -1 : gm_read_named_behind(r, object);
        /* "several towns", "towns west of A in recent weeks", "including B and C" */
        if (named >= 0 || (noun && !is_area(r, object)))
            object = named;
        if (object < 0 || (behind > i && is_kind(r, object, C_REGION) && !at(r, object)->inside) ||
            !(is_area(r, object) || (behind == i && is_kind(r, object, C_ACTOR))) ||
            (at(r, object)->possessive && !is_kind(r, object, C_REGION)) ||
            (behind > i && gm_reading_punct(r, behind, ',') && k == behind + 1 &&
             has_class(r, object + 1, W_BE))) /* "the capture of A, the B province is" */
            break;
        gm_build_anchors(r, s, GM_PART_IN, object);
        if (is_kind(r, object, C_REGION))
            s->sides |= at(r, object)->sides;
        behind = object + 1;
        k = behind + gm_reading_punct(r, behind, ',');
        k += has_class(r, k, W_AND);
        k += is_word(r, k, "as") && is_word(r, k + 1, "well") && is_word(r, k + 2, "as") ? 3 : 0;
        k += gm_reading_one_of(r, k, "later then also");
        if (k == behind)
            break;
    }
    return behind;
}

static bool is_country(const Reading *r, int k)
{
    GmPlaceKind kind = gm_reading_place_kind(r, reading_ref(r, at(r, k)->ref), GM_PLACE_SETTLEMENT);
    return kind == GM_PLACE_COUNTRY || kind == GM_PLACE_CONTINENT || kind == GM_PLACE_WATER;
}

/** "The A region", as one name. */
static bool ends_in_land(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (!is_kind(r, i, C_PLACE))
        return false;
    const char *last = gm_text_token_fold(r->d, c->first + c->n - 1);
    return ((c->cls | gm_lexicon_class(r->words, last)) & W_ADMIN) != 0;
}

/** "hold A and B", "now control A", "took the town of A": verbs of other meanings
 *  too, so the place must be their object. */
static bool holds(const Reading *r, int i)
{
    if (!gm_reading_one_of(r, i,
                           "hold holds held keep keeps control controlling took taken take takes "
                           "taking retain retains won wins winning entered lost losing loses "
                           "controlled secured") ||
        has_class(r, i - 1, W_DET | W_BE | W_PREP | W_ADMIN) || gm_reading_hyphen(r, i - 1) ||
        is_kind(r, i - 1, C_DEMONYM) || (i > 0 && is_kind(r, i - 1, C_PUNCT)))
        return false;
    if (gm_reading_one_of(r, i, "won wins winning entered lost losing loses secured") &&
        !gm_read_is_military(r, false))
        return false;
    if (is_word(r, i, "controlled") &&
        (!gm_reading_one_of(r, i - 1, "has have had now still also") ||
         gm_reading_has_one_of(r, "party parties voters election elections mayor mayors")))
        return false;
    bool take = gm_reading_one_of(r, i, "took take takes taken taking");
    bool over = take && is_word(r, i + 1, "over"), noun = false;
    int k = behind_head(r, i + 1 + over, &noun);
    if (!is_area(r, k))
        k = (take || is_word(r, i, "controlled")) && noun ? gm_read_named_behind(r, k) : -1;
    bool site = gm_reading_one_of(r, k + 1, "hill hills mountain ridge dam airbase airport base") ||
                has_class(r, k + 1, W_ADMIN) || ends_in_land(r, k);
    if (k < 0 || (!is_kind(r, k, C_PLACE) && !noun && !has_class(r, i + 1, W_DET)) ||
        (has_class(r, i + 1, W_DET) && !noun && !site && is_kind(r, k, C_PLACE)))
        return false;
    if (take && (is_word(r, k + 1, "to") || gm_reading_one_of(r, i + 1, "part place")))
        return false;
    return !is_country(r, k) && !at(r, k)->possessive;
}

/** Over "on Sunday", "over the weekend", "from the occupation" between a verb and its object
 *  at @i. */
static int behind_when(const Reading *r, int i)
{
    int k = gm_read_behind_time(r, i);
    int n = k + gm_reading_one_of(r, k, "over during from");
    n += n > k && has_class(r, n, W_DET);
    if (n > k && gm_reading_one_of(r, n, "weekend night week day occupation"))
        k = n + 1;
    return k + gm_reading_one_of(r, k, "overnight yesterday today back");
}

/** "handed over A", "gave up B", "lost control": the chunk before the object, or @i. */
static int behind_verb(const Reading *r, int i)
{
    bool over =
        gm_reading_one_of(r, i, "took take takes taken taking handed handing hand turned ceded");
    bool up = gm_reading_one_of(r, i, "gave give given giving gives");
    return i + ((over && is_word(r, i + 1, "over")) || (up && is_word(r, i + 1, "up")));
}

/** "The Republic of A", "the government": who is given something, from @i on; its last
 *  chunk, or -1. */
static int receiver(const Reading *r, int i)
{
    int k = i + has_class(r, i, W_DET);
    if (gm_reading_one_of(r, k, "republic state kingdom government") && is_word(r, k + 1, "of"))
        k += 2 + has_class(r, k + 2, W_DET);
    bool named = is_kind(r, k, C_ACTOR) || is_kind(r, k, C_NAME) ||
                 (is_kind(r, k, C_PLACE) && is_country(r, k));
    if (named)
        return k;
    while (is_kind(r, k, C_DEMONYM))
        k++;
    return gm_reading_one_of(r, k,
                             "government state army authorities side forces police rebels "
                             "opposition regime control")
               ? k
               : -1;
}

/** Over the word for what it is, "the X region", behind the name. */
static int behind_kind(const Reading *r, int i)
{
    return i + has_class(r, i, W_ADMIN | W_AREA | W_SETTLE);
}

/** "to B before 15 November and the C District" behind what was handed over, at @i: where
 *  more of it begins, or -1. */
static int more_behind_receiver(const Reading *r, int i)
{
    i = behind_kind(r, i);
    int k = is_word(r, i, "to") ? receiver(r, i + 1) : -1;
    if (k < 0)
        return -1;
    k++;
    if (gm_reading_one_of(r, k, "by before on until within from"))
        for (k++; gm_lexicon_month(at(r, k)->fold) || is_kind(r, k, C_NUMBER) ||
                  (gm_reading_punct(r, k, ',') && is_kind(r, k + 1, C_NUMBER));)
            k++;
    k += gm_reading_punct(r, k, ',');
    return has_class(r, k, W_AND) && has_class(r, k + 1, W_DET) ? k + 1 : -1;
}

/** A verb of taking, holding or losing at @i, whatever else it may mean. */
static bool is_seizing(const Reading *r, int i)
{
    if (gm_reading_one_of(
            r, i,
            "captured capture captures capturing seized seize seizing seizes retook "
            "recaptured recapture recapturing retake retakes retaking occupied occupy "
            "occupying occupies overran overrun overruns overrunning liberated "
            "liberate liberating liberates controls retaken regained regain regains "
            "regaining reclaimed reclaim reclaiming stormed storming storms conquered conquer "
            "conquering wrested "
            "reoccupied"))
        return true;
    bool noun = false;
    if (gm_reading_one_of(r, i, "handed handing hand turned") &&
        is_word(r, behind_head(r, i + 1, &noun) + 1, "over"))
        return true;
    if (gm_reading_one_of(r, i, "handed handing hand turned gave given give giving"))
        return behind_verb(r, i) > i;
    if (gm_reading_one_of(r, i, "return returned returning hand")) {
        int k = behind_head(r, i + 1, &noun); /* "return the X region to Y" */
        int to = behind_kind(r, k + 1);
        const Chunk *c = at(r, k);
        const char *last = is_area(r, k) ? gm_text_token_fold(r->d, c->first + c->n - 1) : "";
        guint64 cls = c->cls | gm_lexicon_class(r->words, last);
        noun = noun || to > k + 1 || (cls & (W_ADMIN | W_SETTLE | W_AREA)) != 0;
        return noun && is_area(r, k) && is_word(r, to, "to") && receiver(r, to + 1) >= 0;
    }
    if (gm_reading_one_of(r, i,
                          "abandoned abandoning abandon ceded ceding cede surrendered "
                          "surrender surrendering relinquished relinquish relinquishing"))
        return gm_read_is_military(r, true);
    return holds(r, i);
}

/** "rebel-held Idlib", "seized A and B", "occupying northern Idlib" */
/** "more than 100 towns and villages", "several hamlets" at @i: the chunk behind, or -1. */
static int behind_unnamed(const Reading *r, int i)
{
    int k = i;
    while (k < i + 6 && (is_kind(r, k, C_NUMBER) || has_class(r, k, W_APPROX | W_DET) ||
                         gm_reading_one_of(r, k,
                                           "more than over at least some several dozens scores "
                                           "hundreds of many new other two three four five six "
                                           "seven eight nine ten twelve twenty")))
        k++;
    static const char nouns[] = "towns villages settlements localities hamlets communities";
    if (k == i || !gm_reading_one_of(r, k, nouns))
        return -1;
    k++;
    if (has_class(r, k, W_AND) && gm_reading_one_of(r, k + 1, nouns))
        k += 2;
    return gm_reading_one_of(r, k, "in across") ? k : -1;
}

static void read_control(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!has_class(r, i, W_SEIZE | W_CONTROL))
        return;
    if (gm_reading_has_one_of(r, "film films photo photos photographs novel documentary painting"))
        return; /* "captures A" in pictures */
    bool held = gm_reading_one_of(r, i, "held controlled") && gm_reading_hyphen(r, i - 1);
    bool seized = !held && is_seizing(r, i);
    if (!held && !seized)
        return;
    /* "the occupied West Bank" is a name by now, no news */
    if (seized && gm_reading_one_of(r, i, "occupied liberated") && has_class(r, i - 1, W_DET))
        return;
    if (seized && has_class(r, i - 1, W_BE)) /* "was captured in": a person or thing */
        return;
    int first = held ? i - 2 : i, k = behind_verb(r, i) + 1;
    k = has_class(r, i - 1, W_DET) ? k : behind_when(r, k); /* "the capture on Sunday of" */
    GmStatement *s = gm_build_new(r, GM_ST_AREA, first, i);
    int behind = is_word(r, k, "of") ? k : add_objects(r, s, k);
    int more = behind > k ? more_behind_receiver(r, behind) : -1;
    if (more >= 0)
        behind = MAX(behind, add_objects(r, s, more));
    int wide = behind == k && !has_class(r, k, W_AREA) ? behind_epithet(r, k) : k;
    if (wide > k && has_class(r, wide, W_AREA) && is_word(r, wide + 1, "in"))
        k = behind = wide; /* "significant areas in A" */
    if (behind == k &&
        (has_class(r, k, W_AREA) || (has_class(r, k, W_DET) && has_class(r, k + 1, W_AREA)) ||
         (gm_reading_one_of(r, k, "much most parts") && seized))) {
        while (has_class(r, k, W_AREA | W_DET) || gm_reading_one_of(r, k, "much most"))
            k++;
        behind = gm_read_add_areas(r, s, k, "in of across around");
    }
    int many = behind == k && seized ? behind_unnamed(r, k + is_word(r, k, "of")) : -1;
    if (many >= 0) {
        behind = gm_read_add_areas(r, s, many, "in across");
        s->sides |= GM_SIDE_OF_INSIDE;
    }
    bool told = is_word(r, i, "entered") && is_taken(sr, behind - 1, TAKEN_PLACE);
    if (s->anchors->len == 0 || is_taken(sr, behind - 1, TAKEN_RANGE) || told) {
        gm_build_free(s);
        return;
    }
    gm_read_list_area(sr, s, first, behind, "control", "control");
}

/** "raised the flag over A", "hoisted its colours above B" */
static void read_flag(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i, "raised raise raising hoisted hoisting planted"))
        return;
    for (int k = i + 1; k < i + 8 && !has_class(r, k, W_STOP); k++) {
        if (!gm_reading_one_of(r, k, "flag flags banner colours"))
            continue;
        int over = k + 1, place = gm_read_way_place(r, over + 1);
        if (!gm_reading_one_of(r, over, "over in above at on") || !is_open_place(sr, place) ||
            is_country(r, place) || !gm_read_is_military(r, true))
            return;
        GmStatement *s = gm_build_new(r, GM_ST_AREA, i, place);
        gm_build_anchors(r, s, GM_PART_IN, place);
        gm_read_list_area(sr, s, i, place + 1, "control", "control");
        return;
    }
}

/** The place behind "the towns of" at @i, or -1. */
static int object_of(const Reading *r, int i)
{
    bool noun = false;
    int k = is_word(r, i, "of") ? i : behind_head(r, i, &noun);
    return is_area(r, k) || is_kind(r, k, C_ACTOR) ? k : -1;
}

/** "X, a town besieged by the army" before "besieged" at @i: X, or -1. */
static int besieged_before(const Reading *r, int i)
{
    int k = gm_read_apposition(r, i - 1);
    return has_class(r, i - 1, W_SETTLE) && k < i - 1 && gm_reading_punct(r, k, ',') &&
                   is_kind(r, k - 1, C_PLACE) && at(r, k - 1)->n_refs == 1
               ? k - 1
               : -1;
}

/** "blockaded X", "the besieged towns of A and B" */
static void read_siege(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    static const char words[] = "besiege besieged besieges besieging blockaded encircle encircled "
                                "encircles encircling surrounded";
    bool inside = is_kind(r, i, C_PLACE) && at(r, i)->n > 2; /* "the besieged towns of A" */
    for (guint t = at(r, i)->first; inside && t < at(r, i)->first + 3; t++)
        if (g_str_equal(gm_text_token_fold(r->d, t), "besieged"))
            break;
        else if (t == at(r, i)->first + 2)
            inside = false;
    bool cut = is_word(r, i, "cut") && is_word(r, i + 1, "off") && gm_read_is_military(r, true);
    if (!inside && !cut && (!gm_reading_one_of(r, i, words) || has_class(r, i - 1, W_BE)))
        return;
    int object = inside ? i : object_of(r, i + 1 + cut);
    if (cut && (object != i + 2 || !gm_read_is_spot(r, reading_ref(r, at(r, object)->ref))))
        return;
    int before = object < 0 ? besieged_before(r, i) : -1;
    object = MAX(object, before);
    if (object < 0 || is_kind(r, object, C_ACTOR))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, MIN(i, object), MAX(i, object));
    gm_build_anchors(r, s, GM_PART_IN, object);
    s->sides = is_kind(r, object, C_REGION) ? at(r, object)->sides : 0;
    gm_read_list_area(sr, s, MIN(i, object), MAX(i, object) + 1, "siege", "operation");
}

/** "Eight towns have been brought under control in rural X: A, B and C", "among the
 *  villages captured on Sunday were A and B" */
static void read_many(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!gm_reading_one_of(r, i,
                           "towns villages settlements localities cities hamlets communities"))
        return;
    bool partly = false;
    const char *subject = NULL;
    int last = gm_read_hands_at(r, gm_read_behind_auxiliaries(r, i + 1, &partly), &subject);
    if (last < 0)
        return;
    bool among = false;
    for (int k = i - 1; k > i - 7 && k >= 0; k--)
        among = among || is_word(r, k, "among");
    int first = gm_read_named_behind(r, last + 1);
    for (int k = last + 1; among && first < 0 && k < last + 9; k++) {
        if (gm_reading_one_of(r, k, "were are was is") && is_kind(r, k + 1, C_PLACE))
            first = k + 1;
        else if (!is_kind(r, k, C_WORD) && !is_kind(r, k, C_NUMBER))
            break;
    }
    if (first < 0 || is_taken(sr, first, TAKEN_RANGE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, last);
    int behind = add_objects(r, s, first);
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    bool siege = g_str_equal(subject, "siege");
    gm_read_list_area(sr, s, i, behind, subject, siege ? "operation" : "control");
}

/** "Control of key villages, including A and B", "control over strategic points in A and B" */
static void read_hold(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (!is_word(r, i, "control") || !gm_reading_one_of(r, i + 1, "of over") ||
        is_taken(sr, i, TAKEN_PLACE))
        return;
    bool noun = false;
    int k = i + 2 + gm_reading_one_of(r, i + 2, "more") * is_word(r, i + 3, "than") * 2;
    int behind = behind_head(r, k, &noun), named = noun ? gm_read_named_behind(r, behind) : -1;
    if (noun && named < 0 && gm_reading_one_of(r, behind, "in at around") &&
        is_kind(r, behind + 1, C_PLACE) &&
        gm_read_is_spot(r, reading_ref(r, at(r, behind + 1)->ref)))
        named = behind + 1;
    if (named < 0 || is_area(r, behind) || is_taken(sr, named, TAKEN_PLACE | TAKEN_RANGE))
        return;
    GmStatement *s = gm_build_new(r, GM_ST_AREA, i, named);
    behind = add_objects(r, s, named);
    if (s->anchors->len == 0) {
        gm_build_free(s);
        return;
    }
    gm_read_list_area(sr, s, i, behind, "control", "control");
}

void gm_read_control(SentenceReading *sr, int i)
{
    Reading *r = sr->r;
    if (is_kind(r, i, C_WORD)) {
        read_many(sr, i);
        read_control(sr, i);
        read_flag(sr, i);
        read_hold(sr, i);
        read_siege(sr, i);
        return;
    }
    if (is_kind(r, i, C_PLACE))
        read_siege(sr, i);
    gm_read_hands(sr, i);
}
