/*
 * libcurl, loaded by path at run time, so that one binary measures any build of it.
 * The functions are called as curl.easy_init(), curl.multi_add_handle() and so on.
 */
#ifndef CURL_LIBRARY_H
#define CURL_LIBRARY_H

/* The type checks of curl.h replace calls by macros, which would catch the members below. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#define CURL_FUNCTIONS(F) \
    F(global_init)        \
    F(global_cleanup)     \
    F(version_info)       \
    F(easy_init)          \
    F(easy_setopt)        \
    F(easy_getinfo)       \
    F(easy_strerror)      \
    F(easy_cleanup)       \
    F(multi_init)         \
    F(multi_setopt)       \
    F(multi_add_handle)   \
    F(multi_remove_handle) \
    F(multi_socket_action) \
    F(multi_info_read)    \
    F(multi_strerror)     \
    F(multi_cleanup)      \
    F(share_init)         \
    F(share_setopt)       \
    F(share_cleanup)

struct curl_library {
#define CURL_MEMBER(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(CURL_MEMBER)
#undef CURL_MEMBER
};

extern struct curl_library curl;

/* Ends the process with the loader's own words when path is not a usable libcurl. */
void curl_library_load(const char *path);

/* End the process with libcurl's own words when code is an error: a benchmark has nothing to recover. */
void require_easy(CURLcode code, const char *what);
void require_multi(CURLMcode code, const char *what);

#endif
