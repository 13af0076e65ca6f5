/** Names that are no mention, where the text shows that they name places: beside
 *  known ones in a list ("A, X and B"), in a range ("from X to A"), with a generic
 *  word ("the village of X"). They are anchors that bear only their words. */
#include "readers.h"

#include <string.h>

static const char articles[] = "al el as ash ad an ar at az ez ed er";

bool gm_reading_is_name(const Reading *r, int i)
{
    static const char *const endings[] = {"ian", "ish", "ese", "ite", "ites", "ians"};
    const Chunk *c = at(r, i);
    if (c->kind != C_WORD || !(c->token_flags & GM_TOKEN_CAPITAL) || c->cls != 0 ||
        (c->token_flags & GM_TOKEN_ALL_CAPS) || gm_lexicon_month(c->fold))
        return false;
    for (gsize k = c->start; k < c->end; k++)
        if (g_ascii_isdigit(r->d->text[k]))
            return false;
    for (gsize k = 0; k < G_N_ELEMENTS(endings); k++)
        if (g_str_has_suffix(c->fold, endings[k]))
            return false;
    return !gm_reading_one_of(r, i,
                              "druze sunni shia arab muslim kurdish yazidi turkmen monday "
                              "tuesday wednesday thursday friday saturday sunday old new mr mrs "
                              "president minister general colonel article resolution he she it "
                              "they we i there here today yesterday");
}

/** "al-Din" as one word. */
static bool is_byname(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    const char *dash =
        c->kind == C_WORD ? memchr(r->d->text + c->start, '-', c->end - c->start) : NULL;
    gsize n = dash ? (gsize)(dash - (r->d->text + c->start)) : 0;
    return (n == 2 || n == 3) && g_ascii_isupper(dash[1]) && g_ascii_islower(dash[-1]);
}

int gm_reading_behind_name(const Reading *r, int i)
{
    int k = i;
    while (k < i + 6) {
        int word = k;
        if (k > i && gm_reading_hyphen(r, word))
            word++;
        if (gm_reading_one_of(r, word, articles) && gm_reading_hyphen(r, word + 1))
            word += 2;
        if (!gm_reading_is_name(r, word) && !(k > i && is_byname(r, word)))
            break;
        k = word + 1;
    }
    return k;
}

int gm_reading_namesake(const Reading *r, gsize start, gsize end)
{
    guint n = MIN(r->m->list->len, 2000u); /* time in proportion to length */
    for (guint i = 0; i < n; i++) {
        const GmMention *m = gm_mention_at(r->m, i);
        if (m->has_place && m->role == GM_ROLE_LOCATION && m->end - m->start == end - start &&
            memcmp(r->d->text + m->start, r->d->text + start, end - start) == 0)
            return (int)i;
    }
    return -1;
}

void gm_reading_make_place(Reading *r, int first, int last)
{
    gsize start = at(r, first)->start, end = at(r, last)->end;
    Ref ref = {-1, gm_reading_namesake(r, start, end), start, end};
    Chunk c = {.kind = C_PLACE, .n_refs = 1};
    const GmToken *t = gm_text_token(r->d, at(r, last)->first);
    guint next = at(r, last)->first + 1;
    c.possessive =
        (t->flags & GM_TOKEN_POSSESSIVE) != 0 ||
        (next < r->d->tokens->len && (gm_text_token(r->d, next)->flags & GM_TOKEN_POSSESSIVE) != 0);
    c.ref = gm_reading_add_ref(r, ref);
    gm_reading_merge(r, first, last, c);
}

/** "The strategic", "seized the" at @i, before a name, and "mountain", "hill" at @noun. */
static bool is_height(const Reading *r, int i, int noun)
{
    return gm_reading_one_of(r, noun,
                             "mountain mountains hill hills heights ridge valley dam hilltop") &&
           !(at(r, noun)->token_flags & GM_TOKEN_CAPITAL) &&
           (is_word(r, i, "the") || (gm_reading_one_of(r, i, "strategic nearby key important") &&
                                     is_word(r, i - 1, "the"))) &&
           gm_read_is_military(r, true);
}

/** "In the X area", where fighting is told of: "the" at @i, "area" at @noun. */
static bool is_in_area(const Reading *r, int i, int noun)
{
    return is_word(r, noun, "area") && !(at(r, noun)->token_flags & GM_TOKEN_CAPITAL) &&
           !is_word(r, noun + 1, "of") && is_word(r, i, "the") &&
           gm_reading_one_of(r, i - 1, "in into from reached entered") &&
           gm_read_is_military(r, false);
}

