# shellcheck shell=bash
# The report as Markdown: the machine, then what was asked and what was measured.

write_truth_report() {
    printf '# Truth, %s\n\n' "$(date -u +'%F %R UTC')"
    describe_cores
    echo "Servers on core $server_core: our own (tests/Curlew.Benchmarks/truth), $(nginx -v 2>&1 | sed 's/.*: //')." \
        "The service on core $load_core, libcurl $(libcurl_of_results), .NET $(dotnet --version)."
    jq -rs -L eng/bench -f eng/bench/truth/tables.jq "$results"
}

libcurl_of_results() { jq -rn '[inputs.summary.engine.libcurlVersion] | unique | join(", ")' "$results"; }
