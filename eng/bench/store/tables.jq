# What was measured (JSON lines, slurped) -> what was asked, what was measured, and whether the one met the other.

include "markdown";

def protocol_name: { "http1": "HTTP/1.1", "http2-tls": "HTTP/2 + TLS" }[.];
def megabytes: known(. / 1024);
def medians(figure): map(figure) | median;

def writer:
  (medians(.rows / .seconds)) as $rate
  | (medians(.bytesPerRow)) as $bytes
  | title("One writer"),
    "Medians of \(length) round(s) of \(.[0].rows) rows each, into one file, on one core, without late indexes.\n",
    asked_table,
    (["rows per second", "at least 250000", ($rate | fixed(0)), ($rate | at_least(250000) | verdict)],
     ["bytes per row", "at most 40", ($bytes | fixed(1)), ($bytes | at_most(40) | verdict)],
     ["CPU per row, µs", "", (medians(.cpuSeconds / .rows * 1e6) | fixed(2)), ""]
     | row);

def keep:
  . as $runs
  | def micros($cpu): $cpu / (.summary.total.requests + (.summary.warmUp.requests // 0)) * 1e6;
    def process: micros(.processCpuSeconds);
    def threads: micros(.summary.generator.cpuSeconds + .summary.generator.storeCpuSeconds);
    def of($protocol; $keep): $runs | map(select(.protocol == $protocol and .keep == $keep));
    # Round by round, for the machine's speed drifts more between rounds than within one.
    def ratio($protocol; $keep; figure):
      $runs | map(select(.protocol == $protocol)) | group_by(.round)
      | map((map(select(.keep == "none"))[0] | figure) as $none | (map(select(.keep == $keep))[0] | figure) | over($none))
      | median;
    title("What keeping outcomes costs"),
    "64 virtual users, \(.[0].requestsAskedFor) requests a run, medians of \(map(.round) | unique | length) round(s).\n",
    (["", "keep", "CPU, process, µs per request", "to none", "CPU, event loops and storing, µs", "to none", "requests per second"] | header),
    (("http1", "http2-tls") as $protocol | ("all", "failures", "none") as $keep
      | of($protocol; $keep)
      | if length == 0 then empty else
          [($protocol | protocol_name), $keep, (medians(process) | fixed(2)), (ratio($protocol; $keep; process) | fixed(3)),
           (medians(threads) | fixed(2)), (ratio($protocol; $keep; threads) | fixed(3)),
           (medians(.summary.total.ratePerSecond) | fixed(0))]
          | row
        end),
    "",
    asked_table,
    (("http1", "http2-tls") as $protocol
      | (ratio($protocol; "all"; process)) as $process
      | (ratio($protocol; "all"; threads)) as $threads
      | ["\($protocol | protocol_name): all to none, process", "at most 1.10", ($process | fixed(3)), ($process | at_most(1.1) | verdict)],
        ["\($protocol | protocol_name): all to none, event loops and storing", "at most 1.10", ($threads | fixed(3)), ($threads | at_most(1.1) | verdict)]
      | row),
    # In each run on its own, for what is lost in one may not make up for what is found twice in another.
    (def difference(of): map(of | fabs) | add;
      ["requests, summary to nginx's count: difference", "0", (difference(.summary.total.requests - .served) | whole),
       (difference(.summary.total.requests - .served) | is(0) | verdict)],
      ["keep all, rows to requests: difference", "0", (map(select(.keep == "all")) | difference(.rows - .summary.total.requests) | whole),
       (map(select(.keep == "all")) | difference(.rows - .summary.total.requests) | is(0) | verdict)],
      ["keep failures, rows to failed requests: difference", "0",
       (map(select(.keep == "failures")) | difference(.rows - .summary.total.failed) | whole),
       (map(select(.keep == "failures")) | difference(.rows - .summary.total.failed) | is(0) | verdict)]
      | row);

def queries:
  (map(select(.kind == "run"))[0]) as $run
  | title("A run of \($run.requests) outcomes"),
    "\($run.failed) of them failed, \($run.outcomes.stored) are stored, in \($run.bytes / 1e6 | fixed(0)) MB with all indexes",
    "(\($run.bytes | over($run.outcomes.stored) | fixed(1)) bytes a row). 20 answers each, after one that warmed up.\n",
    (["", "outcomes in the answer", "median, ms", "worst, ms", "asked: median at most, ms", ""] | header),
    (.[] | select(.kind == "query")
      | (if .address | startswith("/outcomes") then 50 else 20 end) as $limit
      | (if .status == 200 then (.ms | median) else null end) as $median
      | [(if .status == 200 then .name else "\(.name): answered \(.status)" end), (.items | whole), ($median | fixed(1)),
         (if .status == 200 then .ms | max else null end | fixed(1)), ($limit | tostring), ($median | at_most($limit) | verdict)]
      | row),
    "",
    asked_table,
    (.[] | select(.kind == "export")
      | (.name == "CSV") as $asked
      | .seconds as $seconds
      | (.rows == $run.outcomes.stored) as $whole
      # Of an answer that is not what was asked for, nothing else means anything.
      | (if $whole then .rows else null end | over($seconds)) as $rate
      | (if $whole then .addedMemoryKb else null end | megabytes) as $memory
      | ["\(.name): rows", ($run.outcomes.stored | whole), (.rows | whole), ($whole | verdict)],
        ["\(.name): rows per second", (if $asked then "at least 300000" else "" end), ($rate | fixed(0)),
         (if $asked then $rate | at_least(300000) | verdict else "" end)],
        ["\(.name): memory above idle, MB", "at most 100", ($memory | fixed(0)), ($memory | at_most(100) | verdict)]
      | row);

def sse:
  def of($readers): map(select(.readers == $readers));
  title("A hundred readers of a run's events, ten of them stalled"),
  "Open load of \(.[0].rate)/s for \(.[0].seconds) s, medians of \(map(.round) | unique | length) round(s), of starts skipped the sum.\n",
  (["", "without", "with readers", "asked", ""] | header),
  (of(false) as $without | of(true) as $with
    | def line($name; figure; $digits): [$name, ($without | medians(figure) | fixed($digits)), ($with | medians(figure) | fixed($digits)), "", ""];
      ($with | map(.summary.iterations.skipped) | add) as $skipped
    | ["starts skipped", ($without | map(.summary.iterations.skipped) | add | whole), ($skipped | whole), "0", ($skipped | is(0) | verdict)],
      line("start lag p99, ms"; .summary.total.startLagMs.p99; 3),
      line("CPU of the event loops, %"; .summary.generator.cpuPercent; 1),
      line("CPU of the process, s"; .processCpuSeconds; 1),
      line("peak of memory above what it had before, MB"; .addedMemoryKb | megabytes; 1),
      line("memory after the run above before, MB"; .leftMemoryKb | megabytes; 1),
      ["readers that saw the run's end, fewest", "", ($with | map(.readersThatSawTheEnd) | min | whole), "90",
       ($with | map(.readersThatSawTheEnd) | min | is(90) | verdict)]
    | row);

. as $all
| def section($name; table): ($all | map(select(.section == $name))) as $runs | $runs | if length > 0 then table else empty end;
section("writer"; writer),
section("keep"; keep),
section("queries"; queries),
section("sse"; sse)
