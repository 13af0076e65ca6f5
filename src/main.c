/* gazmap: maps of the places a document names. */
#include "cli.h"

int main(int argc, char **argv)
{
    return gm_cli_main(argc, argv);
}
