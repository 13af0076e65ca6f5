/** See mention_words.h. The lists are English, as the documents are; each is
 *  one line of the table and can be read aloud. */
#include "mention_words.h"

#include <string.h>

typedef struct {
    guint cls;
    const char *words; /* folded, separated by spaces */
} WordList;

static const WordList WORD_LISTS[] = {
    {CW_IN, "in at near into inside outside throughout within across around amid beyond off "
            "nearby toward towards onto upon neighboring neighbouring downtown uptown "
            "midtown suburban rural inner metropolitan greater entire"},
    {CW_TO_FROM, "to from via through leaving entering reach reaching reached leave left along "
                 "over past"},
    {CW_OF, "of"},
    {CW_THE, "the a an"},
    {CW_AND, "and or"},
    {CW_SAY, "said says say saying told tells added adds noted notes stated states explained "
             "explains asked asks replied recalled insisted argued argues testified wrote writes "
             "commented remarked joked pointed acknowledged admitted conceded believes thinks "
             "stressed reiterated continued concluded announced announces claimed claims warned "
             "warns declared declares denied denies accused accuses confirmed confirms "
             "condemned condemns urged urges demanded demands agreed agrees"},
    {CW_ACT, "wants want wanted hopes seeks sought seek fears plans planned vowed vows "
             "pledged pledges promised refused refuses rejected rejects supports supported "
             "backs backed opposes opposed accepted accepts decided decides intends "
             "intend aims aim launched launches launch imposed imposes sent sends send "
             "deployed deploys signed signs negotiated negotiate brokered broker "
             "retaliated responded responds threatened threatens violated hold "
             "considers considered consider expects tries tried trying seeking looks "
             "proposed proposes provided provides provide requested called calls "
             "summoned expelled recognized recognised invaded attacked ordered "
             "withdrew withdraw abandoned suspended voted vote managed must should would could may "
             "might can cannot did does do"},
    {CW_TITLE, "mr mrs ms miss dr sir lord lady rev reverend father pastor bishop archbishop "
               "cardinal pope rabbi imam sheikh prince princess king queen duke president "
               "chancellor premier minister secretary senator sen representative rep congressman "
               "congresswoman governor gov mayor councilman councilwoman councillor alderman "
               "commissioner judge justice attorney lawyer sheriff deputy officer detective "
               "sergeant sgt lieutenant lt captain capt major maj colonel col general gen admiral "
               "adm commander cmdr corporal cpl private pvt trooper coach manager director "
               "chairman chairwoman chairperson chief ceo superintendent principal professor prof "
               "spokesman spokeswoman spokesperson editor author actor actress singer "
               "ambassador envoy saint brother sister aunt uncle guard forward quarterback pitcher "
               "midfielder defender striker analyst reporter correspondent photographer "
               "delegate supervisor coordinator marshal inspector constable staff"},
    {CW_OFFICE, "mayor governor gov president premier chancellor minister ministry secretary "
                "senator sen rep representative representatives congressman congresswoman "
                "sheriff sheriffs police officials official officers authorities government "
                "administration council councilman councilmember commission commissioner "
                "commissioners legislature legislator lawmakers lawmaker lawyer attorney judge "
                "court courts prosecutors prosecutor embassy ambassador consulate parliament "
                "senate house assembly republican republicans democrat democrats leader leaders "
                "forces troops army military fire firefighters paramedics archbishop bishop "
                "delegation regime state capitol aldermen coroner supervisor supervisors board"},
    {CW_PEOPLE, "man men woman women boy boys girl girls teen teens teenager resident residents "
                "native natives couple family families parents mother father student students "
                "businessman businesswoman driver drivers voters voter taxpayers people citizens "
                "citizen workers farmers farmer soldier soldiers children child fans players "
                "residence homes home house hospital hospitals restaurant "
                "restaurants store stores schools school"},
    {CW_ORG, "university college school schools academy institute department dept bureau agency "
             "commission council committee association society foundation federation union league "
             "club center centre church cathedral mosque temple ministry court bank museum library "
             "hospital clinic police office board chamber corps coalition party congress senate "
             "company group partners authority service services organization organisation "
             "network alliance conference symphony orchestra theatre theater ballet opera "
             "festival fund trust press project program programme system district village "
             "medical health community memorial national international state technical high "
             "elementary middle central regional county city town "
             "initiative movement front campaign observatory exchange jury guild lodge "
             "museum studios hotel inn resort casino arena stadium house hall tower"},
    {CW_MEDIA, "times post herald news tribune gazette chronicle journal press daily sun star "
               "telegraph guardian observer mirror mail independent register dispatch "
               "examiner inquirer globe record sentinel courier enquirer banner leader "
               "advocate review today radio television tv magazine newspaper weekly reporter "
               "standard bulletin express citizen echo argus"},
    {CW_TEAM, "fc united rovers wanderers athletic albion hotspur bulldogs tigers wildcats eagles "
              "hawks lions bears cowboys giants jets patriots saints packers vikings broncos "
              "raiders chargers chiefs steelers browns bengals ravens titans colts jaguars texans "
              "falcons panthers buccaneers cardinals rams seahawks 49ers yankees mets dodgers "
              "angels padres rockies rangers astros royals twins brewers cubs reds pirates "
              "phillies braves marlins nationals orioles athletics mariners lakers "
              "clippers warriors kings suns spurs mavericks rockets jazz nuggets thunder blazers "
              "timberwolves grizzlies pelicans heat magic hornets wizards celtics knicks nets "
              "sixers raptors bucks pacers pistons cavaliers bulls gators crimson hoosiers "
              "buckeyes wolverines spartans badgers gophers hawkeyes cyclones jayhawks longhorns "
              "aggies sooners razorbacks rebels volunteers gamecocks huskies beavers ducks "
              "trojans bruins rangers islanders devils flyers penguins capitals canucks flames "
              "oilers leafs canadiens senators sabres redwings predators coyotes sharks "
              "beat defeated"},
    {CW_PROCESS, "talks talk process agreement agreements accord accords deal deals summit summits "
                 "treaty protocol protocols memorandum conference declaration format framework "
                 "negotiations ceasefire truce pact resolution crisis conflict war offensive "
                 "deadlock dilemma battle campaign operation operations initiative cease relations "
                 "understandings understanding convention communique dialogue meetings"},
    {CW_STREET,
     "street st road rd avenue ave boulevard blvd drive dr lane ln court ct "
     "parkway pkwy highway hwy expressway turnpike freeway trail terrace pike "
     "square plaza crescent motorway causeway alley bypass trafficway streets avenues roads"},
    {CW_ROAD, "highway hwy route rt rte interstate i us sr cr fm road loop exit motorway autoroute "
              "ky oh il ga tx"},
    {CW_DIVISION, "county counties parish province provinces governorate governorates district "
                  "districts state states department prefecture oblast region republic canton "
                  "municipality borough township twp territory co muhafazah subdistrict raion "
                  "countryside emirate"},
    {CW_SETTLEMENT, "city town village settlement hamlet suburb capital neighborhood neighbourhood "
                    "port community camp villages towns cities"},
    {CW_FEATURE, "river rivers lake lakes mount mt mountain mountains creek valley island islands "
                 "isle bay gulf sea ocean beach peninsula canyon desert forest strait straits "
                 "canal falls springs hills coast harbor harbour reservoir dam bridge pass "
                 "plateau plain plains basin delta cape point glacier wilderness park cove "
                 "woods volcano"},
    {CW_FACILITY, "school hospital airport university college stadium arena cemetery prison jail "
                  "station courthouse church cathedral mosque temple museum library theatre "
                  "theater hotel mall bridge dam base camp fort barracks crossing plant zoo "
                  "park garden gardens hall palace castle tower center centre embassy"},
    {CW_DIRECTION, "north south east west northern southern eastern western northeast northwest "
                   "southeast southwest northeastern northwestern southeastern southwestern "
                   "central upper lower mid northernmost southernmost easternmost westernmost"},
    {CW_PARTICLE, "of the and al el as ash ad an ar at az de del della di da do dos du des la le "
                  "les los las en on upon sur am im ob bei der den van von y e i sul in under au "
                  "aux na nad pod sous das aan op delle dei degli unter auf lez "
                  "by near o ed et il es ez us sidi abu bin ibn ben den het ter te"},
    {CW_WITH, "with by against between among backed alongside versus vs like than both while "
              "because but that as if when since although though whether"},
    {CW_COMPOUND, "backed based led born brokered controlled held occupied supported sponsored "
                  "made trained allied aligned owned funded style wide bound affiliated "
                  "mediated installed speaking friendly linked dominated area "
                  "imposed proposed drafted registered flagged run"},
    {CW_AUX, "is was are were has had have will been be would could may might can should must"},
    {CW_LIKE, "visited visiting visit visits toured hit struck near surrounding bombed shelled "
              "captured seized liberated besieged entered invaded crossing crossed fled "
              "located based situated"},
    {CW_MILITARY,
     "army brigade brigades front battalion division corps militia guard guards "
     "forces force navy marines regiment command legion squadron militants fighters "
     "rebels troops tahrir islam hayat ajnad jund jaish jaysh liwa ahrar faylaq saraya "
     "kataib harakat"},
    {CW_ARTICLE_AR, "al el as ash ad an ar at az es ez esh er en et"},
    {CW_LOCALITY, "area areas region regions border borders countryside suburbs suburb outskirts "
                  "coast province provinces governorate airport downtown metro skies soil "
                  "territory"},
    {CW_LOCAL_VERB, "located situated lives lived living arrived arrive born held based happened "
                    "occurred stationed moved traveled travelled met meeting grew raised died "
                    "buried working worked opened headquartered residing killed"},
    {CW_COMPANY, "inc corp ltd llc plc co corporation incorporated limited gmbh sa ag airlines "
                 "airways electric motors energy gas oil insurance financial industries "
                 "technologies steel railway railroad railways"},
    {CW_FRAME,
     "region regions provinces governorates oblasts counties districts prefectures parishes "
     "raions cantons states emirates voivodeships cities towns villages settlements "
     "communities hamlets suburbs road roads highway highways route routes railway "
     "motorway motorways expressway autostrada connects connecting connect connected "
     "links linking link linked"},
};

