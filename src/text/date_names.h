/* date_names.h: the words that dates are written with: months, weekdays, halves
 * of the day in every language that has a locale, zones; and the digits and
 * signs of every script as ASCII's.
 *
 * May not know: the order in which they stand (date.c). */
#ifndef TELEX_TEXT_DATE_NAMES_H
#define TELEX_TEXT_DATE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { DATE_NAME_WORDS = 5 /* that a name has at most */ };

enum date_half { DATE_HALF_NONE, DATE_HALF_FIRST, DATE_HALF_SECOND };

/* What a name can mean: in two languages it may be two months. */
struct date_name {
    uint16_t months; /* bit 0: January */
    uint8_t days;    /* bit 0: Sunday */
    uint8_t half;    /* enum date_half */
};

/* Folded by date_fold(), its words with single spaces between; false: none of ours. */
bool date_name(const char *folded, struct date_name *out);
/* By how it begins, where no name is given in full ("Septembre", "joulukuuta"): 1 to 12, or 0. */
int date_name_beginning(const char *folded);
bool date_zone(const char *folded, int *minutes);

/* Bytes of the word that s begins with; units of the date in Chinese, Japanese and
 * Korean are words of their own. */
size_t date_word(const char *s, size_t len);
/* Small letters without accents, vowel signs kept. */
void date_fold(const char *s, size_t len, struct str *out);
/* Digits as 0 to 9, dashes, colons and spaces as ASCII's. */
void date_signs(const char *s, size_t len, struct str *out);

#endif
