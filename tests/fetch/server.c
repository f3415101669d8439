/* server: a loopback web server that plays publishers, good and bad, for tests.
 *
 *   server [--log FILE] [FOLDER]
 *
 * Prints its port, then answers GET on 127.0.0.1 (HTTP/1.1, connections kept)
 * until its standard input ends. An absolute form ("GET http://a.test/x") is
 * answered like the path alone, so that it can stand in for any host as their
 * proxy. One process, one poll loop; the same request always gets the same answer.
 *
 *   /NAME               a file of FOLDER with its ETag and Last-Modified; 304 where asked with either
 *   /redirect/CODE/X    CODE with Location: X (escapes undone; "/…" or "http…"), X the rest of the path
 *   /hops/N             301 to /hops/N-1, and so on; /hops/0 is a text
 *   /loop               302 to /loop/a, and that to /loop
 *   /status/N           status N and a short page
 *   /retry-after/V      503 with Retry-After: V (escapes undone)
 *   /age/A/V            a text with Age: A and Cache-Control: V (escapes undone)
 *   /expires            a text that expires an hour after its Date
 *   /slow               ten bytes, one each tenth of a second
 *   /hang               takes the request and says nothing
 *   /cut                a tenth of what Content-Length promises, then the end
 *   /lying-length       Content-Length smaller than what follows
 *   /gzip-bomb          64 MB of spaces in 420 KB of gzip
 *   /endless            bytes for ever, chunked
 *   /large/N            N bytes, Content-Length right
 *   /chunks             "one two three" in three chunks with a trailer
 *   /headers            a megabyte of headers, in lines of 1,000 bytes
 *   /garbage            what is no HTTP
 *   /nothing            hangs up at once
 *   /empty              200 and no body
 *   /auth               401, or a text for reader:secret (Basic)
 *   /digest             401, or a text for who answers with "reader" and a digest (which is not checked)
 *   /bearer             401, or a text for the token "t-1"
 *   /cookie             sets seen=1 and sends back to itself until that comes
 *   /to-private         302 to http://127.0.0.1:PORT/text
 *   /unasked-304        304, whatever was asked
 *   /text               "a text"
 *
 * The log has a line for each request as it comes: method, host, path, and of the
 * headers If-None-Match, If-Modified-Since, Authorization, Accept, User-Agent, Cookie, X-Key each
 * that was there, as "name=value", divided by tabs. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PEERS_MAX = 400, REQUEST_MAX = 64 << 10, BEFORE = 2, DRIP_MS = 100, TLS_HELLO = 0x16 };

struct peer {
    char *request;
    size_t got;
    char *out;
    size_t len, sent;
    void (*more)(struct peer *p); /* gives what follows when all is sent, NULL: nothing */
    int64_t wait_until;           /* says nothing before that, milliseconds */
    int step;
    bool hangs, ends; /* waits for ever; closes when all is sent */
};

static struct pollfd fds[PEERS_MAX + BEFORE];
static struct peer peers[PEERS_MAX + BEFORE];
static int count = BEFORE, port;
static FILE *request_log;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void put(struct peer *p, const void *bytes, size_t len)
{
    p->out = realloc(p->out, p->len + len + 1);
    if (!p->out)
        abort();
    memcpy(p->out + p->len, bytes, len);
    p->len += len;
}

