#include "lexicon.h"

#include "quantity.h"
#include "statement.h"

#include <string.h>

/* Words of a class, one space between; several rows may add to a class. */
static const struct {
    guint64 cls;
    const char *words;
} table[] = {
    {W_DET, "the a an this these those its their his her our such any each every both all another "
            "same whole entire"},
    {W_DIR, "north south east west northeast northwest southeast southwest"},
    {W_DIRADJ, "northern southern eastern western northeastern northwestern southeastern "
               "southwestern central northernmost southernmost easternmost westernmost"},
    {W_APPROX, "about some around roughly approximately nearly almost circa approx over under "
               "only just barely"},
    {W_ZONE, "zone zones strip belt buffer cordon perimeter enclave pocket dmz haven"},
    {W_CORRIDOR, "corridor corridors"},
    {W_ZONEMOD,
     "security safe buffer demilitarised demilitarized de escalation deescalation confliction "
     "deconfliction no fly flight "
     "exclusion evacuation disengagement humanitarian military restricted separation protection "
     "protected protective neutral ceasefire secure free weapons weapon heavy closed patrol "
     "patrolled operational danger border frontier aid transit access relief control "
     "controlled firing fire limitation limitations cordon weaponsfree armsfree contaminated "
     "prohibited forbidden quarantine hazard demining demined no go interim temporary un "
     "multinational declared peace stabilisation stabilization defence defense defensive "
     "standoff federal land deconfliction neutralised neutralized shelter risk alert keepout "
     "withdrawal disarmament disarmed militarised militarized"},
    {W_NOTZONE, "war conflict time comfort trade economic industrial school end twilight currency "
                "air combat commercial tourist euro climate strike disaster drop landing earth "
                "climatic leaves penalty hostile impact business residential parking"},
    {W_AREA, "area areas region regions territory territories land lands parts countryside "
             "countrysides places neighbourhoods neighborhoods front fronts "
             "sector sectors"},
    {W_ROAD, "highway highways road roads motorway motorways freeway expressway route railway "
             "railroad autobahn motorroad thoroughfare interstate"},
    {W_WAY, "track path trail bypass causeway railways pipeline pipelines canal canals trench "
            "trenches ditch fence berm tunnel cable aqueduct tramway line lines"},
    {W_STAND, "off above below overlooking opposite across foot slopes flank flanks gates doorstep "
              "threshold shores mouth approaches within"},
    {W_BORDER, "border borders frontier frontiers boundary borderline borderregion borderland "
               "borderlands"},
    {W_SETTLE, "town towns city cities village villages settlement settlements hamlet locality "
               "localities municipality port community communities neighbourhood neighborhood "
               "barangay barangays hamlets townships commune communes "
               "suburb crossroads junction farm township villlage"},
    {W_ADMIN, "province provinces governorate governorates district districts county counties "
              "state states oblast raion region regions prefecture subdistrict canton "
              "countryside area areas department peninsula valley enclave"},
    {W_POST, "post posts outpost outposts point points position positions centre center centres "
             "centers headquarters headquartered watchtower watchtowers tower site sites office "
             "offices command"},
    {W_BASE, "base bases airbase airbases garrison garrisons barracks airport airfield airfields "
             "airports airstrip"},
    {W_CHECK, "checkpoint checkpoints roadblock roadblocks"},
    {W_CROSS, "crossing crossings"},
    {W_SHELTER, "shelter shelters hospital hospitals clinic clinics warehouse warehouses"},
    {W_CAMP, "camp camps encampment encampments"},
    {W_FORCE, "groups formations elements troops forces soldiers units unit force troop "
              "peacekeepers convoy convoys tanks "
              "artillery fighters militants battalion brigade police contingent personnel "
              "reinforcements observers monitors army vehicles battery batteries missiles "
              "weapons equipment servicemen rebels insurgents jihadists gunmen mercenaries marines "
              "paratroopers rangers militia militias guards division "
              "regiment regiments armour armor launchers systems howitzers mission team teams"},
    {W_PATROL, "patrol patrols patrolling patrolled"},
    {W_PIECE, "section sections stretch stretches segment segments part portion leg length run "
              "sector"},
    {W_NEAR, "near nearby around outside close surrounding vicinity outskirts adjacent next by "
             "nearer edge edges fringes countryside approaches beside environs surroundings "
             "suburbs alongside opposite"},
    {W_DEPLOY,
     "deployed deploy deploys deploying deployment stationed station stationing positioned based "
     "established establish establishes establishing establishment set setting built build "
     "building opened open opens opening maintains maintain maintained maintaining erected erect "
     "placed garrisoned quartered operates operate operating located locate manned installed "
     "install hosts "
     "constructed fortified redeployed redeploy concentrated regrouping regrouped assembled landed "
     "landing camped massed amassed gathered "
     "arrived entered dug have "
     "has had keeps kept runs running presence present sent dispatched moved"},
    {W_STRIKE,
     "airstrike airstrikes strike strikes struck shelling shelled bombed bombing bombarding "
     "bombardment bombarded raid raids raided shells rockets drone bombardments "
     "explosion explosions "
     "pounded pounding blast blasts hit targeted targeting targets clashes clash fighting "
     "skirmishes "
     "fire gunfire attacked attack attacks exploded detonated battle battles ambush ambushed "
     "violations fired bombarding pounding striking"},
    {W_TRUCE, "ceasefire ceasefires truce truces armistice curfew curfews lockdown pause"},
    {W_SEIZE,
     "captured capture captures capturing seized seize seizing seizes retook recaptured "
     "retaken recapture recapturing occupied occupy occupying occupies overran liberated "
     "retake took taken take takes taking entered stormed overrun keep keeps retain retains "
     "regained "
     "regain regains regaining hand overruns overrunning storming storms liberate liberates "
     "liberating conquered conquer conquering wrested reoccupied handed handing turned "
     "gave given give giving abandoned abandoning abandon ceded ceding cede surrendered "
     "surrender surrendering relinquished relinquish relinquishing won wins winning lost "
     "losing loses retakes retaking return returned returning secured reclaimed reclaim "
     "reclaiming"},
    {W_CONTROL,
     "hold control controls controlled controlling held held holding holds ruled sovereignty "
     "administration"},
    {W_OPERATION, "operation operations offensive offensives campaign incursion assault advance "
                  "invasion"},
    {W_MOVE,
     "withdrew withdraw withdrawn withdrawal withdrawing withdraws pull pulled pulling pullout "
     "pullback advanced advancing advance advances fled flee fleeing moved moving move "
     "moves crossed travelled traveled travelling "
     "traveling drove driving marched retreated retreat retreating regroup regrouped regrouping "
     "brought sent heading "
     "headed went returned returning evacuated evacuate bringing removed remove removing removal "
     "transferred transfer relocated dispatched redeploy redeploys redeployed bussed progressing "
     "progressed"},
    {W_DISPLACE, "fled flee fleeing displaced evacuated refugees evacuees"},
    {W_SAY, "said says told tells claimed claims claim announced reported reports according stated "
            "states added noted stressed accused wrote tweeted spoke speaking met meeting"},
    {W_STOP, "because while although but whereas though whether unless when who whom whose since "
             "where if however despite"},
    {W_PREP, "in of at along on to from into within inside between for with by over across near "
             "towards toward around through throughout under off beyond against via up down "
             "outside about surrounding except excluding per as"},
    {W_ACT_ROAD,
     "hold holds holding held blocks cuts closes secure secured securing reopen reopened reopening "
     "reopens open "
     "opened opening close closed "
     "closing closure block blocked blocking cut severed control controlled controlling controls "
     "regain regained regaining patrol patrols patrolling patrolled clear cleared clearing "
     "handing handed resumed resume traffic reach reached reaching captured seized "
     "damaged washed "
     "impassable protect protecting targeted shelled cutting blockade blockaded blockading "
     "shut submerged flooded suspended interrupted destroyed mined collapsed bombed hit "
     "passable"},
    {W_BE, "is are was were stand lies lie located situated lying be being stands sits positioned "
           "found lay stood"},
    {W_PARTOF,
     "part parts half side sides edge edges outskirts suburbs suburb countryside countrysides "
     "district districts neighbourhoods neighborhoods quarter quarters tip end corner sector "
     "sectors section sections reaches portion portions region regions area areas fringe fringes "
     "third shore shores bank flank flanks approaches entrance rural"},
    {W_BORDERTAIL,
     "crossing crossings guard guards town towns city village villages police post posts gate "
     "point points patrol troops forces control controls fence wall officials dispute disputes "
     "clash clashes incident agents agency checkpoint checkpoints trade terminal "
     "checks station stations security"},
    {W_AND, "and or plus"},
    {W_AREANOUN,
     "ceasefire ceasefires truce truces armistice curfew curfews lockdown fire pause siege "
     "hostilities emergency operation operations offensive offensives campaign incursion "
     "assault advance invasion capture seizure recapture occupation liberation control "
     "sovereignty hold grip loss fall surrender takeover handover storming conquest"},
    {W_MARK, "accord according accords accused accuses activists agreed agreement alleged "
             "allegedly alleges although apparently believe believed believes brokered but "
             "called calling calls claim claimed claiming claims consider considered "
             "considering considers contemplating could deal deliberations demand demanded "
             "demanding demands denied denies deny denying dismissed dismisses document draft "
             "envisaged envisages envisioned envisions expected expects eyeing hint hinted "
             "hints hope hoped hopeful hopes idea if intend intended intends intention likely "
             "mandated may memorandum might mulling never no not observatory offer offered "
             "offers optimism perhaps plan planned planning plans possibility possible "
             "possibly potential prepares preparing proposal proposals propose proposed "
             "proposes proposing protocol provided provides pushed pushes pushing ratified "
             "ready refuse refused refuses refuted reject rejected rejecting rejects reported "
             "reportedly reports request requested resolution ruled rumored rumors rumoured "
             "rumours said saying says scenario shall seek seeking seeks signed sought source "
             "sources stated stipulated stipulates suggest suggested suggesting suggestion "
             "suggests text though threaten threatened threatens told treaty unconfirmed under "
             "urged urges urging want wanted wants willing witnesses would"},
    {W_LINE, "line lines parallel frontline"},
    {W_LINEMOD,
     "contact demarcation ceasefire armistice disengagement deconfliction withdrawal front "
     "frontline "
     "confrontation separation 32nd 36th blue green purple yellow red dividing control truce "
     "38th 39th 17th boundary administrative"},
    {W_POSTMOD, "observation military army security police monitoring forward border russian "
                "turkish air naval guard un unifil joint coordination command "
                "surveillance watch refugee displacement idp fortified field forward"},
    {W_UNNAMED, "its their several some many few all two three four five six seven eight nine ten "
                "twelve dozen dozens more number multiple"},
};

