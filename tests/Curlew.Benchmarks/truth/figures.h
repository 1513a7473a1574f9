/*
 * What happened since the figures were asked for last: each request's moments, in full, so that percentiles are exact.
 * Four numbers a request: an hour at 5,000/s is 576 MB.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include "freeze.h"
#include "request.h"

#include <stddef.h>
#include <stdint.h>

struct sample {
    int64_t received_ns;
    int64_t arrived_ns;
    int64_t sent_ns;
    int64_t delay_ns;
};

struct figures {
    struct sample *samples; /* of the answered ones */
    size_t answered;
    size_t capacity;
    uint64_t requests; /* always answered + abandoned + in_flight */
    uint64_t abandoned;
    uint64_t in_flight;
    uint64_t head;
    uint64_t connections; /* that brought a counted request */
    uint32_t peak_streams;
    uint64_t period; /* numbers the times between two questions */
};

void figures_arrived(struct figures *figures, struct request *request);

void figures_answered(struct figures *figures, const struct request *request, int64_t sent_ns);

/* The client went before its answer. */
void figures_abandoned(struct figures *figures);

/*
 * The figures as JSON, in memory that the caller frees; over_ms (or a negative number) asks for the number of slower
 * answers. Sorting a million takes a second, in which nobody is answered: ask when the load is over.
 */
char *figures_tell(const struct figures *figures, const struct freeze *freeze, double over_ms, size_t *length);

/* What is in flight goes on counting. */
void figures_reset(struct figures *figures);

#endif
