/* The parts of fetch that decide without a network: private addresses, headers,
 * where a redirect may lead. */
#include <arpa/inet.h>

#include "fetch/address.h"
#include "fetch/fetch_internal.h"
#include "tests/tap.h"

static const struct {
    const char *host;
    bool private, loopback;
} hosts[] = {
    { "127.0.0.1", true, true },         { "127.255.0.1", true, true },       { "[::1]", true, true },
    { "::1", true, true },               { "localhost", true, true },         { "LOCALHOST.", true, true },
    { "news.localhost", true, true },    { "notlocalhost", false, false },    { "localhost.test", false, false },
    { "0.0.0.0", true, false },          { "0.1.2.3", true, false },          { "10.0.0.1", true, false },
    { "9.255.255.255", false, false },   { "11.0.0.0", false, false },        { "100.63.255.255", false, false },
    { "100.64.0.0", true, false },       { "100.127.255.255", true, false },  { "100.128.0.0", false, false },
    { "169.254.169.254", true, false },  { "169.255.0.0", false, false },     { "172.15.255.255", false, false },
    { "172.16.0.1", true, false },       { "172.31.255.255", true, false },   { "172.32.0.0", false, false },
    { "192.168.255.1", true, false },    { "192.169.0.0", false, false },     { "198.18.0.1", true, false },
    { "198.20.0.0", false, false },      { "223.255.255.255", false, false }, { "224.0.0.1", true, false },
    { "255.255.255.255", true, false },  { "8.8.8.8", false, false },         { "[::]", true, false },
    { "[::ffff:127.0.0.1]", true, false }, { "[::ffff:8.8.8.8]", false, false }, { "[::ffff:a00:1]", true, false },
    { "[::127.0.0.1]", true, false },    { "[64:ff9b::7f00:1]", true, false }, { "[64:ff9b::808:808]", false, false },
    { "[64:ff9b:1::808:808]", true, false }, { "[2002:7f00:1::]", true, false }, { "[2002:808:808::]", false, false },
    { "[fc00::1]", true, false },        { "[fdff::1]", true, false },        { "[fe80::1%25eth0]", true, false },
    { "[febf::1]", true, false },        { "[fec0::1]", true, false },        { "[ff02::1]", true, false },
    { "[2001:db8::1]", false, false },   { "[2606:4700::1]", false, false },  { "a.test", false, false },
    { "", false, false },
};

static void test_addresses(void)
{
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        ok(address_host_is_private(hosts[i].host) == hosts[i].private && address_host_is_loopback(hosts[i].host) == hosts[i].loopback, "\"%s\" is %s%s", hosts[i].host,
           hosts[i].private ? "private" : "public", hosts[i].loopback ? ", this machine" : "");
    struct sockaddr_in6 mapped = { .sin6_family = AF_INET6 };
    struct sockaddr_in plain = { .sin_family = AF_INET };
    struct sockaddr local = { .sa_family = AF_UNIX };
    inet_pton(AF_INET6, "::ffff:10.0.0.1", &mapped.sin6_addr);
    inet_pton(AF_INET, "8.8.8.8", &plain.sin_addr);
    ok(address_is_private((struct sockaddr *)&mapped) && !address_is_private((struct sockaddr *)&plain) && address_is_private(&local),
       "the same of sockets' addresses, and what is neither is private");
}

static void read_lines(struct answer *a, const char *lines)
{
    answer_init(a);
    while (*lines) {
        size_t len = strcspn(lines, "\n") + 1;
        answer_line(a, lines, len);
        lines += len;
    }
}

enum { NOW = 784111777 }; /* Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110 §5.6.7) */