/** "Jawbas village", "the town of Kafir", "Gre Spi (Tal Abyad)". */
static void find_by_noun(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        if (is_kind(r, i, C_PLACE) && gm_reading_punct(r, i + 1, '(')) { /* "Aleppo (Halab)" */
            int k = i + 2;
            while (k < i + 7 && (gm_reading_is_name(r, k) || gm_reading_hyphen(r, k) ||
                                 gm_reading_one_of(r, k, articles)))
                k++;
            if (k > i + 2 && gm_reading_punct(r, k, ')')) {
                Chunk c = *at(r, i);
                gm_reading_merge(r, i, k, c);
            }
        }
        if (!gm_reading_is_name(r, i))
            continue;
        int last = i;
        while (gm_reading_is_name(r, last + 1) ||
               (gm_reading_hyphen(r, last + 1) && gm_reading_is_name(r, last + 2)))
            last += gm_reading_is_name(r, last + 1) ? 1 : 2;
        int first = i;
        while (first > 1 && gm_reading_hyphen(r, first - 1) &&
               gm_reading_one_of(r, first - 2, articles))
            first -= 2;
        bool land = gm_reading_one_of(r, last + 1,
                                      "district province governorate county subdistrict "
                                      "township oblast raion commune tehsil woreda prefecture") &&
                    !(at(r, last + 1)->token_flags & GM_TOKEN_CAPITAL) &&
                    !gm_reading_one_of(r, last,
                                       "financial business school central congressional "
                                       "electoral shopping historic federal") &&
                    !gm_reading_one_of(r, last + 2, "court judge attorney council league");
        bool behind = land || gm_reading_one_of(r, last + 1, "village villages town") ||
                      is_height(r, first - 1, last + 1) || is_in_area(r, first - 1, last + 1) ||
                      (is_word(r, i - 1, "the") &&
                       (has_class(r, last + 1, W_BASE | W_CAMP | W_CROSS | W_CHECK) ||
                        (is_word(r, last + 1, "air") && has_class(r, last + 2, W_BASE))));
        bool before =
            is_word(r, first - 1, "of") &&
            gm_reading_one_of(r, first - 2,
                              "village villages town towns settlement city district "
                              "districts townships port ports hill hills heights "
                              "hilltop mountain ridge island checkpoint barangay barangays "
                              "hamlet hamlets commune communes provinces counties villages valleys "
                              "gullies rivers islands passes camps crossings bridges dams "
                              "neighbourhoods neighborhoods suburbs quarters parishes "
                              "municipalities localities settlements regions");
        before = before || (is_word(r, i - 1, "of") && has_class(r, i - 3, W_POSTMOD) &&
                            gm_reading_one_of(r, i - 2, "post posts point points base"));
        bool alias = gm_reading_punct(r, last + 1, '(') && is_kind(r, last + 2, C_PLACE) &&
                     gm_reading_punct(r, last + 3, ')');
        if (alias && last - first < 6) { /* "Gre Spi (Tal Abyad)" */
            Chunk c = *at(r, last + 2);
            gm_reading_merge(r, first, last + 3, c);
            i = first;
        } else if ((behind || before) && last - first < 6) {
            gm_reading_make_place(r, first, last);
            i = first;
        } else {
            i = last;
        }
    }
}

/** A comma, "and" or both at @i: the chunk behind; @and tells of an "and". */
static int behind_comma(const Reading *r, int i, bool *and)
{
    int k = i + gm_reading_punct(r, i, ',');
    bool well = is_word(r, k, "as") && is_word(r, k + 1, "well") && is_word(r, k + 2, "as");
    if (well || has_class(r, k, W_AND)) {
        *and = true;
        k += well ? 3 : 1;
    }
    return k;
}

/** Who says or does something is a person, no place. */
static bool is_doer(const Reading *r, int behind)
{
    return has_class(r, behind, W_SAY) ||
           gm_reading_one_of(r, behind, "who whose has had have will would also agreed signed");
}

/* What a name with "the" before it must be, to be a place's. */
static const char site_nouns[] =
    "pass range ridge hill hills mountain mountains valley dam bridge junction crossroads crossing "
    "checkpoint camp base airport airbase airfield port district area region neighbourhood "
    "neighborhood island river forest plain farms village town refinery oilfield";

