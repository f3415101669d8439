/* script.h: a script as steps; play.c says what they mean. */
#ifndef TELEX_TESTS_SCREEN_SCRIPT_H
#define TELEX_TESTS_SCREEN_SCRIPT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/vec.h"

struct word {
    char *text;  /* never with a NUL inside */
    bool quoted; /* stood in quotes: not a key's name */
};

struct step {
    int line;
    char *source; /* the line as it stands, for messages */
    char *rest;   /* all behind the verb, as it stands */
    VEC(struct word) words; /* the first is the verb */
};

struct script {
    VEC(struct step) steps;
};

/* Reads a script; $NAME is replaced by the environment's NAME where it has one. */
int script_read(struct script *s, const char *path, struct err *err);
void script_release(struct script *s);

#endif
