/* commands_names.c: commands by what a person types of their names. */
#include <string.h>

#include "base/num.h"
#include "screen/commands.h"

enum command command_named(const char *name, size_t len, bool *several)
{
    enum command found = COMMANDS;
    size_t count = 0;
    for (enum command i = 0; len && i < COMMANDS; i++) {
        if (strncmp(command_rows[i].name, name, len) != 0)
            continue;
        if (!command_rows[i].name[len])
            return i;
        found = i;
        count++;
    }
    if (several)
        *several = count > 1;
    return count == 1 ? found : COMMANDS;
}

enum { LONGEST_NAME = 24 };

/* How many letters must be put in, taken out or changed to make one of the other
 * (Levenshtein); two that changed places count as one change. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST_NAME + 1], m = strlen(a), n = strlen(b);
    if (m > LONGEST_NAME || n > LONGEST_NAME)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            now[j] = num_min(num_min(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = num_min(now[j], before[j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

enum command command_like(const char *name)
{
    enum command best = COMMANDS;
    /* A third of its letters may be wrong, not more. */
    size_t least = (strlen(name) + 2) / 3 + 1;
    for (enum command i = 0; i < COMMANDS; i++) {
        size_t d = distance(name, command_rows[i].name);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}
