/* HTTP/2 with prior knowledge; frames are nghttp2's business. */
#ifndef HTTP2_H
#define HTTP2_H

#include "connection.h"

extern const struct protocol http2;

#endif
