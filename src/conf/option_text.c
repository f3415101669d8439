/* option_text.c: the forms that a text among the settings may have. */
#include <string.h>

#include "base/i18n.h"
#include "conf/options.h"
#include "text/url.h"

static bool is_printable(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7F)
            return false;
    return true;
}

/* RFC 9110 §5.1. */
static bool is_token(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] <= ' ' || (unsigned char)s[i] >= 0x7F || strchr("\"(),/:;<=>?@[\\]{}", s[i]))
            return false;
    return len > 0;
}

/* What the transfer itself is made of cannot be given from outside. */
static bool is_header(const char *s)
{
    static const char *const ours[] = { "Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding" };
    size_t len = strcspn(s, ":");
    if (!s[len] || !is_token(s, len) || !is_printable(s))
        return false;
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        if (strlen(ours[i]) == len && str_starts_nocase(s, ours[i]))
            return false;
    return s[len + 1 + strspn(s + len + 1, " ")] != '\0';
}

static bool is_proxy(const char *s)
{
    static const char *const schemes[] = { "http://", "https://", "socks4a://", "socks5://", "socks5h://" };
    struct url u;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (str_starts_nocase(s, schemes[i])) {
            url_parse(s, &u);
            return u.host.len > 0 && is_printable(s);
        }
    return strcmp(s, "none") == 0 || strcmp(s, "tor") == 0;
}

/* A source's settings do not say which folder they were written in. */
static bool is_file(const char *s)
{
    return (s[0] == '/' || str_starts(s, "~/")) && is_printable(s);
}

static const struct {
    const char *form;
    bool (*fits)(const char *s);
    const char *words;
} forms[] = {
    { "", is_printable, N_("a text") },
    { "header", is_header, N_("a header such as \"Accept-Language: de\"") },
    { "proxy", is_proxy, N_("none, tor, or an address such as http://host:3128 or socks5h://127.0.0.1:9050") },
    { "file", is_file, N_("a file, written from / or ~/") },
};

bool option_text_fits(const char *form, const char *value)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i].form, form) == 0)
            return forms[i].fits(value);
    return false;
}

const char *option_text_form(const char *form)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i].form, form) == 0)
            return _(forms[i].words);
    return "";
}