__attribute__((format(printf, 2, 3))) static void say(struct peer *p, const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    put(p, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

static void answer(struct peer *p, int status, const char *headers, const char *body)
{
    say(p, "HTTP/1.1 %d Status\r\nContent-Type: text/plain; charset=utf-8\r\n%sContent-Length: %zu\r\n\r\n%s", status, headers, strlen(body), body);
}

/* %XX undone; CR and LF too, so that no header can be forged by accident. */
static void unescape(char *s)
{
    char *to = s;
    for (; *s; s++) {
        unsigned c;
        if (*s == '%' && sscanf(s + 1, "%2x", &c) == 1 && c >= ' ') {
            *to++ = (char)c;
            s += 2;
        } else {
            *to++ = *s;
        }
    }
    *to = '\0';
}

static void redirect(struct peer *p, int status, const char *where)
{
    say(p, "HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 6\r\n\r\nmoved\n", status, where);
}

/* The value of a header, cut at its line's end in `out`; NULL where it is not there. */
static const char *header(const char *request, const char *name, char *out, size_t size)
{
    size_t len = strlen(name);
    for (const char *line = strchr(request, '\n'); line; line = strchr(line + 1, '\n'))
        if (strncasecmp(line + 1, name, len) == 0 && line[1 + len] == ':') {
            const char *value = line + 2 + len;
            value += strspn(value, " ");
            snprintf(out, size, "%.*s", (int)strcspn(value, "\r\n"), value);
            return out;
        }
    return NULL;
}

static void log_request(const char *request, const char *method, const char *path)
{
    static const char *const names[] = { "If-None-Match", "If-Modified-Since", "Authorization", "Accept", "User-Agent", "Cookie", "X-Key" };
    char value[1024];
    if (!request_log)
        return;
    fprintf(request_log, "%s\t%s\t%s", method, header(request, "Host", value, sizeof value) ? value : "-", path);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (header(request, names[i], value, sizeof value))
            fprintf(request_log, "\t%s=%s", names[i], value);
    fputc('\n', request_log);
    fflush(request_log);
}

/* ---- Scripted answers ---- */

static void play_redirect(struct peer *p, char *rest, const char *request)
{
    char *where = strchr(rest, '/');
    (void)request;
    unescape(rest);
    redirect(p, (int)strtol(rest, NULL, 10), !where ? "/" : strncmp(where + 1, "http", 4) == 0 || strchr(where, ':') ? where + 1 : where);
}

static void play_hops(struct peer *p, char *rest, const char *request)
{
    char where[32];
    long n = strtol(rest, NULL, 10);
    (void)request;
    snprintf(where, sizeof where, "/hops/%ld", n - 1);
    if (n > 0)
        redirect(p, 301, where);
    else
        answer(p, 200, "", "arrived");
}

static void play_loop(struct peer *p, char *rest, const char *request)
{
    (void)request;
    redirect(p, 302, *rest ? "/loop" : "/loop/a");
}

static void play_status(struct peer *p, char *rest, const char *request)
{
    int status = (int)strtol(rest, NULL, 10);
    (void)request;
    if (status == 204 || status == 304)
        say(p, "HTTP/1.1 %d Status\r\n\r\n", status);
    else
        answer(p, status, "", "a page that nobody asked for");
}

static void play_retry(struct peer *p, char *rest, const char *request)
{
    char line[256];
    (void)request;
    unescape(rest);
    snprintf(line, sizeof line, "Retry-After: %s\r\n", rest);
    answer(p, 503, line, "later");
}

static void play_age(struct peer *p, char *rest, const char *request)
{
    char line[256], *control = strchr(rest, '/');
    (void)request;
    unescape(rest);
    if (control)
        *control++ = '\0';
    snprintf(line, sizeof line, "Age: %s\r\nCache-Control: %s\r\n", rest, control ? control : "");
    answer(p, 200, line, "aged");
}

static void play_expires(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    answer(p, 200, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nExpires: Sun, 06 Nov 1994 09:49:37 GMT\r\n", "expires");
}

static void drip(struct peer *p)
{
    say(p, "%d", p->step);
    p->wait_until = now_ms() + DRIP_MS;
    if (++p->step == 10)
        p->more = NULL;
}

static void play_slow(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    p->more = drip;
}

static void play_hang(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    p->hangs = true;
}

static void play_cut(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n%0100d", 0);
    p->ends = true;
}

static void play_lying(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhonest it is not");
    p->ends = true;
}

/* 64 MB of one byte as deflate makes it: a stored block of one space, then blocks of
 * fixed Huffman codes, each "length 258, distance 1" (RFC 1951 §3.2.6) over and over. */
static void play_bomb(struct peer *p, char *rest, const char *request)
{
    enum { COPIES = 64 * 1024 * 1024 / 258, BITS = 3 + COPIES * 13 + 7 };
    static const unsigned char start[] = { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 0xFE, 0xFF, ' ' };
    size_t len = (BITS + 7) / 8;
    unsigned char *bits = calloc(1, len);
    size_t at = 3;
    (void)rest, (void)request;
    bits[0] = 1 << 1; /* not the last block; fixed codes */
    for (int i = 0; i < COPIES; i++) {
        /* 285 is 11000101, sent from its first bit; distance 1 is 00000. */
        static const char code[] = "1100010100000";
        for (const char *c = code; *c; c++, at++)
            bits[at / 8] |= (unsigned char)((*c - '0') << at % 8);
    }
    say(p, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", sizeof start + len);
    put(p, start, sizeof start);
    put(p, bits, len);
    free(bits);
}

static void one_more(struct peer *p)
{
    say(p, "400\r\n%01024d\r\n", 0);
}

static void play_endless(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    p->more = one_more;
}

static void play_large(struct peer *p, char *rest, const char *request)
{
    size_t len = strtoul(rest, NULL, 10);
    char *body = malloc(len + 1);
    (void)request;
    for (size_t i = 0; i < len; i++)
        body[i] = (char)('a' + i % 26);
    say(p, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", len);
    put(p, body, len);
    free(body);
}

static void play_chunks(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n"
           "4\r\none \r\n4;x=y\r\ntwo \r\n5\r\nthree\r\n0\r\nETag: \"of a trailer\"\r\n\r\n");
}

static void play_headers(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 1000; i++)
        say(p, "X-%03d: %0990d\r\n", i, 0);
    say(p, "Content-Length: 0\r\n\r\n");
}

static void play_garbage(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "220 mail.test ESMTP ready\r\n");
    p->ends = true;
}

static void play_nothing(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    p->ends = true;
}

static void play_empty(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    answer(p, 200, "", "");
}

static void play_auth(struct peer *p, char *rest, const char *request)
{
    char value[256];
    (void)rest;
    const char *given = header(request, "Authorization", value, sizeof value);
    if (given && strcmp(given, "Basic cmVhZGVyOnNlY3JldA==") == 0)
        answer(p, 200, "", "for readers");
    else
        answer(p, 401, "WWW-Authenticate: Basic realm=\"readers\"\r\n", "who are you?");
}

static void play_digest(struct peer *p, char *rest, const char *request)
{
    char value[1024];
    (void)rest;
    const char *given = header(request, "Authorization", value, sizeof value);
    if (given && strncmp(given, "Digest ", 7) == 0 && strstr(given, "username=\"reader\"") && strstr(given, "nonce=\"n1\""))
        answer(p, 200, "", "for readers");
    else
        answer(p, 401, "WWW-Authenticate: Digest realm=\"readers\", nonce=\"n1\", qop=\"auth\"\r\n", "who are you?");
}

static void play_bearer(struct peer *p, char *rest, const char *request)
{
    char value[256];
    (void)rest;
    const char *given = header(request, "Authorization", value, sizeof value);
    bool right = given && strcmp(given, "Bearer t-1") == 0;
    answer(p, right ? 200 : 401, "", right ? "for readers" : "who are you?");
}

static void play_cookie(struct peer *p, char *rest, const char *request)
{
    char value[256];
    (void)rest;
    const char *given = header(request, "Cookie", value, sizeof value);
    if (given && strstr(given, "seen=1"))
        answer(p, 200, "", "seen");
    else
        answer(p, 302, "Set-Cookie: seen=1; Path=/cookie\r\nLocation: /cookie?again\r\n", "");
}

static void play_to_private(struct peer *p, char *rest, const char *request)
{
    char where[64];
    (void)rest, (void)request;
    snprintf(where, sizeof where, "http://127.0.0.1:%d/text", port);
    redirect(p, 302, where);
}

static void play_unasked(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    say(p, "HTTP/1.1 304 Not Modified\r\n\r\n");
}

static void play_text(struct peer *p, char *rest, const char *request)
{
    (void)rest, (void)request;
    answer(p, 200, "", "a text");
}

static const struct play {
    const char *path;
    void (*play)(struct peer *p, char *rest, const char *request);
} plays[] = {
    { "/redirect/", play_redirect }, { "/hops/", play_hops },           { "/loop", play_loop },
    { "/status/", play_status },     { "/retry-after/", play_retry },   { "/age/", play_age },
    { "/expires", play_expires },    { "/slow", play_slow },            { "/hang", play_hang },
    { "/cut", play_cut },            { "/lying-length", play_lying },   { "/gzip-bomb", play_bomb },
    { "/endless", play_endless },    { "/large/", play_large },         { "/chunks", play_chunks },
    { "/headers", play_headers },    { "/garbage", play_garbage },      { "/nothing", play_nothing },
    { "/empty", play_empty },        { "/auth", play_auth },            { "/digest", play_digest },      { "/bearer", play_bearer },
    { "/cookie", play_cookie },      { "/to-private", play_to_private },
    { "/unasked-304", play_unasked }, { "/text", play_text },
};

/* ---- Files ---- */

static void send_file(struct peer *p, int fd, const struct stat *st, const char *request)
{
    char tag[80], date[64], asked[256], piece[65536];
    struct tm utc;
    ssize_t n;
    snprintf(tag, sizeof tag, "\"%llx-%llx\"", (long long)st->st_size, (long long)st->st_mtime);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&st->st_mtime, &utc));
    const char *want = header(request, "If-None-Match", asked, sizeof asked);
    bool same = want ? strcmp(want, tag) == 0 : false;
    if (!want && header(request, "If-Modified-Since", asked, sizeof asked))
        same = strcmp(asked, date) == 0;
    say(p, "HTTP/1.1 %s\r\nETag: %s\r\nLast-Modified: %s\r\n", same ? "304 Not Modified" : "200 OK", tag, date);
    if (same) {
        say(p, "\r\n");
        return;
    }
    say(p, "Content-Type: application/octet-stream\r\nContent-Length: %lld\r\n\r\n", (long long)st->st_size);
    while ((n = read(fd, piece, sizeof piece)) > 0)
        put(p, piece, (size_t)n);
}

