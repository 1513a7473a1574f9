#include "receipt.h"

#include "moment.h"

#include <linux/net_tstamp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

void receipt_ask_for(int listener)
{
    int flags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;

    if (setsockopt(listener, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof flags) != 0) {
        perror("truth: the kernel's times of receipt");
        exit(2);
    }
}

/* Of CLOCK_REALTIME; 0 where the kernel noted none, as with what came before it began to. */
static int64_t stamp_of(struct msghdr *message)
{
    struct timespec stamps[3]; /* by software, one that is no more, by hardware */

    for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control; control = CMSG_NXTHDR(message, control)) {
        if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SO_TIMESTAMPING)
            continue;
        memcpy(stamps, CMSG_DATA(control), sizeof stamps);
        return nanoseconds_of(stamps[0]);
    }
    return 0;
}

ssize_t receipt_read(int fd, void *buffer, size_t length, int64_t *read_ns, int64_t *received_ns)
{
    _Alignas(struct cmsghdr) char control[256];
    struct iovec into = { .iov_base = buffer, .iov_len = length };
    struct msghdr message = {
        .msg_iov = &into, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control,
    };
    ssize_t count = recvmsg(fd, &message, 0);

    *read_ns = *received_ns = now_ns();
    if (count > 0) {
        int64_t stamp = stamp_of(&message);
        /* The two clocks are read one after the other: what passes between is some 30 ns. */
        if (stamp > 0)
            *received_ns -= read_clock_ns(CLOCK_REALTIME) - stamp;
    }
    return count;
}
