#!/usr/bin/env bash
# Whether the service tells the truth: its figures held against a server that knows how long it took, and against the
# plan. Through its API, as a user runs it; every outcome stored. Does all the set-up.
#
#   eng/bench-truth.sh                        all of it, about 17 minutes
#   eng/bench-truth.sh --quick                all of it, each run as short as still says something: about 4 minutes
#   eng/bench-truth.sh --sections "figures freeze starts tls saturation journey"      some of it
#   eng/bench-truth.sh --long                 starts over 600 s instead of 60
#   eng/bench-truth.sh --rounds 5             tls and journey in 5 rounds instead of 3
#   eng/bench-truth.sh --libcurl PATH         another libcurl than .libcurl/ or the system's
#
# The servers have core 0, the service core 1. The report goes to the terminal and to artifacts/bench/<time>-truth.md,
# the single runs beside it as JSON lines, of which the tables can be made again:
#
#   jq -rs -L eng/bench -f eng/bench/truth/tables.jq artifacts/bench/<time>-truth.jsonl
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

readonly artifacts=$PWD/artifacts/bench
sections="figures freeze starts tls saturation journey"
rounds=3
quick=no
long=no
libcurl=
server_core=0
load_core=1
work_dir=
load_before=$(cut -d" " -f1-3 /proc/loadavg)

for part in lib/dotnet lib/packages bench/progress bench/setup bench/server bench/service bench/report \
    bench/truth/server bench/truth/runs bench/truth/figures bench/truth/freeze bench/truth/starts bench/truth/tls \
    bench/truth/saturation bench/truth/journey bench/truth/report; do
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
    provide_packages nginx:nginx openssl:openssl curl:curl jq:jq gcc:gcc stdio.h:libc6-dev nghttp2/nghttp2.h:libnghttp2-dev
    provide_libcurl
    build_tool truth -lnghttp2 -lm
    start_nginx
    publish_service

    local name section
    name=$(date -u +%Y%m%dT%H%M%SZ)-truth
    results=$artifacts/$name.jsonl
    : >"$results"
    pin_script
    start_warm_service
    for section in $sections; do
        "measure_$section"
    done
    write_truth_report | tee "$artifacts/$name.md"
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --quick) quick=yes rounds=1; shift; continue ;;
            --long) long=yes; shift; continue ;;
            --sections | --rounds | --libcurl) (($# > 1)) || usage ;;&
            --sections) sections=$2 ;;
            --rounds) rounds=$2 ;;
            --libcurl) libcurl=$(realpath "$2") ;;
            *) usage ;;
        esac
        shift 2
    done

    local section
    for section in $sections; do
        [[ $section =~ ^(figures|freeze|starts|tls|saturation|journey)$ ]] || usage
    done
}

usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# Only what this script started, by its id; run by EXIT, so also after an error or an interrupt.
clean_up() {
    stop_competitor
    stop_service
    stop_truth
    stop_nginx
    [[ -z $work_dir ]] || rm -rf "$work_dir"
}

# seconds_of FULL QUICK: how long a run is.
seconds_of() { if [[ $quick == yes ]]; then echo "$2"; else echo "$1"; fi; }

main "$@"