static void serve_file(struct peer *p, char *path, const char *request)
{
    struct stat st;
    path[strcspn(path, "?")] = '\0';
    unescape(path);
    int fd = strstr(path, "..") ? -1 : open(path + 1, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
        send_file(p, fd, &st, request);
    else
        answer(p, 404, "", "no such file");
    if (fd >= 0)
        close(fd);
}

/* ---- Connections ---- */

static void respond(struct peer *p, char *request)
{
    char method[16], target[4096], *path = target;
    if (sscanf(request, "%15s %4095s", method, target) != 2) {
        answer(p, 400, "", "what?");
        p->ends = true;
        return;
    }
    if (strncmp(target, "http://", 7) == 0)
        path = strchr(target + 7, '/') ? strchr(target + 7, '/') : target + strlen(target);
    log_request(request, method, path);
    for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++) {
        size_t len = strlen(plays[i].path);
        if (strncmp(path, plays[i].path, len) == 0 && (path[len - 1] == '/' || strchr("/?", path[len]))) {
            plays[i].play(p, path + len, request);
            return;
        }
    }
    serve_file(p, path, request);
}

static void drop(int i)
{
    close(fds[i].fd);
    free(peers[i].request);
    free(peers[i].out);
    count--;
    fds[i] = fds[count];
    peers[i] = peers[count];
}

