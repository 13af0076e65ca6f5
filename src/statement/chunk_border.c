/** Borders, by their countries, by their owner or by "the border". */
#include "reading.h"

/** A country or other owner of a border. */
static bool is_owner(const Reading *r, int i)
{
    const Chunk *c = at(r, i);
    return c->kind == C_DEMONYM || c->kind == C_ACTOR || c->kind == C_PLACE;
}

/** Owners before the border noun at @noun: "Syrian–Turkish", "northern Syrian",
 *  "Syria’s northern". Returns the first chunk of the phrase. */
static int owners_before(const Reading *r, int noun, Chunk *c, GArray *owners)
{
    int k = noun - 1;
    while (gm_reading_one_of(r, k,
                             "shared common land international state administrative border "
                             "province provincial perimeter security separation") ||
           is_kind(r, k, C_DIR)) {
        if (is_kind(r, k, C_DIR))
            c->sides = at(r, k)->sides;
        k--;
    }
    int first = noun;
    while (is_owner(r, k)) {
        guint ref = at(r, k)->ref;
        g_array_prepend_val(owners, ref);
        first = k;
        if ((gm_reading_hyphen(r, k - 1) || is_word(r, k - 1, "and") ||
             gm_reading_punct(r, k - 1, '/')) &&
            is_owner(r, k - 2)) {
            /* "Turkey and the Syrian border" is no pair: nothing between allowed */
            k -= 2;
            continue;
        }
        break;
    }
    if (owners->len == 1 && is_kind(r, first - 1, C_DIR) && at(r, first - 1)->adjective) {
        c->sides = at(r, first - 1)->sides;
        first--;
    }
    if (owners->len == 0 && is_kind(r, noun - 1, C_DIR))
        first = noun - 1;
    return first;
}

/** A settlement has no border with another; @strict: nor has a place that nobody knows. */
static bool is_town(const Reading *r, int i, bool strict)
{
    const Chunk *c = at(r, i);
    return c->kind == C_PLACE &&
           gm_reading_place_kind(r, reading_ref(r, c->ref),
                                 strict ? GM_PLACE_SETTLEMENT : GM_PLACE_AREA) ==
               GM_PLACE_SETTLEMENT;
}

/** "with Turkey", "between Syria and Turkey", "of Lebanon" behind the noun. */
static int owners_behind(const Reading *r, int noun, GArray *owners)
{
    int k = noun + 1;
    if (gm_reading_one_of(r, k, "area areas region regions line"))
        k++;
    if (!gm_reading_one_of(r, k, "with between of separating"))
        return noun + 1;
    bool between = gm_reading_one_of(r, k, "between separating of");
    k++;
    if (is_word(r, k, "the"))
        k++;
    if (!is_owner(r, k) || (between && is_town(r, k, owners->len > 0)))
        return noun + 1; /* "the Syrian border between A and B": a run of it */
    guint ref = at(r, k)->ref;
    g_array_append_val(owners, ref);
    k++;
    if (between && is_word(r, k, "and")) {
        int next = is_word(r, k + 1, "the") ? k + 2 : k + 1;
        if (is_owner(r, next)) {
            guint second = at(r, next)->ref;
            g_array_append_val(owners, second);
            k = next + 1;
        }
    }
    return k;
}

/** The nation last named before chunk @i, by its name, its government or its
 *  people: "its" border; a mention, or -1. */
static int nation_before(const Reading *r, int i)
{
    for (int k = i - 1; k >= 0; k--) {
        const Chunk *c = at(r, k);
        if (c->kind == C_DEMONYM &&
            gm_reading_one_of(r, k + 1, "soil territory land lands side")) /* where, not who */
            continue;
        if ((c->kind == C_ACTOR || c->kind == C_DEMONYM || c->kind == C_PLACE) && c->n_refs == 1 &&
            gm_reading_place_kind(r, reading_ref(r, c->ref), GM_PLACE_AREA) == GM_PLACE_COUNTRY)
            return reading_ref(r, c->ref)->mention;
    }
    return -1;
}

/** The two nations last named before byte @start, whose "shared border" is meant;
 *  how many were found. */
static guint nations_sharing(const Reading *r, gsize start, int found[2])
{
    guint lo = gm_reading_first_mention(r, start), n = 0;
    for (guint i = lo; i-- > 0 && lo - i < 20 && n < 2;) {
        const GmMention *m = gm_mention_at(r->m, i);
        if (!m->has_place || m->place.kind != GM_PLACE_COUNTRY || m->role == GM_ROLE_NESTED)
            continue;
        if (n == 0 || gm_mention_at(r->m, (guint)found[0])->place.ref != m->place.ref)
            found[n++] = (int)i;
    }
    return n;
}

