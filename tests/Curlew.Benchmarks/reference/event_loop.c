#include "event_loop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_PER_TURN 256
#define NO_DEADLINE INT64_MAX
#define NS_PER_MS 1000000

int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static struct watch *watch_of(struct event_loop *loop, int fd)
{
    if (fd >= loop->watch_count) {
        int count = loop->watch_count ? loop->watch_count : 64;
        while (count <= fd)
            count *= 2;
        loop->watches = realloc(loop->watches, (size_t)count * sizeof(struct watch));
        if (!loop->watches)
            abort();
        memset(loop->watches + loop->watch_count, 0, (size_t)(count - loop->watch_count) * sizeof(struct watch));
        loop->watch_count = count;
    }
    return &loop->watches[fd];
}

/* The mask replaces what was registered: an EPOLLOUT that is only ever added would spin. */
static void apply(struct event_loop *loop, int fd, struct watch *watch)
{
    struct epoll_event event = { .events = watch->wanted, .data.fd = fd };
    int operation = !watch->wanted      ? EPOLL_CTL_DEL
                    : watch->registered ? EPOLL_CTL_MOD
                                        : EPOLL_CTL_ADD;

    if (watch->registered == watch->wanted)
        return;
    if (epoll_ctl(loop->epoll, operation, fd, &event) != 0 && operation != EPOLL_CTL_DEL) {
        perror("epoll_ctl");
        exit(2);
    }
    watch->registered = watch->wanted;
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *userp, void *socketp)
{
    struct group *group = userp;
    struct watch *watch = watch_of(group->loop, fd);
    (void)easy;
    (void)socketp;

    watch->group = group;
    watch->wanted = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
    if (what == CURL_POLL_REMOVE) {
        watch->wanted = 0;
        /* A kept-alive connection is wanted again by its next request: leaving it in epoll saves two calls each. */
        if (watch->lazy)
            return 0;
    }
    apply(group->loop, fd, watch);
    return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *userp)
{
    struct group *group = userp;
    (void)multi;

    if (timeout_ms < 0) {
        group->deadline_ns = NO_DEADLINE;
        return 0;
    }
    /* A timeout of 0 means "as soon as you are out of this callback": 0 is before any time. */
    group->deadline_ns = timeout_ms == 0 ? 0 : now_ns() + (int64_t)timeout_ms * NS_PER_MS;
    if (group->deadline_ns < group->loop->earliest_ns)
        group->loop->earliest_ns = group->deadline_ns;
    return 0;
}

static curl_socket_t on_open_socket(void *clientp, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct event_loop *loop = clientp;
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    (void)purpose;

    if (fd < 0)
        return CURL_SOCKET_BAD;
    *watch_of(loop, fd) = (struct watch){ .lazy = true };
    loop->connections_opened++;
    return fd;
}

/* The kernel takes a closed descriptor out of epoll; its number may come back as another socket at once. */
static int on_close_socket(void *clientp, curl_socket_t fd)
{
    *watch_of(clientp, fd) = (struct watch){ 0 };
    return close(fd);
}

void event_loop_init(struct event_loop *loop, int group_count, long max_connects)
{
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    loop->groups = calloc((size_t)group_count, sizeof(struct group));
    if (loop->epoll < 0 || !loop->groups) {
        perror("event loop");
        exit(2);
    }
    loop->group_count = group_count;
    loop->earliest_ns = NO_DEADLINE;
    for (int i = 0; i < group_count; i++) {
        struct group *group = &loop->groups[i];
        CURLM *multi = curl.multi_init();

        *group = (struct group){ .multi = multi, .loop = loop, .deadline_ns = NO_DEADLINE };
        require_multi(curl.multi_setopt(multi, CURLMOPT_MAXCONNECTS, max_connects), "MAXCONNECTS");
        require_multi(curl.multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket), "SOCKETFUNCTION");
        require_multi(curl.multi_setopt(multi, CURLMOPT_SOCKETDATA, group), "SOCKETDATA");
        require_multi(curl.multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer), "TIMERFUNCTION");
        require_multi(curl.multi_setopt(multi, CURLMOPT_TIMERDATA, group), "TIMERDATA");
    }
}

void event_loop_adopt(struct event_loop *loop, CURL *easy)
{
    require_easy(curl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket), "OPENSOCKETFUNCTION");
    require_easy(curl.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, loop), "OPENSOCKETDATA");
    require_easy(curl.easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close_socket), "CLOSESOCKETFUNCTION");
    require_easy(curl.easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, loop), "CLOSESOCKETDATA");
}

static void run(struct group *group, curl_socket_t fd, int events)
{
    int running;
    require_multi(curl.multi_socket_action(group->multi, fd, events, &running), "curl_multi_socket_action");
    group->touched = true;
}

static void dispatch(struct event_loop *loop, const struct epoll_event *event)
{
    int fd = event->data.fd;
    struct watch *watch = watch_of(loop, fd);
    int what = (event->events & EPOLLIN ? CURL_CSELECT_IN : 0) | (event->events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
               (event->events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);

    if (!watch->registered)
        return; /* closed by an event before this one */
    if (!watch->wanted) {
        /* The peer closed or spoke on a connection that no transfer uses: libcurl finds out when it reuses it. */
        apply(loop, fd, watch);
        return;
    }
    run(watch->group, fd, what);
}

static void fire_timers(struct event_loop *loop)
{
    int64_t now = now_ns();

    if (now < loop->earliest_ns)
        return;
    loop->earliest_ns = NO_DEADLINE;
    for (int i = 0; i < loop->group_count; i++) {
        struct group *group = &loop->groups[i];

        if (group->deadline_ns <= now) {
            group->deadline_ns = NO_DEADLINE; /* one shot: libcurl sets it anew in there if it wants another */
            run(group, CURL_SOCKET_TIMEOUT, 0);
        }
        if (group->deadline_ns < loop->earliest_ns)
            loop->earliest_ns = group->deadline_ns;
    }
}

static void harvest(struct event_loop *loop)
{
    for (int i = 0; i < loop->group_count; i++) {
        struct group *group = &loop->groups[i];
        CURLMsg *message;
        int left;

        if (!group->touched)
            continue;
        group->touched = false;
        while ((message = curl.multi_info_read(group->multi, &left)))
            loop->on_ended(loop->context, group, message->easy_handle, message->data.result);
    }
}

static int milliseconds_to_wait(const struct event_loop *loop)
{
    if (loop->earliest_ns == NO_DEADLINE)
        return -1;
    if (loop->earliest_ns == 0)
        return 0;
    int64_t left = loop->earliest_ns - now_ns();
    return left <= 0 ? 0 : (int)((left + NS_PER_MS - 1) / NS_PER_MS);
}

void event_loop_turn(struct event_loop *loop)
{
    struct epoll_event events[EVENTS_PER_TURN];
    int count = epoll_wait(loop->epoll, events, EVENTS_PER_TURN, milliseconds_to_wait(loop));

    if (count < 0 && errno != EINTR) {
        perror("epoll_wait");
        exit(2);
    }
    for (int i = 0; i < count; i++)
        dispatch(loop, &events[i]);
    harvest(loop);
    /* Requests added by harvest asked for a timeout of 0: they go out now, many to one call into libcurl. */
    fire_timers(loop);
    harvest(loop);
}

void event_loop_cleanup(struct event_loop *loop)
{
    for (int i = 0; i < loop->group_count; i++)
        require_multi(curl.multi_cleanup(loop->groups[i].multi), "curl_multi_cleanup");
    free(loop->groups);
    free(loop->watches);
    close(loop->epoll);
}
