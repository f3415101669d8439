/* mem.h: allocation that cannot fail, and how a process ends when it must.
 *
 * telex does not try to go on without memory: a parser runs under a limit
 * and is replaced when it hits it, and the other programs hold only bounded
 * buffers.  So every allocation here either succeeds or ends the process by
 * die(), after the terminal has been put back (see die_hook).
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_MEM_H
#define TELEX_BASE_MEM_H

#include <stddef.h>

/* Memory of size bytes (size 0 gives a valid pointer).  Owner: the caller, by free(). */
void *mem_alloc(size_t size);
/* count * size zeroed bytes; the product is checked.  Owner: the caller, by free(). */
void *mem_zero(size_t count, size_t size);
/* As realloc() to count * size bytes; the product is checked. */
void *mem_grow(void *old, size_t count, size_t size);
/* A copy of len bytes with a NUL after them.  Owner: the caller, by free(). */
char *mem_strndup(const char *s, size_t len);
/* A copy of s, or NULL for NULL.  Owner: the caller, by free(). */
char *mem_strdup(const char *s);

/* Ends the process at once with a line on standard error: for our own
 * faults only, never for input.  Status 70 (EX_SOFTWARE). */
_Noreturn void die(const char *file, int line, const char *what);
/* Called once by die() before it prints; the screen puts the terminal back here. */
void die_hook(void (*hook)(void));

/* What must hold if the code is right. */
#define must(cond) ((cond) ? (void)0 : die(__FILE__, __LINE__, #cond))

#endif
