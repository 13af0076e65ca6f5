/** The command line: parses options, calls the rooms in order, prints, exits.
 *  Exit status: 0 done; 1 could not; 2 usage or a faulty map file; 3 done, but
 *  something stayed unplaced (only with --strict). */
#pragma once

int gm_cli_main(int argc, char **argv);
