/* The one thread: who may connect, who waits, who is answered when. */
#ifndef SERVER_H
#define SERVER_H

#include "connection.h"
#include "deadlines.h"
#include "delays.h"
#include "figures.h"
#include "freeze.h"

#include <stdint.h>

struct server {
    int epoll;
    int listener;
    struct delays delays;
    struct freeze freeze;
    struct deadlines deadlines;
    struct figures figures;
    uint64_t taken;
    struct connection *in_turn;
};

/* Ends the process with the reason when the port cannot be had. */
void server_listen(struct server *server, uint16_t port);

/* Does not return. */
void server_run(struct server *server);

/* A request has arrived with its last byte. */
void server_take(struct server *server, struct request *request);

/* The connection may have something to send, or to end for: it is flushed before the server waits again. */
void server_look_after(struct server *server, struct connection *connection);

#endif
