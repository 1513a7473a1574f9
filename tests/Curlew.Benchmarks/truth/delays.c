#include "delays.h"

#include "moment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NUMBERS 3
#define GREATEST_MS 86400000.0

/* Reads "a:b:c" into numbers; how many they were, or -1. */
static int read_numbers(const char *text, double *numbers)
{
    int count = 0;

    for (;; text++) {
        char *end;

        if (count == MOST_NUMBERS)
            return -1;
        numbers[count] = strtod(text, &end);
        /* "not in range" rather than "out of range", so that NaN is refused too. */
        if (end == text || !(numbers[count] >= 0 && numbers[count] <= GREATEST_MS))
            return -1;
        count++;
        text = end;
        if (*text == '\0')
            return count;
        if (*text != ':')
            return -1;
    }
}

bool delays_parse(struct delays *delays, const char *text)
{
    static const struct {
        const char *prefix;
        enum delay_shape shape;
        int least, most;
    } shapes[] = {
        { "fixed:", DELAY_FIXED, 1, 1 },
        { "uniform:", DELAY_UNIFORM, 2, 2 },
        { "lognormal:", DELAY_LOGNORMAL, 2, 3 },
    };
    double numbers[MOST_NUMBERS] = { 0, 0, GREATEST_MS };

    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t length = strlen(shapes[i].prefix);

        if (strncmp(text, shapes[i].prefix, length) != 0)
            continue;
        int count = read_numbers(text + length, numbers);
        if (count < shapes[i].least || count > shapes[i].most)
            return false;
        delays->shape = shapes[i].shape;
        delays->first = numbers[0];
        delays->second = numbers[1];
        delays->cap_ms = numbers[2];
        return delays->shape != DELAY_UNIFORM || delays->first <= delays->second;
    }
    return false;
}

/* Splitmix64: a handful of instructions, and any seed will do. */
static uint64_t next_random(struct delays *delays)
{
    uint64_t mixed = delays->state += 0x9e3779b97f4a7c15;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

/* In (0, 1): never 0, whose logarithm there is not. */
static double next_share(struct delays *delays)
{
    return ((double)(next_random(delays) >> 11) + 0.5) * 0x1p-53;
}

static double next_normal(struct delays *delays)
{
    double radius = sqrt(-2 * log(next_share(delays)));

    return radius * cos(2 * M_PI * next_share(delays));
}

static double next_ms(struct delays *delays)
{
    switch (delays->shape) {
    case DELAY_UNIFORM: return delays->first + (delays->second - delays->first) * next_share(delays);
    case DELAY_LOGNORMAL: return fmin(delays->first * exp(delays->second * next_normal(delays)), delays->cap_ms);
    default: return delays->first;
    }
}

int64_t delays_next_ns(struct delays *delays)
{
    return llround(next_ms(delays) * NS_PER_MS);
}
