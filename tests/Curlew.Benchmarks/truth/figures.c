#include "figures.h"

#include "connection.h"
#include "moment.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NS_PER_US 1000

typedef int64_t span_of(const struct sample *sample);

static int64_t sent_after(const struct sample *sample)
{
    return sample->sent_ns - sample->arrived_ns;
}

static int64_t sent_after_receipt(const struct sample *sample)
{
    return sample->sent_ns - sample->received_ns;
}

static int64_t unread(const struct sample *sample)
{
    return sample->arrived_ns - sample->received_ns;
}

static int64_t planned(const struct sample *sample)
{
    return sample->delay_ns;
}

static int64_t late(const struct sample *sample)
{
    return sent_after(sample) - sample->delay_ns;
}

void figures_arrived(struct figures *figures, struct request *request)
{
    struct connection *connection = request->connection;

    figures->requests++;
    figures->in_flight++;
    if (connection->period != figures->period) {
        connection->period = figures->period;
        figures->connections++;
    }
    if (connection->request_count > figures->peak_streams)
        figures->peak_streams = connection->request_count;
}

void figures_answered(struct figures *figures, const struct request *request, int64_t sent_ns)
{
    if (figures->answered == figures->capacity) {
        figures->capacity = figures->capacity ? figures->capacity * 2 : 65536;
        figures->samples = realloc(figures->samples, figures->capacity * sizeof(struct sample));
        if (!figures->samples)
            abort();
    }
    figures->samples[figures->answered++] = (struct sample){
        .received_ns = request->received_ns,
        .arrived_ns = request->arrived_ns,
        .sent_ns = sent_ns,
        .delay_ns = request->delay_ns,
    };
    figures->in_flight--;
}

void figures_abandoned(struct figures *figures)
{
    figures->abandoned++;
    figures->in_flight--;
}

void figures_reset(struct figures *figures)
{
    *figures = (struct figures){
        .samples = figures->samples,
        .capacity = figures->capacity,
        .requests = figures->in_flight,
        .in_flight = figures->in_flight,
        .period = figures->period + 1,
    };
}

static int by_size(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int64_t *sorted_spans(const struct figures *figures, span_of *span)
{
    int64_t *spans = malloc((figures->answered + 1) * sizeof(int64_t));

    if (!spans)
        abort();
    for (size_t i = 0; i < figures->answered; i++)
        spans[i] = span(&figures->samples[i]);
    qsort(spans, figures->answered, sizeof(int64_t), by_size);
    return spans;
}

/* By nearest rank: a value that was there, not one between two. */
static double percentile(const int64_t *sorted, size_t count, double share, double unit)
{
    size_t rank = (size_t)ceil(share * (double)count);

    return (double)sorted[rank > 0 ? rank - 1 : 0] / unit;
}

static void tell_spans(FILE *out, const struct figures *figures, const char *name, span_of *span, double unit)
{
    if (figures->answered == 0) {
        fprintf(out, ",\"%s\":null", name);
        return;
    }
    int64_t *sorted = sorted_spans(figures, span);
    size_t count = figures->answered;

    fprintf(out, ",\"%s\":{\"p50\":%.6f,\"p95\":%.6f,\"p99\":%.6f,\"max\":%.6f}", name,
            percentile(sorted, count, 0.5, unit), percentile(sorted, count, 0.95, unit),
            percentile(sorted, count, 0.99, unit), percentile(sorted, count, 1, unit));
    free(sorted);
}

static size_t count_longer(const struct figures *figures, span_of *span, double ms)
{
    size_t count = 0;

    for (size_t i = 0; i < figures->answered; i++)
        count += (double)span(&figures->samples[i]) > ms * NS_PER_MS;
    return count;
}

char *figures_tell(const struct figures *figures, const struct freeze *freeze, double over_ms, size_t *length)
{
    char *text;
    FILE *out = open_memstream(&text, length);

    if (!out)
        abort();
    fprintf(out,
            "{\"requests\":%" PRIu64 ",\"answered\":%zu,\"abandoned\":%" PRIu64 ",\"inFlight\":%" PRIu64
            ",\"head\":%" PRIu64 ",\"connections\":%" PRIu64 ",\"peakStreamsPerConnection\":%u",
            figures->requests, figures->answered, figures->abandoned, figures->in_flight, figures->head,
            figures->connections, figures->peak_streams);
    tell_spans(out, figures, "sentDownMs", sent_after, NS_PER_MS);
    tell_spans(out, figures, "receivedToSentMs", sent_after_receipt, NS_PER_MS);
    tell_spans(out, figures, "plannedMs", planned, NS_PER_MS);
    tell_spans(out, figures, "lateUs", late, NS_PER_US);
    tell_spans(out, figures, "unreadUs", unread, NS_PER_US);
    if (over_ms >= 0)
        fprintf(out, ",\"slow\":{\"overMs\":%.6g,\"count\":%zu,\"sinceReceived\":%zu}", over_ms,
                count_longer(figures, sent_after, over_ms), count_longer(figures, sent_after_receipt, over_ms));
    if (freeze->began_unix_ms > 0)
        fprintf(out, ",\"freeze\":{\"beganUnixMs\":%.3f,\"lastedMs\":%.3f}", freeze->began_unix_ms, freeze->lasted_ms);
    fputs("}\n", out);
    if (fclose(out) != 0)
        abort();
    return text;
}
