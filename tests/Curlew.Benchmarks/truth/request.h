/* A request, from its first byte until its answer is with the kernel or its client has gone. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_PATH_SIZE 128

/* In place of a slot among the deadlines. */
#define NOT_WAITING SIZE_MAX

struct connection;

enum request_kind {
    REQUEST_COUNTED,
    REQUEST_HEAD,   /* a preflight: answered at once, and in no figure but its own */
    REQUEST_FIGURES /* asks for the figures themselves */
};

struct request {
    struct connection *connection;
    struct request *previous; /* of the same connection */
    struct request *next;
    enum request_kind kind;
    bool arrived;
    bool head;
    char path[REQUEST_PATH_SIZE]; /* cut off where it is longer */
    int32_t stream;               /* HTTP/2's */

    int64_t received_ns; /* by the kernel */
    int64_t arrived_ns;  /* here: read with its last byte */
    int64_t delay_ns;
    size_t slot; /* among the deadlines */

    char *body; /* of the answer */
    size_t body_length;
    size_t body_taken;
    bool in_outgoing; /* the whole answer is in the connection's outgoing bytes */
};

#endif
