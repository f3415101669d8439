/* sources_file.h: the reader's list of sources, one a line, made to be edited by hand.
 *
 *     # comments and blank lines stay as they are
 *     https://example.org/feed.xml
 *     https://example.org/russia.xml "The Example" section="News > Russia" full=yes interval=2h
 *     feeds/local.xml                (a path: relative to the file's folder)
 *     "exec:~/bin/tides --today"     (a command that prints a feed)
 *     [section "News > Russia"] interval=30m          (settings for all sources of a section)
 *
 * May not know: the store, the network. */
#ifndef TELEX_CONF_SOURCES_FILE_H
#define TELEX_CONF_SOURCES_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "conf/options.h"
#include "conf/problem.h"
#include "model/source.h"

enum { SOURCES_MAX = 100000, SOURCES_MAX_BYTES = 64 << 20 };

struct section_settings {
    const char *section, *settings;
};

struct sources_file {
    struct arena arena; /* everything below */
    struct source *items; /* address absolute, title, section, settings (its section's before its own), line, position, stopped */
    size_t len, cap;
    struct section_settings *sections;
    size_t section_len, section_cap;
    struct problems problems; /* wrong lines, second sights of an address */
};

/* Reads the file.  A file that is not there holds no sources and is no fault
 * (-1 only where it cannot be read). */
int sources_file_load(struct sources_file *s, const char *path, struct err *err);
/* The same from what stands in it, `path` its name and the place that relative addresses start from. */
void sources_file_read(struct sources_file *s, const char *path, const char *text, size_t len);
void sources_file_release(struct sources_file *s);

/* "News > Russia" with single spaces around '>', empty names left out: appends
 * it.  Also takes '›' for '>'. */
void section_normalise(const char *s, struct str *out);
/* An address as the file may have it: http(s), file:, absolute or relative path
 * (to the file `path`): appends it absolute.  -1 where it is none of these. */
int address_normalise(const char *address, const char *path, struct str *out, struct err *err);
/* "exec:COMMAND": what the command prints is the feed. address_normalise() takes it
 * for no address: it may stand in the file, and nowhere else. */
enum { SOURCE_COMMAND_LEN = 5 };
bool source_is_command(const char *address);
/* What a person types for an address, made whole: a file from where she stands, a
 * bare host name as https, feed:// as what is behind it. Owner: the caller. */
char *address_complete(const char *typed);

/* Changes, each one line, the others byte for byte as they were; written beside
 * the file and renamed, under a lock that a second telex waits for a second at
 * most.  A file that is not there is made, with its folder. */

/* Adds a line behind the last of the same section, else at the end.  title,
 * section, settings: "" or NULL for none.  -1 where the address is there already. */
int sources_file_add(const char *path, const char *address, const char *title, const char *section, const char *settings, struct err *err);
/* Adds many in one writing (an import), each as sources_file_add() would; those that
 * are there already, or are no address, are left out. Only address, title and
 * section are looked at. *added: how many were new. */
int sources_file_add_all(const char *path, const struct source *sources, size_t count, size_t *added, struct err *err);
/* Takes the line of an address away.  0 done, 1 there is none. */
int sources_file_remove(const char *path, const char *address, struct err *err);
/* Gives a source another address (one that has moved for good).  0 done, 1 there is none. */
int sources_file_move(const char *path, const char *from, const char *to, struct err *err);

/* Gives a source a setting of its own, "stopped" "yes", in place of the one that its line
 * has; value NULL: takes it away.  0 done, 1 there is none. */
int sources_file_set(const char *path, const char *address, const char *name, const char *value, struct err *err);

/* The settings that hold for one source: *global with what its line says.  The
 * caller releases *out. */
void source_options(const struct options *global, const struct source *source, struct options *out);

#endif
