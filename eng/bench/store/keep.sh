# shellcheck shell=bash
# What keeping outcomes costs an engine at full speed, and whether any is lost: nginx's count, the summary's, and the rows
# that can be read.

readonly keep_users=64

measure_keep() {
    local requests round protocol keep
    requests=$(size 1000000 100000)
    provide_service
    # Rounds outside, what is compared inside: it ran within the same minutes.
    for ((round = 1; round <= rounds; round++)); do
        for protocol in http1 http2-tls; do
            for keep in all failures none; do
                progress "keep: round $round of $rounds, $protocol, $keep"
                measure_kept "$round" "$protocol" "$keep" "$requests"
            done
        done
    done
}

measure_kept() {
    local round=$1 protocol=$2 keep=$3 requests=$4 served
    served=$(nginx_requests)
    carry_out "$(run_definition "$protocol" "$keep_users" "$requests" | jq --arg keep "$keep" '. + { outcomes: { $keep } }')" \
        $((requests / 30000))
    served=$(($(nginx_requests) - served))
    # Without the preflight, and without the second question for this count.
    record keep "$(jq -nc --argjson round "$round" --arg protocol "$protocol" --arg keep "$keep" \
        --argjson asked "$requests" '{ $round, $protocol, $keep, requestsAskedFor: $asked }')" \
        "$(jq -nc --argjson served $((served - 2)) --argjson rows "$(($(read_outcomes text/csv | wc -l) - 1))" '{ $served, $rows }')"
    forget_run
}

nginx_requests() { curl -sf "http://127.0.0.1:$arrivals_port/status" | awk 'NR == 3 { print $3 }'; }

# read_outcomes TYPE [OPTION...]: all outcomes of the last run; CSV has a line of names before them.
read_outcomes() { curl -sf -H "Accept: $1" "${@:2}" "$service_url$run/outcomes"; }
