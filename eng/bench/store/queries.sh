# shellcheck shell=bash
# How long answers about a run of ten million outcomes take, and what exporting them takes.
# What is in single quotes is for jq and for the service:
# shellcheck disable=SC2016

readonly query_tries=20

measure_queries() {
    local count name address
    count=${rows:-$(size 10000000 500000)}
    provide_service
    progress "queries: a run of $count outcomes"
    post_run "$(mixed_load "$count")"
    await_run $((count / 2000 + 300)) $((count / 40000))
    wait_until 600 "the service to be idle" service_is_idle
    # Some indexes are made when somebody asks for the first time.
    curl -sf -o "$work_dir/answer" "$service_url$run/outcomes?sort=-serviceTime" || true
    wait_until 600 "the indexes to be made" service_is_idle
    record_mixed_run

    while IFS=$'\t' read -r name address; do
        progress "queries: $name"
        measure_query "$name" "$address"
    done < <(queries)
    measure_export CSV text/csv
    measure_export NDJSON application/x-ndjson
    measure_export "CSV, gzip" text/csv gzip
    forget_run
}

# Two steps, one of which fails now and then: by its status, and by an answer that is longer than it may be.
mixed_load() {
    jq -n --arg url "$(url_of http1)" --argjson iterations $(($1 / 2)) \
        '{ httpVersion: "1.1", maxConnects: 64,
           steps: [ { name: "plain", $url }, { name: "mixed", url: "\($url)mixed", maxResponseBytes: 1000 } ],
           load: { model: "closed", virtualUsers: 64, $iterations } }'
}

record_mixed_run() {
    jq -c --argjson bytes "$(outcome_bytes)" \
        '{ section: "queries", kind: "run", bytes: $bytes, requests: .total.requests, failed: .total.failed, outcomes,
           summary: { engine } }' \
        "$work_dir/summary.json" >>"$results"
}

# Of its file and of those beside it.
outcome_bytes() { find "$work_dir/data" -name "*${run##*/}*" -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'; }

# What is asked, as "name<TAB>address": every filter and every order, with values that the run has, from its summary.
queries() {
    curl -sf -o "$work_dir/page.json" "$service_url$run/outcomes?limit=100"
    jq -r --slurpfile page "$work_dir/page.json" '
        ([.curlCodes[].code | select(. != 0)][0] // 0) as $code
        | .total.serviceTimeMs as $ms
        | (.durationSeconds * 500 | floor) as $middle
        | $page[0].items[-1] as $outcome
        | [ ["first page", ""],
            ["step", "step=mixed"],
            ["status", "status=503"],
            ["status, class", "status=5xx"],
            ["status, none has it", "status=418"],
            ["curlCode, number", "curlCode=\($code)"],
            ["curlCode, symbol, none has it", "curlCode=CURLE_HTTP2_STREAM"],
            ["failed", "failed=true"],
            ["not failed", "failed=false"],
            ["failure", "failure=status"],
            ["service time, the slowest thousandth", "minServiceTimeMs=\($ms.p999)"],
            ["service time, range", "minServiceTimeMs=\($ms.p50)&maxServiceTimeMs=\($ms.p50 * 1.01)"],
            ["time, range in the middle", "fromMs=\($middle)&toMs=\($middle + 100)"],
            ["version", "httpVersion=1.1"],
            ["version, none has it", "httpVersion=2"],
            ["connection", "connectionId=\($outcome.connectionId)"],
            ["iteration", "iteration=\($outcome.iteration)"],
            ["sort by time, last first", "sort=-time"],
            ["sort by service time", "sort=serviceTime"],
            ["sort by service time, slowest first", "sort=-serviceTime"],
            ["failed, slowest first", "failed=true&sort=-serviceTime"],
            ["step and status, slowest first", "step=mixed&status=5xx&sort=-serviceTime"],
            ["two fields", "fields=row,serviceTimeMs"]
            | [.[0], "/outcomes" + (if .[1] == "" then "" else "?" + .[1] end)] ],
          ["summary", "errors", "timeline" | [., "/" + .]]
        | .[] | @tsv' "$work_dir/summary.json"
}

# measure_query NAME ADDRESS: over one connection; the first answer warms up and does not count.
measure_query() {
    local try urls=()
    for ((try = 0; try <= query_tries; try++)); do
        urls+=(-o "$work_dir/answer" "$service_url$run$2")
    done
    curl -s -w '%{http_code} %{time_total}\n' "${urls[@]}" >"$work_dir/times"
    jq -cR --slurp --arg name "$1" --arg address "$2" --argjson items "$(jq '.items | if . then length else null end' "$work_dir/answer" 2>"$work_dir/jq.err" || echo null)" \
        '[ split("\n")[] | select(. != "") | split(" ") ] | .[1:]
         | { section: "queries", kind: "query", $name, $address, $items, status: (.[0][0] | tonumber),
             ms: map(.[1] | tonumber * 1000) }' "$work_dir/times" >>"$results"
}

# measure_export NAME TYPE [ENCODING]: memory above what the service had before.
measure_export() {
    local begin before lines
    progress "queries: export as $1"
    wait_until 60 "the service to be idle" service_is_idle
    before=$(service_memory VmRSS)
    reset_peak_memory
    begin=$EPOCHREALTIME
    if [[ -n ${3:-} ]]; then
        lines=$(read_outcomes "$2" -H "Accept-Encoding: $3" | gzip -dc | wc -l) || lines=0
    else
        lines=$(read_outcomes "$2" | wc -l) || lines=0
    fi
    jq -nc --arg name "$1" --arg type "$2" --argjson lines "$lines" --argjson started "$begin" --argjson ended "$EPOCHREALTIME" \
        --argjson before "$before" --argjson peak "$(service_memory VmHWM)" \
        '{ section: "queries", kind: "export", $name, rows: ($lines - (if $type == "text/csv" then 1 else 0 end)),
           seconds: ($ended - $started), addedMemoryKb: ($peak - $before) }' >>"$results"
}
