# shellcheck shell=bash
# Whether those who watch a run slow it: an open load near to what the core can do, without readers of its events and with a
# hundred, ten of whom never read.
#
# Readers come during a warm-up of little load: a hundred curls that start take the server's core for half a second, and what it does
# not answer then would be on the service's account.
#
# At a kilobyte a second the kernel's buffers take in what a stalled reader leaves lying for minutes; that the service gets
# rid of one whose buffers are full is for its tests to show.

readonly readers_that_read=90
readonly readers_that_stall=10
readonly seconds_to_come=5

readers=()

measure_sse() {
    local seconds rate round watched
    seconds=$(size 60 15)
    provide_service
    rate=$(rate_to_send)
    for ((round = 1; round <= rounds; round++)); do
        for watched in no yes; do
            progress "sse: round $round of $rounds, $rate/s, readers: $watched"
            measure_watched "$round" "$watched" "$rate" "$seconds"
        done
    done
}

# Seven tenths of what a closed load reaches: in an open load that is near to all, with something left for a hiccup.
rate_to_send() {
    carry_out "$(closed_load "$(url_of http1)" 1.1 64 "$(size 300000 100000)")" 0
    jq '.total.ratePerSecond * 0.007 | floor * 100' "$work_dir/summary.json"
    forget_run
}

measure_watched() {
    local round=$1 watched=$2 rate=$3 seconds=$4 before own=0 ended=0
    wait_until 30 "the service to be idle" service_is_idle
    before=$(service_memory VmRSS)
    reset_peak_memory
    own=$(service_cpu_ticks)
    post_run "$(load_after_warm_up "$rate" "$seconds")"
    if [[ $watched == yes ]]; then start_readers $((seconds_to_come + seconds)); fi
    await_run $((seconds_to_come + seconds + patience)) $((seconds_to_come + seconds))
    process_cpu_seconds=$(seconds_of_ticks $(($(service_cpu_ticks) - own))) others_cpu_seconds=null
    if [[ $watched == yes ]]; then
        wait_until 10 "readers to see the end" readers_saw_the_end
        ended=$(count_ends)
    fi
    record sse "$(jq -nc --argjson round "$round" --arg watched "$watched" --argjson rate "$rate" --argjson seconds "$seconds" \
        '{ $round, readers: ($watched == "yes"), $rate, $seconds }')" \
        "$(jq -nc --argjson before "$before" --argjson peak "$(service_memory VmHWM)" --argjson after "$(service_memory VmRSS)" \
            --argjson ended "$ended" \
            '{ addedMemoryKb: ($peak - $before), leftMemoryKb: ($after - $before), readersThatSawTheEnd: $ended }')"
    stop_readers
    forget_run
}

load_after_warm_up() {
    jq -n --arg url "$(url_of http1)" --argjson rate "$1" --argjson seconds "$2" --argjson warmUp $seconds_to_come \
        '{ steps: [ { $url } ], httpVersion: "1.1", maxConnects: 2000, warmUpSeconds: $warmUp,
           load: { model: "open", maxVirtualUsers: 2000, stages: [ { durationSeconds: $warmUp, ratePerSecond: 100 }, { durationSeconds: $seconds, ratePerSecond: $rate } ] } }'
}

# On the script's core, which is the server's.
start_readers() {
    local number
    rm -f "$work_dir"/events.*
    for ((number = 0; number < readers_that_read; number++)); do
        curl -sN -o "$work_dir/events.$number" "$service_url$run/events" &
        readers+=($!)
    done
    for ((number = 0; number < readers_that_stall; number++)); do
        stall $(($1 + patience)) &
        readers+=($!)
    done
}

# Asks and never reads.
stall() {
    exec 9<>"/dev/tcp/127.0.0.1/${service_url##*:}"
    printf 'GET %s/events HTTP/1.1\r\nHost: curlew\r\n\r\n' "$run" >&9
    exec sleep "$1"
}

stop_readers() {
    local reader
    for reader in "${readers[@]}"; do
        kill -TERM "$reader" 2>/dev/null || true
        wait "$reader" 2>/dev/null || true
    done
    readers=()
}

readers_saw_the_end() { (($(count_ends) == readers_that_read)); }

count_ends() { grep -ls '^event: done' "$work_dir"/events.* | wc -l; }
