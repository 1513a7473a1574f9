# shellcheck shell=bash
# The service as a user has it: published, started, and asked through its API. All of it (API, event loop, collector,
# storing of outcomes) is on the load's core.
# Sets: service_pid, service_url.

readonly published=$artifacts/service
readonly warm_up_requests=20000

service_pid=
service_url=

publish_service() {
    require_dotnet_sdk
    progress "publishing the service"
    # For this machine, so that it is compiled ahead as in the container.
    dotnet publish src/Curlew.Service -c Release --use-current-runtime --no-self-contained -o "$published" --disable-build-servers >"$work_dir/publish.log" 2>&1 ||
        stop "The service does not build: $(grep -m 3 error "$work_dir/publish.log")"
}

# start_service DIRECTORY [PREFIX...]: on a port of its own, with its data in the directory, as a command of the prefix;
# returns when it says that it is ready.
start_service() {
    local port environment
    port=$(free_port)
    service_url=http://127.0.0.1:$port
    environment=(Urls="$service_url" Storage__Directory="$1" DOTNET_NOLOGO=1)
    # A bare name is what the service would look for by itself.
    [[ $libcurl != */* ]] || environment+=(Engines__default__Path="$libcurl")
    mkdir -p "$1"
    env "${environment[@]}" "${@:2}" taskset -c "$load_core" dotnet "$published/Curlew.Service.dll" >"$work_dir/service.log" 2>&1 &
    service_pid=$!
    wait_until 60 "the service to be ready" service_is_ready
}

service_is_ready() {
    kill -0 "$service_pid" 2>/dev/null || stop "The service ended: $(tail -n 20 "$work_dir/service.log")"
    curl -sf -o "$work_dir/answer" "$service_url/health/ready"
}

stop_service() {
    [[ -n $service_pid ]] || return 0
    kill -TERM "$service_pid" 2>/dev/null || true
    wait "$service_pid" 2>/dev/null || true
    service_pid=
}

# The first runs make .NET compile the hot path, and compile it again, better, once there is time: that is waited for,
# so that it is on no cell's account, neither the service's nor that of a generator which has the core next.
warm_up_service() {
    local protocol
    for protocol in $protocols; do
        progress "warming up the service, $protocol"
        run_service "$protocol" 64 "$warm_up_requests"
    done
    wait_until 30 "the service to be idle" service_is_idle
}

service_is_idle() {
    local before
    before=$(service_cpu_ticks)
    sleep 1
    (($(service_cpu_ticks) - before <= 1))
}

# Leaves a measurement as the other generators do, and the summary in $work_dir/summary.json. The CPU is that of the
# whole process from before the POST until the run is completed: engine and storing of outcomes together, and the API.
run_service() {
    local protocol=$1 users=$2 requests=$3 cpu_before memory_before

    reset_peak_memory
    memory_before=$(service_memory VmRSS)
    cpu_before=$(service_cpu_ticks)
    post_run "$(run_definition "$@")"
    await_run "$generator_limit"
    jq -n --argjson ticks "$(($(service_cpu_ticks) - cpu_before))" --argjson ticksPerSecond "$(getconf CLK_TCK)" \
        --argjson peak "$(service_memory VmHWM)" --argjson before "$memory_before" --argjson wanted "$requests" \
        --slurpfile summary "$work_dir/summary.json" \
        '$summary[0] as { $total, $generator, $durationSeconds }
         | { requests: $total.requests,
             failures: ($wanted - $total.succeeded),
             requestsPerSecond: ($total.requests / $durationSeconds),
             cpuSeconds: ($ticks / $ticksPerSecond),
             peakMemoryKb: $peak,
             addedMemoryKb: ($peak - $before),
             engineMicrosPerRequest: (($generator.cpuSeconds + $generator.storeCpuSeconds) * 1e6 / $total.requests),
             libcurl: $summary[0].engine.libcurlVersion }' >"$work_dir/measurement.json"
    curl -sf -o "$work_dir/answer" -X DELETE "$service_url$run"
}

run_definition() {
    local protocol=$1 users=$2 requests=$3 version=1.1
    if [[ $protocol == http2-tls ]]; then version=2; fi
    jq -n --arg url "$(url_of "$protocol")" --arg version "$version" --argjson users "$users" --argjson requests "$requests" \
        '{ $url, httpVersion: $version, maxConnects: $users, virtualUsers: $users, $requests, tls: { verify: false } }'
}

# post_run DEFINITION: sets run to the path of the run's resource.
post_run() {
    local status
    status=$(curl -sS -o "$work_dir/answer" -D "$work_dir/headers" -w '%{http_code}' \
        -H 'Content-Type: application/json' -d "$1" "$service_url/api/v1/runs")
    [[ $status == 202 ]] || stop "POST of a run was answered with $status: $(<"$work_dir/answer")"
    run=$(sed -nE 's#^[Ll]ocation: *(https?://[^/]+)?([^[:cntrl:]]+).*#\2#p' "$work_dir/headers")
}

# await_run SECONDS [UNASKED]: until the run is completed; then its summary is in $work_dir/summary.json. For the first
# UNASKED seconds nobody asks: each question costs the server's core 10 ms and the service an answer.
await_run() {
    local deadline=$((SECONDS + $1)) status=
    sleep "${2:-0}"
    while :; do
        curl -sf -o "$work_dir/run.json" "$service_url$run"
        status=$(jq -r .status "$work_dir/run.json")
        case $status in
            completed) break ;;
            stopped | failed | interrupted) stop "The run ended as $status: $(<"$work_dir/run.json")" ;;
        esac
        ((SECONDS < deadline)) || stop "The run did not end within $1 s; its status is $status."
        sleep 0.2
    done
    curl -sf -o "$work_dir/summary.json" "$service_url$run/summary"
}

# User and system time of all threads, of ended ones too. The command's name, in parentheses, may hold spaces.
service_cpu_ticks() {
    local stat fields
    stat=$(<"/proc/$service_pid/stat")
    read -ra fields <<<"${stat##*) }"
    echo $((fields[11] + fields[12]))
}

service_memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$service_pid/status"; }

# 5 sets VmHWM back to what is resident now, so that each run has a peak of its own.
reset_peak_memory() { echo 5 >"/proc/$service_pid/clear_refs"; }
