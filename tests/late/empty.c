/* All of the program is in the archive whose calls are bound late. */
typedef int Empty;
