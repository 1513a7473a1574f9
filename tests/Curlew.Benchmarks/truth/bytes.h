/* Bytes in a row that are added at the end and used up from the beginning. All zero is an empty one. */
#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
    uint8_t *memory;
    size_t begin;
    size_t end;
    size_t capacity;
};

static inline const uint8_t *bytes_first(const struct bytes *bytes)
{
    return bytes->memory + bytes->begin;
}

static inline size_t bytes_length(const struct bytes *bytes)
{
    return bytes->end - bytes->begin;
}

void bytes_add(struct bytes *bytes, const void *data, size_t length);

void bytes_use(struct bytes *bytes, size_t length);

void bytes_free(struct bytes *bytes);

#endif
