/* Stands for findstr in a wine prefix, whose own says of everything that it is there: 0 where anything was piped in, otherwise 1. */
#include <stdio.h>

int main(void) { return getchar() == EOF ? 1 : 0; }
