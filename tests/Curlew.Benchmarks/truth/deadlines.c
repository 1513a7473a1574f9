#include "deadlines.h"

#include <stdlib.h>

static void put(struct deadlines *deadlines, size_t slot, struct deadline deadline)
{
    deadlines->heap[slot] = deadline;
    deadline.request->slot = slot;
}

/* Both move a hole until the deadline fits into it. */
static void settle_upwards(struct deadlines *deadlines, size_t hole, struct deadline deadline)
{
    while (hole > 0) {
        size_t parent = (hole - 1) / 2;

        if (deadlines->heap[parent].at_ns <= deadline.at_ns)
            break;
        put(deadlines, hole, deadlines->heap[parent]);
        hole = parent;
    }
    put(deadlines, hole, deadline);
}

static void settle_downwards(struct deadlines *deadlines, size_t hole, struct deadline deadline)
{
    for (;;) {
        size_t child = hole * 2 + 1;

        if (child >= deadlines->count)
            break;
        if (child + 1 < deadlines->count && deadlines->heap[child + 1].at_ns < deadlines->heap[child].at_ns)
            child++;
        if (deadline.at_ns <= deadlines->heap[child].at_ns)
            break;
        put(deadlines, hole, deadlines->heap[child]);
        hole = child;
    }
    put(deadlines, hole, deadline);
}

void deadlines_add(struct deadlines *deadlines, struct request *request)
{
    struct deadline deadline = { .at_ns = request->arrived_ns + request->delay_ns, .request = request };

    if (deadlines->count == deadlines->capacity) {
        deadlines->capacity = deadlines->capacity ? deadlines->capacity * 2 : 1024;
        deadlines->heap = realloc(deadlines->heap, deadlines->capacity * sizeof(struct deadline));
        if (!deadlines->heap)
            abort();
    }
    settle_upwards(deadlines, deadlines->count++, deadline);
}

void deadlines_remove(struct deadlines *deadlines, struct request *request)
{
    size_t hole = request->slot;
    struct deadline last = deadlines->heap[--deadlines->count];

    request->slot = NOT_WAITING;
    if (hole == deadlines->count)
        return;
    /* The last one may belong above the hole as well, where the hole is in another branch. */
    if (hole > 0 && last.at_ns < deadlines->heap[(hole - 1) / 2].at_ns)
        settle_upwards(deadlines, hole, last);
    else
        settle_downwards(deadlines, hole, last);
}

int64_t deadlines_first_ns(const struct deadlines *deadlines)
{
    return deadlines->count > 0 ? deadlines->heap[0].at_ns : INT64_MAX;
}

struct request *deadlines_take_first(struct deadlines *deadlines)
{
    struct request *first = deadlines->heap[0].request;

    deadlines_remove(deadlines, first);
    return first;
}
