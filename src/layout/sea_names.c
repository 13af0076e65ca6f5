#include "sea_names.h"

/* Boxes are generous: they are asked only for points in the water. Where boxes
 * overlap the smaller one is meant. */
static const struct {
    const char *name;
    double south, west, north, east;
} seas[] = {
    {"Mediterranean Sea", 30.0, -5.5, 44.5, 36.6},
    {"Adriatic Sea", 40.0, 12.0, 45.9, 19.8},
    {"Aegean Sea", 35.3, 22.5, 41.0, 27.6},
    {"Ionian Sea", 36.5, 15.6, 40.0, 22.4},
    {"Tyrrhenian Sea", 38.0, 9.6, 43.0, 16.2},
    {"Sea of Marmara", 40.2, 26.8, 41.2, 30.0},
    {"Black Sea", 40.8, 27.4, 46.8, 41.9},
    {"Sea of Azov", 45.3, 34.8, 47.4, 39.4},
    {"Caspian Sea", 36.4, 46.5, 47.3, 54.8},
    {"Aral Sea", 43.3, 57.9, 46.9, 61.9},
    {"Dead Sea", 31.0, 35.3, 31.9, 35.7},
    {"Red Sea", 12.5, 32.2, 30.0, 43.6},
    {"Gulf of Aden", 10.4, 43.2, 15.2, 51.3},
    {"Arabian Sea", 5.0, 51.0, 25.5, 77.0},
    {"Persian Gulf", 23.8, 47.6, 30.6, 56.4},
    {"Gulf of Oman", 22.4, 56.3, 27.2, 61.5},
    {"Bay of Bengal", 5.5, 79.5, 22.6, 95.0},
    {"Andaman Sea", 5.5, 92.4, 16.9, 98.9},
    {"South China Sea", -3.0, 99.0, 23.4, 121.2},
    {"East China Sea", 23.4, 117.5, 33.2, 131.0},
    {"Yellow Sea", 33.2, 117.5, 41.0, 126.8},
    {"Sea of Japan", 33.8, 127.4, 52.0, 142.2},
    {"Sea of Okhotsk", 43.6, 135.2, 62.0, 163.8},
    {"Philippine Sea", 5.0, 125.5, 33.0, 142.0},
    {"Java Sea", -8.5, 105.8, -2.5, 119.0},
    {"Timor Sea", -14.5, 123.0, -8.4, 131.0},
    {"Arafura Sea", -12.5, 131.0, -4.5, 142.0},
    {"Coral Sea", -28.0, 142.5, -8.5, 165.0},
    {"Tasman Sea", -46.0, 147.0, -28.0, 173.0},
    {"North Sea", 51.0, -3.0, 61.0, 9.0},
    {"Baltic Sea", 53.5, 9.5, 60.2, 30.3},
    {"Gulf of Bothnia", 60.2, 16.8, 66.0, 26.0},
    {"Norwegian Sea", 61.0, -11.0, 73.0, 17.0},
    {"Barents Sea", 66.5, 17.0, 80.5, 57.0},
    {"Kara Sea", 66.5, 57.0, 81.0, 100.0},
    {"English Channel", 48.5, -5.7, 51.1, 1.6},
    {"Irish Sea", 51.8, -6.6, 55.0, -2.8},
    {"Celtic Sea", 48.5, -10.0, 51.8, -5.0},
    {"Bay of Biscay", 43.2, -8.0, 48.2, -1.0},
    {"Gulf of Guinea", -3.0, -8.0, 6.5, 10.0},
    {"Labrador Sea", 53.0, -60.0, 66.0, -44.0},
    {"Hudson Bay", 51.0, -95.0, 64.0, -76.5},
    {"Gulf of Mexico", 18.0, -98.0, 30.6, -81.0},
    {"Caribbean Sea", 8.5, -88.5, 21.5, -60.5},
    {"Gulf of California", 22.8, -114.8, 31.9, -106.6},
    {"Gulf of Alaska", 54.0, -157.0, 61.5, -132.0},
    {"Bering Sea", 51.5, 163.0, 66.0, 180.0},
    {"Bering Sea", 51.5, -180.0, 66.0, -157.0},
    {"Beaufort Sea", 68.5, -157.0, 77.0, -125.0},
    {"Baffin Bay", 66.0, -80.0, 78.5, -50.0},
    {"Arctic Ocean", 78.0, -180.0, 90.0, 180.0},
    {"North Atlantic Ocean", 0.0, -82.0, 66.0, 0.0},
    {"South Atlantic Ocean", -60.0, -70.0, 0.0, 20.0},
    {"Indian Ocean", -60.0, 20.0, 26.0, 125.0},
    {"North Pacific Ocean", 0.0, 120.0, 62.0, 180.0},
    {"North Pacific Ocean", 0.0, -180.0, 62.0, -77.0},
    {"South Pacific Ocean", -60.0, 140.0, 0.0, 180.0},
    {"South Pacific Ocean", -60.0, -180.0, 0.0, -68.0},
    {"Southern Ocean", -90.0, -180.0, -60.0, 180.0},
};

const char *gm_layout_sea_at(GmPos p)
{
    const char *best = NULL;
    double smallest = 0.0;
    for (gsize i = 0; i < G_N_ELEMENTS(seas); i++) {
        if (p.lat < seas[i].south || p.lat > seas[i].north || p.lon < seas[i].west ||
            p.lon > seas[i].east)
            continue;
        double size = (seas[i].north - seas[i].south) * (seas[i].east - seas[i].west);
        if (best == NULL || size < smallest) {
            best = seas[i].name;
            smallest = size;
        }
    }
    return best;
}
