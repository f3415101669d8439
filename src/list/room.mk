# list (rank 5): see list.h
EXTRA_DIST += src/list/list.h
