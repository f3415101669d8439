# screen (rank 6): the only curses
EXTRA_DIST += src/screen/screen.h
