#include "layout/thai.h"

#if HAVE_THAI

#include <stdbool.h>
#include <stdint.h>
#include <unilbrk.h>

#include <thai/thbrk.h>

#include "base/mem.h"
#include "base/num.h"

/* Words are looked for in pieces of this many characters: longer runs without
 * a space are not prose. */
enum { LONGEST_RUN = 1000 };

/* U+0E01 to U+0E5B: three bytes, E0 B8 81 to E0 B9 9B; TIS-620 has them from A1 on. */
static bool is_thai(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    return len >= 3 && b[0] == 0xE0 && (b[1] == 0xB8 || b[1] == 0xB9) && b[2] >= 0x80;
}

static thchar_t to_tis(const char *s)
{
    const unsigned char *b = (const unsigned char *)s;
    return (thchar_t)(0xA0 + ((b[1] & 1) << 6) + (b[2] & 0x3F));
}

/* The dictionary is read once and never changes after. */
static ThBrk *dictionary(void)
{
    static ThBrk *brk;
    static bool tried;
    if (!tried) {
        tried = true;
        brk = th_brk_new(NULL);
    }
    return brk;
}

void thai_breaks(const char *bytes, size_t len, char *breaks)
{
    for (size_t at = 0; at < len;) {
        if (!is_thai(bytes + at, len - at)) {
            at++;
            continue;
        }
        thchar_t run[LONGEST_RUN + 1];
        int edges[LONGEST_RUN];
        size_t n = 0;
        while (n < LONGEST_RUN && is_thai(bytes + at + 3 * n, len - at - 3 * n)) {
            run[n] = to_tis(bytes + at + 3 * n);
            n++;
        }
        run[n] = 0;
        ThBrk *brk = dictionary();
        int found = brk ? th_brk_find_breaks(brk, run, edges, LONGEST_RUN) : 0;
        for (int i = 0; i < found; i++)
            if (edges[i] > 0 && (size_t)edges[i] < n)
                breaks[at + 3 * (size_t)edges[i]] = UC_BREAK_POSSIBLE;
        at += 3 * n;
    }
}

#else

void thai_breaks(const char *bytes, size_t len, char *breaks)
{
    (void)bytes;
    (void)len;
    (void)breaks;
}

#endif
