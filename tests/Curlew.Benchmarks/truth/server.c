#define _GNU_SOURCE /* accept4, epoll_pwait2 */
#include "server.h"

#include "moment.h"
#include "receipt.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#define EVENTS_PER_TURN 256
/* Few, so that those who arrive meanwhile are noted on time. */
#define ANSWERS_PER_TURN 32
#define BACKLOG 16384
/* A sleeping core needs up to this long to wake; it is spent looking instead, so that it is on no answer's account. */
#define WAKE_EARLY_NS 60000

static const char ordinary_body[] = "Hello, truth";
static const char figures_path[] = "/truth";

static void stop(const char *what)
{
    perror(what);
    exit(2);
}

void server_listen(struct server *server, uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    int yes = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (server->epoll < 0 || server->listener < 0)
        stop("truth");
    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    receipt_ask_for(server->listener);
    if (bind(server->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(server->listener, BACKLOG) != 0 ||
        epoll_ctl(server->epoll, EPOLL_CTL_ADD, server->listener, &event) != 0)
        stop("truth: cannot listen");
}

static void accept_some(struct server *server)
{
    for (int i = 0; i < EVENTS_PER_TURN; i++) {
        int fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        int yes = 1;

        if (fd < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED))
            return;
        /* Out of descriptors: a server that keeps clients waiting unseen tells no truth. */
        if (fd < 0)
            stop("truth: cannot accept");
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        connection_new(server, fd);
    }
}

static void answer(struct server *server, struct request *request, char *body, size_t length)
{
    request->body = body;
    request->body_length = length;
    request->connection->protocol->answer(request->connection, request);
    server_look_after(server, request->connection);
}

static void answer_ordinarily(struct server *server, struct request *request)
{
    answer(server, request, strdup(ordinary_body), sizeof ordinary_body - 1);
}

static void answer_with_figures(struct server *server, struct request *request)
{
    const char *over = strstr(request->path, "over=");
    size_t length;
    char *text = figures_tell(&server->figures, &server->freeze, over ? atof(over + 5) : -1, &length);

    figures_reset(&server->figures);
    answer(server, request, text, length);
}

static enum request_kind kind_of(const struct request *request)
{
    size_t length = sizeof figures_path - 1;

    if (request->head)
        return REQUEST_HEAD;
    if (strncmp(request->path, figures_path, length) == 0 && strchr("?", request->path[length]))
        return REQUEST_FIGURES;
    return REQUEST_COUNTED;
}

void server_take(struct server *server, struct request *request)
{
    request->arrived = true;
    request->received_ns = request->connection->received_ns;
    request->arrived_ns = request->connection->read_ns;
    request->kind = kind_of(request);
    switch (request->kind) {
    case REQUEST_HEAD:
        server->figures.head++;
        answer_ordinarily(server, request);
        return;
    case REQUEST_FIGURES: answer_with_figures(server, request); return;
    case REQUEST_COUNTED: break;
    }

    request->delay_ns = delays_next_ns(&server->delays);
    figures_arrived(&server->figures, request);
    deadlines_add(&server->deadlines, request);
    if (++server->taken == server->freeze.at_request)
        freeze_now(&server->freeze);
}

void server_look_after(struct server *server, struct connection *connection)
{
    if (connection->in_turn)
        return;
    connection->in_turn = true;
    connection->next_in_turn = server->in_turn;
    server->in_turn = connection;
}

/* The only place where connections end, so that none ends under somebody's hands. */
static void flush_all(struct server *server)
{
    while (server->in_turn) {
        struct connection *connection = server->in_turn;

        server->in_turn = connection->next_in_turn;
        connection->in_turn = false;
        if (!connection_flush(connection))
            connection_end(connection);
    }
}

static void answer_due(struct server *server)
{
    int64_t now = now_ns();

    for (int i = 0; i < ANSWERS_PER_TURN && deadlines_first_ns(&server->deadlines) <= now; i++)
        answer_ordinarily(server, deadlines_take_first(&server->deadlines));
}

static int wait_for_events(struct server *server, struct epoll_event *events)
{
    int64_t first = deadlines_first_ns(&server->deadlines);
    int64_t left = first == INT64_MAX ? 0 : first - WAKE_EARLY_NS - now_ns();
    struct timespec timeout = timespec_of(left > 0 ? left : 0);
    int count = epoll_pwait2(server->epoll, events, EVENTS_PER_TURN, first == INT64_MAX ? NULL : &timeout, NULL);

    if (count < 0 && errno != EINTR)
        stop("epoll_pwait2");
    return count;
}

void server_run(struct server *server)
{
    struct epoll_event events[EVENTS_PER_TURN];

    for (;;) {
        int count = wait_for_events(server, events);

        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr)
                connection_ready(events[i].data.ptr, events[i].events);
            else
                accept_some(server);
        }
        flush_all(server);
        answer_due(server);
        flush_all(server);
    }
}
