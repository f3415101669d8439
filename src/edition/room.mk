# edition: the bundled newspaper, data alone; it goes the ordinary way through desk, parser and store
editiondir = $(pkgdatadir)/edition
dist_edition_DATA = src/edition/sources \
  src/edition/books.rdf src/edition/europe.xml src/edition/gazette.xml src/edition/letters.json src/edition/longread.xml \
  src/edition/podcast.xml src/edition/table.xml src/edition/telesur.xml src/edition/tides.json src/edition/type.xml \
  src/edition/volga.xml
editionpagesdir = $(editiondir)/pages
dist_editionpages_DATA = src/edition/pages/exchange.html src/edition/pages/long-wire.html \
  src/edition/pages/russia-libya.html src/edition/pages/street.html src/edition/pages/turkey-libya.html
