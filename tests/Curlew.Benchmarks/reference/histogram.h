/*
 * A histogram of microseconds in the manner of HdrHistogram: each power of two is cut into 64 equal buckets, so
 * that every value is kept to within 1.6 % in a few kilobytes, and recording is a shift and an increment.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_SUBBUCKETS 64
#define HISTOGRAM_MAGNITUDES 32

struct histogram {
    uint64_t total;
    uint32_t counts[HISTOGRAM_MAGNITUDES * HISTOGRAM_SUBBUCKETS];
};

void histogram_record(struct histogram *histogram, uint64_t micros);

/* The largest value of the bucket in which the given share (0..1) of all values is reached. */
uint64_t histogram_quantile(const struct histogram *histogram, double share);

#endif
