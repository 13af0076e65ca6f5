#include "file_names.h"

#include "command.h"

#include <string.h>
#include <sys/stat.h>

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

static bool is_address(const char *input)
{
    g_autofree char *scheme = g_uri_parse_scheme(input);
    return scheme && g_str_has_prefix(input + strlen(scheme), "://") &&
           !g_file_test(input, G_FILE_TEST_EXISTS);
}

bool gm_cli_check_names(char **inputs, char **outputs, GError **error)
{
    guint streams = 0;
    for (char **i = inputs; *i; i++) {
        if (is_address(*i))
            return gm_cli_usage_error(error,
                                      "%s: is an address, and gazmap reads files: fetch it first, "
                                      "as in 'curl -s URL | gazmap draw - -o map.svg'",
                                      *i);
        bool stream = strcmp(*i, "-") == 0;
        streams += stream;
        for (char **o = outputs; o && *o && !stream; o++)
            if (same_file(*i, *o))
                return gm_cli_usage_error(error, "%s: is read and would be written over", *o);
    }
    if (streams > 1)
        return gm_cli_usage_error(error, "-: standard input can be read once only");
    for (char **o = outputs; o && *o; o++)
        for (char **before = outputs; before < o; before++)
            if (strcmp(*o, *before) == 0)
                return gm_cli_usage_error(error, "%s: is named twice as an output", *o);
    return true;
}
