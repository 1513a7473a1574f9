# Single runs (JSON lines, slurped) -> what was asked, what was measured, and whether the one met the other.

include "markdown";

def within($of; $tolerance): if . == null or $of == null then null else (. - $of | fabs) <= $tolerance end;
def spread: map(select(. != null)) | if length == 0 then null else (max - min) / median * 100 end;

def figures:
  def line($run; $percentile):
    $run.truth.sentDownMs[$percentile] as $server
    | $run.summary.total.serviceTimeMs[$percentile] as $service
    | ([$server * 0.01, 0.1] | max) as $tolerance
    | ["HTTP/\($run.version), \($run.rate)/s, \($percentile)", ($server | fixed(3)), ($service | fixed(3)),
       (($service - $server) * 1000 | fixed(0)), ($tolerance * 1000 | fixed(0)),
       (($service - $run.truth.receivedToSentMs[$percentile]) * 1000 | fixed(0)),
       ($service | within($server; $tolerance) | verdict)]
    | row;
  title("Service times against the server's own"),
  "The server's is from having read a request to having sent its answer; the last difference is to its time from the kernel's receipt of",
  "the request, in which the server's own waking up is no part of the difference.\n",
  (["", "server, ms", "service, ms", "difference, µs", "asked: at most, µs", "to receipt, µs", ""] | header),
  (.[] as $run | ("p50", "p95", "p99") as $percentile | line($run; $percentile)),
  "",
  asked_table,
  (.[] as $run
    | $run.summary.total.requests as $requests
    | ["HTTP/\($run.version), \($run.rate)/s, requests", "\($run.truth.requests), by the server", ($requests | whole),
       ($requests | is($run.truth.requests) | verdict)]
    | row),
  "",
  (["the server itself", "late p50, µs", "late p99, µs", "late max, µs", "unread p99, µs"] | header),
  (.[] | ["HTTP/\(.version), \(.rate)/s", (.truth.lateUs | (.p50, .p99, .max) | fixed(0)), (.truth.unreadUs.p99 | fixed(0))] | row);

def freeze:
  def open:
    (.freezeSeconds * 1000) as $freeze
    | (.rate * (.freezeSeconds - .slow.overMs / 1000)) as $slow
    # The slowest hundredth of all requests are those planned first in the freeze, within a hundredth of the load's time.
    | ($freeze - .seconds * 10) as $p99
    | .summary.total as $total
    | .slow.byResponseTime as $by_response_time
    | ["open, \(.rate)/s: slower than \(.slow.overMs) ms by response time", "\($slow) by the plan, ± 1 %",
       ($by_response_time | whole), ($by_response_time | within($slow; $slow * 0.01) | verdict)],
      (.truth.slow.sinceReceived as $received
        | ["— the same", "\($received) by the kernel's receipt at the server, ± 1 %",
           ($by_response_time | whole), ($by_response_time | within($received; $received * 0.01) | verdict)]),
      ["— the same, by the server's own log", "", (.truth.slow.count | whole), ""],
      ["— response time p99, ms", "\($p99) by the plan, ± 5 %", ($total.responseTimeMs.p99 | fixed(0)),
       ($total.responseTimeMs.p99 | within($p99; $p99 * 0.05) | verdict)],
      ["— response time max, ms", "", ($total.responseTimeMs.max | fixed(0)), ""],
      ["— the freeze itself, ms", "", (.truth.freeze.lastedMs | fixed(0)), ""],
      ["— starts skipped", "0", (.summary.iterations.skipped | whole), (.summary.iterations.skipped | is(0) | verdict)],
      ["— outcomes", "\(.truth.requests), by the server", (.slow.outcomes | whole),
       (.truth.requests as $requests | .slow.outcomes | is($requests) | verdict)];
  def closed:
    .summary.total as $total
    | ["closed, \(.users) virtual users: slower than \(.slow.overMs) ms by service time", "", (.slow.byServiceTime | whole), ""],
      ["— service time p99, ms", "", ($total.serviceTimeMs.p99 | fixed(1)), ""],
      ["— service time max, ms", "", ($total.serviceTimeMs.max | fixed(0)), ""],
      ["— requests", "", ($total.requests | whole), ""];
  title("A server that stands still for \(.[0].freezeSeconds) s"),
  "The plan knows nothing of the time that it takes to answer everybody who waited, the kernel at the server does.\n",
  asked_table,
  (.[] | if .load == "open" then open else closed end | row);

def starts:
  title("Starts"),
  asked_table,
  (.[]
    | (.rate * .seconds) as $plan
    | .summary.iterations as $iterations
    | .summary.total.startLagMs as $late
    | ["\(.rate)/s over \(.seconds) s: late p99, ms", "at most 0.2", ($late.p99 | fixed(3)), ($late.p99 | at_most(0.2) | verdict)],
      ["— late p50 / p99.9 / max, ms", "", ([$late | .p50, .p999, .max | fixed(3)] | join(" / ")), ""],
      (["planned", $iterations.planned], ["started", $iterations.started], ["requests at the server", .truth.requests]
        | ["— \(.[0])", "\($plan)", (.[1] | whole), (.[1] | is($plan) | verdict)]),
      (["skipped", $iterations.skipped], ["failed", .summary.total.failed]
        | ["— \(.[0])", "0", (.[1] | whole), (.[1] | is(0) | verdict)])
    | row);

