/* articles.h: what the commands about articles share: which store, which list, which
 * article a word means, and how one is printed.
 *
 * May not know: what any one command does. */
#ifndef TELEX_CLI_ARTICLES_H
#define TELEX_CLI_ARTICLES_H

#include "base/arena.h"
#include "cli/cli.h"
#include "store/store.h"

/* Opens the store of the command's data folder: CLI_DONE, or a status after a message.
 * The caller closes *out. */
int cli_open_store(const struct cli *c, enum store_role role, struct store **out);

/* Sets list and id of *q to what the word names: a section's path, a source's address
 * or title. CLI_DONE, or a status after a message. */
int cli_find_list(const struct cli *c, struct store *s, const char *word, struct store_query *q);
/* Whether the word is of the form of an article: its number, or an address. */
bool cli_is_article(const char *word);
/* The article that a number or the address of its page names. */
int cli_find_article(const struct cli *c, struct store *s, const char *word, struct arena *arena, struct article *out);

/* The sources, to look up by id what an article's row does not say. */
struct source_names {
    struct arena arena;
    struct store_sources all; /* by id */
};
int source_names_read(const struct cli *c, struct store *s, struct source_names *out);
void source_names_release(struct source_names *n);
/* NULL: a source that is no longer one. */
const struct source *source_names_find(const struct source_names *n, int64_t id);

/* Appends one object and a newline; telex(1) says what it holds. */
void article_write_json(const struct article *a, const struct source_names *names, struct str *out);
/* Appends number, time, marks, source and headline, divided by tabs, and a newline. */
void article_write_line(const struct article *a, struct str *out);
/* "section": ["News", "Russia"]. */
struct json;
void section_write_json(struct json *j, const char *path);

#endif
