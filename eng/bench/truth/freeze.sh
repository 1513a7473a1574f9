# shellcheck shell=bash
# A server that stands still for two seconds, once: what an open load shows of it by response time, and what a closed
# load of about the same rate shows by service time, which is little (coordinated omission).

readonly freeze_seconds=2

measure_freeze() {
    local seconds rate
    seconds=$(seconds_of 20 12)
    # The second rate, because after a freeze server and service need about 20 us for each that waited, which at 1,000/s is
    # 2 % more that are slow, whoever measures.
    for rate in 1000 250; do
        progress "freeze: open load, $rate/s"
        start_freezing_truth fixed:1 $((rate * seconds))
        carry_out "$(open_load "$truth_url/" 1.1 "$rate" "$seconds" 5000)" "$seconds"
        record freeze "$(jq -nc --argjson rate "$rate" --argjson seconds "$seconds" --argjson freezeSeconds "$freeze_seconds" \
            '{ load: "open", $rate, $seconds, $freezeSeconds }')" "$(count_slow)"
        forget_run
    done

    # Ten users who wait 10 ms each send 1,000 requests a second, or a little less.
    progress "freeze: closed load, 10 virtual users"
    start_freezing_truth fixed:10 $((1000 * (seconds - freeze_seconds)))
    carry_out "$(closed_load "$truth_url/" 1.1 10 $((1000 * (seconds - freeze_seconds))))" "$seconds"
    record freeze "$(jq -nc --argjson freezeSeconds "$freeze_seconds" '{ load: "closed", users: 10, $freezeSeconds }')" \
        "$(count_slow)"
    forget_run
    stop_truth
}

# start_freezing_truth DELAYS REQUESTS: it freezes once, before the middle, so that all that waited are answered within the load.
start_freezing_truth() {
    start_truth "$1" --freeze-at-request $(($2 * 2 / 5)) --freeze-seconds "$freeze_seconds"
}

# Every outcome of the run is looked at: there is a filter for service time, but not for response time.
count_slow() {
    local cursor=
    : >"$work_dir/outcomes"
    while :; do
        curl -sf -o "$work_dir/page.json" "$service_url$run/outcomes?limit=10000${cursor:+&cursor=$cursor}"
        jq -r '.items[] | "\(.responseTimeMs) \(.serviceTimeMs)"' "$work_dir/page.json" >>"$work_dir/outcomes"
        cursor=$(jq -r '.nextCursor // "" | @uri' "$work_dir/page.json")
        [[ -n $cursor ]] || break
    done
    ask_truth
    awk -v ms="$slow_ms" '$1 > ms { response++ } $2 > ms { service++ } END { print NR, response + 0, service + 0 }' \
        "$work_dir/outcomes" |
        jq -cR --argjson ms "$slow_ms" --slurpfile truth "$work_dir/truth.json" \
            'split(" ") | map(tonumber)
             | { slow: { overMs: $ms, outcomes: .[0], byResponseTime: .[1], byServiceTime: .[2] }, truth: $truth[0] }'
}
