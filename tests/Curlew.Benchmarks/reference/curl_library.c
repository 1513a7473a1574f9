#include "curl_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

struct curl_library curl;

static void *require_symbol(void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    if (!symbol) {
        fprintf(stderr, "%s\n", dlerror());
        exit(2);
    }
    return symbol;
}

void curl_library_load(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        exit(2);
    }
#define CURL_LOOKUP(name) curl.name = require_symbol(library, "curl_" #name);
    CURL_FUNCTIONS(CURL_LOOKUP)
#undef CURL_LOOKUP
    require_easy(curl.global_init(CURL_GLOBAL_DEFAULT), "curl_global_init");
}

void require_easy(CURLcode code, const char *what)
{
    if (code != CURLE_OK) {
        fprintf(stderr, "%s: %s\n", what, curl.easy_strerror(code));
        exit(2);
    }
}

void require_multi(CURLMcode code, const char *what)
{
    if (code != CURLM_OK) {
        fprintf(stderr, "%s: %s\n", what, curl.multi_strerror(code));
        exit(2);
    }
}
