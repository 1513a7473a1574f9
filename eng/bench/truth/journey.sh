# shellcheck shell=bash
# What a journey costs: five steps, of which four use what the first one extracted, against as many plain requests for the
# same answer. Five plain steps are measured too, so that one sees whether steps or extraction cost.
# What is in single quotes is for jq and for the service:
# shellcheck disable=SC2016

readonly journey_users=16

measure_journey() {
    local requests round kind
    requests=$(seconds_of 100000 30000)
    for ((round = 1; round <= rounds; round++)); do
        for kind in plain steps journey; do
            progress "journey: round $round of $rounds, $kind"
            carry_out "$("${kind}_definition" "$requests")" 0
            record journey "$(jq -nc --argjson round "$round" --arg kind "$kind" --argjson asked "$requests" \
                '{ $round, $kind, requestsAskedFor: $asked }')"
            forget_run
        done
    done
}

plain_definition() { closed_load "$(url_of http1)token" 1.1 "$journey_users" "$1"; }

steps_definition() {
    five_steps "$1" '[ { $url }, { $url }, { $url }, { $url }, { $url } ]'
}

journey_definition() {
    five_steps "$1" '[ { $url, extract: [ { name: "token", from: "json", pointer: "/token" } ] },
           { url: "\($url)?token=${token}" },
           { $url, headers: { Authorization: "Bearer ${token}" } },
           { url: "\($url)?token=${token}", headers: { Authorization: "Bearer ${token}" } },
           { $url, method: "POST", body: { token: "${token}" } } ]'
}

# five_steps REQUESTS STEPS: STEPS is a jq expression that may use $url.
five_steps() {
    jq -n --arg url "$(url_of http1)token" --argjson users "$journey_users" --argjson iterations "$(($1 / 5))" \
        "$2"' as $steps
         | { httpVersion: "1.1", maxConnects: $users,
             steps: [ $steps | to_entries[] | { name: "step \(.key + 1)" } + .value ],
             load: { model: "closed", virtualUsers: $users, $iterations } }'
}
