# desk: see the headers
EXTRA_DIST += src/desk/desk.h
