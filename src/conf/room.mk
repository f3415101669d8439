# conf (rank 3): settings, commands' names, keys and help, theme, the sources file
noinst_LIBRARIES += src/conf/libconf.a
src_conf_libconf_a_SOURCES = \
  src/conf/commands.def src/conf/keys.def src/conf/options.def src/conf/styles.def \
  src/conf/config.c src/conf/config.h src/conf/feed_rules.c src/conf/feed_rules.h src/conf/keymap.c src/conf/keymap.h \
  src/conf/option_text.c src/conf/options.c src/conf/options.h src/conf/problem.c src/conf/problem.h \
  src/conf/sources_edit.c src/conf/sources_file.c src/conf/sources_file.h \
  src/conf/theme.c src/conf/theme.h src/conf/words.c src/conf/words.h
src_conf_libconf_a_SOURCES += src/conf/address.c src/conf/address.h src/conf/page_rules.c src/conf/page_rules.h