/** "Strikes pounded A, X, Y, areas in Z": a list that the place at @i stands in and that goes on
 *  with other things at @k. */
static bool is_struck_list(const Reading *r, int i, int k)
{
    enum { FAR = 12 };
    if (!gm_reading_punct(r, k, ',') ||
        !(has_class(r, k + 1, W_DET | W_AREA) || gm_reading_one_of(r, k + 1, "other several")))
        return false;
    for (int n = i - 1; n >= 0 && n > i - FAR; n--)
        if (has_class(r, n, W_STRIKE) &&
            gm_reading_one_of(r, n,
                              "pounded targeted targeting struck shelled bombed bombarded hit"))
            return true;
    return false;
}

/** "A, X, Y and Z" behind a known place at @i: the names become places. */
static void find_listed_behind(Reading *r, int i)
{
    int k = gm_reading_behind_gloss(r, i + 1), n = 0, firsts[12], lasts[12];
    bool and = false;
    while (n < 12 && !and) {
        int name = behind_comma(r, k, &and);
        if (name == k)
            break;
        if (and&&gm_reading_punct(r, name, ',')) { /* "A and, in the south, X" */
            int aside = gm_read_behind_aside(r, name);
            name = gm_reading_behind_name(r, aside) > aside ? aside : name;
        }
        bool the = and&&is_word(r, name, "the"); /* "A and the X pass" */
        name += the;
        int behind = is_kind(r, name, C_PLACE) ? name + 1 : gm_reading_behind_name(r, name);
        if (the && (is_kind(r, name, C_PLACE) || !gm_reading_one_of(r, behind, site_nouns)))
            break;
        if (behind == name || (n == 0 && !and&&is_doer(r, behind)))
            break;
        if (!is_kind(r, name, C_PLACE)) {
            firsts[n] = name;
            lasts[n++] = behind - 1;
        }
        k = gm_reading_behind_gloss(r, behind);
    }
    if ((!and&&!is_struck_list(r, i, k)) || n == 0 || is_doer(r, lasts[n - 1] + 1))
        return;
    for (int j = n; j-- > 0;)
        gm_reading_make_place(r, firsts[j], lasts[j]);
}

/** "at X, Y and A", "captured X and A": names before a known place at @i. Returns
 *  how many chunks the sentence lost by it. */
static int find_listed_before(Reading *r, int i)
{
    int firsts[12], lasts[12], n = 0, k = i;
    bool and = false;
    while (n < 12) {
        int join = k - 1;
        if (has_class(r, join, W_AND)) {
            and = true;
            join--;
            join -= gm_reading_punct(r, join, ',');
        } else if (gm_reading_punct(r, join, ',')) {
            join--;
        } else {
            break;
        }
        int first = join;
        while (first >= 0 && first > join - 6 &&
               (gm_reading_is_name(r, first) || gm_reading_hyphen(r, first) ||
                gm_reading_one_of(r, first, articles)))
            first--;
        first++;
        while (gm_reading_hyphen(r, first)) /* never begins with a dash */
            first++;
        if (first > join || gm_reading_behind_name(r, first) != join + 1)
            break;
        firsts[n] = first;
        lasts[n++] = join;
        k = first;
    }
    if (n == 0)
        return 0;
    bool led = has_class(r, k - 1, W_SEIZE | W_SETTLE | W_STRIKE) ||
               gm_reading_one_of(r, k - 1,
                                 "at in near from of including towns villages between "
                                 "around both towards them notably namely") ||
               (gm_reading_punct(r, k - 1, ':') &&
                (and || gm_reading_punct(r, i + 1, ',') || has_class(r, i + 1, W_AND))) ||
               (is_word(r, k - 1, "on") &&
                (has_class(r, k - 2, W_STRIKE) || gm_reading_one_of(r, k - 2, "fell landed")));
    if (!led)
        return 0;
    int before = n_chunks(r);
    for (int j = 0; j < n; j++)
        gm_reading_make_place(r, firsts[j], lasts[j]);
    return before - n_chunks(r);
}

static int skip_article(const Reading *r, int i)
{
    return is_word(r, i, "the") ? i + 1 : i;
}

