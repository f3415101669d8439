/* item_trip.h: one item's or message's way through the parser and past whoever checks what it made. */
#ifndef TELEX_TESTS_FUZZ_ITEM_TRIP_H
#define TELEX_TESTS_FUZZ_ITEM_TRIP_H

#include "parse/parse.h"
#include "wire/message.h"

/* Whoever is sent it takes it. */
void message_trip(enum message_kind kind, const void *value);
/* Makes what is sent and stored of an item; everything must be taken by its reader. */
void item_trip(const struct item *item);

#endif
