# shellcheck shell=bash
# Runs of the service, and what is kept of each: its case, its summary, and what the truth server said of it.

# A run that needs so many seconds longer than planned hangs; those of a saturated service do end late.
readonly patience=180

# Against nginx and the truth server alike, so that what .NET compiles during the first runs is on no measurement's account.
start_warm_service() {
    progress "starting and warming up the service"
    start_service "$work_dir/data" "$@"
    carry_out "$(closed_load "$(url_of http1)" 1.1 64 "$warm_up_requests")" 0
    carry_out "$(closed_load "$(url_of http2-tls)" 2 64 "$warm_up_requests")" 0
    carry_out "$(open_load "$(url_of http1)" 1.1 2000 3)" 3
    carry_out "$(open_load "$(url_of http2-tls)" 2 2000 3)" 3
    wait_until 30 "the service to be idle" service_is_idle
}

# open_load URL VERSION RATE SECONDS [USERS]: so many virtual users, and connections to keep, that a hiccup of the machine
# skips no start.
open_load() {
    jq -n --arg url "$1" --arg version "$2" --argjson rate "$3" --argjson seconds "$4" --argjson users "${5:-2000}" \
        '{ $url, httpVersion: $version, maxConnects: $users, tls: { verify: false },
           ratePerSecond: $rate, durationSeconds: $seconds, maxVirtualUsers: $users }'
}

# closed_load URL VERSION USERS REQUESTS
closed_load() {
    jq -n --arg url "$1" --arg version "$2" --argjson users "$3" --argjson requests "$4" \
        '{ $url, httpVersion: $version, maxConnects: $users, tls: { verify: false }, virtualUsers: $users, $requests }'
}

# carry_out DEFINITION SECONDS: a run that is planned to take so long; then its summary is in $work_dir/summary.json. From
# the POST to its end, process_cpu_seconds is what the whole service spent, and others_cpu_seconds what others had of its
# core: a machine that has other things to do shows in every figure.
carry_out() {
    local own core
    reset_peak_memory
    own=$(service_cpu_ticks) core=$(core_ticks)
    post_run "$1"
    await_run "$(($2 + patience))" "$2"
    own=$(($(service_cpu_ticks) - own)) core=$(($(core_ticks) - core))
    process_cpu_seconds=$(seconds_of_ticks "$own")
    others_cpu_seconds=$(seconds_of_ticks $((core > own ? core - own : 0)))
}

# Time in programs, their system calls and interrupts (a process has those in its own time), and what the hypervisor took.
core_ticks() { awk -v core="cpu$load_core" '$1 == core { print $2 + $3 + $4 + $7 + $8 + $9 }' /proc/stat; }

seconds_of_ticks() { awk -v ticks="$1" -v per_second="$(getconf CLK_TCK)" 'BEGIN { print ticks / per_second }'; }

# The next run should not find its outcomes on the disk's and the database's hands.
forget_run() { curl -sf -o "$work_dir/answer" -X DELETE "$service_url$run"; }

# record SECTION CASE [MORE]: adds the last run to the results. MORE is a JSON object, as is CASE.
record() {
    jq -c --arg section "$1" --argjson case "$2" --argjson more "${3:-null}" --argjson cpu "$process_cpu_seconds" \
        --argjson others "$others_cpu_seconds" \
        '{ $section } + $case
         + { processCpuSeconds: $cpu, othersCpuSeconds: $others,
             summary: { total, warmUp, outcomes, iterations, connections, generator, curlCodes, httpVersions, selfChecks, validity,
                        durationSeconds, engine } }
         + ($more // {})' "$work_dir/summary.json" >>"$results"
}

# What the truth server says since it was asked last, as MORE for record.
told_truth() {
    ask_truth
    jq -c '{ truth: . }' "$work_dir/truth.json"
}
