#include "fetch/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* IANA's special-purpose registries (RFC 6890), as far as something may answer there. */
static const struct range4 {
    uint32_t net;
    int bits;
} private4[] = {
    { 0x00000000, 8 },  /* this network */
    { 0x0A000000, 8 },  /* private */
    { 0x64400000, 10 }, /* shared (RFC 6598) */
    { 0x7F000000, 8 },  /* loopback */
    { 0xA9FE0000, 16 }, /* link-local; where clouds tell their secrets */
    { 0xAC100000, 12 }, /* private */
    { 0xC0000000, 24 }, /* protocol assignments */
    { 0xC0A80000, 16 }, /* private */
    { 0xC6120000, 15 }, /* benchmarks */
    { 0xE0000000, 4 },  /* multicast */
    { 0xF0000000, 4 },  /* reserved, broadcast */
};

static const struct range6 {
    unsigned char net[16];
    int bits;
    int v4_at; /* the byte at which an IPv4 address stands that decides; 0: the range is private */
} ranges6[] = {
    { { [10] = 0xFF, 0xFF }, 96, 12 },             /* v4-mapped */
    { { 0x00, 0x64, 0xFF, 0x9B }, 96, 12 },        /* NAT64 (RFC 6052): where it is all that a network has */
    { { 0x20, 0x02 }, 16, 2 },                     /* 6to4 */
    { { 0 }, 96, 0 },                              /* unspecified, loopback, v4-compatible */
    { { 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01 }, 48, 0 }, /* local NAT64 (RFC 8215) */
    { { 0x20, 0x01 }, 32, 0 },                     /* Teredo */
    { { 0xFC }, 7, 0 },                            /* unique local */
    { { 0xFE, 0x80 }, 10, 0 },                     /* link-local */
    { { 0xFE, 0xC0 }, 10, 0 },                     /* site-local */
    { { 0xFF }, 8, 0 },                            /* multicast */
};

static bool is_private4(uint32_t a)
{
    for (size_t i = 0; i < sizeof private4 / sizeof private4[0]; i++)
        if ((a ^ private4[i].net) >> (32 - private4[i].bits) == 0)
            return true;
    return false;
}

static uint32_t big_endian(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static bool same_bits(const unsigned char *a, const unsigned char *b, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    return memcmp(a, b, (size_t)whole) == 0 && (!rest || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

static bool is_private6(const unsigned char *a)
{
    for (size_t i = 0; i < sizeof ranges6 / sizeof ranges6[0]; i++)
        if (same_bits(a, ranges6[i].net, ranges6[i].bits))
            return !ranges6[i].v4_at || is_private4(big_endian(a + ranges6[i].v4_at));
    return false;
}

bool address_is_private(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET)
        return is_private4(ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr));
    if (a->sa_family == AF_INET6)
        return is_private6(((const struct sockaddr_in6 *)(const void *)a)->sin6_addr.s6_addr);
    return true;
}

static bool is_localhost(const char *host)
{
    size_t len = strlen(host);
    while (len && host[len - 1] == '.')
        len--;
    return (len == 9 && str_starts_nocase(host, "localhost")) ||
           (len > 10 && str_starts_nocase(host + len - 10, ".localhost"));
}

/* Reads an address in digits into 16 bytes: 4 or 6, or 0 where it is a name. */
static int read_digits(const char *host, unsigned char bytes[16])
{
    char plain[INET6_ADDRSTRLEN];
    size_t len = strlen(host);
    if (*host == '[' && len > 2)
        host++, len -= 2;
    len = strcspn(host, "%]") < len ? strcspn(host, "%]") : len;
    if (len >= sizeof plain)
        return 0;
    memcpy(plain, host, len);
    plain[len] = '\0';
    return inet_pton(AF_INET, plain, bytes) == 1 ? 4 : inet_pton(AF_INET6, plain, bytes) == 1 ? 6 : 0;
}

bool address_host_is_private(const char *host)
{
    unsigned char bytes[16];
    int kind = read_digits(host, bytes);
    return kind == 4 ? is_private4(big_endian(bytes)) : kind == 6 ? is_private6(bytes) : is_localhost(host);
}

bool address_host_is_loopback(const char *host)
{
    static const unsigned char one[16] = { [15] = 1 };
    unsigned char bytes[16];
    int kind = read_digits(host, bytes);
    return kind == 4 ? bytes[0] == 127 : kind == 6 ? memcmp(bytes, one, 16) == 0 : is_localhost(host);
}

bool address_online(void)
{
    struct ifaddrs *all;
    bool found = false;
    if (getifaddrs(&all) != 0)
        return true;
    for (struct ifaddrs *i = all; i && !found; i = i->ifa_next)
        found = (i->ifa_flags & IFF_UP) && (i->ifa_flags & IFF_RUNNING) && !(i->ifa_flags & IFF_LOOPBACK) && i->ifa_addr &&
                (i->ifa_addr->sa_family == AF_INET || i->ifa_addr->sa_family == AF_INET6);
    freeifaddrs(all);
    return found;
}