/** "the stretch", "the border", "villages" shortly before "between" at @i: of two places. */
static bool tells_of_ground(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 5; k--)
        if (has_class(r, k, W_ROAD | W_PIECE | W_LINE | W_AREA | W_SETTLE) ||
            is_kind(r, k, C_ROAD) || is_kind(r, k, C_BORDER) || is_kind(r, k, C_LINE) ||
            gm_reading_one_of(r, k,
                              "border frontier marker markers bridge river valley ridge hills "
                              "crossing checkpoint halfway midway stood stands lies"))
            return true;
    return false;
}

/** "from X to A", "between A and X", "X–A road": the other end is known. */
static void find_ends(Reading *r, int i)
{
    bool from = is_word(r, i, "from"), between = is_word(r, i, "between");
    if (from || between || gm_reading_one_of(r, i, "linking connecting connects links")) {
        int a = skip_article(r, i + 1);
        int k = is_kind(r, a, C_PLACE) ? a + 1 : gm_reading_behind_name(r, a);
        while (k > a && has_class(r, k, W_BASE | W_SETTLE | W_CROSS)) /* "X airport to" */
            k++;
        if (k == a || !gm_reading_one_of(r, k, from ? "to towards until" : "and with to"))
            return;
        int b = skip_article(r, k + 1);
        int behind = is_kind(r, b, C_PLACE) ? b + 1 : gm_reading_behind_name(r, b);
        bool neither = !is_kind(r, a, C_PLACE) && !is_kind(r, b, C_PLACE);
        if (behind == b || (neither ? !between || !tells_of_ground(r, i)
                                    : is_kind(r, a, C_PLACE) && is_kind(r, b, C_PLACE)))
            return;
        if (neither) {
            gm_reading_make_place(r, b, behind - 1);
            gm_reading_make_place(r, a, gm_reading_behind_name(r, a) - 1);
            return;
        }
        if (is_kind(r, a, C_PLACE))
            gm_reading_make_place(r, b, behind - 1);
        else
            gm_reading_make_place(r, a, gm_reading_behind_name(r, a) - 1);
        return;
    }
    if (gm_reading_hyphen(r, i) && gm_reading_is_name(r, i - 1) && gm_reading_is_name(r, i + 1) &&
        is_word(r, i - 2, "the") && has_class(r, i + 2, W_ROAD)) {
        gm_reading_make_place(r, i + 1, i + 1);
        gm_reading_make_place(r, i - 1, i - 1);
        return;
    }
    if (!gm_reading_hyphen(r, i) || is_kind(r, i - 1, C_PLACE) == is_kind(r, i + 1, C_PLACE))
        return;
    int last = i + 1; /* "X–A–B road" */
    while (gm_reading_hyphen(r, last + 1) && is_kind(r, last, C_PLACE) &&
           is_kind(r, last + 2, C_PLACE))
        last += 2;
    if (is_kind(r, i - 1, C_PLACE)) {
        int behind = gm_reading_behind_name(r, i + 1);
        if (behind > i + 1 &&
            (has_class(r, behind, W_ROAD | W_LINE) || gm_reading_one_of(r, behind, "axis")))
            gm_reading_make_place(r, i + 1, behind - 1);
    } else if (gm_reading_is_name(r, i - 1) && (has_class(r, last + 1, W_ROAD | W_LINE) ||
                                                gm_reading_one_of(r, last + 1, "axis"))) {
        gm_reading_make_place(r, i - 1, i - 1);
    }
}

/** A road is spoken of shortly before @i. */
static bool road_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0 && k > i - 8; k--)
        if (has_class(r, k, W_ROAD) || is_kind(r, k, C_ROAD))
            return true;
    return false;
}

/** The words at @i come behind the object of a verb. */
static bool ends_object(const Reading *r, int i)
{
    return is_kind(r, i, C_END) || is_kind(r, i, C_PUNCT) || has_class(r, i, W_AND | W_STOP) ||
           gm_reading_one_of(r, i, "from in on after with late early overnight last this");
}

/** "al-Din Road" at @i, behind "Salah": the rest of one road's name. */
static bool is_rest_of_road(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    const char *t = r->d->text + c->start;
    return (c->kind == C_PLACE || c->kind == C_ROAD) && c->end - c->start > 8 &&
           g_ascii_islower(t[0]) && t[2] == '-' &&
           (gm_lexicon_class(r->words, gm_text_token_fold(r->d, c->first + c->n - 1)) & W_ROAD);
}

