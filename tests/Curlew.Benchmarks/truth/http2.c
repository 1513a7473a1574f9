/*
 * A stream points at its request (its user data) until the request's last frame is serialized or the stream closes,
 * whichever is first. A stream that closes before was reset by the client: the request ends there.
 */
#include "http2.h"

#include "server.h"

#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What nginx allows. */
#define MOST_STREAMS 128

static int on_begin_headers(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
    if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST)
        return 0;
    struct request *request = connection_new_request(user);

    request->stream = frame->hd.stream_id;
    return nghttp2_session_set_stream_user_data(session, request->stream, request);
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name, size_t name_length,
                     const uint8_t *value, size_t value_length, uint8_t flags, void *user)
{
    struct request *request = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    (void)flags, (void)user;

    if (!request)
        return 0;
    if (name_length == 7 && memcmp(name, ":method", 7) == 0)
        request->head = value_length == 4 && memcmp(value, "HEAD", 4) == 0;
    if (name_length == 5 && memcmp(name, ":path", 5) == 0)
        snprintf(request->path, sizeof request->path, "%.*s", (int)value_length, (const char *)value);
    return 0;
}

static bool ends_stream(const nghttp2_frame *frame)
{
    return (frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) &&
           (frame->hd.flags & NGHTTP2_FLAG_END_STREAM);
}

static int on_frame_received(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
    struct connection *connection = user;

    if (!ends_stream(frame))
        return 0;
    struct request *request = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    if (request && !request->arrived)
        server_take(connection->server, request);
    return 0;
}

static int on_frame_sent(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
    (void)user;
    if (!ends_stream(frame))
        return 0;
    struct request *request = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    if (request) {
        request->in_outgoing = true;
        nghttp2_session_set_stream_user_data(session, frame->hd.stream_id, NULL);
    }
    return 0;
}

static int on_stream_closed(nghttp2_session *session, int32_t stream, uint32_t error, void *user)
{
    struct request *request = nghttp2_session_get_stream_user_data(session, stream);
    (void)error, (void)user;

    if (request)
        connection_end_request(request);
    return 0;
}

static nghttp2_session *new_session(struct connection *connection)
{
    const nghttp2_settings_entry settings = { NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, MOST_STREAMS };
    nghttp2_session_callbacks *callbacks;
    nghttp2_session *session;

    if (nghttp2_session_callbacks_new(&callbacks) != 0)
        abort();
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin_headers);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame_received);
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, on_frame_sent);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_closed);
    if (nghttp2_session_server_new(&session, callbacks, connection) != 0 ||
        nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, &settings, 1) != 0)
        abort();
    nghttp2_session_callbacks_del(callbacks);
    return session;
}

static void receive(struct connection *connection)
{
    if (!connection->state)
        connection->state = new_session(connection);
    size_t length = bytes_length(&connection->received);
    ssize_t used = nghttp2_session_mem_recv(connection->state, bytes_first(&connection->received), length);

    if (used < 0) {
        fprintf(stderr, "truth: %s\n", nghttp2_strerror((int)used));
        connection->broken = true;
    }
    bytes_use(&connection->received, length);
}

static ssize_t take_body(nghttp2_session *session, int32_t stream, uint8_t *buffer, size_t length, uint32_t *flags,
                         nghttp2_data_source *source, void *user)
{
    struct request *request = source->ptr;
    size_t left = request->body_length - request->body_taken;
    size_t taken = left < length ? left : length;
    (void)session, (void)stream, (void)user;

    memcpy(buffer, request->body + request->body_taken, taken);
    request->body_taken += taken;
    if (taken == left)
        *flags |= NGHTTP2_DATA_FLAG_EOF;
    return (ssize_t)taken;
}

#define FIELD(field_name, field_value, field_length)                                                          \
    {                                                                                                          \
        .name = (uint8_t *)(field_name), .namelen = strlen(field_name), .value = (uint8_t *)(field_value), \
        .valuelen = (field_length)                                                                             \
    }

static void answer(struct connection *connection, struct request *request)
{
    char length_text[24];
    int length_digits = snprintf(length_text, sizeof length_text, "%zu", request->body_length);
    const char *type = request->kind == REQUEST_FIGURES ? "application/json" : "text/plain";
    const nghttp2_nv fields[] = {
        FIELD(":status", "200", 3),
        FIELD("content-type", type, strlen(type)),
        FIELD("content-length", length_text, (size_t)length_digits),
    };
    const nghttp2_data_provider body = { .source.ptr = request, .read_callback = take_body };

    if (nghttp2_submit_response(connection->state, request->stream, fields, sizeof fields / sizeof fields[0],
                                request->head ? NULL : &body) != 0)
        abort();
}

static void collect(struct connection *connection)
{
    nghttp2_session *session = connection->state;
    const uint8_t *data;
    ssize_t length;

    while ((length = nghttp2_session_mem_send(session, &data)) > 0)
        bytes_add(&connection->outgoing, data, (size_t)length);
    if (length < 0)
        connection->broken = true;
    if (!nghttp2_session_want_read(session) && !nghttp2_session_want_write(session))
        connection->last_answer = true;
}

static void end(struct connection *connection)
{
    nghttp2_session_del(connection->state);
}

const struct protocol http2 = { .receive = receive, .answer = answer, .collect = collect, .end = end };