static const struct {
    const char *lines; /* after the status line */
    int64_t max_age, retry_after;
} ages[] = {
    { "\n", -1, -1 },
    { "Cache-Control: max-age=60\n", 60, -1 },
    { "cache-control:MAX-AGE=60\n", 60, -1 },
    { "Cache-Control: private, max-age=60, must-revalidate\n", 60, -1 },
    { "Cache-Control: private\nCache-Control: max-age=\"60\"\n", 60, -1 },
    { "Cache-Control: max-age=60, max-age=90\n", 60, -1 },
    { "Cache-Control: s-maxage=5, x-max-age=7\n", -1, -1 },
    { "Cache-Control: max-age=99999999999999999999\n", INT32_MAX, -1 },
    { "Cache-Control: max-age=-1\n", -1, -1 },
    { "Cache-Control: ,,max-age=60,\n", 60, -1 },
    { "Cache-Control: no-store\n", 0, -1 },
    { "Cache-Control: max-age=60\nAge: 20\n", 40, -1 },
    { "Cache-Control: max-age=60\nAge: 90\n", 0, -1 },
    { "Cache-Control: max-age=60\nExpires: Sun, 06 Nov 1994 09:49:37 GMT\n", 60, -1 },
    { "Expires: Sun, 06 Nov 1994 09:49:37 GMT\n", 3600, -1 },
    { "Expires: Sun, 06 Nov 1994 09:49:37 GMT\nDate: Sun, 06 Nov 1994 09:39:37 GMT\n", 600, -1 },
    { "Expires: Sun, 06 Nov 1994 07:49:37 GMT\n", 0, -1 },
    { "Expires: 0\n", 0, -1 },
    { "Retry-After: 120\n", -1, 120 },
    { "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT\n", -1, 60 },
    { "Retry-After: Sun, 06 Nov 1994 08:48:37 GMT\n", -1, 0 },
    { "Retry-After: -5\n", -1, -1 },
    { "Retry-After: never\n", -1, -1 },
};

static void test_ages(void)
{
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++) {
        struct answer a;
        read_lines(&a, ages[i].lines);
        int64_t max_age = answer_max_age(&a, NOW), retry = answer_retry_after(&a, NOW);
        ok(max_age == ages[i].max_age && retry == ages[i].retry_after, "%.*s is fresh for %lld, again after %lld (got %lld, %lld)", (int)strcspn(ages[i].lines, "\n"), ages[i].lines,
           (long long)ages[i].max_age, (long long)ages[i].retry_after, (long long)max_age, (long long)retry);
        answer_release(&a);
    }
}

static void test_headers(void)
{
    struct answer a;
    read_lines(&a, "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\nHTTP/2 200\r\netag:  W/\"late\" \r\nETag: \"twice\"\r\n"
                   "no colon\r\nContent-Type: text/html; charset=x\r\n\r\nLast-Modified: of a trailer\r\n");
    is_int(a.status, 200, "the last status line counts");
    is_str(a.etag.data, "W/\"late\"", "  ... and what follows it, the first of two, without space around it");
    is_str(a.type.data, "text/html; charset=x", "  ... as it came");
    ok(a.whole && a.last_modified.len == 0, "trailers count for nothing");
    answer_release(&a);
    read_lines(&a, "HTTP/1.1 100 Continue\r\n\r\n");
    ok(!a.whole, "an interim answer is not the answer");
    answer_release(&a);
    struct str line = STR_INIT;
    str_adds(&line, "ETag: ");
    for (int i = 0; i < 2001; i++)
        str_addc(&line, 'x');
    answer_init(&a);
    answer_line(&a, line.data, line.len);
    is_int((int64_t)a.etag.len, 0, "a value beyond its bound is left out");
    answer_release(&a);
    str_release(&line);
}

static const struct {
    const char *from, *to;
    int hops;
    bool allowed;
} leads[] = {
    { "http://a.test/", "http://b.test/", 0, true },
    { "http://a.test/", "https://a.test/", 0, true },
    { "https://a.test/", "https://b.test/", 4, true },
    { "https://a.test/", "http://a.test/", 0, false },
    { "https://a.test/", "HTTP://a.test/", 0, false },
    { "http://a.test/", "http://a.test/", 0, false },
    { "http://a.test/", "http://b.test/", 5, false },
    { "http://a.test/", "ftp://a.test/", 0, false },
    { "http://a.test/", "", 0, false },
};

static void test_leads(void)
{
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        struct fetch t = { .hops = leads[i].hops };
        str_init(&t.url, 0);
        str_adds(&t.url, leads[i].from);
        ok((redirect_objection(&t, leads[i].to) == NULL) == leads[i].allowed, "from %s to \"%s\" after %d: %s", leads[i].from, leads[i].to, leads[i].hops,
           leads[i].allowed ? "followed" : "refused");
        str_release(&t.url);
    }
}

static const char *const origins[][2] = {
    { "http://a.test/x", "http://a.test" },          { "http://a.test:80/", "http://a.test" },
    { "https://a.test:443/", "https://a.test" },     { "https://a.test:80/", "https://a.test:80" },
    { "http://a.test:8080/x?y", "http://a.test:8080" }, { "http://[::1]:8/", "http://[::1]:8" },
};

static void test_origins(void)
{
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        struct str out = STR_INIT;
        redirect_origin(origins[i][0], &out);
        is_str(out.data, origins[i][1], origins[i][0]);
        str_release(&out);
    }
}

int main(void)
{
    test_addresses();
    test_ages();
    test_headers();
    test_leads();
    test_origins();
    return tap_done();
}