/* "posts at X", "fighting near X", "forces remain in X": @k is the token before the name. */
static bool is_spot(const Reading *r, int k, int behind)
{
    const guint64 heads = W_CHECK | W_BASE | W_CROSS | W_CAMP | W_SHELTER;
    return gm_reading_one_of(r, k, "in at near") &&
           (has_class(r, k - 1, heads) ||
            (is_word(r, k, "in") && gm_reading_one_of(r, k - 1, "post posts outpost") &&
             has_class(r, k - 2, W_POSTMOD)) ||
            (is_word(r, k, "at") &&
             gm_reading_one_of(r, k - 1, "point points post garrison barracks depot position")) ||
            gm_reading_one_of(r, k - 1,
                              "outpost outposts posts deployed stationed sites positions "
                              "headquartered base bases fighting clashes passage bridge "
                              "headquarters inland landing landings attack attacks") ||
            (gm_reading_one_of(
                 r, k - 1,
                 "remain remained remains stay stayed stand stood still dug "
                 "massed gathered crossed present active posted landed arrived clashed "
                 "exploded is are were was") &&
             gm_read_is_military(r, false) && ends_object(r, behind)));
}

/* "captured X", "residents of X" */
static bool is_seized(const Reading *r, int first, int behind)
{
    return gm_reading_one_of(r, first - 1,
                             "captured seized retook recaptured overran shelled bombed encircled "
                             "besieged liberated recapturing stormed storming retaken overrunning "
                             "liberating capturing") ||
           (gm_reading_one_of(r, first - 1,
                              "taken took taking lost abandoned holds hold reached "
                              "entered struck pounded raided") &&
            gm_read_is_military(r, false) && ends_object(r, behind)) ||
           (gm_reading_one_of(r, first - 1, "control controls hold holds") &&
            has_class(r, first - 2, W_FORCE)) ||
           (is_word(r, first - 1, "of") &&
            gm_reading_one_of(r, first - 2,
                              "residents inhabitants villagers capture "
                              "recapture")) ||
           (is_word(r, first - 1, "on") && gm_reading_one_of(r, first - 2, "hold grip") &&
            gm_reading_one_of(r, first - 3, "their its")) ||
           (is_word(r, first - 1, "on") && is_word(r, behind, "in") &&
            is_kind(r, behind + 1, C_PLACE) &&
            gm_reading_one_of(r, first - 2, "attack attacks assault raid advance advancing"));
}

/* "north of X", "12 km from X" */
static bool is_reference(const Reading *r, int first, int behind)
{
    bool far = (is_word(r, first - 1, "of") && is_kind(r, first - 2, C_DIR) &&
                !at(r, first - 2)->adjective) ||
               (is_word(r, first - 1, "from") && is_kind(r, first - 2, C_MEASURE));
    int of = is_word(r, first - 1, "the") ? first - 2 : first - 1; /* "north of the Hakari river" */
    return far || (is_word(r, of, "of") && is_kind(r, of - 1, C_DIR) &&
                   is_word(r, behind, "river") && !at(r, of - 1)->adjective);
}

/* "from A through X to B", "withdrew to X" */
static bool is_on_way(const Reading *r, int first, int behind)
{
    bool via = gm_reading_one_of(r, first - 1, "via through") && /* "from A through X to B" */
               (is_kind(r, first - 2, C_PLACE) || gm_reading_is_name(r, first - 2)) &&
               gm_reading_one_of(r, behind, "to and");
    bool moved = has_class(r, first - 2, W_MOVE | W_DISPLACE) ||
                 (has_class(r, first - 4, W_MOVE) && is_word(r, first - 3, "on"));
    bool out = is_word(r, first - 1, "of") && is_word(r, first - 2, "out") &&
               has_class(r, first - 3, W_MOVE) && gm_read_is_military(r, false);
    return via || out ||
           (gm_reading_one_of(r, first - 1, "from to towards toward through into via") &&
            (moved || gm_reading_one_of(r, first - 2, "back driven came come coming")) &&
            gm_read_is_military(r, false));
}

