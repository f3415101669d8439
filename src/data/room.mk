# data: what a desktop and a user's systemd are told of telex; nothing is switched on
desktopdir = $(datadir)/applications
dist_desktop_DATA = src/data/telex.desktop
icondir = $(datadir)/icons/hicolor/scalable/apps
dist_icon_DATA = src/data/telex.svg
systemddir = $(prefix)/lib/systemd/user
dist_systemd_DATA = src/data/telex-refresh.timer
nodist_systemd_DATA = src/data/telex-refresh.service
EXTRA_DIST += src/data/telex-refresh.service.in
CLEANFILES += src/data/telex-refresh.service

src/data/telex-refresh.service: $(srcdir)/src/data/telex-refresh.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) src/data && sed 's|@bindir[@]|$(bindir)|' $(srcdir)/src/data/telex-refresh.service.in >$@
# the table of pages whose article is found by rule, and the one that telex add takes feeds' addresses from
feedsdir = $(pkgdatadir)/data
dist_feeds_DATA = src/data/feeds src/data/pages
