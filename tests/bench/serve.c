/* serve: a loopback web server for measuring, and nothing else.
 *
 *   serve FOLDER      prints its port, answers GET on 127.0.0.1 until its standard input ends
 *
 * Keeps connections alive, sends an ETag for each file (its size and time) and
 * answers 304 where it is asked with it, or with a date that is not before the
 * file's.  Whoever takes gzip gets FILE.gz where there is one; a query is not
 * looked at.  One process, one poll loop. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000, REQUEST = 8192 };

struct peer {
    char request[REQUEST];
    size_t got;
    char *answer;
    size_t len, sent;
};

static struct pollfd fds[MOST + 2];
static struct peer peers[MOST + 2];
static int count = 2;

static void drop(int i)
{
    close(fds[i].fd);
    free(peers[i].answer);
    count--;
    fds[i] = fds[count];
    peers[i] = peers[count];
}

/* What a request says of what it has and takes; NULL: nothing. */
struct asked {
    const char *tag, *since, *encodings;
};

static int is_known(const struct asked *a, const struct stat *st, const char *tag)
{
    struct tm date = { 0 };
    if (a->tag)
        return strncmp(a->tag, tag, strlen(tag)) == 0;
    return a->since && strptime(a->since, "%a, %d %b %Y %H:%M:%S GMT", &date) && st->st_mtime <= timegm(&date);
}

/* FILE.gz in the place of FILE, where it is wanted. */
static const char *pack(const struct asked *a, const char *path, int *fd)
{
    char packed[520];
    int other;
    snprintf(packed, sizeof packed, "%s.gz", path);
    if (!a->encodings || !strstr(a->encodings, "gzip") || (other = open(packed, O_RDONLY)) < 0)
        return "";
    close(*fd);
    *fd = other;
    return "Content-Encoding: gzip\r\n";
}

static char *whole_answer(int fd, const char *tag, const char *encoding, size_t *len)
{
    char head[300];
    struct stat st = { 0 };
    fstat(fd, &st);
    int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n%sETag: %s\r\nContent-Length: %lld\r\n\r\n",
                     encoding, tag, (long long)st.st_size);
    char *answer = malloc((size_t)n + (size_t)st.st_size);
    memcpy(answer, head, (size_t)n);
    ssize_t body = read(fd, answer + n, (size_t)st.st_size);
    *len = (size_t)n + (size_t)(body < 0 ? 0 : body);
    return answer;
}

static char *file_answer(const char *path, const struct asked *a, size_t *len)
{
    struct stat st;
    char *answer = NULL, tag[64];
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        if (fd >= 0)
            close(fd);
        *len = (size_t)asprintf(&answer, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        return answer;
    }
    snprintf(tag, sizeof tag, "\"%llx-%llx\"", (long long)st.st_size, (long long)st.st_mtime);
    if (is_known(a, &st, tag)) {
        *len = (size_t)asprintf(&answer, "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", tag);
    } else {
        const char *encoding = pack(a, path, &fd);
        answer = whole_answer(fd, tag, encoding, len);
    }
    close(fd);
    return answer;
}

static const char *header(const char *request, const char *name)
{
    const char *at = strcasestr(request, name);
    return at ? at + strlen(name) : NULL;
}

static void answer_request(struct peer *p)
{
    char path[512], *end = memmem(p->request, p->got, "\r\n\r\n", 4);
    *end = '\0';
    const struct asked asked = { header(p->request, "\nIf-None-Match: "), header(p->request, "\nIf-Modified-Since: "),
                                 header(p->request, "\nAccept-Encoding: ") };
    if (sscanf(p->request, "GET /%400[^? ]", path) != 1 || strstr(path, ".."))
        path[0] = '-', path[1] = 0;
    p->answer = file_answer(path, &asked, &p->len);
    p->sent = 0;
    size_t used = (size_t)(end - p->request) + 4;
    memmove(p->request, p->request + used, p->got - used);
    p->got -= used;
}

/* False where the connection is over. */
static int serve(struct pollfd *f, struct peer *p)
{
    if (f->revents & (POLLIN | POLLHUP)) {
        ssize_t n = read(f->fd, p->request + p->got, REQUEST - p->got);
        if (n <= 0)
            return 0;
        p->got += (size_t)n;
    }
    if (!p->answer && memmem(p->request, p->got, "\r\n\r\n", 4))
        answer_request(p);
    if (p->answer) {
        ssize_t n = write(f->fd, p->answer + p->sent, p->len - p->sent);
        p->sent += n > 0 ? (size_t)n : 0;
        if (p->sent == p->len) {
            free(p->answer);
            p->answer = NULL;
        }
    }
    f->events = p->answer ? POLLOUT : POLLIN;
    return p->answer || p->got < REQUEST;
}

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (argc != 2 || chdir(argv[1]) < 0 || bind(listener, (struct sockaddr *)&at, size) < 0 || listen(listener, 1024) < 0)
        return 1;
    getsockname(listener, (struct sockaddr *)&at, &size);
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    fds[0] = (struct pollfd){ .fd = listener, .events = POLLIN };
    fds[1] = (struct pollfd){ .fd = 0, .events = POLLIN };
    char rest[64];
    while (poll(fds, (nfds_t)count, -1) >= 0) {
        if (fds[1].revents && read(0, rest, sizeof rest) <= 0)
            return 0;
        for (int i = count - 1; i >= 2; i--)
            if (fds[i].revents && !serve(&fds[i], &peers[i]))
                drop(i);
        if (fds[0].revents && count < MOST) {
            int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            peers[count] = (struct peer){ 0 };
            fds[count++] = (struct pollfd){ .fd = fd, .events = POLLIN };
        }
    }
    return 0;
}
