# shellcheck shell=bash
# What can be told of a libcurl by its file.

# The version that the library itself reports, read out of its file: it holds its own User-Agent. Needs no curl, no
# compiler, no interpreter, and works for a library that no package manager knows.
version_of() {
    local found
    found=$(LC_ALL=C grep -aoE -m1 'libcurl/[0-9]+\.[0-9]+\.[0-9]+' "$1") || found=libcurl/0.0.0
    found=${found%%$'\n'*}
    echo "${found#libcurl/}"
}

# Whether all that the library needs is there, for this processor.
loads() {
    local needs
    needs=$(ldd "$1" 2>&1) && [[ $needs != *'not found'* ]]
}

# Where dlopen("libcurl.so.4") would find it; nothing when it would not.
system_libcurl() {
    local place places cache kind
    IFS=: read -ra places <<<"${LD_LIBRARY_PATH:-}"
    for place in "${places[@]}"; do
        if [[ -n $place && -e $place/libcurl.so.4 ]]; then echo "$place/libcurl.so.4"; return; fi
    done

    case $(uname -m) in x86_64) kind=x86-64 ;; aarch64) kind=AArch64 ;; *) kind=. ;; esac
    cache=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 0
    awk -v kind="$kind" '$1 == "libcurl.so.4" && $0 ~ kind { print $NF; exit }' <<<"$cache"
}
