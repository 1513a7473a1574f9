# shellcheck shell=bash
# Whether requests start when they were planned to, and whether there are as many as planned.

measure_starts() {
    local seconds rate
    seconds=$(seconds_of 60 10)
    [[ $long == no ]] || seconds=600
    start_truth lognormal:5:0.5
    for rate in 600 5000; do
        progress "starts: $rate/s over $seconds s"
        ask_truth
        carry_out "$(open_load "$truth_url/" 1.1 "$rate" "$seconds")" "$seconds"
        record starts "$(jq -nc --argjson rate "$rate" --argjson seconds "$seconds" '{ $rate, $seconds }')" "$(told_truth)"
        forget_run
    done
    stop_truth
}
