#!/usr/bin/env bash
# The question this tool began with, answered by measuring: which HTTP version, and which libcurl? Comparisons of the
# service on real servers, over TLS. Does all the set-up, builds an old and a new libcurl of Debian's source packages, and
# makes the tables of docs/http-version-experiment.md.
#
#   eng/experiment.sh                       all of it, about 15 minutes, and the building before
#   eng/experiment.sh --quick               all of it, too short to say much; builds no libcurl: about 3 minutes
#   eng/experiment.sh --sections "versions resets recycling handshakes cache connections"      some of it
#   eng/experiment.sh --engine NAME=PATH    one more libcurl, by its file
#   eng/experiment.sh --rounds 5            each arm 5 times instead of 3
#   eng/experiment.sh --write               puts the tables into the page, too
#
# The server has core 0, the service core 1. The tables go to the terminal and to artifacts/experiment/<time>.md; beside it
# are the comparisons as JSON lines, of which the tables can be made again, and the service's own reports of them:
#
#   jq -rs -L eng/bench -f eng/experiment/tables.jq artifacts/experiment/<time>.jsonl
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

readonly artifacts=$PWD/artifacts/experiment
readonly page=docs/http-version-experiment.md
sections="versions resets recycling handshakes cache connections"
named_engines=()
rounds=
quick=no
write=no
server_core=0
load_core=1
work_dir=
load_before=$(cut -d" " -f1-3 /proc/loadavg)

for part in lib/dotnet lib/packages lib/debian lib/backports lib/private-apt lib/libcurl-files bench/progress bench/setup bench/server \
    bench/service bench/report experiment/libcurls experiment/servers experiment/comparisons experiment/sections \
    experiment/page; do
    # shellcheck source=/dev/null
    . "eng/$part.sh"
done

main() {
    read_options "$@"
    trap clean_up EXIT
    trap 'exit 130' INT TERM

    local name section
    name=$(date -u +%Y%m%dT%H%M%SZ)
    results=$artifacts/$name.jsonl
    reports=$artifacts/$name
    mkdir -p "$reports"
    : >"$results"
    work_dir=$(mktemp -d)
    raise_descriptor_limit
    choose_cores
    provide_packages nginx:nginx openssl:openssl curl:curl jq:jq
    provide_libcurls
    publish_service
    start_servers
    pin_script
    start_warm_service
    for section in $sections; do
        "measure_$section"
    done
    write_tables | tee "$artifacts/$name.md"
    [[ $write == no ]] || put_into_page "$artifacts/$name.md"
}

read_options() {
    while (($# > 0)); do
        case $1 in
            --quick) quick=yes; shift; continue ;;
            --write) write=yes; shift; continue ;;
            --sections | --engine | --rounds) (($# > 1)) || usage ;;&
            --sections) sections=$2 ;;
            --engine) [[ $2 == *=* ]] || usage; named_engines+=("$2") ;;
            --rounds) rounds=$2 ;;
            *) usage ;;
        esac
        shift 2
    done

    local section
    for section in $sections; do
        declare -F "measure_$section" >/dev/null || usage
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
