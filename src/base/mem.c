#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"

/* Set once at start-up, before anything can fail; read only while dying. */
static void (*before_death)(void);

void die_hook(void (*hook)(void))
{
    before_death = hook;
}

_Noreturn void die(const char *file, int line, const char *what)
{
    void (*hook)(void) = before_death;
    before_death = NULL;
    if (hook)
        hook();
    fprintf(stderr, "telex: %s:%d: %s\n", file, line, what);
    fflush(stderr);
    _exit(70);
}

void *mem_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        die(__FILE__, __LINE__, "out of memory");
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        die(__FILE__, __LINE__, "out of memory");
    return p;
}

void *mem_grow(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (!num_mul(count, size, &bytes))
        die(__FILE__, __LINE__, "size overflow");
    void *p = realloc(old, bytes ? bytes : 1);
    if (!p)
        die(__FILE__, __LINE__, "out of memory");
    return p;
}

char *mem_strndup(const char *s, size_t len)
{
    char *p = mem_alloc(len + 1);
    if (len)
        memcpy(p, s, len);
    p[len] = '\0';
    return p;
}

char *mem_strdup(const char *s)
{
    return s ? mem_strndup(s, strlen(s)) : NULL;
}
