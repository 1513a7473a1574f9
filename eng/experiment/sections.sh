# shellcheck shell=bash
# What is compared. Rates are open: requests are sent when they are due, whatever became of those before.

readonly rate_of_note=600

# The note's own table: 600 requests a second to a server that does nothing wrong.
measure_versions() {
    compare versions "$(rounds_of 3)" "$(open_load "$healthy_url" "$rate_of_note" "$(seconds_of 5 2)")" "$(by_engine 1.1 2 auto)"
}

measure_resets() {
    compare resets "$(rounds_of 2)" "$(open_load "$resets_url" "$rate_of_note" "$(seconds_of 4 2)")" "$(by_engine 1.1 2)"
}

# A connection is retired every few hundredths of a second, so that some requests meet its end.
measure_recycling() {
    compare recycling "$(rounds_of 2)" "$(open_load "$recycling_url" 2000 "$(seconds_of 4 2)")" "$(by_engine 1.1 2)"
}

# Answers take a second, so that about as many requests are under way as are sent in one.
readonly slow_rate=128

measure_cache() {
    local arms
    arms=$(jq -nc '[("1.1", "2") as $version | (1, 10, 100, 1000) as $size
                    | { name: "\($version), maxConnects \($size)", overrides: { httpVersion: $version, maxConnects: $size } }]')
    compare cache "$(rounds_of 2)" "$(open_load "$slow_url" "$slow_rate" "$(seconds_of 5 3)")" "$arms"
}

# Each request opens a connection, few of them a second.
measure_handshakes() {
    compare handshakes "$(rounds_of 2)" "$(open_load "$healthy_url" 10 "$(seconds_of 5 2)")" \
        "$(by_engine 1.1 2 | jq -c 'map(.overrides.connectionReuse = "none")')"
}

# More requests under way than the 128 streams that nginx allows on a connection. Where they queue, times grow to the run's end:
# several rounds alone can tell that growing from chance.
measure_connections() {
    local arms
    arms=$(jq -nc '[
        { name: "1.1", overrides: { httpVersion: "1.1", maxConnects: 1000 } },
        { name: "2", overrides: { httpVersion: "2" } },
        { name: "2, one connection", overrides: { httpVersion: "2", connections: 1, streamsPerConnection: 100 } },
        { name: "2, four connections", overrides: { httpVersion: "2", connections: 4, streamsPerConnection: 100 } }]')
    compare connections "$(rounds_of 3)" "$(open_load "$slow_url" 250 "$(seconds_of 10 3)")" "$arms"
}

# rounds_of FULL: how often each arm is run.
rounds_of() { if [[ -n $rounds ]]; then echo "$rounds"; elif [[ $quick == yes ]]; then echo 1; else echo "$1"; fi; }

# seconds_of FULL QUICK: how long a run is.
seconds_of() { if [[ $quick == yes ]]; then echo "$2"; else echo "$1"; fi; }
