#include "bytes.h"

#include <stdlib.h>
#include <string.h>

/* What an idle connection may keep: with 20,000 of them everything counts. */
#define KEPT_WHEN_EMPTY 1024

void bytes_add(struct bytes *bytes, const void *data, size_t length)
{
    if (bytes->end + length > bytes->capacity) {
        size_t present = bytes_length(bytes);

        if (present > 0)
            memmove(bytes->memory, bytes_first(bytes), present);
        bytes->begin = 0;
        bytes->end = present;
        if (present + length > bytes->capacity) {
            bytes->capacity = (present + length) * 3 / 2;
            bytes->memory = realloc(bytes->memory, bytes->capacity);
            if (!bytes->memory)
                abort();
        }
    }
    if (length > 0)
        memcpy(bytes->memory + bytes->end, data, length);
    bytes->end += length;
}

void bytes_use(struct bytes *bytes, size_t length)
{
    bytes->begin += length;
    if (bytes->begin < bytes->end)
        return;
    bytes->begin = bytes->end = 0;
    if (bytes->capacity > KEPT_WHEN_EMPTY)
        bytes_free(bytes);
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->memory);
    *bytes = (struct bytes){ 0 };
}
