#include "connection.h"

#include "http1.h"
#include "http2.h"
#include "moment.h"
#include "receipt.h"
#include "server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_SIZE 65536

static const char http2_preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

static void watch(struct connection *connection, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = connection };
    int operation = connection->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;

    if (connection->watched == events)
        return;
    if (epoll_ctl(connection->server->epoll, operation, connection->fd, &event) != 0) {
        perror("epoll_ctl");
        exit(2);
    }
    connection->watched = events;
}

struct connection *connection_new(struct server *server, int fd)
{
    struct connection *connection = calloc(1, sizeof(struct connection));

    if (!connection)
        abort();
    connection->server = server;
    connection->fd = fd;
    watch(connection, EPOLLIN);
    return connection;
}

/* Nothing is decided while the bytes could still become HTTP/2's preface. */
static void recognise(struct connection *connection)
{
    size_t whole = sizeof http2_preface - 1;
    size_t length = bytes_length(&connection->received);

    if (memcmp(bytes_first(&connection->received), http2_preface, length < whole ? length : whole) != 0)
        connection->protocol = &http1;
    else if (length >= whole)
        connection->protocol = &http2;
}

static void use_received(struct connection *connection)
{
    if (!connection->protocol)
        recognise(connection);
    if (connection->protocol)
        connection->protocol->receive(connection);
}

static void read_some(struct connection *connection)
{
    static uint8_t buffer[READ_SIZE];
    ssize_t length = receipt_read(connection->fd, buffer, sizeof buffer, &connection->read_ns, &connection->received_ns);

    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length <= 0) {
        connection->broken = true;
        return;
    }
    bytes_add(&connection->received, buffer, (size_t)length);
    use_received(connection);
}

void connection_ready(struct connection *connection, uint32_t events)
{
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read_some(connection);
    server_look_after(connection->server, connection);
}

/* Answers that lay wholly in the outgoing bytes are with the kernel now. */
static void note_sent(struct connection *connection)
{
    int64_t sent_ns = now_ns();
    struct request *next;

    for (struct request *request = connection->requests; request; request = next) {
        next = request->next;
        if (!request->in_outgoing)
            continue;
        if (request->kind == REQUEST_COUNTED)
            figures_answered(&connection->server->figures, request, sent_ns);
        request->arrived = false;
        connection_end_request(request);
    }
}

static bool send_outgoing(struct connection *connection)
{
    while (bytes_length(&connection->outgoing) > 0) {
        ssize_t sent = send(connection->fd, bytes_first(&connection->outgoing), bytes_length(&connection->outgoing),
                            MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN)
            return false;
        if (sent < 0) {
            watch(connection, EPOLLIN | EPOLLOUT);
            return true;
        }
        bytes_use(&connection->outgoing, (size_t)sent);
    }
    watch(connection, EPOLLIN);
    note_sent(connection);
    return true;
}

bool connection_flush(struct connection *connection)
{
    if (connection->broken)
        return false;
    if (!connection->protocol)
        return true;
    connection->protocol->collect(connection);
    if (bytes_length(&connection->outgoing) == 0)
        return !connection->broken;
    if (!send_outgoing(connection))
        return false;
    if (bytes_length(&connection->outgoing) > 0)
        return true;
    if (connection->last_answer && !connection->requests)
        return false;
    /* What came behind the request that has just been answered. */
    if (bytes_length(&connection->received) > 0) {
        use_received(connection);
        server_look_after(connection->server, connection);
    }
    return true;
}

void connection_end(struct connection *connection)
{
    while (connection->requests)
        connection_end_request(connection->requests);
    if (connection->protocol)
        connection->protocol->end(connection);
    close(connection->fd);
    bytes_free(&connection->received);
    bytes_free(&connection->outgoing);
    free(connection);
}

struct request *connection_new_request(struct connection *connection)
{
    struct request *request = calloc(1, sizeof(struct request));

    if (!request)
        abort();
    request->connection = connection;
    request->slot = NOT_WAITING;
    request->next = connection->requests;
    if (request->next)
        request->next->previous = request;
    connection->requests = request;
    connection->request_count++;
    return request;
}

void connection_end_request(struct request *request)
{
    struct connection *connection = request->connection;

    if (request->slot != NOT_WAITING)
        deadlines_remove(&connection->server->deadlines, request);
    if (request->arrived && request->kind == REQUEST_COUNTED)
        figures_abandoned(&connection->server->figures);
    if (request->previous)
        request->previous->next = request->next;
    else
        connection->requests = request->next;
    if (request->next)
        request->next->previous = request->previous;
    connection->request_count--;
    free(request->body);
    free(request);
}
