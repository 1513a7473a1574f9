#!/usr/bin/env bash
# What it takes to keep every outcome, to ask for them, and to watch a run: through the service's API, as a user does. Does
# all the set-up.
#
#   eng/bench-store.sh                        all of it, about 50 minutes
#   eng/bench-store.sh --quick                all of it, each part as short as still says something: about 5 minutes
#   eng/bench-store.sh --sections "writer keep queries sse"      some of it
#   eng/bench-store.sh --rows 1000000         outcomes of the run that is queried, instead of ten million
#   eng/bench-store.sh --rounds 5             keep and sse in 5 rounds instead of 3
#   eng/bench-store.sh --libcurl PATH         another libcurl than .libcurl/ or the system's
#
# The server and all clients of the API have core 0, the service core 1. The report goes to the terminal and to
# artifacts/bench/store-<time>.md, what it is made of beside it as JSON lines:
#
#   jq -rs -L eng/bench -f eng/bench/store/tables.jq artifacts/bench/store-<time>.jsonl
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

readonly artifacts=$PWD/artifacts/bench
sections="writer keep queries sse"
rounds=3
quick=no
rows=
libcurl=
server_core=0
load_core=1
work_dir=
load_before=$(cut -d" " -f1-3 /proc/loadavg)

for part in lib/dotnet lib/packages bench/progress bench/setup bench/server bench/service bench/report bench/truth/runs \
    bench/store/writer bench/store/keep bench/store/queries bench/store/sse bench/store/report; do
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
    provide_packages nginx:nginx openssl:openssl curl:curl jq:jq
    provide_libcurl
    start_nginx

    local name section
    name=store-$(date -u +%Y%m%dT%H%M%SZ)
    results=$artifacts/$name.jsonl
    : >"$results"
    if wants writer; then publish_benchmarks; fi
    publish_service
    pin_script
    for section in $sections; do
        "measure_$section"
    done
    write_store_report | tee "$artifacts/$name.md"
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --quick) quick=yes rounds=1; shift; continue ;;
            --sections | --rounds | --rows | --libcurl) (($# > 1)) || usage ;;&
            --sections) sections=$2 ;;
            --rounds) rounds=$2 ;;
            --rows) rows=$2 ;;
            --libcurl) libcurl=$(realpath "$2") ;;
            *) usage ;;
        esac
        shift 2
    done

    local section
    for section in $sections; do
        [[ $section =~ ^(writer|keep|queries|sse)$ ]] || usage
    done
}

usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

wants() { [[ " $sections " == *" $1 "* ]]; }

# Only what this script started, by its id; run by EXIT, so also after an error or an interrupt.
clean_up() {
    stop_readers
    stop_service
    stop_nginx
    [[ -z $work_dir ]] || rm -rf "$work_dir"
}

# size FULL QUICK: how many of something.
size() { if [[ $quick == yes ]]; then echo "$2"; else echo "$1"; fi; }

# A service that has not started yet warms up first, so that no section is on another's account.
provide_service() { [[ -n $service_pid ]] || start_warm_service; }

main "$@"
