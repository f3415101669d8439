#include "parse/feed_names.h"

#include <string.h>
#include <strings.h>

static const struct {
    enum space space;
    const char *prefix, *address;
} spaces[] = {
#define NAMESPACE(space, prefix, address) { SPACE_##space, prefix, address },
#include "parse/feed_names.def"
#undef NAMESPACE
};
enum { SPACES = sizeof spaces / sizeof spaces[0] };

/* Behind "http://", to the last character that tells addresses apart. */
static const char *core(const char *address, size_t *len)
{
    while (str_is_space(*address))
        address++;
    address += str_starts_nocase(address, "http://") ? 7 : str_starts_nocase(address, "https://") ? 8 : 0;
    *len = strlen(address);
    while (*len && (address[*len - 1] == '/' || address[*len - 1] == '#' || str_is_space(address[*len - 1])))
        --*len;
    return address;
}

static bool find_address(const char *address, enum space *space)
{
    size_t len, known_len;
    address = core(address, &len);
    /* RSS 2.0's and Atom's drafts counted up behind "#". */
    for (size_t i = 0; len && i < SPACES; i++) {
        const char *known = core(spaces[i].address, &known_len);
        if (known_len <= len && strncasecmp(known, address, known_len) == 0 && (known_len == len || address[known_len] == '#')) {
            *space = spaces[i].space;
            return true;
        }
    }
    return false;
}

static enum space find_prefix(const char *prefix, size_t len)
{
    for (size_t i = 0; len && i < SPACES; i++)
        if (strlen(spaces[i].prefix) == len && strncmp(spaces[i].prefix, prefix, len) == 0)
            return spaces[i].space;
    return SPACE_OTHER;
}

static void bind(struct names *n, const char *prefix, const char *address)
{
    struct binding b = { .space = SPACE_OTHER };
    enum space space = SPACE_OTHER;
    if (n->bindings.len == NAMES_MAX_BINDINGS || strlen(prefix) >= sizeof b.prefix)
        return;
    memcpy(b.prefix, prefix, strlen(prefix));
    b.known = find_address(address, &space);
    /* An element without prefix in a space that nobody knows is the feed's own. */
    b.space = (uint8_t)(b.known ? space : *prefix ? find_prefix(prefix, strlen(prefix)) : SPACE_CORE);
    *vec_push(&n->bindings) = b;
}

void names_enter(struct names *n, const struct xml_tag *tag)
{
    for (size_t i = 0; i < tag->count; i++) {
        const char *name = tag->attributes[i].name;
        if (strncmp(name, "xmlns", 5) != 0)
            continue;
        if (!name[5])
            bind(n, "", tag->attributes[i].value);
        else if (name[5] == ':')
            bind(n, name + 6, tag->attributes[i].value);
    }
}

void names_leave(struct names *n, size_t bindings)
{
    n->bindings.len = bindings;
}

enum space names_of(const struct names *n, const char *name, const char **local, bool *undeclared)
{
    const char *colon = strchr(name, ':');
    size_t len = colon ? (size_t)(colon - name) : 0;
    *local = colon ? colon + 1 : name;
    for (size_t i = n->bindings.len; i; i--) {
        const struct binding *b = &n->bindings.items[i - 1];
        if (strlen(b->prefix) == len && strncmp(b->prefix, name, len) == 0)
            return (enum space)b->space;
    }
    if (!colon)
        return SPACE_CORE;
    *undeclared = !(len == 3 && memcmp(name, "xml", 3) == 0);
    return find_prefix(name, len);
}
