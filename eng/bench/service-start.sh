# shellcheck shell=bash
# How long a user waits: from the start of the process until it is ready, and from a POST to its first request on the
# wire. Sets: service_waits, lines of "what<TAB>milliseconds<TAB>target". Leaves the service running.

readonly posts=5

service_waits=

measure_service_start() {
    local begin
    progress "starting the service"
    begin=$EPOCHREALTIME
    start_service "$work_dir/data"
    note_wait "start to ready, first start (creates the database)" "$(milliseconds_since "$begin")" 3000
    stop_service

    begin=$EPOCHREALTIME
    start_service "$work_dir/data"
    note_wait "start to ready, with a database" "$(milliseconds_since "$begin")" 3000

    measure_first_request
    note_wait "POST to first request, first run after a start" "$first_arrival" 250
    note_wait "POST to first request of its load, first run after a start" "$first_load_arrival" 250

    local i any=() load=()
    for ((i = 0; i < posts; i++)); do
        measure_first_request
        any+=("$first_arrival") load+=("$first_load_arrival")
    done
    note_wait "POST to first request, median of $posts further runs" "$(median_of "${any[@]}")" 250
    note_wait "POST to first request of its load, median of $posts further runs" "$(median_of "${load[@]}")" 250
}

# The server's clock says when; the first request is the preflight (HEAD), the load's are GET. The time until curl has
# started and connected for the POST is in it.
measure_first_request() {
    local begin
    : >"$work_dir/arrivals.log"
    begin=$EPOCHREALTIME
    post_run "{\"url\":\"http://127.0.0.1:$arrivals_port/\",\"virtualUsers\":1,\"requests\":5}"
    await_run 60
    first_arrival=$(awk -v begin="$begin" 'NR == 1 { printf "%.0f", ($1 - begin) * 1000 }' "$work_dir/arrivals.log")
    first_load_arrival=$(awk -v begin="$begin" '$2 == "GET" { printf "%.0f", ($1 - begin) * 1000; exit }' "$work_dir/arrivals.log")
}

milliseconds_since() { awk -v begin="$1" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.0f", (end - begin) * 1000 }'; }

median_of() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

note_wait() { service_waits+="$1"$'\t'"$2"$'\t'"$3"$'\n'; }
