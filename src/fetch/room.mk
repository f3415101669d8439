# fetch: see the headers
EXTRA_DIST += src/fetch/fetch.h
