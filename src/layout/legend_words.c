#include "legend_words.h"

#include <string.h>

enum { EN, AR, TR, FR, RU, N_LANGUAGES };

static int language_index(const char *language)
{
    static const char *const codes[N_LANGUAGES] = {"en", "ar", "tr", "fr", "ru"};
    for (int i = 0; language != NULL && i < N_LANGUAGES; i++) {
        if (strncmp(language, codes[i], 2) == 0)
            return i;
    }
    return EN;
}

static const char *const words[GM_N_WORDS][N_LANGUAGES] = {
    [GM_WORD_NONE] = {"", "", "", "", ""},
    [GM_WORD_LEGEND] = {"Legend", "مفتاح الخريطة", "Lejant", "Légende", "Условные обозначения"},
    [GM_WORD_BASE_MAP] = {"Base map", "خريطة الأساس", "Altlık harita", "Fond de carte",
                          "Картографическая основа"},
    [GM_WORD_BORDER] = {"International border", "حدود دولية", "Uluslararası sınır",
                        "Frontière internationale", "Государственная граница"},
    [GM_WORD_DISPUTED] = {"Disputed or armistice line", "خط متنازع عليه أو خط هدنة",
                          "Tartışmalı sınır veya ateşkes hattı", "Ligne disputée ou d’armistice",
                          "Спорная граница или линия перемирия"},
    [GM_WORD_DIVISION] = {"Provincial boundary", "حدود المحافظات", "İl sınırı",
                          "Limite de province", "Граница провинции"},
    [GM_WORD_ROAD] = {"Main road", "طريق رئيسي", "Ana yol", "Route principale", "Главная дорога"},
    [GM_WORD_RIVER] = {"River", "نهر", "Nehir", "Cours d’eau", "Река"},
    [GM_WORD_TOWN] = {"Town", "بلدة", "İlçe, belde", "Bourg", "Город, посёлок"},
    [GM_WORD_VILLAGE] = {"Village", "قرية", "Köy", "Village", "Село"},
    [GM_WORD_CITY] = {"City", "مدينة", "Şehir", "Ville", "Крупный город"},
    [GM_WORD_CAPITAL] = {"Capital", "عاصمة", "Başkent", "Capitale", "Столица"},
    [GM_WORD_REPORTED] = {"Reported", "بحسب تقارير", "Bildirilen", "Rapporté", "По сообщениям"},
    [GM_WORD_PROPOSED] = {"Proposed", "مقترح", "Önerilen", "Proposé", "Предлагается"},
    [GM_WORD_DENIED] = {"Denied", "منفي", "Yalanlanan", "Démenti", "Опровергнуто"},
    [GM_WORD_AGREED] = {"Agreed", "متفق عليه", "Üzerinde anlaşılan", "Convenu", "Согласовано"},
    [GM_WORD_EXACT] = {"Solid edge: position as stated", "حد متصل: الموقع كما ورد",
                       "Düz çizgi: konum belirtildiği gibi", "Trait plein : position indiquée",
                       "Сплошной край: положение указано"},
    [GM_WORD_APPROXIMATE] = {"Dashed edge: approximate", "حد متقطع: تقريبي",
                             "Kesik çizgi: yaklaşık", "Tireté : approximatif",
                             "Штриховой край: приблизительно"},
    [GM_WORD_INDICATIVE] = {"Soft edge: indicative, no firm limit", "حد باهت: إرشادي دون حد ثابت",
                            "Yumuşak kenar: gösterge niteliğinde", "Bord estompé : indicatif",
                            "Размытый край: ориентировочно"},
    [GM_WORD_HATCHED] = {"Hatched: proposed, not agreed", "تظليل بخطوط: مقترح وغير متفق عليه",
                         "Taralı: öneri, üzerinde anlaşılmadı", "Hachures : proposé, non convenu",
                         "Штриховка: предложено, не согласовано"},
    [GM_WORD_HOLLOW] = {"Hollow symbol: reported, unconfirmed", "رمز مفرغ: بحسب تقارير غير مؤكدة",
                        "İçi boş simge: bildirilen, doğrulanmamış",
                        "Symbole évidé : rapporté, non confirmé",
                        "Полый знак: по сообщениям, не подтверждено"},
    [GM_WORD_ABOUT_HERE] = {"approximate position", "موقع تقريبي", "yaklaşık konum",
                            "position approximative", "положение приблизительно"},
    [GM_WORD_NO_COURSE] = {"course not known", "المسار غير معروف", "güzergâhı bilinmiyor",
                           "tracé inconnu", "ход неизвестен"},
    [GM_WORD_HOW_SURE] = {"Status and certainty", "الحالة ودرجة اليقين", "Durum ve kesinlik",
                          "Statut et certitude", "Статус и точность"},
    [GM_WORD_KM] = {"km", "كم", "km", "km", "км"},
    [GM_WORD_MI] = {"mi", "ميل", "mil", "mi", "мили"},
    [GM_WORD_M] = {"m", "م", "m", "m", "м"},
    [GM_WORD_SOURCES] = {"Map data:", "بيانات الخريطة:", "Harita verisi:", "Données :", "Данные:"},
    [GM_WORD_DOCUMENT] = {"Document:", "الوثيقة:", "Belge:", "Document :", "Документ:"},
    [GM_WORD_DISCLAIMER] =
        {"Boundaries and names shown do not imply any endorsement. Drawn from the document’s "
         "wording; positions are no survey.",
         "الحدود والأسماء المبينة لا تعني أي إقرار بها. رُسمت الخريطة وفق نص الوثيقة وليست مسحًا.",
         "Gösterilen sınırlar ve adlar bir onay anlamına gelmez. Harita belgenin ifadesinden "
         "çizilmiştir; ölçüm değildir.",
         "Les frontières et les noms indiqués n’impliquent aucune approbation. Carte tirée du "
         "texte du document, sans levé.",
         "Показанные границы и названия не означают их признания. Карта составлена по тексту "
         "документа и не является съёмкой."},
    [GM_WORD_PROJECTION] = {"Projection:", "المسقط:", "Projeksiyon:", "Projection :", "Проекция:"},
    [GM_WORD_SCALE] = {"Scale", "المقياس", "Ölçek", "Échelle", "Масштаб"},
    [GM_WORD_LOCATION] = {"Location", "الموقع", "Konum", "Localisation", "Расположение"},
    [GM_WORD_NOTES] = {"Notes", "ملاحظات", "Notlar", "Notes", "Примечания"},
    [GM_WORD_PLACES] = {"Places", "الأماكن", "Yerler", "Lieux", "Места"},
    [GM_WORD_UNPLACED] = {"Named but not placed", "ذُكرت ولم تُحدد مواقعها",
                          "Adı geçen, yerleştirilemeyen", "Cités, non localisés",
                          "Названы, но не нанесены"},
    [GM_WORD_NORTH] = {"N", "ش", "K", "N", "С"},
};

