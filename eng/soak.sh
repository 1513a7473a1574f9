#!/usr/bin/env bash
# Leaves the service running, and kills it: what a night on a server does to it, in minutes. Does all the set-up.
#
#   eng/soak.sh                        all of it, about 15 minutes
#   eng/soak.sh --sections kills       some of it: kills, runs
#   eng/soak.sh --kills 200            how often the real process is killed (SIGKILL) at random moments; default 50
#   eng/soak.sh --seed 42              what chance goes by, as an earlier soak printed it
#   eng/soak.sh --runs 10000           short runs back to back through one process; default 2000
#
# kills: the service dies while it starts, carries out runs, and ends what it left the last time. Afterwards no run that was accepted
# is missing, none was sent twice (the target counts), and no outcome is gone that could be read before.
# runs: memory, descriptors and threads are sampled; what is higher in the last quarter than in the first is not flat.
#
# Exit code 1 where something was lost or repeated, a start needed a hand, or a figure is not flat.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/lib/dotnet.sh
. eng/lib/dotnet.sh

readonly log_dir=artifacts/soak
sections="runs kills"
kills=50
runs=2000
seed=
running=
showing=

main() {
    read_options "$@"
    trap clean_up EXIT
    trap 'exit 130' INT TERM

    require_dotnet_sdk
    eng/libcurl.sh
    build
    local section status=0
    for section in $sections; do
        soak "$section" || status=1
    done
    for section in $sections; do tail -n 1 "$log_dir/$section.log"; done
    return "$status"
}

read_options() {
    while (($# > 1)); do
        case $1 in
            --sections) sections=$2 ;;
            --kills) kills=$2 ;;
            --runs) runs=$2 ;;
            --seed) seed=$2 ;;
            *) usage ;;
        esac
        shift 2
    done
    (($# == 0)) || usage

    local section
    for section in $sections; do
        [[ $section =~ ^(kills|runs)$ ]] || usage
    done
    [[ $kills =~ ^[0-9]+$ && $runs =~ ^[0-9]+$ && $seed =~ ^[0-9]*$ ]] || usage
}

usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}

build() {
    mkdir -p "$log_dir"
    if dotnet build tests/Curlew.Soak -c Release >"$log_dir/build.log" 2>&1 </dev/null; then return; fi
    tail -n 50 "$log_dir/build.log" >&2
    exit 1
}

soak() {
    local log=$log_dir/$1.log code=0
    echo "== $1"
    # There before it is shown.
    : >"$log"
    if [[ $1 == kills ]]; then set -- kills "$kills" ${seed:+"$seed"}; else set -- runs "$runs"; fi
    dotnet tests/Curlew.Soak/bin/Release/net10.0/Curlew.Soak.dll "$@" >"$log" 2>&1 &
    running=$!
    tail --pid="$running" -n +1 -f "$log" &
    showing=$!
    # Unlike a program in the foreground, wait lets a signal's trap through.
    wait "$running" || code=$?
    running=
    wait "$showing" || true
    showing=
    return "$code"
}

# Only what this script started, by its id; the program ends its own service.
clean_up() {
    [[ -z $running ]] || kill -TERM "$running" 2>/dev/null || true
    [[ -z $showing ]] || kill -TERM "$showing" 2>/dev/null || true
}

main "$@"
