/* HTTP/1.1 with keep-alive: one request after the other, bodies by Content-Length. */
#ifndef HTTP1_H
#define HTTP1_H

#include "connection.h"

extern const struct protocol http1;

#endif
