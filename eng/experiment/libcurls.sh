# shellcheck shell=bash
# The libcurls that are compared: the system's, the one of eng/libcurl.sh, those that are named, and two that are built of
# Debian's source packages: an old one and a new one. Source packages, because the binaries of another release need its
# OpenSSL and C library; built here, all of them share this machine's OpenSSL and nghttp2, so that libcurl alone differs.
# Sets: engine_names (the versions, in their order), engine_path (by name).

# Debian 11 has 7.74.0, which the note blames; Debian 13's backports have the newest that is still a release's.
readonly built_suites="bullseye trixie-backports"
readonly libcurls=$artifacts/libcurl

declare -A engine_path=()
engine_names=()
scratch=

provide_libcurls() {
    local suite named
    eng/libcurl.sh >&2
    add_libcurl "$(system_libcurl)"
    add_libcurl .libcurl/libcurl.so.4
    for named in "${named_engines[@]}"; do add_libcurl "${named#*=}" "${named%%=*}"; done
    for suite in $built_suites; do
        if [[ $quick == no ]]; then build_libcurl "$suite"; fi
        add_libcurl "$libcurls/$suite/libcurl.so.4"
    done
    mapfile -t engine_names < <(printf '%s\n' "${!engine_path[@]}" | sort -V)
    ((${#engine_names[@]} > 0)) || stop "There is no libcurl here."
    progress "libcurls: ${engine_names[*]}"
}

# add_libcurl PATH [NAME]: the name is its version, unless given; what is not there or does not load is left out.
add_libcurl() {
    local name
    [[ -n $1 && -e $1 ]] && loads "$1" || return 0
    name=${2:-$(version_of "$1")}
    [[ -n ${engine_path[$name]:-} ]] || engine_path[$name]=$(realpath "$1")
}

# build_libcurl SUITE: of the source package that this suite has; without it the experiment has one libcurl fewer.
build_libcurl() {
    local log=$work_dir/libcurl-$1.log
    [[ ! -e $libcurls/$1/libcurl.so.4 ]] || return 0
    provide_packages gcc:gcc make:make stdio.h:libc6-dev openssl/ssl.h:libssl-dev nghttp2/nghttp2.h:libnghttp2-dev
    progress "building the libcurl of Debian's $1"
    scratch=$(mktemp -d "$work_dir/apt.XXXXXX")
    if ! { download_source "$1" && compile_source "$1"; } >"$log" 2>&1; then
        progress "warning: no libcurl of $1: $(tail -n 1 "$log")"
    fi
}

download_source() {
    make_private_apt
    write_backports_sources "$(debian_codename)" "$scratch/sources" || return 1
    # The machine's own sources, of another suite and for source packages.
    sed -i -E "s/^Types: .*/Types: deb-src/; s/^deb /deb-src /; s/[a-z]+-backports/$1/" "$scratch"/sources/*
    private_apt update || true
    (cd "$scratch" && private_apt source --download-only --tar-only "curl/$1")
}

# Without what Curlew has no use for.
compile_source() {
    local source
    mkdir -p "$libcurls/$1"
    tar -xf "$scratch"/curl_*.orig.tar.* -C "$scratch"
    source=$(compgen -G "$scratch/curl-*")
    (cd "$source" && ./configure --quiet --with-ssl --with-nghttp2 --disable-static --disable-ldap --disable-manual \
        --without-{libpsl,brotli,zstd,libidn2,libssh2,librtmp} &&
        make -s -j"$(nproc)" -C lib CFLAGS='-O2 -w' libcurl.la)
    cp "$source/lib/.libs/libcurl.so.4" "$libcurls/$1/"
}
