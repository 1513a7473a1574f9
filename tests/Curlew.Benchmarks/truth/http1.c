#define _GNU_SOURCE /* memmem */
#include "http1.h"

#include "server.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LONGEST_HEAD 16384

struct http1 {
    uint64_t body_left; /* of the request that is being received */
};

static void refuse(struct connection *connection, const char *status)
{
    char answer[128];
    int length = snprintf(answer, sizeof answer, "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status);

    fprintf(stderr, "truth: answered a request with %s\n", status);
    bytes_use(&connection->received, bytes_length(&connection->received));
    bytes_add(&connection->outgoing, answer, (size_t)length);
    connection->last_answer = true;
}

/* What is wrong with the header line, as a status; NULL where nothing is. */
static const char *read_header(struct connection *connection, char *line)
{
    struct http1 *state = connection->state;
    char *value = strchr(line, ':');

    if (!value)
        return "400 Bad Request";
    *value++ = '\0';
    value += strspn(value, " \t");
    if (strcasecmp(line, "transfer-encoding") == 0)
        return "411 Length Required";
    if (strcasecmp(line, "connection") == 0 && strcasestr(value, "close"))
        connection->last_answer = true;
    if (strcasecmp(line, "content-length") == 0) {
        char *end;
        state->body_left = strtoull(value, &end, 10);
        if (end == value || *value == '-' || end[strspn(end, " \t")] != '\0')
            return "400 Bad Request";
    }
    return NULL;
}

/* "GET /path HTTP/1.1": cuts the line into its parts, and makes a request of it; NULL where it is none. */
static struct request *read_request_line(struct connection *connection, char *line)
{
    char *path = line ? strchr(line, ' ') : NULL;
    char *version = line ? strrchr(line, ' ') : NULL;

    if (!path || path == version || strncmp(version, " HTTP/1.", 8) != 0)
        return NULL;
    *path++ = *version++ = '\0';
    connection->last_answer = strcmp(version, "HTTP/1.0") == 0;

    struct request *request = connection_new_request(connection);
    request->head = strcmp(line, "HEAD") == 0;
    snprintf(request->path, sizeof request->path, "%s", path);
    return request;
}

static const char *read_lines(struct connection *connection, char *head)
{
    char *rest;
    struct request *request = read_request_line(connection, strtok_r(head, "\r\n", &rest));
    char *line;

    if (!request)
        return "400 Bad Request";
    while ((line = strtok_r(NULL, "\r\n", &rest))) {
        const char *wrong = read_header(connection, line);
        if (wrong) {
            connection_end_request(request);
            return wrong;
        }
    }
    return NULL;
}

/* Whether there is a whole head, of which a request was made. */
static bool read_head(struct connection *connection)
{
    const uint8_t *received = bytes_first(&connection->received);
    size_t length = bytes_length(&connection->received);
    const uint8_t *end = memmem(received, length, "\r\n\r\n", 4);
    char head[LONGEST_HEAD + 1];
    size_t head_length = end ? (size_t)(end - received) : length;

    if (head_length > LONGEST_HEAD) {
        refuse(connection, "431 Request Header Fields Too Large");
        return false;
    }
    if (!end)
        return false;
    memcpy(head, received, head_length);
    head[head_length] = '\0';
    bytes_use(&connection->received, head_length + 4);

    const char *wrong = read_lines(connection, head);
    if (wrong)
        refuse(connection, wrong);
    return !wrong;
}

static void receive(struct connection *connection)
{
    if (!connection->state)
        connection->state = calloc(1, sizeof(struct http1));
    struct http1 *state = connection->state;
    if (!state)
        abort();

    if (connection->last_answer && !connection->requests)
        return;
    if (!connection->requests && !read_head(connection))
        return;

    struct request *request = connection->requests;
    if (request->arrived) {
        /* Its successors have to wait until it is answered; a client that goes on and on is none of ours. */
        connection->broken = bytes_length(&connection->received) > LONGEST_HEAD;
        return;
    }
    size_t length = bytes_length(&connection->received);
    size_t used = length < state->body_left ? length : (size_t)state->body_left;
    bytes_use(&connection->received, used);
    state->body_left -= used;
    if (state->body_left == 0)
        server_take(connection->server, request);
}

static void answer(struct connection *connection, struct request *request)
{
    char head[160];
    int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n",
                          request->kind == REQUEST_FIGURES ? "application/json" : "text/plain", request->body_length,
                          connection->last_answer ? "Connection: close\r\n" : "");

    bytes_add(&connection->outgoing, head, (size_t)length);
    if (!request->head)
        bytes_add(&connection->outgoing, request->body, request->body_length);
    request->in_outgoing = true;
}

static void collect(struct connection *connection)
{
    (void)connection;
}

static void end(struct connection *connection)
{
    free(connection->state);
}

const struct protocol http1 = { .receive = receive, .answer = answer, .collect = collect, .end = end };
