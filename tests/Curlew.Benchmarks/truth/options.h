/* The command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "delays.h"
#include "freeze.h"

#include <stdint.h>

struct options {
    uint16_t port;
    struct delays delays;
    struct freeze freeze;
};

/* Ends the process with what is wrong, and the usage, where something is. */
struct options options_parse(int argc, char **argv);

#endif