struct GmLexicon {
    GHashTable *words; /* interned word -> guint64 in a slot of values */
    GStringChunk *text;
    GArray *values;
};

static void add_words(GmLexicon *x, guint64 cls, const char *words)
{
    while (*words) {
        gsize n = strcspn(words, " ");
        char word[48];
        gsize copied = MIN(n, sizeof word - 1); /* g_strlcpy would walk the rest of the row */
        memcpy(word, words, copied);
        word[copied] = '\0';
        gpointer slot = NULL;
        if (g_hash_table_lookup_extended(x->words, word, NULL, &slot)) {
            g_array_index(x->values, guint64, GPOINTER_TO_UINT(slot)) |= cls;
        } else if (n > 0) {
            g_hash_table_insert(x->words, g_string_chunk_insert(x->text, word),
                                GUINT_TO_POINTER(x->values->len));
            g_array_append_val(x->values, cls);
        }
        words += n;
        words += strspn(words, " ");
    }
}

static gpointer make_lexicon(gpointer unused)
{
    (void)unused;
    GmLexicon *x = g_new0(GmLexicon, 1);
    x->words = g_hash_table_new(g_str_hash, g_str_equal);
    x->text = g_string_chunk_new(4096);
    x->values = g_array_sized_new(FALSE, FALSE, sizeof(guint64), 1024);
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
        add_words(x, table[i].cls, table[i].words);
    return x;
}

