# shellcheck shell=bash
# What the first version of this tool was measured by: 600 requests a second over TLS, by HTTP version.

readonly tls_rate=600

measure_tls() {
    local seconds round version
    seconds=$(seconds_of 30 10)
    # Rounds outside, versions inside: what is compared ran within the same minutes.
    for ((round = 1; round <= rounds; round++)); do
        for version in 1.1 2 auto; do
            progress "tls: round $round of $rounds, HTTP version $version"
            carry_out "$(open_load "$(tls_url_for "$version")" "$version" "$tls_rate" "$seconds")" "$seconds"
            record tls "$(jq -nc --argjson round "$round" --arg version "$version" --argjson rate "$tls_rate" \
                '{ $round, $version, $rate }')"
            forget_run
        done
    done
}

# Where HTTP/1.1 is asked for nothing else is offered; auto may choose.
tls_url_for() { if [[ $1 == 1.1 ]]; then url_of http1-tls; else url_of http2-tls; fi; }
