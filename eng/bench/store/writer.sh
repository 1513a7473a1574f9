# shellcheck shell=bash
# How many rows a second one writer stores on one core, and how many bytes each takes: the console program
# tests/Curlew.Benchmarks/store, without engine and service.

readonly benchmarks=$artifacts/benchmarks

publish_benchmarks() {
    require_dotnet_sdk
    progress "publishing the benchmarks"
    dotnet publish tests/Curlew.Benchmarks/store -c Release --use-current-runtime --no-self-contained -o "$benchmarks" --disable-build-servers >"$work_dir/publish.log" 2>&1 ||
        stop "The benchmarks do not build: $(grep -m 3 error "$work_dir/publish.log")"
}

measure_writer() {
    local round count
    count=$(size 5000000 500000)
    for ((round = 1; round <= rounds; round++)); do
        progress "writer: round $round of $rounds, $count rows"
        run_writer_benchmark "$count"
        jq -c --argjson round "$round" '{ section: "writer", $round, rows } + .writing' "$work_dir/writer.json" >>"$results"
    done
}

# run_writer_benchmark ROWS: leaves { rows, writing: { seconds, cpuSeconds, bytes, bytesPerRow } } in
# $work_dir/writer.json.
run_writer_benchmark() {
    rm -rf "$work_dir/writer"
    mkdir -p "$work_dir/writer"
    taskset -c "$load_core" dotnet "$benchmarks/Curlew.Benchmarks.Store.dll" "$work_dir/writer" "$1" writing \
        >"$work_dir/writer.json" 2>"$work_dir/writer.err" ||
        stop "The benchmark of the writer ended: $(tail -n 5 "$work_dir/writer.err")"
    rm -rf "$work_dir/writer"
}
