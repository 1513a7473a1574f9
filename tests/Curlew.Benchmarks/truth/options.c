#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LONGEST_FREEZE_SECONDS 600

static const char usage[] =
    "usage: truth --port PORT [--delay DISTRIBUTION] [--seed N] [--freeze-at-request N --freeze-seconds S]\n"
    "  --delay   " DELAYS_SYNTAX "; fixed:0 unless told otherwise\n"
    "  --freeze-at-request  the N-th request (HEAD is not counted) stops the whole process, once\n"
    "GET /truth tells what happened since it was asked last; /truth?over=MS also how many answers took longer.\n";

__attribute__((noreturn, format(printf, 1, 2))) static void refuse(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("truth: ", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n%s", usage);
    exit(2);
}

static uint64_t read_whole_number(const char *option, const char *text, uint64_t least, uint64_t greatest)
{
    char *end;

    errno = 0;
    uint64_t number = strtoull(text, &end, 10);
    if (errno || end == text || *end || text[0] == '-' || number < least || number > greatest)
        refuse("--%s must be a whole number from %lu to %lu, not \"%s\"", option, least, greatest, text);
    return number;
}

static double read_seconds(const char *option, const char *text)
{
    char *end;
    double seconds = strtod(text, &end);

    if (end == text || *end || !(seconds > 0 && seconds <= LONGEST_FREEZE_SECONDS))
        refuse("--%s must be above 0 and at most %d, not \"%s\"", option, LONGEST_FREEZE_SECONDS, text);
    return seconds;
}

struct options options_parse(int argc, char **argv)
{
    static const struct option names[] = {
        { "port", required_argument, NULL, 'p' },
        { "delay", required_argument, NULL, 'd' },
        { "seed", required_argument, NULL, 's' },
        { "freeze-at-request", required_argument, NULL, 'r' },
        { "freeze-seconds", required_argument, NULL, 'f' },
        { NULL, 0, NULL, 0 },
    };
    struct options options = { .delays.state = 1 };
    int option, index;

    while ((option = getopt_long(argc, argv, "", names, &index)) != -1) {
        switch (option) {
        case 'p': options.port = (uint16_t)read_whole_number(names[index].name, optarg, 1, UINT16_MAX); break;
        case 's': options.delays.state = read_whole_number(names[index].name, optarg, 0, UINT64_MAX); break;
        case 'r': options.freeze.at_request = read_whole_number(names[index].name, optarg, 1, UINT64_MAX); break;
        case 'f': options.freeze.seconds = read_seconds(names[index].name, optarg); break;
        case 'd':
            if (!delays_parse(&options.delays, optarg))
                refuse("--delay must be " DELAYS_SYNTAX ", not \"%s\"", optarg);
            break;
        default: fputs(usage, stderr); exit(2); /* getopt has said what is wrong */
        }
    }
    if (optind != argc)
        refuse("\"%s\" is no option", argv[optind]);
    if (!options.port)
        refuse("--port is missing");
    if ((options.freeze.at_request > 0) != (options.freeze.seconds > 0))
        refuse("--freeze-at-request and --freeze-seconds belong together");
    return options;
}
