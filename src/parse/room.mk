# parse (rank 4): the only libxml2 and jansson: feeds, HTML to document, article extraction
noinst_LIBRARIES += src/parse/libparse.a
src_parse_libparse_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
src_parse_libparse_a_SOURCES = \
  src/parse/blocks.c \
  src/parse/blocks.h \
  src/parse/builder.c \
  src/parse/builder.h \
  src/parse/caption.c \
  src/parse/caption.h \
  src/parse/credits.def \
  src/parse/embeds.def \
  src/parse/figure.c \
  src/parse/figure.h \
  src/parse/html_prepare.c \
  src/parse/html_tree.c \
  src/parse/html_tree.h \
  src/parse/item_document.c \
  src/parse/names.c \
  src/parse/names.h \
  src/parse/page.c \
  src/parse/page.h \
  src/parse/page_comments.c \
  src/parse/page_extras.c \
  src/parse/page_facts.c \
  src/parse/page_headline.c \
  src/parse/page_lead.c \
  src/parse/page_linked.c \
  src/parse/page_prune.c \
  src/parse/page_root.c \
  src/parse/page_stated.c \
  src/parse/page_trim.c \
  src/parse/page_weigh.c \
  src/parse/parse.h \
  src/parse/prepare.c \
  src/parse/phrases.def \
  src/parse/reference.c \
  src/parse/reference.h \
  src/parse/roles.c \
  src/parse/roles.def \
  src/parse/roles.h \
  src/parse/shares.def \
  src/parse/table.c \
  src/parse/table.h \
  src/parse/tags.def \
  src/parse/trim.h
