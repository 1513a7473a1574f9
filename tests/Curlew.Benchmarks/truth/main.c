/*
 * The truth: a server that knows how long it took. Curlew's figures are held against its own.
 *
 * Every request is answered after a delay from a known, seeded distribution. What is compared is not that plan but
 * what became of it: from the moment the request's last byte was read to the moment its answer was with the kernel,
 * so that a server that is late tells that it was late. How long the request lay in the kernel before it was read no
 * ordinary server can tell, and during a freeze it is most of what clients wait; here the kernel's own time of receipt
 * is kept beside it (see receipt.h).
 *
 * One thread and no lock. Ownership:
 *   - The server owns connections, each by its entry in epoll. They end in flush_all and nowhere else.
 *   - A connection owns its requests, from the first byte until the answer is with the kernel or the client has gone.
 *   - The deadlines (a heap) refer to the requests that wait; HTTP/2's streams to those not serialized yet. Who ends
 *     a request takes it out of both.
 *
 * A turn: read whatever came, send; then answer who is due, send; then sleep until the next deadline, to the
 * nanosecond, as far as the kernel can (the timer slack of 50 us would be all there is to see).
 */
#include "options.h"
#include "server.h"

#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* One descriptor a connection: take all that this user may have. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/*
 * Whoever waits for another's time slice is late by milliseconds, which is what this server must not be. Needs a
 * privilege; without it the server runs as everybody does, and its figures tell how late that made it.
 */
static void go_before_others(void)
{
    struct sched_param first = { .sched_priority = 1 };

    if (sched_setscheduler(0, SCHED_FIFO, &first) != 0)
        fprintf(stderr, "truth: has to wait its turn like others, for want of the right to real-time priority\n");
}

int main(int argc, char **argv)
{
    struct options options = options_parse(argc, argv);
    struct server server = { .delays = options.delays, .freeze = options.freeze, .figures.period = 1 };

    raise_descriptor_limit();
    if (prctl(PR_SET_TIMERSLACK, 1) != 0) {
        perror("truth: timer slack");
        return 2;
    }
    go_before_others();
    server_listen(&server, options.port);
    server_run(&server);
}
