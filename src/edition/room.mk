# edition: the bundled newspaper, data alone; it goes the ordinary way through desk, parser and store
editiondir = $(pkgdatadir)/edition
dist_edition_DATA = src/edition/sources \
  src/edition/telesur.xml src/edition/volga.xml src/edition/gazette.xml src/edition/letters.json src/edition/europe.xml
editionpagesdir = $(editiondir)/pages
dist_editionpages_DATA = src/edition/pages/russia-libya.html
