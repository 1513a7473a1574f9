# shellcheck shell=bash
# Service times as the service reports them, against the server's own.

measure_figures() {
    local seconds version rate
    seconds=$(seconds_of 30 10)
    start_truth lognormal:5:0.5
    for version in 1.1 2-prior-knowledge; do
        # Not measured: connections and code that are used for the first time.
        carry_out "$(open_load "$truth_url/" "$version" 2000 2)" 2
        for rate in 600 5000; do
            progress "figures: HTTP/$version, $rate/s"
            ask_truth
            carry_out "$(open_load "$truth_url/" "$version" "$rate" "$seconds")" "$seconds"
            record figures "$(jq -nc --arg version "$version" --argjson rate "$rate" '{ $version, $rate }')" "$(told_truth)"
            forget_run
        done
    done
    stop_truth
}
