# make bench: how fast, as ratios to floors of the same run
EXTRA_PROGRAMS += tests/bench/serve tests/bench/floor_sax tests/bench/floor_paint tests/bench/parse_cpu tests/bench/floor_store
tests_bench_serve_SOURCES = tests/bench/serve.c
tests_bench_floor_paint_SOURCES = tests/bench/floor_paint.c
tests_bench_floor_sax_SOURCES = tests/bench/floor_sax.c
tests_bench_floor_sax_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_bench_floor_sax_LDADD = $(XML_LIBS)
tests_bench_parse_cpu_SOURCES = tests/bench/parse_cpu.c
tests_bench_parse_cpu_LDADD = $(parse_test_libs)
tests_bench_floor_store_SOURCES = tests/bench/floor_store.c
tests_bench_floor_store_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_bench_floor_store_LDADD = $(SQLITE_LIBS)
EXTRA_DIST += tests/bench/bench tests/bench/peers
bench_programs = tests/bench/serve tests/bench/floor_sax tests/bench/floor_paint tests/bench/parse_cpu tests/bench/floor_store
CLEANFILES += $(bench_programs)
.PHONY: bench
bench: all $(bench_programs)
	python3 $(srcdir)/tests/bench/bench --builddir $(builddir) $(BENCH)