static bool is_busy(const struct peer *p)
{
    return p->sent < p->len || p->more || p->hangs || p->ends;
}

static void take_request(struct peer *p)
{
    if (p->got && p->request[0] == TLS_HELLO && !is_busy(p)) {
        play_garbage(p, NULL, NULL);
        return;
    }
    char *end = p->got ? memmem(p->request, p->got, "\r\n\r\n", 4) : NULL;
    if (!end || is_busy(p))
        return;
    size_t used = (size_t)(end - p->request) + 4;
    *end = '\0';
    p->len = p->sent = 0;
    p->step = 0;
    respond(p, p->request);
    memmove(p->request, p->request + used, p->got - used);
    p->got -= used;
}

/* False where the connection is over. */
static bool receive(int fd, struct peer *p)
{
    if (!p->request && !(p->request = malloc(REQUEST_MAX)))
        return false;
    ssize_t n = read(fd, p->request + p->got, REQUEST_MAX - p->got);
    p->got += n > 0 ? (size_t)n : 0;
    return n > 0 && p->got < REQUEST_MAX;
}

static bool transmit(int fd, struct peer *p)
{
    if (p->sent == p->len && p->more && now_ms() >= p->wait_until) {
        p->len = p->sent = 0;
        p->more(p);
    }
    ssize_t n = p->sent < p->len ? send(fd, p->out + p->sent, p->len - p->sent, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
    p->sent += n > 0 ? (size_t)n : 0;
    return n >= 0 && !(p->ends && p->sent == p->len && !p->more);
}

static bool serve(struct pollfd *f, struct peer *p)
{
    if ((f->revents & (POLLIN | POLLHUP | POLLERR)) && !receive(f->fd, p))
        return false;
    take_request(p);
    if (!transmit(f->fd, p))
        return false;
    bool waits = p->more && p->sent == p->len && now_ms() < p->wait_until;
    f->events = (short)(POLLIN | (is_busy(p) && !p->hangs && !waits ? POLLOUT : 0));
    return true;
}

static void take_connection(int listener)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0 || count == PEERS_MAX + BEFORE) {
        if (fd >= 0)
            close(fd);
        return;
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fds[count] = (struct pollfd){ .fd = fd, .events = POLLIN };
    peers[count++] = (struct peer){ 0 };
}

