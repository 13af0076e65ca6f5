/* Runs a fuzz target over files given as arguments: the corpus, in ctest. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        g_autofree char *bytes = NULL;
        gsize len;
        if (!g_file_get_contents(argv[i], &bytes, &len, NULL)) {
            fprintf(stderr, "%s: cannot read\n", argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
    }
    printf("%d inputs replayed\n", argc - 1);
    return argc < 2;
}
