/* A connection: its socket, what was received and not used yet, what is to be sent, and its requests. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include "bytes.h"
#include "request.h"

#include <stdbool.h>
#include <stdint.h>

struct server;
struct connection;

/* How HTTP/1.1 and HTTP/2 differ. */
struct protocol {
    /* Makes requests of the bytes received, as far as there are whole ones. */
    void (*receive)(struct connection *connection);
    /* Prepares the answer of a request of this connection: its body is set. */
    void (*answer)(struct connection *connection, struct request *request);
    /* Moves what is ready to the outgoing bytes. */
    void (*collect)(struct connection *connection);
    void (*end)(struct connection *connection);
};

struct connection {
    struct server *server;
    const struct protocol *protocol; /* NULL until the first bytes have told */
    void *state;                     /* the protocol's */
    int fd;
    uint32_t watched; /* epoll's mask */
    bool broken;      /* to be ended, whatever is left to send */
    bool last_answer; /* to be ended when everything is sent */
    bool in_turn;     /* in the server's list of those to be looked after in this turn */
    struct connection *next_in_turn;
    struct bytes received;
    struct bytes outgoing;
    struct request *requests;
    uint32_t request_count;
    int64_t received_ns; /* when the kernel received the newest bytes */
    int64_t read_ns;     /* and when they were read */
    uint64_t period; /* of the figures, in which it last brought a request */
};

struct connection *connection_new(struct server *server, int fd);

/* Its socket can be read or written, or has failed. */
void connection_ready(struct connection *connection, uint32_t events);

/* Sends what there is to be sent; false when the connection is to be ended. */
bool connection_flush(struct connection *connection);

void connection_end(struct connection *connection);

struct request *connection_new_request(struct connection *connection);

/* The request is over: answered, or given up by its client. */
void connection_end_request(struct request *request);

#endif
