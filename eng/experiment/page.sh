# shellcheck shell=bash
# The tables, each between marks; and the page, in which they take the place of those between the same marks.

write_tables() {
    echo "<!-- figures: setup -->"
    echo "Measured $(date -u +'%F %R UTC'), each run $([[ $quick == no ]] || echo "too short to say much, ")by eng/experiment.sh."
    describe_cores
    echo "$(nginx -v 2>&1 | sed 's/.*: //') with one worker on core $server_core, the service on core $load_core, .NET $(dotnet --version)."
    echo
    jq -r '["engine", "libcurl", "nghttp2", "TLS"] as $head
        | "| \($head | join(" | ")) |", "| --- | --- | --- | --- |",
          (.items[] | select(.name != "default")
           | "| \(.name) | \(.libcurlVersion) | \(.nghttp2Version // "–") | \(.tlsVersion // "–") |")' <<<"$engines"
    echo "<!-- end -->"
    echo
    jq -rs -L eng/bench -f eng/experiment/tables.jq "$results"
}

# put_into_page TABLES
put_into_page() {
    awk '
        function name_of(line) { sub(/^<!-- figures: /, "", line); sub(/ -->$/, "", line); return line }
        NR == FNR {
            if (/^<!-- figures: /) { name = name_of($0); known[name] = 1 }
            else if (/^<!-- end -->/) name = ""
            else if (name != "") block[name] = block[name] $0 "\n"
            next
        }
        /^<!-- figures: / && (name_of($0) in known) { print; printf "%s", block[name_of($0)]; skipping = 1; next }
        /^<!-- end -->/ { skipping = 0 }
        !skipping' "$1" "$page" >"$work_dir/page.md"
    cat "$work_dir/page.md" >"$page"
}
