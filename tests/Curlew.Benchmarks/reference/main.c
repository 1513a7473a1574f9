/*
 * The reference: what a request costs on libcurl when nothing but libcurl is in the way.
 *
 * Curlew's engine is held against this program on the same libcurl, so it does what the engine does in the cheapest
 * way that C has: a closed load of virtual users, no outcomes kept but a histogram.
 *
 * Ownership, and the order in which things end:
 *   - main owns everything; there is one thread and no lock.
 *   - A virtual user owns one easy handle from start to end. All options are set once; a request is "remove, add
 *     again". The handle points back at its user (CURLOPT_PRIVATE); a user never changes its group.
 *   - A group owns one multi, and the multi owns the connections of its users, idle ones too. So a connection
 *     outlives the easy handle that opened it, and its socket is closed by multi_cleanup at the latest: the event
 *     loop, which is told of each close, is freed after its multis.
 *   - The share object (DNS alone) is used by easy handles: it goes after them.
 *   Hence: remove and free easy handles, free share, free multis, free loop.
 *
 * Callbacks only note things down. None calls into libcurl, which would be refused as recursive.
 *
 * Lazy epoll: see event_loop.c. It rests on being told of every open and close, which is true for connections and
 * not for the socket pairs of libcurl's resolver threads; those are registered and removed as libcurl says.
 */
#include "event_loop.h"
#include "histogram.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define REQUEST_TIMEOUT_SECONDS 30L
#define STARTS_PER_TURN 64

struct options {
    const char *url;
    const char *libcurl;
    const char *ca_file; /* NULL: certificates are not verified */
    long http_version;
    int users;
    int group_size;
    bool pipewait;
    uint64_t requests; /* 0: not limited */
    double seconds;    /* 0: not limited */
};

struct user {
    CURL *easy;
    int64_t started_ns;
};

struct load {
    const struct options *options;
    struct event_loop loop;
    struct user *users;
    CURLSH *dns;
    int in_flight;
    uint64_t started;
    uint64_t succeeded;
    uint64_t failed;
    uint64_t attempts; /* more than started when libcurl repeats a request by itself */
    uint64_t body_bytes;
    uint64_t other_version; /* requests that were answered in another HTTP version than the one asked for */
    int64_t begin_ns;
    int64_t end_ns;
    int64_t now_ns;
    struct histogram service_time;
};

static size_t on_body(char *data, size_t size, size_t count, void *userp)
{
    (void)data;
    ((struct load *)userp)->body_bytes += size * count;
    return size * count;
}

static int on_attempt(void *clientp, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
    (void)remote_ip, (void)local_ip, (void)remote_port, (void)local_port;
    ((struct load *)clientp)->attempts++;
    return CURL_PREREQFUNC_OK;
}

#define SET(option, value) require_easy(curl.easy_setopt(easy, option, value), #option)

static CURL *new_easy(struct load *load, struct user *user)
{
    const struct options *options = load->options;
    CURL *easy = curl.easy_init();

    if (!easy)
        abort();
    event_loop_adopt(&load->loop, easy);
    SET(CURLOPT_URL, options->url);
    SET(CURLOPT_PRIVATE, user);
    SET(CURLOPT_SHARE, load->dns);
    SET(CURLOPT_PROXY, ""); /* also spares libcurl a look at the environment for each request */
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_TIMEOUT, REQUEST_TIMEOUT_SECONDS);
    SET(CURLOPT_HTTP_VERSION, options->http_version);
    SET(CURLOPT_PIPEWAIT, (long)options->pipewait);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, load);
    if (options->ca_file) {
        SET(CURLOPT_CAINFO, options->ca_file);
    } else {
        SET(CURLOPT_SSL_VERIFYPEER, 0L);
        SET(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    /* From 7.80; an older libcurl counts no hidden repeats. */
    if (curl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_attempt) == CURLE_OK)
        SET(CURLOPT_PREREQDATA, load);
    return easy;
}

static bool may_start(const struct load *load)
{
    const struct options *options = load->options;

    if (options->requests && load->started >= options->requests)
        return false;
    return options->seconds <= 0 || load->now_ns - load->begin_ns < (int64_t)(options->seconds * 1e9);
}

static void start_request(struct load *load, struct group *group, struct user *user)
{
    user->started_ns = load->now_ns;
    load->started++;
    load->in_flight++;
    require_multi(curl.multi_add_handle(group->multi, user->easy), "curl_multi_add_handle");
}

static void count_answer(struct load *load, CURL *easy, CURLcode result)
{
    long status = 0, version = 0;
    long asked = load->options->http_version;

    curl.easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl.easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    if (result == CURLE_OK && status == 200) {
        load->succeeded++;
        load->other_version += version != (asked == CURL_HTTP_VERSION_1_1 ? asked : CURL_HTTP_VERSION_2_0);
        return;
    }
    if (load->failed++ == 0)
        fprintf(stderr, "first failure: status %ld, %s\n", status, curl.easy_strerror(result));
}

static void on_ended(void *context, struct group *group, CURL *easy, CURLcode result)
{
    struct load *load = context;
    struct user *user;

    load->now_ns = now_ns();
    load->end_ns = load->now_ns;
    load->in_flight--;
    curl.easy_getinfo(easy, CURLINFO_PRIVATE, &user);
    histogram_record(&load->service_time, (uint64_t)(load->now_ns - user->started_ns) / 1000);
    count_answer(load, easy, result);
    require_multi(curl.multi_remove_handle(group->multi, easy), "curl_multi_remove_handle");
    if (may_start(load))
        start_request(load, group, user);
}