/* "the border": the borders that the text has spoken of, or that it names later (see
 * statement.c). False where no such word stands before token @first. */
static bool add_spoken_borders(Reading *r, int first, gsize start, gsize end)
{
    if (!gm_reading_one_of(r, first - 1, "the this their its shared common both"))
        return false;
    if (r->borders->len == 0)
        gm_reading_add_ref(r, (Ref){-1, -1, start, end});
    for (guint k = 0; k < r->borders->len; k++)
        gm_reading_add_ref(r, (Ref){-1, g_array_index(r->borders, Ref, k).mention, start, end});
    return true;
}

static void read_border(Reading *r, int i)
{
    if (has_class(r, i + 1, W_BORDERTAIL) && !has_class(r, i + 1, W_AREA))
        return;
    if (is_word(r, i, "boundary") && gm_reading_one_of(r, i + 1, "line lines") &&
        !gm_reading_one_of(r, i + 2, "with between")) /* of contact */
        return;
    Chunk c = {.kind = C_BORDER};
    g_autoptr(GArray) owners = g_array_new(FALSE, FALSE, sizeof(guint));
    int first = owners_before(r, i, &c, owners);
    int behind = owners_behind(r, i, owners);
    int self = owners->len == 1 && first == i && gm_reading_one_of(r, i - 1, "its their whose")
                   ? nation_before(r, i - 1)
                   : -1;
    if (self >= 0) { /* "closed its border with Syria" */
        guint own = gm_reading_add_ref(r, (Ref){self, -1, 0, 0});
        g_array_append_val(owners, own);
    }
    gsize surface = at(r, first)->start;
    c.ref = r->refs->len;
    for (guint k = 0; k < owners->len; k++) {
        Ref ref = *reading_ref(r, g_array_index(owners, guint, k));
        ref.start = surface;
        ref.end = at(r, behind - 1)->end;
        gm_reading_add_ref(r, ref);
    }
    int owner = owners->len == 0 && gm_reading_one_of(r, first - 1, "its their whose")
                    ? nation_before(r, first - 1)
                    : -1;
    int sharing[2] = {-1, -1};
    bool shared = owners->len == 0 && gm_reading_one_of(r, i - 1, "shared common") &&
                  nations_sharing(r, surface, sharing) == 2;
    if (shared) {
        for (int k = 0; k < 2; k++) {
            Ref ref = {-1, sharing[k], at(r, i - 1)->start, at(r, behind - 1)->end};
            gm_reading_add_ref(r, ref);
        }
        first = i - 1;
        c.back = true;
    } else if (owner >= 0) { /* "Turkey … its southern border" */
        Ref ref = {-1, owner, surface, at(r, behind - 1)->end};
        gm_reading_add_ref(r, ref);
        c.back = true;
    } else if (owners->len == 0) {
        if (!add_spoken_borders(r, first, surface, at(r, behind - 1)->end))
            return;
        c.back = true;
    } else {
        g_array_set_size(r->borders, 0);
        for (guint k = 0; k < owners->len; k++) {
            Ref ref = *reading_ref(r, c.ref + k);
            g_array_append_val(r->borders, ref);
        }
        if (r->first_borders->len == 0)
            g_array_append_vals(r->first_borders, r->borders->data, r->borders->len);
    }
    c.n_refs = r->refs->len - c.ref;
    gm_reading_merge(r, first, behind - 1, c);
}

/** "Sudan and South Sudan" at @i: two countries. */
static bool divides_lands(const Reading *r, int i)
{
    for (int n = 0; n < 2; n++) {
        i += is_word(r, i, "the");
        if (!is_owner(r, i) || at(r, i)->n_refs == 0 ||
            gm_reading_place_kind(r, reading_ref(r, at(r, i)->ref), GM_PLACE_AREA) !=
                GM_PLACE_COUNTRY)
            return false;
        i += 1 + is_word(r, i + 1, "and");
    }
    return true;
}

void gm_reading_borders(Reading *r)
{
    for (int i = 0; i < n_chunks(r); i++) {
        const Chunk *c = at(r, i);
        bool fence = gm_reading_one_of(r, i, "fence") && !has_class(r, i + 1, W_ROAD) &&
                     gm_reading_one_of(r, i - 1, "the border perimeter security separation");
        bool line = is_word(r, i, "line") && !has_class(r, i - 1, W_LINEMOD) &&
                    is_word(r, i + 1, "between") && divides_lands(r, i + 2);
        if (c->kind == C_WORD && ((c->cls & W_BORDER) || fence || line))
            read_border(r, i);
    }
}