def tls:
  . as $runs
  | (map(.version) | distinct) as $versions
  | def all_of($version): $runs | map(select(.version == $version));
    def figure($version; of): all_of($version) | map(of) | median;
    def with_code($code): [.summary.curlCodes[]? | select(.code == $code) | .count] | add // 0;
    title("\(.[0].rate)/s over TLS, by HTTP version"),
    "Medians of \(map(.round) | unique | length) round(s). Spread is (greatest p95 - least p95) / median p95 over the rounds.\n",
    (["", "negotiated", "CPU, event loops, %", "CPU, process, %", "CURLcode 92", "failed", "p95, ms", "spread of p95, %",
      "connections opened", "peak memory, MB"] | header),
    ($versions[] as $version
      | [$version,
         (all_of($version) | [.[].summary.httpVersions[]?.version] | unique | join(", ")),
         (figure($version; .summary.generator.cpuPercent) | fixed(2)),
         (figure($version; .processCpuSeconds / .summary.durationSeconds * 100) | fixed(1)),
         (all_of($version) | map(with_code(92)) | add | whole),
         (all_of($version) | map(.summary.total.failed) | add | whole),
         (figure($version; .summary.total.serviceTimeMs.p95) | fixed(3)),
         (all_of($version) | map(.summary.total.serviceTimeMs.p95) | spread | fixed(0)),
         (figure($version; .summary.connections.opened) | fixed(0)),
         (figure($version; .summary.generator.peakMemoryBytes) | over(1048576) | fixed(0))]
      | row),
    "",
    asked_table,
    ({ "1.1": 6, "2": 8 } | to_entries[] | . as { key: $version, value: $limit }
      | figure($version; .summary.generator.cpuPercent) as $cpu
      | ["CPU of the event loops, HTTP version \($version), %", "at most \($limit)", ($cpu | fixed(2)), ($cpu | at_most($limit) | verdict)]
      | row);

def saturation:
  . as $runs
  | def runs_of($load): $runs | map(select(.load == $load));
    def line($load; $title; $wanted; meets):
      runs_of($load)
      | if length == 0 then empty else
          (map(select(.summary.validity == "invalid")) | length) as $invalid
          | length as $count
          | [$title, ($wanted | gsub("N"; $count | tostring)), "\($invalid) of \($count)",
             (if any(.summary.validity == null) then null else ({ $invalid, $count } | meets) end | verdict)]
          | row
        end;
    title("Whether a saturated generator says so"),
    asked_table,
    line("saturated"; "about a tenth of a core, \((runs_of("saturated")[0].rate // 0))/s: runs that are invalid"; "N of N"; .invalid == .count),
    line("idle"; "the core to itself, \((runs_of("idle")[0].rate // 0))/s: runs that are invalid"; "0 of N"; .invalid == 0),
    "",
    (["", "self-checks that were invalid (in how many runs)", "late p99 of the median run, ms", "share of a core that it got, %"] | header),
    (("saturated", "idle") as $load
      | runs_of($load)
      | if length == 0 then empty else
          [$load,
           ([.[].summary.selfChecks[]? | select(.result == "invalid") | .name] | group_by(.) | map("\(.[0]) (\(length))") | join(", ")),
           (map(.summary.total.startLagMs.p99) | median | fixed(2)),
           (map(.processCpuSeconds / .summary.durationSeconds * 100) | median | fixed(0))]
          | row
        end);

def journey:
  . as $runs
  | def micros($kind): $runs | map(select(.kind == $kind) | .summary.generator.cpuMicrosPerRequest) | median;
    # Round by round, for the machine's speed drifts more between rounds than within one.
    def ratio($kind):
      $runs | group_by(.round)
      | map((map(select(.kind == "plain"))[0].summary.generator.cpuMicrosPerRequest) as $plain
          | map(select(.kind == $kind))[0].summary.generator.cpuMicrosPerRequest | over($plain))
      | median;
    def failed($kind): $runs | map(select(.kind == $kind) | .summary.total.failed) | add;
    title("A journey of five steps, one of which extracts"),
    (["CPU of the event loops", "µs per request", "to plain", "asked", "", "failed requests"] | header),
    (["plain requests", (micros("plain") | fixed(1)), "1.00", "", "", (failed("plain") | whole)] | row),
    (["five plain steps", (micros("steps") | fixed(1)), (ratio("steps") | fixed(2)), "", "", (failed("steps") | whole)] | row),
    (["five steps, extraction and variables", (micros("journey") | fixed(1)), (ratio("journey") | fixed(2)), "at most 1.30",
      (ratio("journey") | at_most(1.3) | verdict), (failed("journey") | whole)] | row);

def machine:
  . as $runs
  | title("What others had of the service's core"),
    "Our own competitor for it is left out. Above a few percent, the figures are the machine's rather than the service's.\n",
    (["", "median run, %", "worst run, %"] | header),
    ($runs | map(.section) | distinct | .[] as $section
      | ($runs | map(select(.section == $section and .load != "saturated")
          | .summary.durationSeconds as $seconds | .othersCpuSeconds | over($seconds) | known(. * 100))) as $shares
      | [$section, ($shares | median | fixed(1)), ($shares | max | fixed(1))]
      | row);

. as $all
| def section($name; table): ($all | map(select(.section == $name))) as $runs | $runs | if length > 0 then table else empty end;
section("figures"; figures),
section("freeze"; freeze),
section("starts"; starts),
section("tls"; tls),
section("saturation"; saturation),
section("journey"; journey),
machine
