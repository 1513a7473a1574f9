/* Nanoseconds of CLOCK_MONOTONIC: every moment of this program whose name does not say otherwise. */
#ifndef MOMENT_H
#define MOMENT_H

#include <stdint.h>
#include <time.h>

#define NS_PER_SECOND 1000000000
#define NS_PER_MS 1000000

static inline int64_t nanoseconds_of(struct timespec time)
{
    return (int64_t)time.tv_sec * NS_PER_SECOND + time.tv_nsec;
}

static inline struct timespec timespec_of(int64_t ns)
{
    return (struct timespec){ .tv_sec = ns / NS_PER_SECOND, .tv_nsec = ns % NS_PER_SECOND };
}

static inline int64_t read_clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return nanoseconds_of(now);
}

static inline int64_t now_ns(void)
{
    return read_clock_ns(CLOCK_MONOTONIC);
}

#endif
