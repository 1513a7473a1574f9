/*
 * One thread, one epoll, many small libcurl multis ("groups"), each with a timer of its own.
 * libcurl looks through all connections of a multi for each transfer: a small multi keeps that search short.
 */
#ifndef EVENT_LOOP_H
#define EVENT_LOOP_H

#include "curl_library.h"

#include <stdbool.h>
#include <stdint.h>

struct event_loop;

struct group {
    CURLM *multi;
    struct event_loop *loop;
    int64_t deadline_ns; /* when libcurl wants to be called back; INT64_MAX when it does not */
    bool touched;        /* libcurl ran since its messages were read last */
};

/* What epoll knows of a descriptor, and what libcurl wants it to know. */
struct watch {
    struct group *group;
    uint32_t registered;
    uint32_t wanted;
    bool lazy; /* opened and closed through our callbacks, so its end cannot be missed */
};

/* Called for every transfer that ended; it may remove the handle from the multi and add handles to it. */
typedef void transfer_ended(void *context, struct group *group, CURL *easy, CURLcode result);

struct event_loop {
    int epoll;
    struct watch *watches; /* by descriptor */
    int watch_count;
    struct group *groups;
    int group_count;
    int64_t earliest_ns; /* no group's deadline is before this; it may be too early, never too late */
    uint64_t connections_opened;
    transfer_ended *on_ended;
    void *context;
};

int64_t now_ns(void);

/* max_connects is CURLMOPT_MAXCONNECTS of every group. */
void event_loop_init(struct event_loop *loop, int group_count, long max_connects);

/* Makes an easy handle's sockets known to the loop. Once per handle; the loop must outlive its connections. */
void event_loop_adopt(struct event_loop *loop, CURL *easy);

/* Waits until something happened, then lets libcurl work and reports the transfers that ended. */
void event_loop_turn(struct event_loop *loop);

/* All easy handles must have been removed before. */
void event_loop_cleanup(struct event_loop *loop);

#endif
