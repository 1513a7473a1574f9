#include "histogram.h"

#include <math.h>

/* Magnitude 0 holds 0..63 exactly; magnitude m > 0 holds values of m+6 bits, of which the top 6 after the first count. */
void histogram_record(struct histogram *histogram, uint64_t micros)
{
    unsigned magnitude = micros < HISTOGRAM_SUBBUCKETS ? 0 : 58 - (unsigned)__builtin_clzll(micros);
    unsigned shift = magnitude ? magnitude - 1 : 0;
    unsigned index = magnitude * HISTOGRAM_SUBBUCKETS + ((micros >> shift) & (HISTOGRAM_SUBBUCKETS - 1));
    const unsigned last = HISTOGRAM_MAGNITUDES * HISTOGRAM_SUBBUCKETS - 1;

    histogram->counts[index < last ? index : last]++;
    histogram->total++;
}

static uint64_t largest_value_in(unsigned index)
{
    unsigned magnitude = index / HISTOGRAM_SUBBUCKETS;
    uint64_t sub = index % HISTOGRAM_SUBBUCKETS;

    if (magnitude == 0)
        return sub;
    return ((HISTOGRAM_SUBBUCKETS + sub + 1) << (magnitude - 1)) - 1;
}

uint64_t histogram_quantile(const struct histogram *histogram, double share)
{
    uint64_t wanted = (uint64_t)ceil(share * (double)histogram->total);
    uint64_t seen = 0;

    for (unsigned i = 0; i < HISTOGRAM_MAGNITUDES * HISTOGRAM_SUBBUCKETS; i++) {
        seen += histogram->counts[i];
        if (seen >= wanted && seen > 0)
            return largest_value_in(i);
    }
    return 0;
}
