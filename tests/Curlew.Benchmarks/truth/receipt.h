/*
 * Reads from a socket, and tells when the kernel received what was read: a server that slept or was frozen meanwhile
 * cannot know otherwise. Of several segments in one read, as HTTP/2 has them, it is the last one's time.
 */
#ifndef RECEIPT_H
#define RECEIPT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Once on the listening socket: connections inherit it. */
void receipt_ask_for(int listener);

/* As recv. */
ssize_t receipt_read(int fd, void *buffer, size_t length, int64_t *read_ns, int64_t *received_ns);

#endif
