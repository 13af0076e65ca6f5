// mapnik_labels MAP.xml WIDTH HEIGHT WEST SOUTH EAST NORTH [PICTURE.png]
// Draws MAP.xml over a box of its projected metres and prints the boxes of the labels that found
// room, one a line: x0 y0 x1 y1 text. For label_share.py.
#include <mapnik/agg_renderer.hpp>
#include <mapnik/datasource_cache.hpp>
#include <mapnik/image.hpp>
#include <mapnik/image_util.hpp>
#include <mapnik/label_collision_detector.hpp>
#include <mapnik/load_map.hpp>
#include <mapnik/map.hpp>
#include <unicode/unistr.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv)
{
    using namespace mapnik;
    if (argc < 8)
        return 2;
    try {
        datasource_cache::instance().register_datasources(MAPNIK_INPUT);
        int w = std::atoi(argv[2]), h = std::atoi(argv[3]);
        Map map(w, h);
        load_map(map, argv[1]);
        map.zoom_to_box(box2d<double>(std::atof(argv[4]), std::atof(argv[5]), std::atof(argv[6]),
                                      std::atof(argv[7])));
        image_rgba8 image(w, h);
        auto detector = std::make_shared<label_collision_detector4>(box2d<double>(0, 0, w, h));
        agg_renderer<image_rgba8> renderer(map, image, detector);
        renderer.apply();
        for (auto i = detector->begin(); i != detector->end(); ++i) {
            std::string text;
            i->get().text.toUTF8String(text);
            const box2d<double> &b = i->get().box;
            if (!text.empty())
                std::printf("%.2f %.2f %.2f %.2f %s\n", b.minx(), b.miny(), b.maxx(), b.maxy(),
                            text.c_str());
        }
        if (argc > 8)
            save_to_file(image, argv[8], "png32");
    } catch (const std::exception &e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
