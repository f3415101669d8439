/* url.h: addresses (RFC 3986), read as tolerantly as browsers read them.
 *
 * May not know: the network; what is behind an address. */
#ifndef TELEX_TEXT_URL_H
#define TELEX_TEXT_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { URL_MAX = 8000 };

/* A part of an address: bytes in the address itself. */
struct url_part {
    const char *s; /* NULL: the part is not there */
    size_t len;
};

struct url {
    struct url_part scheme, user, host, port, path, query, fragment; /* without their delimiters */
    bool has_authority;
};

/* Divides an address by RFC 3986 §3; never fails, for a reference may hold anything. */
void url_parse(const char *s, struct url *u);

/* Appends reference resolved against base (RFC 3986 §5.2), white space and
 * controls taken out, backslashes in the path of http(s) turned round, what may
 * not stand in an address percent-encoded.  An empty base leaves a relative
 * reference relative.  False, and nothing appended, where it is longer than URL_MAX. */
bool url_resolve(const char *base, const char *reference, struct str *out);

bool url_is_http(const char *s);
/* Whether the address has a scheme at all. */
bool url_is_absolute(const char *s);
/* Appends the web address that stands behind a scheme by which sites offer a feed to
 * programs ("feed://example.org/x", "feed:https://example.org/x"); false: it is none. */
bool url_from_offer(const char *s, struct str *out);
/* Appends the host in small letters, without user and port. */
void url_host(const char *s, struct str *out);
/* Whether an address is of the site that another stands on: on its host, "www." left
 * aside, or on one below it ("feeds.example.org"). What has no host is of any site. */
bool url_is_of_site(const char *s, const char *site);

/* ---- url_key.c: what of an address says where it leads, and what only who goes there ---- */

/* Appends the address without parameters that only track. */
void url_clean(const char *s, struct str *out);
/* Appends what tells whether two addresses are the same page: no scheme, user,
 * default port, "www.", tracking, session, closing slash, nor fragment, unless it is
 * one by which a script finds the page ("#!"); parameters in the order of their names,
 * escapes of plain characters undone.  "" for what is not http(s). */
void url_key(const char *s, struct str *out);
/* The same with the fragment, unless that only tracks: whether they are the same
 * piece of a page. */
void url_place_key(const char *s, struct str *out);
/* Whether it leads to the front of a site: many items may lead there. */
bool url_is_front(const char *s);
/* Whether it looks like the address of one story (a number, a sentence of words)
 * rather than of a place where there is always something else. */
bool url_names_story(const char *s);
/* Appends the address as it may be shown: no controls, no invisible characters, no password. */
void url_display(const char *s, struct str *out);

/* file: URLs and paths.  url_from_path(): an absolute path.  url_to_path(): false
 * where it is no file: URL of this machine. */
void url_from_path(const char *path, struct str *out);
bool url_to_path(const char *s, struct str *out);
/* Appends s with %XX undone. */
void url_decode(const char *s, size_t len, struct str *out);

#endif