enum { TABLE_SIZE = 4096 };

typedef struct {
    guint32 hash;
    guint32 cls;
    guint16 len;
    const char *word;
} WordEntry;

static WordEntry word_table[TABLE_SIZE]; /* filled once, then constant */
/* 0 where a slot is free: most words are none of ours, and these stay in cache. */
static guint16 word_tags[TABLE_SIZE];

static guint16 tag_of(guint32 hash)
{
    return (guint16)(hash >> 16 | 1);
}

guint32 mention_word_hash(const char *s, gsize len)
{
    guint32 h = 2166136261u;
    for (gsize i = 0; i < len; i++)
        h = (h ^ (guchar)s[i]) * 16777619u;
    return h;
}

static void add_word(guint cls, const char *word, gsize len)
{
    guint32 h = mention_word_hash(word, len);
    guint slot = h % TABLE_SIZE;
    while (word_table[slot].word != NULL) {
        WordEntry *e = &word_table[slot];
        if (e->hash == h && e->len == len && memcmp(e->word, word, len) == 0) {
            e->cls |= cls;
            return;
        }
        slot = (slot + 1) % TABLE_SIZE;
    }
    word_table[slot] = (WordEntry){h, cls, (guint16)len, word};
    word_tags[slot] = tag_of(h);
}

static void fill_table(void)
{
    static gsize filled = 0;
    if (!g_once_init_enter(&filled))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(WORD_LISTS); i++) {
        const char *p = WORD_LISTS[i].words;
        while (*p != '\0') {
            gsize len = strcspn(p, " ");
            if (len > 0)
                add_word(WORD_LISTS[i].cls, p, len);
            p += len;
            while (*p == ' ')
                p++;
        }
    }
    g_once_init_leave(&filled, 1);
}

guint mention_word_classes(const char *fold, gsize len, guint32 hash)
{
    fill_table();
    guint16 tag = tag_of(hash);
    for (guint slot = hash % TABLE_SIZE; word_tags[slot] != 0; slot = (slot + 1) % TABLE_SIZE) {
        const WordEntry *e = &word_table[slot];
        if (word_tags[slot] == tag && e->hash == hash && e->len == len &&
            memcmp(e->word, fold, len) == 0)
            return e->cls;
    }
    return 0;
}
