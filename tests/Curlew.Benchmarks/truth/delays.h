/* The delays of the answers: drawn from a known distribution, the same ones again for the same seed. */
#ifndef DELAYS_H
#define DELAYS_H

#include <stdbool.h>
#include <stdint.h>

enum delay_shape { DELAY_FIXED, DELAY_UNIFORM, DELAY_LOGNORMAL };

#define DELAYS_SYNTAX "fixed:MS, uniform:MIN_MS:MAX_MS or lognormal:MEDIAN_MS:SIGMA[:CAP_MS]"

struct delays {
    enum delay_shape shape;
    double first;  /* the delay, the least, or the median, in ms */
    double second; /* the greatest in ms, or sigma */
    double cap_ms;
    uint64_t state; /* of the random numbers; its first value is the seed */
};

/* Whether the text is a distribution. The seed is left as it is. */
bool delays_parse(struct delays *delays, const char *text);

int64_t delays_next_ns(struct delays *delays);

#endif
