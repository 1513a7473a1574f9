#!/usr/bin/env bash
# Whether verdicts of regression can be believed: real runs of the service against servers whose delays are drawn from a
# known distribution, some of them a tenth or a twentieth longer, held against each other as nightly runs are.
#
#   eng/bench-regressions.sh                  240 runs of 20 s, about 20 minutes
#   eng/bench-regressions.sh --quick          30 runs, about 4 minutes; too few for histories
#   eng/bench-regressions.sh --judge NAME     judges the runs of an earlier time again, artifacts/bench/NAME
#   eng/bench-regressions.sh --libcurl PATH   another libcurl than .libcurl/ or the system's
#
# The servers have core 0, the service core 1. The report goes to the terminal and to artifacts/bench/<time>-regressions.md,
# the database of the runs to the folder of that name.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

readonly artifacts=$PWD/artifacts/bench
turns=40
judged=
libcurl=
server_core=0
load_core=1
work_dir=
load_before=$(cut -d" " -f1-3 /proc/loadavg)

for part in lib/dotnet lib/packages bench/progress bench/setup bench/server bench/service bench/report bench/regressions/servers \
    bench/regressions/runs; do
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
    build_judge
    if [[ -n $judged ]]; then
        write_regression_report "$artifacts/$judged"
        return
    fi

    provide_packages curl:curl jq:jq gcc:gcc stdio.h:libc6-dev nghttp2/nghttp2.h:libnghttp2-dev
    provide_libcurl
    build_tool truth -lnghttp2 -lm
    publish_service

    local name
    name=$(date -u +%Y%m%dT%H%M%SZ)-regressions
    mkdir "$artifacts/$name"
    pin_script
    start_servers
    start_service "$artifacts/$name" Execution__ConcurrentRuns=$runs_at_once
    send_runs "$turns" "$artifacts/$name/runs.txt"
    stop_service
    write_regression_report "$artifacts/$name" | tee "$artifacts/$name.md"
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --quick) turns=5; shift; continue ;;
            --judge | --libcurl) (($# > 1)) || usage ;;&
            --judge) judged=$2 ;;
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

# Only what this script started, by its id; run by EXIT, so also after an error or an interrupt.
clean_up() {
    stop_service
    stop_servers
    [[ -z $work_dir ]] || rm -rf "$work_dir"
}

main "$@"
