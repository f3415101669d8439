#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A sentence cut in the middle of a UTF-8 sequence would break the screen. */
static void cut_at_edge(char *text, size_t size)
{
    size_t len = strlen(text);
    if (len + 1 < size)
        return;
    while (len && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    if (len && (unsigned char)text[len - 1] >= 0xC0)
        len--;
    text[len] = '\0';
}

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    if (!err)
        return -1;
    va_list args;
    va_start(args, format);
    err->kind = kind;
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    cut_at_edge(err->text, sizeof err->text);
    return -1;
}

int err_sys(struct err *err, const char *format, ...)
{
    int code = errno;
    if (!err)
        return -1;
    va_list args;
    va_start(args, format);
    err->kind = ERR_SYSTEM;
    int len = vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    if (len >= 0 && (size_t)len < sizeof err->text)
        snprintf(err->text + len, sizeof err->text - (size_t)len, ": %s", strerror(code));
    cut_at_edge(err->text, sizeof err->text);
    return -1;
}

void err_clear(struct err *err)
{
    if (err)
        *err = (struct err){ 0 };
}
