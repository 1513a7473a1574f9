#include "freeze.h"

#include "moment.h"

#include <errno.h>

void freeze_now(struct freeze *freeze)
{
    int64_t begin = now_ns();
    struct timespec end = timespec_of(begin + (int64_t)(freeze->seconds * NS_PER_SECOND));

    freeze->began_unix_ms = (double)read_clock_ns(CLOCK_REALTIME) / NS_PER_MS;
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR)
        ;
    freeze->lasted_ms = (double)(now_ns() - begin) / NS_PER_MS;
}
