# cli (rank 7): one file a subcommand; the mains of the three programs
bin_PROGRAMS += src/telex
src_telex_SOURCES = src/cli/subcommands.def \
  src/cli/articles.c src/cli/articles.h src/cli/cmd_count.c src/cli/cmd_list.c src/cli/cmd_mark.c src/cli/cmd_show.c \
  src/cli/cli.c src/cli/cli.h src/cli/cmd_add.c src/cli/cmd_config.c src/cli/cmd_export.c src/cli/cmd_help.c src/cli/cmd_import.c \
  src/cli/cmd_parse.c src/cli/cmd_refresh.c src/cli/cmd_remove.c \
  src/cli/cmd_screen.c src/cli/cmd_sources.c src/cli/files.c src/cli/opml.c src/cli/opml.h src/cli/telex.c
src_telex_LDADD = src/screen/libscreen.a src/list/liblist.a src/out/libout.a src/layout/liblayout.a src/store/libstore.a src/conf/libconf.a src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(START_SQLITE) $(START_UNISTRING) $(START_CURSES) $(START_FRIBIDI) $(START_THAI) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)

# No command of a reader's: --help and --version are telex's.
AM_INSTALLCHECK_STD_OPTIONS_EXEMPT = $(pkglibexec_PROGRAMS)
pkglibexec_PROGRAMS += src/telex-parse
src_telex_parse_SOURCES = src/cli/parse_worker.c src/cli/parse_worker.h src/cli/telex-parse.c
src_telex_parse_LDADD = src/parse/libparse.a src/conf/libconf.a src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(XML_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) $(SECCOMP_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)

pkglibexec_PROGRAMS += src/telex-desk
src_telex_desk_SOURCES = src/cli/telex-desk.c
src_telex_desk_LDADD = $(DESK_LIBS)
DESK_LIBS = src/desk/libdesk.a src/fetch/libfetch.a src/store/libstore.a src/conf/libconf.a src/wire/libwire.a src/model/libmodel.a \
  src/text/libtext.a src/base/libbase.a $(CURL_LIBS) $(SQLITE_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)

# The bundled newspaper, from the build tree, with articles of its own.
run: all
	@TELEX_DATADIR=$(abs_srcdir)/src ./src/telex --sources $(srcdir)/src/edition/sources --data $(abs_builddir)/edition-data
.PHONY: run
