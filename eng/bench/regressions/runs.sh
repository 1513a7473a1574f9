# shellcheck shell=bash
# The runs, and what they are judged to be.

# Each is short and light, so that several at once do not wait for each other's CPU; where they do, they look less alike.
readonly runs_at_once=5
readonly rate=600
readonly run_seconds=21
readonly warm_up_seconds=1
# Of each turn: the groups take turns, so that a machine that changes does so for all of them.
readonly turn="alike alike tenPercentSlower alike alike fivePercentSlower"

# send_runs TURNS FILE: queues all runs, waits until they have ended, and leaves a line for each in the file: group, warm-up, id.
send_runs() {
    local group
    for ((number = 0; number < $1; number++)); do
        for group in $turn; do
            post_run "$(delayed_load "${server_urls[$group]}")"
            echo "$group $warm_up_seconds ${run##*/}" >>"$2"
        done
    done
    wait_until $(($1 * 6 * (run_seconds + 5) / runs_at_once + 60)) "the runs to end" runs_have_ended
    no_run_is_otherwise
}

delayed_load() {
    jq -n --arg url "$1" --argjson rate "$rate" --argjson seconds "$run_seconds" --argjson warmUp "$warm_up_seconds" \
        '{ $url, httpVersion: "1.1", maxConnects: 500, ratePerSecond: $rate, durationSeconds: $seconds, warmUpSeconds: $warmUp,
           maxVirtualUsers: 2000, outcomes: { keep: "none" } }'
}

runs_have_ended() {
    local status
    sleep 2
    for status in queued starting running finalizing; do
        [[ $(curl -sf "$service_url/api/v1/runs?status=$status&limit=1" | jq '.items | length') == 0 ]] || return 1
    done
}

no_run_is_otherwise() {
    local status
    for status in failed stopped interrupted; do
        [[ $(curl -sf "$service_url/api/v1/runs?status=$status&limit=1" | jq '.items | length') == 0 ]] || stop "A run is $status."
    done
}

build_judge() {
    require_dotnet_sdk
    progress "building the judge"
    dotnet build tests/Curlew.Benchmarks/regressions -c Release --disable-build-servers >"$work_dir/judge.log" 2>&1 ||
        stop "The judge does not build: $(grep -m 3 error "$work_dir/judge.log")"
}

# write_regression_report DIRECTORY
write_regression_report() {
    printf '# Verdicts of regression, %s\n\n' "$(date -u +'%F %R UTC')"
    describe_cores
    echo "$(wc -l <"$1/runs.txt") runs of $((run_seconds - warm_up_seconds)) s at $rate/s, up to $runs_at_once at a time, against servers whose" \
        "delays are drawn from a lognormal distribution with p95 at 100 ms (sigma $sigma), or a tenth or a twentieth longer."
    echo
    dotnet tests/Curlew.Benchmarks/regressions/bin/Release/net10.0/Curlew.Benchmarks.Regressions.dll "$1" "$1/runs.txt"
}
