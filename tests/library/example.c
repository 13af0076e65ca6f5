/* The map of a document, by libgazmap: example DOCUMENT MAP.svg
 *
 *     cc example.c $(pkg-config --cflags --libs gazmap) -o example
 */
#include <gazmap.h>

#include <stdio.h>

/* What is drawn can also be received in parts; here it is only counted. */
static int count(void *user, const char *bytes, size_t len)
{
    (void)bytes;
    *(size_t *)user += len;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: example DOCUMENT MAP.svg\n");
        return 2;
    }
    GazmapError error;
    Gazmap *g = gazmap_open(NULL, &error); /* the data are opened once */
    GazmapDocument *d = NULL;
    char *places = NULL;
    size_t len = 0, n = 0;
    int ok = g && gazmap_set(g, "title", "An example", &error) &&
             (d = gazmap_read_file(g, argv[1], &error)) &&
             (places = gazmap_mentions(d, &len, &error)) && gazmap_draw_file(d, argv[2], &error) &&
             gazmap_draw_callback(d, "geojson", count, &n, &error);
    if (ok)
        printf("gazmap %s: %zu bytes of places, %zu of GeoJSON, map in %s\n", gazmap_version(), len,
               n, argv[2]);
    else
        fprintf(stderr, "%s\n", error.message);
    gazmap_free(places);
    gazmap_document_free(d);
    gazmap_close(g);
    return ok ? 0 : 1;
}
