# model (rank 2): source, article, document, outcome of a fetch: plain values
noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_SOURCES = \
  src/model/article.h src/model/condition.c src/model/condition.h src/model/document.c src/model/document.h src/model/document_json.c \
  src/model/document_json.h src/model/document_join.c src/model/document_pack.c \
  src/model/source.h src/model/stamp.c src/model/stamp.h
src_model_libmodel_a_SOURCES += src/model/page_rule.c src/model/page_rule.h
