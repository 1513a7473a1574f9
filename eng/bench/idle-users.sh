# shellcheck shell=bash
# What a virtual user costs in memory while it does nothing but think: as it comes (users who are quick after one
# another share connections), and where each has a connection of its own, open.
# Sets: idle_users, lines of "what<TAB>kilobytes<TAB>target".

readonly idle_wanted=10000
readonly idle_seconds=60

idle_users=

measure_idle_users() {
    local count=$idle_wanted limit
    # nginx and the service need a descriptor for each, and some for themselves.
    limit=$(ulimit -n)
    if ((count > limit - 500)); then
        count=$((limit - 500))
        progress "only $count idle users instead of $idle_wanted: the limit of descriptors is $limit"
    fi

    stop_service
    measure_idle "$count" "$(url_of http1)"
    measure_idle "$count" "$(url_of http1)slow"
}

# measure_idle COUNT URL: in a service that has just warmed up, so that no memory of earlier runs is used again.
measure_idle() {
    local count=$1 url=$2 before during connections
    progress "$count virtual users that think, $url"
    start_service "$work_dir/data"
    run_service http1 64 "$warm_up_requests"

    before=$(service_memory VmRSS)
    post_run "$(idle_definition "$count" "$url")"
    wait_until "$idle_seconds" "$count answers" has_answers "$count"
    connections=$(service_connections)
    during=$(service_memory VmRSS)
    # The users would go on thinking; what is left of the run is of no use.
    stop_service

    idle_users+="$count users, $connections connections open"$'\t'
    idle_users+="$(awk -v kb=$((during - before)) -v count="$count" 'BEGIN { printf "%.1f", kb / count }')"$'\t25\n'
}

idle_definition() {
    jq -n --argjson users "$1" --arg url "$2" --argjson seconds "$idle_seconds" \
        '{ httpVersion: "1.1", maxConnects: $users,
           steps: [{ $url, thinkTimeSeconds: 120 }],
           load: { virtualUsers: $users, durationSeconds: $seconds } }'
}

has_answers() {
    sleep 0.5
    curl -sf -o "$work_dir/run.json" "$service_url$run"
    (($(jq .requests "$work_dir/run.json") >= $1))
}

# Its sockets, the few of its API among them.
service_connections() {
    find "/proc/$service_pid/fd" -lname 'socket:*' 2>"$work_dir/find.out" | wc -l
}
