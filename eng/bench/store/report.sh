# shellcheck shell=bash
# The report as Markdown: the machine, then what was asked and what was measured.

write_store_report() {
    printf '# Store, %s\n\n' "$(date -u +'%F %R UTC')"
    describe_cores
    echo "On core $server_core: $(nginx -v 2>&1 | sed 's/.*: //') and all clients of the API. On core $load_core: the service," \
        "libcurl $(libcurl_of_runs), .NET $(dotnet --version). Data on $(df --output=fstype "$work_dir" | tail -n 1)."
    jq -rs -L eng/bench -f eng/bench/store/tables.jq "$results"
}

libcurl_of_runs() { jq -rs 'map(.summary.engine.libcurlVersion | values) | unique | join(", ")' "$results"; }
