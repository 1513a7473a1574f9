/*
 * The requests that wait for their delay to pass: a binary heap, the next one to be answered at its top.
 * Each request knows its slot, so that one whose client has gone is taken out at once.
 */
#ifndef DEADLINES_H
#define DEADLINES_H

#include "request.h"

struct deadline {
    int64_t at_ns;
    struct request *request;
};

struct deadlines {
    struct deadline *heap;
    size_t count;
    size_t capacity;
};

void deadlines_add(struct deadlines *deadlines, struct request *request);

void deadlines_remove(struct deadlines *deadlines, struct request *request);

/* INT64_MAX where nobody waits. */
int64_t deadlines_first_ns(const struct deadlines *deadlines);

/* There must be one. */
struct request *deadlines_take_first(struct deadlines *deadlines);

#endif