const char *gm_layout_word(const char *language, GmWord word)
{
    return words[word][language_index(language)];
}

static const struct {
    GmFeatureKind kind;
    const char *subtype; /* NULL: any */
    const char *text[N_LANGUAGES];
} kinds[] = {
    {GM_FEATURE_PLACE,
     NULL,
     {"Place named in the document", "مكان ورد في الوثيقة", "Belgede adı geçen yer",
      "Lieu cité dans le document", "Место, названное в документе"}},
    {GM_FEATURE_HIGHWAY,
     "rest",
     {"Rest of a highway’s course", "بقية مسار الطريق", "Karayolunun kalan kısmı",
      "Reste du tracé d’une route", "Остальная часть автотрассы"}},
    {GM_FEATURE_HIGHWAY,
     NULL,
     {"Highway named in the document", "طريق دولي ورد في الوثيقة", "Belgede adı geçen karayolu",
      "Grande route citée", "Автотрасса, названная в документе"}},
    {GM_FEATURE_SEGMENT,
     "patrol",
     {"Patrol route", "مسار الدوريات", "Devriye güzergâhı", "Itinéraire de patrouille",
      "Маршрут патрулирования"}},
    {GM_FEATURE_SEGMENT,
     NULL,
     {"Road section", "مقطع من الطريق", "Yol kesimi", "Tronçon", "Участок дороги"}},
    {GM_FEATURE_CORRIDOR, NULL, {"Corridor", "ممر", "Koridor", "Corridor", "Коридор"}},
    {GM_FEATURE_BUFFER,
     NULL,
     {"Buffer zone", "منطقة عازلة", "Tampon bölge", "Zone tampon", "Буферная зона"}},
    {GM_FEATURE_STRIP,
     NULL,
     {"Border strip", "شريط حدودي", "Sınır şeridi", "Bande frontalière", "Приграничная полоса"}},
    {GM_FEATURE_ZONE, NULL, {"Zone", "منطقة", "Bölge", "Zone", "Зона"}},
    {GM_FEATURE_REGION_PART,
     NULL,
     {"Part of a region", "جزء من منطقة", "Bölgenin bir kısmı", "Partie d’une région",
      "Часть региона"}},
    {GM_FEATURE_BORDER,
     NULL,
     {"Border named in the document", "حدود وردت في الوثيقة", "Belgede adı geçen sınır",
      "Frontière citée", "Граница, названная в документе"}},
    {GM_FEATURE_POST,
     NULL,
     {"Observation post", "نقطة مراقبة", "Gözlem noktası", "Poste d’observation",
      "Наблюдательный пост"}},
    {GM_FEATURE_BASE, NULL, {"Base", "قاعدة", "Üs", "Base", "База"}},
    {GM_FEATURE_CROSSING,
     NULL,
     {"Crossing", "معبر", "Geçiş noktası", "Point de passage", "Пункт пропуска"}},
    {GM_FEATURE_DEPLOYMENT,
     NULL,
     {"Deployment", "انتشار", "Konuşlanma", "Déploiement", "Размещение сил"}},
    {GM_FEATURE_FLOW, NULL, {"Movement", "تحرك", "Hareket", "Mouvement", "Перемещение"}},
    {GM_FEATURE_AREA,
     "ceasefire",
     {"Ceasefire area", "منطقة وقف إطلاق النار", "Ateşkes alanı", "Zone de cessez-le-feu",
      "Зона прекращения огня"}},
    {GM_FEATURE_AREA,
     NULL,
     {"Area named in the document", "منطقة وردت في الوثيقة", "Belgede adı geçen alan",
      "Territoire cité", "Территория, названная в документе"}},
};

const char *gm_layout_kind_word(const char *language, GmFeatureKind kind, const char *subtype)
{
    int l = language_index(language);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (kinds[i].kind == kind &&
            (kinds[i].subtype == NULL || g_strcmp0(kinds[i].subtype, subtype) == 0))
            return kinds[i].text[l];
    }
    return gm_scene_kind_name(kind);
}