static bool listen_here(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) < 0 || listen(fd, 1024) < 0)
        return false;
    getsockname(fd, (struct sockaddr *)&at, &size);
    port = ntohs(at.sin_port);
    fds[0] = (struct pollfd){ .fd = fd, .events = POLLIN };
    fds[1] = (struct pollfd){ .fd = 0, .events = POLLIN };
    return true;
}

/* Somebody's next byte is due by the clock, or only poll() knows. */
static int patience(void)
{
    for (int i = BEFORE; i < count; i++)
        if (peers[i].more)
            return DRIP_MS / 5;
    return -1;
}

static bool read_arguments(int argc, char **argv)
{
    int i = 1;
    if (i + 1 < argc && strcmp(argv[i], "--log") == 0) {
        request_log = fopen(argv[i + 1], "ae");
        i += 2;
        if (!request_log)
            return false;
    }
    return i == argc || (i + 1 == argc && chdir(argv[i]) == 0);
}

int main(int argc, char **argv)
{
    char rest[64];
    if (!read_arguments(argc, argv) || !listen_here()) {
        fprintf(stderr, "usage: server [--log FILE] [FOLDER]\n");
        return 2;
    }
    printf("%d\n", port);
    fflush(stdout);
    while (poll(fds, (nfds_t)count, patience()) >= 0) {
        if (fds[1].revents && read(0, rest, sizeof rest) <= 0)
            return 0;
        for (int i = count - 1; i >= BEFORE; i--)
            if (!serve(&fds[i], &peers[i]))
                drop(i);
        if (fds[0].revents)
            take_connection(fds[0].fd);
    }
    return 1;
}
