# shellcheck shell=bash
# The server that knows how long it took (tests/Curlew.Benchmarks/truth).
# Sets: truth_url, truth_pid.

# Answers that took longer are counted.
readonly slow_ms=100

truth_url=
truth_pid=

# start_truth DELAYS [OPTION...]
start_truth() {
    local port
    stop_truth
    port=$(free_port)
    truth_url=http://127.0.0.1:$port
    taskset -c "$server_core" "$tools/truth" --port "$port" --delay "$@" 2>"$work_dir/truth.err" &
    truth_pid=$!
    wait_until 10 "the truth server to answer" truth_answers
}

truth_answers() {
    kill -0 "$truth_pid" 2>/dev/null || stop "The truth server ended: $(<"$work_dir/truth.err")"
    ask_truth
}

stop_truth() {
    [[ -n $truth_pid ]] || return 0
    kill -TERM "$truth_pid" 2>/dev/null || true
    wait "$truth_pid" 2>/dev/null || true
    truth_pid=
}

# What happened since it was asked last, in $work_dir/truth.json.
ask_truth() { curl -sf -o "$work_dir/truth.json" "$truth_url/truth?over=$slow_ms"; }
