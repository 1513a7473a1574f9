# shellcheck shell=bash
# Three servers that delay their answers (tests/Curlew.Benchmarks/truth): p95 is 100, 110 and 105 ms.
# Sets: servers (process ids), server_urls by group.

readonly sigma=0.3
# exp(1.645 sigma) of the median is the 95th percentile of a lognormal distribution.
readonly median_ms=61.05

servers=()
declare -A server_urls=()

start_servers() {
    start_slowed alike 1
    start_slowed tenPercentSlower 1.1
    start_slowed fivePercentSlower 1.05
}

# start_slowed GROUP FACTOR
start_slowed() {
    local port median
    port=$(free_port)
    median=$(awk -v median="$median_ms" -v factor="$2" 'BEGIN { print median * factor }')
    taskset -c "$server_core" "$tools/truth" --port "$port" --delay "lognormal:$median:$sigma" --seed "$port" 2>"$work_dir/$1.err" &
    servers+=($!)
    server_urls[$1]=http://127.0.0.1:$port/
    wait_until 10 "a server to answer" curl -sf -o "$work_dir/answer" "${server_urls[$1]}truth"
}

stop_servers() {
    local server
    for server in "${servers[@]}"; do
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
}
