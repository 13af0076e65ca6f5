#include "index_write.h"

void index_write_sounds(IndexWriter *w)
{
    guint32 end = 0;
    index_sink_section(w->sink, SECTION_SKELETONS, NULL, 0);
    index_sink_section(w->sink, SECTION_SKELETON_AT, &end, sizeof end);
    index_sink_section(w->sink, SECTION_SOUNDS, NULL, 0);
}
