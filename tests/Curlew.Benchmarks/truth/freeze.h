/* The whole process stops for a while, once: what a long pause of a garbage collector does to a server. */
#ifndef FREEZE_H
#define FREEZE_H

#include <stdint.h>

struct freeze {
    uint64_t at_request; /* counted from the start of the process; 0: never */
    double seconds;

    double began_unix_ms; /* of the clock that other processes have too; 0 until it happened */
    double lasted_ms;
};

/* Returns when it is over. */
void freeze_now(struct freeze *freeze);

#endif
