# store (rank 4, the only SQLite): see store.h
EXTRA_DIST += src/store/store.h