static void run_load(struct load *load)
{
    const struct options *options = load->options;
    int group_count = (options->users + options->group_size - 1) / options->group_size;

    load->users = calloc((size_t)options->users, sizeof(struct user));
    load->dns = curl.share_init();
    if (!load->users || !load->dns)
        abort();
    curl.share_setopt(load->dns, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    event_loop_init(&load->loop, group_count, options->users);
    load->loop.on_ended = on_ended;
    load->loop.context = load;

    load->begin_ns = load->now_ns = now_ns();
    for (int ready = 0; ready < options->users || load->in_flight > 0;) {
        /* In slices, so that later users of HTTP/2 find connections to join instead of opening one each. */
        for (int i = 0; i < STARTS_PER_TURN && ready < options->users; i++, ready++) {
            struct user *user = &load->users[ready];
            user->easy = new_easy(load, user);
            if (may_start(load))
                start_request(load, &load->loop.groups[ready % group_count], user);
        }
        if (load->in_flight > 0)
            event_loop_turn(&load->loop);
    }
}

static void free_load(struct load *load)
{
    for (int i = 0; i < load->options->users; i++)
        curl.easy_cleanup(load->users[i].easy);
    curl.share_cleanup(load->dns);
    event_loop_cleanup(&load->loop);
    free(load->users);
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void report(const struct load *load)
{
    const curl_version_info_data *version = curl.version_info(CURLVERSION_NOW);
    uint64_t requests = load->succeeded + load->failed;
    double seconds = (double)(load->end_ns - load->begin_ns) / 1e9;
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    double cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    printf("{\"requests\":%lu,\"failures\":%lu,\"otherHttpVersion\":%lu,\"hiddenRepeats\":%ld,", requests, load->failed,
           load->other_version, load->attempts ? (long)(load->attempts - requests) : 0);
    printf("\"seconds\":%.6f,\"requestsPerSecond\":%.1f,\"cpuSeconds\":%.6f,\"cpuMicrosPerRequest\":%.3f,", seconds,
           (double)requests / seconds, cpu, cpu * 1e6 / (double)requests);
    printf("\"peakRssKb\":%ld,\"p50Micros\":%lu,\"p99Micros\":%lu,", usage.ru_maxrss,
           histogram_quantile(&load->service_time, 0.5), histogram_quantile(&load->service_time, 0.99));
    printf("\"connectionsOpened\":%lu,\"bodyBytes\":%lu,\"libcurl\":\"%s\",\"tls\":\"%s\"}\n",
           load->loop.connections_opened, load->body_bytes, version->version, version->ssl_version);
}

static void usage_error(void)
{
    fputs("usage: reference [--libcurl PATH] [--http 1.1|2|2-prior-knowledge] [--users N] [--requests N]\n"
          "                 [--seconds S] [--group-size N|all] [--pipewait] [--ca FILE] URL\n"
          "  --group-size  virtual users that share one libcurl multi (default 16)\n"
          "  --ca          verify the server against this file; without it certificates are not verified\n",
          stderr);
    exit(2);
}

static long http_version_named(const char *name)
{
    if (strcmp(name, "1.1") == 0)
        return CURL_HTTP_VERSION_1_1;
    if (strcmp(name, "2") == 0)
        return CURL_HTTP_VERSION_2_0;
    if (strcmp(name, "2-prior-knowledge") == 0)
        return CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
    usage_error();
    return 0;
}

static struct options parse(int argc, char **argv)
{
    static const struct option names[] = {
        { "libcurl", required_argument, NULL, 'l' },    { "http", required_argument, NULL, 'v' },
        { "users", required_argument, NULL, 'u' },      { "requests", required_argument, NULL, 'n' },
        { "seconds", required_argument, NULL, 's' },    { "ca", required_argument, NULL, 'c' },
        { "group-size", required_argument, NULL, 'g' }, { "pipewait", no_argument, NULL, 'p' },
        { NULL, 0, NULL, 0 },
    };
    struct options options = {
        .libcurl = "libcurl.so.4", .http_version = CURL_HTTP_VERSION_1_1, .users = 64, .group_size = 16,
    };
    int option;

    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'l': options.libcurl = optarg; break;
        case 'v': options.http_version = http_version_named(optarg); break;
        case 'u': options.users = atoi(optarg); break;
        case 'n': options.requests = strtoull(optarg, NULL, 10); break;
        case 's': options.seconds = atof(optarg); break;
        case 'c': options.ca_file = optarg; break;
        case 'g': options.group_size = strcmp(optarg, "all") == 0 ? INT32_MAX / 2 : atoi(optarg); break;
        case 'p': options.pipewait = true; break;
        default: usage_error();
        }
    }
    if (optind != argc - 1 || options.users < 1 || options.group_size < 1)
        usage_error();
    if (!options.requests && options.seconds <= 0)
        options.seconds = 5;
    options.url = argv[optind];
    return options;
}

/* One descriptor a connection: take all that this user may have. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    struct options options = parse(argc, argv);
    struct load load = { .options = &options };

    raise_descriptor_limit();
    curl_library_load(options.libcurl);
    run_load(&load);
    report(&load);
    free_load(&load);
    curl.global_cleanup();
    return load.failed ? 1 : 0;
}
