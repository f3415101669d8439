# cli (rank 7): one file a subcommand; the mains of the three programs
bin_PROGRAMS += src/telex
src_telex_SOURCES = src/cli/telex.c
src_telex_LDADD = src/base/libbase.a $(LIBINTL)
