/* serve: a loopback web server for measuring, and nothing else.
 *
 *   serve FOLDER      prints its port, answers GET on 127.0.0.1 until its standard input ends
 *
 * Keeps connections alive, sends an ETag for each file (its size and time) and
 * answers 304 where it is asked with it.  One process, one poll loop. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
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

static char *file_answer(const char *path, const char *tag_asked, size_t *len)
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
    if (tag_asked && strncmp(tag_asked, tag, strlen(tag)) == 0) {
        *len = (size_t)asprintf(&answer, "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", tag);
    } else {
        char head[256];
        int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: %s\r\nContent-Length: %lld\r\n\r\n", tag, (long long)st.st_size);
        answer = malloc((size_t)n + (size_t)st.st_size);
        memcpy(answer, head, (size_t)n);
        ssize_t body = read(fd, answer + n, (size_t)st.st_size);
        *len = (size_t)n + (size_t)(body < 0 ? 0 : body);
    }
    close(fd);
    return answer;
}

static void answer_request(struct peer *p)
{
    char path[512], *end = memmem(p->request, p->got, "\r\n\r\n", 4);
    *end = '\0';
    char *tag = strcasestr(p->request, "\nIf-None-Match: ");
    if (sscanf(p->request, "GET /%400s ", path) != 1 || strstr(path, ".."))
        path[0] = '-', path[1] = 0;
    p->answer = file_answer(path, tag ? tag + 16 : NULL, &p->len);
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