const GmLexicon *gm_lexicon_get(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, make_lexicon, NULL);
}

guint64 gm_lexicon_class(const GmLexicon *x, const char *folded)
{
    gpointer slot = NULL;
    if (!g_hash_table_lookup_extended(x->words, folded, NULL, &slot))
        return 0;
    return g_array_index(x->values, guint64, GPOINTER_TO_UINT(slot));
}

guint gm_lexicon_sides(const char *folded)
{
    static const struct {
        const char *stem;
        guint sides;
    } winds[] = {
        {"northeast", GM_SIDE_NE}, {"northwest", GM_SIDE_NW}, {"southeast", GM_SIDE_SE},
        {"southwest", GM_SIDE_SW}, {"north", GM_SIDE_N},      {"south", GM_SIDE_S},
        {"east", GM_SIDE_E},       {"west", GM_SIDE_W},       {"central", GM_SIDE_OF_CENTRE},
    };
    static const char *const endings[] = {"", "ern", "ward", "wards", "erly", "bound", "ernmost"};
    for (gsize i = 0; i < G_N_ELEMENTS(winds); i++) {
        if (!g_str_has_prefix(folded, winds[i].stem))
            continue;
        const char *rest = folded + strlen(winds[i].stem);
        for (gsize k = 0; k < G_N_ELEMENTS(endings); k++)
            if (strcmp(rest, endings[k]) == 0)
                return winds[i].sides;
    }
    return 0;
}

double gm_lexicon_unit(const char *folded, const char **name)
{
    static const struct {
        const char *name;
        double metres;
    } names[] = {{"km", 1000.0},  {"m", 1.0},     {"mi", 1609.344},
                 {"nmi", 1852.0}, {"ft", 0.3048}, {"yd", 0.9144}};
    double metres = gm_text_unit_metres(folded);
    if (metres <= 0.0)
        return 0.0;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (metres > names[i].metres * 0.999 && metres < names[i].metres * 1.001) {
            *name = names[i].name;
            return names[i].metres;
        }
    }
    return 0.0;
}

int gm_lexicon_month(const char *folded)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    gsize n = strlen(folded);
    for (int i = 0; i < 12; i++) {
        if (strcmp(folded, names[i]) == 0)
            return i + 1;
        /* abbreviations of three or four letters, "may" is whole already */
        if ((n == 3 || (n == 4 && i == 8)) && strncmp(folded, names[i], n) == 0)
            return i + 1;
    }
    return 0;
}
