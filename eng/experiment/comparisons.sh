# shellcheck shell=bash
# Comparisons by the service, and what is kept of each: its result, and what the server saw of each arm.
# Sets: results (a file of JSON lines), engines (what the service says of the libcurls).

# A comparison that takes so many seconds longer than its runs hangs; each run has a preflight and an end.
readonly patience=60
readonly seconds_beside_a_run=15

# Some runs that nobody looks at come first: what .NET compiles during them is to be on no arm's account.
start_warm_service() {
    local settings=() name
    for name in "${engine_names[@]}"; do settings+=("Engines__${name}__Path=${engine_path[$name]}"); done
    libcurl=${engine_path[${engine_names[-1]}]}
    progress "starting and warming up the service"
    start_service "$work_dir/data" "${settings[@]}"
    engines=$(curl -sf "$service_url/api/v1/engines")
    compare warm-up 1 "$(open_load "$healthy_url" 1000 1)" "$(by_engine 1.1 2)"
    compare warm-up 1 "$(open_load "$healthy_url" 2000 1)" "$(by_engine 1.1 2)"
    wait_until 30 "the service to be idle" service_is_idle
}

# open_load URL RATE SECONDS: as fields of a comparison.
open_load() {
    jq -nc --arg url "$1" --argjson rate "$2" --argjson seconds "$3" \
        '{ $url, ratePerSecond: $rate, durationSeconds: $seconds, tls: { verify: false } }'
}

# by_engine VERSION...: an arm for each libcurl and HTTP version.
by_engine() {
    jq -nc --arg engines "${engine_names[*]}" --arg versions "$*" \
        '[($engines | split(" ")[]) as $engine | ($versions | split(" ")[]) as $version
          | { name: "\($engine), \($version)", overrides: { $engine, httpVersion: $version } }]'
}

# compare SECTION ROUNDS LOAD ARMS: carries a comparison out and adds it to the results. Each arm has its number in its URL,
# by which the server tells arms apart.
compare() {
    local section=$1 rounds=$2 load=$3 arms=$4 asked comparison deadline
    asked=$(jq -nc --arg name "$section" --argjson rounds "$rounds" --argjson load "$load" --argjson arms "$arms" \
        '{ $name, $rounds, seed: 1 } + $load
         + { arms: [$arms | to_entries[] | .key as $arm | .value | .overrides.url = "\($load.url)?arm=\($arm)"] }')
    progress "$section: $(jq length <<<"$arms") arms, $rounds round(s) of $(jq .durationSeconds <<<"$load") s"
    forget_arrivals
    post_comparison "$asked"
    deadline=$(jq -n --argjson asked "$asked" --argjson beside "$seconds_beside_a_run" --argjson now "$SECONDS" --argjson patience "$patience" \
        '$now + $patience + $asked.rounds * ($asked.arms | length) * ($asked.durationSeconds + $beside) | floor')
    while :; do
        curl -sf -o "$work_dir/comparison.json" "$service_url$comparison"
        [[ $(jq -r .status "$work_dir/comparison.json") == running ]] || break
        ((SECONDS < deadline)) || stop "The comparison '$section' did not end in time: $(jq -c .progress "$work_dir/comparison.json")"
        sleep 1
    done
    [[ $(jq -r .status "$work_dir/comparison.json") == completed ]] || stop "The comparison '$section' ended badly: $(<"$work_dir/comparison.json")"
    keep_comparison
}

# post_comparison BODY: sets comparison to the path of its resource.
post_comparison() {
    local status
    status=$(curl -sS -o "$work_dir/answer" -D "$work_dir/headers" -w '%{http_code}' \
        -H 'Content-Type: application/json' -d "$1" "$service_url/api/v1/comparisons")
    [[ $status == 202 ]] || stop "POST of a comparison was answered with $status: $(<"$work_dir/answer")"
    comparison=$(sed -nE 's#^[Ll]ocation: *(https?://[^/]+)?([^[:cntrl:]]+).*#\2#p' "$work_dir/headers")
}

# Counts are facts also where a round's times cannot be used, so the runs are kept beside the comparison's result.
keep_comparison() {
    local id run
    [[ $section != warm-up ]] || return 0
    jq -r '.plan[] | select(.run) | "\(.runId) \(.run)"' "$work_dir/comparison.json" | while read -r id run; do
        curl -sf "$service_url$run/summary" | jq -c --arg runId "$id" \
            '{ $runId, total: { requests: .total.requests, failed: .total.failed, hiddenRepeats: .total.hiddenRepeats },
               curlCodes, libcurl: .engine.libcurlVersion, cpuPercent: .generator.cpuPercent, cpuSeconds: .generator.cpuSeconds, opened: .connections.opened,
               invalid: [.selfChecks[] | select(.result == "invalid") | { name, value }] }'
    done >"$work_dir/runs.jsonl"
    jq -c --arg section "$section" --argjson load "$load" --argjson arrivals "$(arrivals)" --slurpfile runs "$work_dir/runs.jsonl" \
        '{ $section, $load, rounds, arms, result, $arrivals, $runs }' "$work_dir/comparison.json" >>"$results"
    curl -sf -o "$reports/$section.md" "$service_url$comparison/report.md"
}
