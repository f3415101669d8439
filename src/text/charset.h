/* charset.h: from whatever encoding to UTF-8.  The only iconv.
 *
 * Encodings are named by the WHATWG's labels only, never by a name from the
 * wire.  Byte order marks, HTTP, declarations and guesses are weighed here.
 *
 * May not know: feeds, pages. */
#ifndef TELEX_TEXT_CHARSET_H
#define TELEX_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* How many bytes of a document must be at hand before its encoding is decided. */
enum { CHARSET_SNIFF = 1024 };

/* iconv's name for a label ("latin1" gives "WINDOWS-1252"), or NULL.  Static. */
const char *charset_from_label(const char *label, size_t len);
/* The charset that a Content-Type header names (RFC 9110 §8.3), or NULL. */
const char *charset_from_content_type(const char *value);
/* The character that windows-1252 has for a byte; the WHATWG's table, which has a C1 control in the five holes. */
uint32_t charset_windows_1252(unsigned char byte);
/* By byte order mark: "UTF-8", "UTF-16LE", "UTF-32BE" …, or NULL; *skip: its bytes. */
const char *charset_from_mark(const void *bytes, size_t len, size_t *skip);
/* By an XML declaration, in UTF-16 and UTF-32 too; NULL where there is none. */
const char *charset_from_xml(const void *bytes, size_t len);
/* By <meta charset> or http-equiv in the first CHARSET_SNIFF bytes; NULL where there is none. */
const char *charset_from_html(const void *bytes, size_t len);

enum charset_kind { CHARSET_XML, CHARSET_HTML, CHARSET_JSON };
/* The encoding of a document by all of these: mark, header, declaration, then
 * valid UTF-8, a guess, windows-1252.  `whole`: bytes are all there is.  Bytes
 * that are valid UTF-8 with a non-ASCII character among them are UTF-8 whatever is
 * declared; in XML a header is believed where they could be so by chance.  Bytes
 * that are said to be UTF-8 and plainly are not are what else is declared, or guessed.
 * Never NULL.  *skip: bytes of a mark. */
const char *charset_decide(enum charset_kind kind, const char *content_type, const void *bytes, size_t len, bool whole, size_t *skip);

/* Opens the converters that are likely (`all`: every one) and keeps them: behind
 * the sandbox none can be opened.  Call once, before it is closed. */
void charset_prepare(bool all);

/* Decoding in pieces.  Invalid bytes become U+FFFD, one byte each; bytes of windows-1252
 * that stand alone in what is said to be UTF-8 become what they mean. */
struct charset_decoder {
    const char *name;   /* iconv's name; "UTF-8" needs no converter */
    void *converter;    /* iconv_t; borrowed where it was prepared */
    bool borrowed;
    bool cyrillic;      /* Big5 by its first table (charset_big5.h) */
    unsigned char rest[8]; /* an unfinished character */
    size_t rest_len;
    unsigned char last; /* byte of the piece before; in UTF-8 */
    bool multibyte;     /* a character beyond ASCII was met; in UTF-8 */
    size_t invalid;     /* bytes that were none of the encoding */
    size_t invalid_at;  /* length of `out` before the first of them */
};
void charset_decoder_init(struct charset_decoder *d, const char *name);
void charset_decoder_release(struct charset_decoder *d);
/* Appends what the piece holds; false where `out` is full. */
bool charset_decode(struct charset_decoder *d, const void *bytes, size_t len, struct str *out);
/* The end: an unfinished character becomes U+FFFD. */
bool charset_decode_end(struct charset_decoder *d, struct str *out);
/* A whole document at once; returns how many bytes were invalid. */
size_t charset_convert(const char *name, const void *bytes, size_t len, struct str *out);

#endif
