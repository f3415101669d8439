/* sandbox.h: a process gives up every right but to compute.
 *
 * After sandbox_seal() a process can read and write the descriptors that it
 * holds, use the memory that it was given, and end. It cannot open a file, make a
 * socket, start a program, look at another process or gain a right.
 *
 * Linux: a seccomp filter; OpenBSD: pledge; FreeBSD: Capsicum; elsewhere resource
 * limits only. In builds with sanitizers it does nothing, for they need more.
 *
 * May not know: who is sealed and why. */
#ifndef TELEX_WIRE_SANDBOX_H
#define TELEX_WIRE_SANDBOX_H

#include "base/err.h"

/* Bounds that are taken before a byte from outside is read: memory, processor
 * time, no core file, no new rights. Call it early; it can be followed by opening
 * what is needed. */
void sandbox_limit(void);
/* Gives up the rest. 0 also where this system has no such thing (see
 * sandbox_describe()); -1 where it has and it failed: then read nothing. */
int sandbox_seal(struct err *err);

/* For --version: "the parser's sandbox: seccomp", or that there is none, and why.
 * In the reader's language; static storage. */
const char *sandbox_describe(void);

#endif
