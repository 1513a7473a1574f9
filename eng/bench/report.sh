# shellcheck shell=bash
# The report as Markdown: the machine, tables of medians, ratios, waits, memory.

write_report() {
    printf '# Bench, %s\n\n' "$(date -u +'%F %R UTC')"
    describe_machine
    printf '\n'
    jq -rs -L eng/bench --argjson rounds "$rounds" -f eng/bench/tables.jq "$results"
    if wants reference; then
        printf '\nA first request with its new connection costs the reference %s µs of CPU, with TLS %s µs.\n' \
            "$(connection_cost http1)" "$(connection_cost http1-tls)"
    fi
    table 'Waits' 'wait' 'ms' "$service_waits"
    table 'Memory of idle virtual users' 'between requests' 'KB each' "$idle_users"
}

# table TITLE WHAT UNIT LINES: lines of three fields, the last of which is the target; nothing where there are none.
table() {
    [[ -n $4 ]] || return 0
    printf '\n## %s\n\n| %s | %s | at most |\n| --- | ---: | ---: |\n' "$1" "$2" "$3"
    awk -F '\t' 'NF == 3 { printf "| %s | %s | %s |\n", $1, $2, $3 }' <<<"$4"
}

describe_machine() {
    describe_cores
    echo "Server on core $server_core: $(nginx -v 2>&1 | sed 's/.*: //'). Generators on core $load_core: $(generator_versions)."
}

describe_cores() {
    local cpu
    cpu=$(sed -nE '/^model name/{s/.*: //p;q}' /proc/cpuinfo)
    echo "$(nproc --all) cores ($cpu), Linux $(uname -r), $(ulimit -n) descriptors, load average before: $load_before."
}

generator_versions() {
    local libcurl_version
    libcurl_version=$("$tools/reference" --libcurl "$libcurl" --requests 1 --users 1 "$(url_of http1)" | jq -r '"\(.libcurl) \(.tls)"')
    echo "$(version_of_package wrk), $(version_of_package nghttp2-client), $(version_of_package hey)," \
        "libcurl $libcurl_version (reference and service), .NET $(dotnet --version 2>/dev/null || echo none)"
}

version_of_package() { dpkg-query -W -f '${Package} ${Version}' "$1" 2>/dev/null || echo "$1"; }
