# man pages and completions: templates, with lists made from the tables of src/ by awk
man_tables = man/tables.awk src/conf/commands.def src/conf/options.def src/conf/styles.def src/cli/subcommands.def
man_made = man/telex.1 man/telex-config.5 man/telex-feeds.5 man/telex-pages.5 man/telex-sources.5
completions_made = man/telex.bash man/_telex man/telex.fish
man_MANS = $(man_made)
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
zshcompletion_DATA = man/_telex
fishcompletion_DATA = man/telex.fish
noinst_DATA = man/telex.bash
EXTRA_DIST += man/tables.awk man/telex.1.in man/telex-config.5.in man/telex-feeds.5.in man/telex-pages.5.in man/telex-sources.5.in man/telex.bash.in man/telex.zsh.in man/telex.fish.in
CLEANFILES += $(man_made) $(completions_made)

man_make = $(AM_V_GEN)$(MKDIR_P) man && LC_ALL=C $(AWK) -v dir=$(srcdir)/src -f $(srcdir)/man/tables.awk
man/telex.1: $(srcdir)/man/telex.1.in $(man_tables)
	$(man_make) $(srcdir)/man/telex.1.in >$@
man/telex-config.5: $(srcdir)/man/telex-config.5.in $(man_tables)
	$(man_make) $(srcdir)/man/telex-config.5.in >$@
man/telex-feeds.5: $(srcdir)/man/telex-feeds.5.in $(man_tables)
	$(man_make) $(srcdir)/man/telex-feeds.5.in | sed 's|@pkgdatadir[@]|$(pkgdatadir)|' >$@
man/telex-pages.5: $(srcdir)/man/telex-pages.5.in $(man_tables)
	$(man_make) $(srcdir)/man/telex-pages.5.in | sed 's|@pkgdatadir[@]|$(pkgdatadir)|' >$@
man/telex-sources.5: $(srcdir)/man/telex-sources.5.in $(man_tables)
	$(man_make) $(srcdir)/man/telex-sources.5.in >$@
man/telex.bash: $(srcdir)/man/telex.bash.in $(man_tables)
	$(man_make) $(srcdir)/man/telex.bash.in >$@
man/_telex: $(srcdir)/man/telex.zsh.in $(man_tables)
	$(man_make) $(srcdir)/man/telex.zsh.in >$@
man/telex.fish: $(srcdir)/man/telex.fish.in $(man_tables)
	$(man_make) $(srcdir)/man/telex.fish.in >$@

# bash wants the program's bare name, which two files of one folder cannot have.
install-data-local:
	$(MKDIR_P) "$(DESTDIR)$(bashcompletiondir)"
	$(INSTALL_DATA) man/telex.bash "$(DESTDIR)$(bashcompletiondir)/telex"
uninstall-local:
	rm -f "$(DESTDIR)$(bashcompletiondir)/telex"
