# shellcheck shell=bash
# The generators that the service is held against. Each run_<name> PROTOCOL USERS REQUESTS leaves one measurement in
# $work_dir/measurement.json: requests, failures, requestsPerSecond, cpuSeconds (of the whole process, so the set-up
# of its connections is in it), peakMemoryKb.

# A generator that needs longer for one cell hangs.
readonly generator_limit=300

can_speak() {
    # wrk speaks no HTTP/2.
    [[ $1 != wrk || $2 != http2-tls ]]
}

# wrk counts in seconds only. Its p99 is not asked for, so the few seconds are enough; handshakes want some more.
run_wrk() {
    local protocol=$1 users=$2 seconds=3
    if ((users > 2000)); then seconds=8; fi
    if [[ $quick == yes ]]; then seconds=$((seconds / 2)); fi
    run_pinned wrk --threads 1 --connections "$users" --timeout 30s --duration "${seconds}s" "$(url_of "$protocol")"

    measurement "$(first '([0-9]+) requests in')" \
        "$(($(first 'Non-2xx or 3xx responses: ([0-9]+)') + $(first 'connect ([0-9]+)') + $(first 'read ([0-9]+)') + $(first 'write ([0-9]+)')))" \
        "$(first 'Requests/sec: +([0-9.]+)')"
}

run_h2load() {
    local protocol=$1 users=$2 requests=$3 connections=$2 version=(--h1)
    if [[ $protocol == http2-tls ]]; then
        # 100 streams to a connection, as libcurl has it.
        connections=$(((users + 99) / 100))
        version=(--max-concurrent-streams $(((users + connections - 1) / connections)))
    fi
    run_pinned h2load --threads 1 --clients "$connections" --requests "$requests" "${version[@]}" "$(url_of "$protocol")"

    local ended succeeded
    ended=$(first ' ([0-9]+) done,')
    succeeded=$(first '([0-9]+) 2xx')
    measurement "$ended" $((requests - succeeded)) "$(first ', ([0-9.]+) req/s')"
}

# hey rounds the number of requests down to a multiple of its workers.
run_hey() {
    local protocol=$1 users=$2 requests=$3 version=()
    if [[ $protocol == http2-tls ]]; then version=(-h2); fi
    run_pinned hey -cpus 1 -c "$users" -n "$requests" -t 60 "${version[@]}" "$(url_of "$protocol")"

    local succeeded wanted=$((requests / users * users))
    succeeded=$(first '\[200\][[:space:]]+([0-9]+) responses')
    measurement "$wanted" $((wanted - succeeded)) "$(first 'Requests/sec:[[:space:]]+([0-9.]+)')"
}

# One multi for all virtual users over HTTP/2, small ones otherwise: as Curlew's engine does it.
run_reference() {
    local protocol=$1 users=$2 requests=$3 version=(--http 1.1)
    if [[ $protocol == http2-tls ]]; then version=(--http 2 --group-size all); fi
    run_pinned "$tools/reference" --libcurl "$libcurl" --users "$users" --requests "$requests" "${version[@]}" "$(url_of "$protocol")"

    measurement "$(jq .requests "$work_dir/output")" "$(jq '.failures + .otherHttpVersion' "$work_dir/output")" \
        "$(jq .requestsPerSecond "$work_dir/output")"
}

# What a connection costs: as many requests as connections, in microseconds of CPU each.
connection_cost() {
    local count=1000
    run_reference "$1" "$count" "$count"
    jq --argjson count "$count" '.cpuSeconds * 1e6 / $count | round' "$work_dir/measurement.json"
}

# Runs a command on the load's core: its output in $work_dir/output, what it used in $work_dir/usage.json.
run_pinned() {
    local status=0
    taskset -c "$load_core" "$tools/measure" "$work_dir/usage.json" timeout "$generator_limit" "$@" \
        >"$work_dir/output" 2>"$work_dir/errors" &
    child=$!
    wait "$child" || status=$?
    child=
    ((status == 0)) || progress "  $1 ended with $status: $(head -n 1 "$work_dir/errors")"
}

# What the pattern's first group matches first in the output; 0 where it does not match.
first() {
    local text
    text=$(<"$work_dir/output")
    if [[ $text =~ $1 ]]; then echo "${BASH_REMATCH[1]}"; else echo 0; fi
}

measurement() {
    jq -c --argjson requests "$1" --argjson failures "$2" --argjson rate "$3" \
        '{ requests: $requests, failures: $failures, requestsPerSecond: $rate, cpuSeconds, peakMemoryKb: .peakRssKb }' \
        "$work_dir/usage.json" >"$work_dir/measurement.json"
}

# Adds the last measurement to the results, with the cell that it belongs to.
record() {
    jq -c --argjson round "$1" --arg protocol "$2" --argjson users "$3" --arg generator "$4" \
        '{ $round, $protocol, $users, $generator } + .
         + { cpuMicrosPerRequest: (if .requests > 0 then .cpuSeconds * 1e6 / .requests else null end) }' \
        "$work_dir/measurement.json" >>"$results"
}
