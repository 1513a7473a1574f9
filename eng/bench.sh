#!/usr/bin/env bash
# What a request costs: the service as a user runs it (through its API, every outcome stored) beside wrk, h2load, hey
# and a reference in C on the same libcurl, against one nginx worker that answers 12 bytes. Does all the set-up.
#
#   eng/bench.sh                          all of it, about 20 minutes
#   eng/bench.sh --quick                  one round, 64 and 4096 virtual users, fewer requests: about 2 minutes
#   eng/bench.sh --rounds 5               medians of 5 rounds instead of 3
#   eng/bench.sh --users "64 1024" --protocols "http1 http2-tls" --generators "reference service"
#   eng/bench.sh --libcurl PATH           reference and service on another libcurl than .libcurl/ or the system's
#
# The server has core 0, each generator in its turn core 1. The report goes to the terminal and to
# artifacts/bench/<time>.md, the single measurements beside it as JSON lines.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

readonly artifacts=$PWD/artifacts/bench
rounds=3
quick=no
users="16 64 1024 4096"
protocols="http1 http1-tls http2-tls"
generators="wrk h2load hey reference service"
libcurl=
server_core=0
load_core=1
work_dir=
load_before=$(cut -d" " -f1-3 /proc/loadavg)
child=

for part in lib/dotnet lib/packages bench/progress bench/setup bench/server bench/generators bench/service \
    bench/service-start bench/idle-users bench/report; do
    # shellcheck source=/dev/null
    . "eng/$part.sh"
done

main() {
    read_options "$@"
    trap clean_up EXIT
    trap 'exit 130' INT TERM

    mkdir -p "$artifacts"
    work_dir=$(mktemp -d)
    raise_descriptor_limit
    choose_cores
    provide_packages nginx:nginx openssl:openssl curl:curl jq:jq gcc:gcc wrk:wrk hey:hey h2load:nghttp2-client \
        stdio.h:libc6-dev curl/curl.h:libcurl4-openssl-dev
    provide_libcurl
    build_reference
    start_nginx

    local name
    name=$(date -u +%Y%m%dT%H%M%SZ)
    results=$artifacts/$name.jsonl
    : >"$results"
    if wants service; then publish_service; fi
    pin_script
    if wants service; then
        measure_service_start
        warm_up_service
    fi
    run_rounds
    if wants service; then measure_idle_users; fi
    write_report | tee "$artifacts/$name.md"
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --quick) quick=yes rounds=1 users="64 4096"; shift; continue ;;
            --rounds | --users | --protocols | --generators | --libcurl) (($# > 1)) || usage ;;&
            --rounds) rounds=$2 ;;
            --users) users=$2 ;;
            --protocols) protocols=$2 ;;
            --generators) generators=$2 ;;
            --libcurl) libcurl=$(realpath "$2") ;;
            *) usage ;;
        esac
        shift 2
    done
}

usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

wants() { [[ " $generators " == *" $1 "* ]]; }

# Only what this script started, by its id; run by EXIT, so also after an error or an interrupt.
clean_up() {
    [[ -z $child ]] || kill "$child" 2>/dev/null || true
    stop_service
    stop_nginx
    [[ -z $work_dir ]] || rm -rf "$work_dir"
}

# Rounds outside, generators inside: what is compared ran within the same minute.
run_rounds() {
    local round protocol count generator
    for ((round = 1; round <= rounds; round++)); do
        for protocol in $protocols; do
            for count in $users; do
                for generator in $generators; do
                    can_speak "$generator" "$protocol" || continue
                    progress "round $round of $rounds: $protocol, $count users, $generator"
                    "run_$generator" "$protocol" "$count" "$(requests_for "$protocol" "$count")"
                    record "$round" "$protocol" "$count" "$generator"
                done
            done
        done
    done
}

# Enough to be long against the set-up of connections, which is part of every figure: a TLS handshake costs as much as
# 30 to 60 requests. HTTP/2 has few connections, and libcurl takes its time with many streams.
requests_for() {
    local protocol=$1 users=$2
    if [[ $quick == yes ]]; then
        if ((users > 1000)); then echo 50000; else echo 30000; fi
    elif [[ $users -gt 2000 && $protocol != http2-tls ]]; then
        echo 250000
    else
        echo 100000
    fi
}

main "$@"
