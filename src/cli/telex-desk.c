/* telex-desk: refreshes. Started by telex with a socket as descriptor 0. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "desk/desk.h"
#include "wire/process.h"

/* Whoever starts it by hand is told what it is for. */
static int explain(void)
{
    fprintf(stderr, "%s\n", _("telex-desk is started by telex; to refresh, use telex refresh"));
    return 2;
}

int main(void)
{
    struct clock clock = clock_system();
    int type;
    socklen_t size = sizeof type;
    i18n_init();
    if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size))
        return explain();
    /* It outlives whoever started it by a second at most, to put away what has come. */
    process_settle(false);
    log_open("telex-desk");
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    return desk_run(STDIN_FILENO, &clock);
}
