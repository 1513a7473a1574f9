# shellcheck shell=bash
# Whether a run says so when the generator had too little of its core to keep to the plan, and does not when it had enough.
#
# The core is taken away by a busy loop that shares it with the service, whose nice value leaves it about a tenth. That
# needs no privilege, works with every version of cgroups and none, and is what a neighbour does: the service stays
# runnable and has to wait. Rejected: a quota of cgroups (root's, in two dialects), and stopping and continuing the process
# by signals (it would stand still altogether, which no neighbour does, and .NET handles SIGCONT itself).

readonly saturation_nice=10
readonly saturation_seconds=3
readonly saturated_rate=5000
readonly idle_rate=600

competitor_pid=

measure_saturation() {
    local count
    count=$(seconds_of 20 5)
    stop_service
    start_warm_service nice -n "$saturation_nice"
    start_truth lognormal:5:0.5
    measure_validity idle "$idle_rate" "$count"
    start_competitor
    measure_validity saturated "$saturated_rate" "$count"
    stop_competitor
    stop_truth
    stop_service
    start_warm_service
}

measure_validity() {
    local load=$1 rate=$2 count=$3 number
    for ((number = 1; number <= count; number++)); do
        progress "saturation: $load, run $number of $count"
        ask_truth
        carry_out "$(open_load "$truth_url/" 1.1 "$rate" "$saturation_seconds")" "$saturation_seconds"
        record saturation "$(jq -nc --arg load "$load" --argjson number "$number" --argjson rate "$rate" \
            '{ $load, $number, $rate }')" "$(told_truth)"
        forget_run
    done
}

start_competitor() {
    taskset -c "$load_core" sh -c 'while :; do :; done' &
    competitor_pid=$!
}

stop_competitor() {
    [[ -n $competitor_pid ]] || return 0
    kill -TERM "$competitor_pid" 2>/dev/null || true
    wait "$competitor_pid" 2>/dev/null || true
    competitor_pid=
}