/* "near X", "shelling around X", "the outskirts of X" */
static bool is_near(const Reading *r, int first, int k, int behind)
{
    bool near = is_word(r, first - 1, "near") && !(at(r, behind)->token_flags & GM_TOKEN_CAPITAL) &&
                (gm_read_is_military(r, false) ||
                 gm_reading_one_of(r, first - 2,
                                   "fire wildfire blaze quake earthquake landslide "
                                   "explosion village town farm hill camp"));
    near = near || (is_word(r, k, "around") &&
                    (has_class(r, k - 1, W_STRIKE) ||
                     (gm_reading_one_of(r, k - 1, "reported heard seen continues continued") &&
                      ends_object(r, behind)) ||
                     (is_word(r, k - 1, "on") && gm_reading_one_of(r, k - 2, "goes went going"))));
    return near || (is_word(r, first - 1, "of") && has_class(r, first - 2, W_PARTOF) &&
                    is_kind(r, first - 3, C_DIR) && ends_object(r, behind));
}

/* "reached X from", "left for X" */
static bool is_reached(const Reading *r, int first, int k, int behind)
{
    bool reached = is_word(r, first - 1, "reached") && is_word(r, behind, "from");
    for (int n = k - 1; n > k - 9 && gm_reading_one_of(r, k, "for towards"); n--)
        reached = reached || gm_reading_one_of(r, n, "left leaving heading headed bound fled");
    return reached || (is_word(r, first - 1, "fled") && is_word(r, behind, "for"));
}

/** "a checkpoint in X", "captured X", "20 km north of X", "the road between X and
 *  Y": what stands so is a place. */
static void find_by_head(Reading *r, int i)
{
    int behind = gm_reading_behind_name(r, i);
    if (behind == i || is_doer(r, behind) || has_class(r, behind, W_ROAD))
        return;
    if (is_rest_of_road(r, behind)) {
        Chunk c = {.kind = C_ROAD, .n_refs = 1, .cls = W_ROAD};
        c.ref = gm_reading_add_ref(r, (Ref){-1, -1, at(r, i)->start, at(r, behind)->end});
        gm_reading_merge(r, i, behind, c);
        return;
    }
    int first = i; /* "al-" */
    while (gm_reading_hyphen(r, first - 1) && gm_reading_one_of(r, first - 2, articles))
        first -= 2;
    int k = first - 1;
    k -= is_word(r, k, "the");
    bool far = is_reference(r, first, behind);
    bool range = gm_reading_one_of(r, first - 1, "from between") && road_before(r, first - 1) &&
                 gm_reading_one_of(r, behind, "to and");
    if (!(far || range || is_spot(r, k, behind) || is_seized(r, first, behind) ||
          is_reached(r, first, k, behind) || is_on_way(r, first, behind) ||
          is_near(r, first, k, behind)))
        return;
    if (far && is_kind(r, behind, C_NAME)) /* "north of Wadi Gaza" */
        behind++;
    gm_reading_make_place(r, first, behind - 1);
}

/** "Busra al-Harir", "Mocimboa da Praia", "Nioro-du-Sahel": a name that goes on behind the
 *  one that the gazetteer knows is another place's. */
static void find_longer(Reading *r, int i)
{
    const Chunk *c = at(r, i);
    if (c->n_refs != 1 || c->possessive || at(r, i + 1)->start > c->end + 1)
        return;
    int k = i + 1 + gm_reading_hyphen(r, i + 1), last = -1;
    bool tied = k > i + 1;
    if (gm_reading_one_of(r, k, articles) && gm_reading_hyphen(r, k + 1) &&
        at(r, k + 1)->start == at(r, k)->end)
        last = k + 2;
    else if (gm_reading_one_of(r, k, tied ? "du de da la le les sur sous en" : "da do dos das del"))
        last = k + 1 + (tied && gm_reading_hyphen(r, k + 1));
    if (last < 0 || !gm_reading_is_name(r, last) || at(r, last)->start > at(r, last - 1)->end + 1)
        return;
    gm_reading_make_place(r, i, last);
}

void gm_reading_names(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++)
        if (is_kind(r, i, C_PLACE))
            find_longer(r, i);
    find_by_noun(r);
    for (int i = 1; i < n_chunks(r); i++)
        if (gm_reading_is_name(r, i) && !gm_reading_is_name(r, i - 1))
            find_by_head(r, i);
    for (int i = 0; i < n_chunks(r); i++)
        find_ends(r, i);
    gm_reading_name_lists(r);
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        if (c->kind != C_PLACE || c->possessive ||
            gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_SETTLEMENT) ==
                GM_PLACE_CONTINENT)
            continue;
        i -= find_listed_before(r, i);
        find_listed_behind(r, i);
    }
}
