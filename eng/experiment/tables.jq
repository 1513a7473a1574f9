# Comparisons (JSON lines, slurped) -> a table of each, with what the server saw, and what the service concluded.

include "markdown";

def between($digits): if . == null then "–" else "\(.value | fixed($digits)) (\(.low | fixed($digits))–\(.high | fixed($digits)))" end;
def spread($digits): if . == null then "–" else "\(.mean | fixed($digits)) (\(.min | fixed($digits))–\(.max | fixed($digits)))" end;
def percent_of($whole): if $whole == 0 then "–" else . / $whole * 100 | fixed(2) end;

# Before 7.80 libcurl does not say when it sends a request again.
def tells_repeats: (.libcurl | split(".") | map(tonumber)) >= [7, 80];

# Counts and CPU are of all rounds: what the generator took is a fact also where it was too much. Times are of those that the service uses.
def count_of($runs):
  [.rounds[].runId] as $ids | [$runs[] | select(.runId as $id | $ids | index($id))]
  | { requests: (map(.total.requests) | add // 0), failed: (map(.total.failed) | add // 0), again: (if all(tells_repeats) then map(.total.hiddenRepeats // 0) | add // 0 else null end),
      opened: (map(.opened // 0) | add // 0),
      cpu: (map(.cpuPercent) | if length == 0 then null else { mean: (add / length), min: min, max: max } end),
      cpuSeconds: (map(.cpuSeconds) | add // 0),
      codes: ([.[].curlCodes[]] | group_by(.code) | map({ code: .[0].code, count: (map(.count) | add) }) | map(select(.code != 0))) };

def other_codes:
  [.codes[] | select(.code != 92) | "\(.count) × \(.code)"] | if length == 0 then "0" else join(", ") end;
def versions:
  [.httpVersions[] | select(.version != "none") | .version] | if length == 0 then "–" else join(" and ") end;
def rounds_used: "\(.roundsUsed) of \(.rounds | length)";

def row_of($seen; $runs; $wants):
  count_of($runs) as $counted
  | { arm: .name,
    rounds: rounds_used,
    requests: ($counted.requests | whole),
    arrived: ($seen.requests | whole),
    negotiated: versions,
    failed: ($counted.failed | percent_of($counted.requests)),
    stream: ($counted.codes | map(select(.code == 92).count) | add // 0 | whole),
    resets: ($seen.resets | whole),
    codes: ($counted | other_codes),
    again: ($counted.again | whole),
    cpu: ($counted.cpu | spread(1)),
    dear: (if $counted.opened == 0 then "–" else $counted.cpuSeconds / $counted.opened * 1000 | fixed(1) end),
    p50: (.responseTimeMs.p50 | between(2)),
    p95: (.responseTimeMs.p95 | between(2)),
    p99: (.responseTimeMs.p99 | between(2)),
    p95spread: (.p95SpreadPercent | fixed(0)),
    opened: ($counted.opened | whole),
    peak: (.connections.peakOpen | whole),
    accepted: ($seen.connections | whole),
    skipped: (.skippedStarts | whole) } as $cells
  | [$wants[] | $cells[.]] | row;

def names: {
  arm: "libcurl, HTTP version asked for", rounds: "rounds used", requests: "requests", arrived: "at the server", negotiated: "negotiated",
  failed: "failed, %", stream: "error 92", resets: "streams reset by the server", codes: "other CURLcodes", again: "sent again",
  cpu: "CPU, % of a core", dear: "CPU for each connection, ms", p50: "p50, ms", p95: "p95, ms", p99: "p99, ms", p95spread: "spread of p95, %",
  opened: "connections opened", peak: "open at once", accepted: "connections at the server", skipped: "starts skipped" };

def table($wants):
  .arrivals as $arrivals | .runs as $runs
  | ([$wants[] | names[.]] | header),
    (.result.arms[] | ($arrivals["\(.arm)"] // { requests: 0, resets: 0, connections: 0 }) as $seen | row_of($seen; $runs; $wants));

# Rounds whose times and CPU are not used, with the self-checks that say so.
def unused:
  .runs as $runs
  | .result.arms[]
  | .name as $arm
  | .rounds[]
  | select(.isUsed | not)
  | .runId as $id
  | "- Not used: \($arm), round \(.round): \([$runs[] | select(.runId == $id) | .invalid[].name] | join(", ")).";

def concluded:
  "",
  "The service: \(.result.recommendation.sentence)",
  "",
  (.result.recommendation.reasons[] | "- \(.)"),
  (.result.notes[] | select(test("but got")) | "- \(.)"),
  unused;

def load: "\(.load.ratePerSecond)/s, \(.rounds) round(s) of \(.load.durationSeconds) s";

def sections: {
  versions: { title: "A healthy nginx", wants: ["arm", "rounds", "requests", "arrived", "negotiated", "failed", "stream", "codes", "cpu", "p50", "p95", "p99", "p95spread", "opened"] },
  resets: { title: "A server that resets streams", wants: ["arm", "rounds", "requests", "arrived", "failed", "stream", "resets", "codes", "again", "cpu", "opened"] },
  recycling: { title: "A server that retires connections", wants: ["arm", "rounds", "requests", "arrived", "failed", "stream", "codes", "again", "cpu", "p95", "p99", "opened", "accepted"] },
  handshakes: { title: "What a connection costs", wants: ["arm", "rounds", "requests", "failed", "opened", "cpu", "dear", "p50", "p95"] },
  cache: { title: "The size of the connection cache", wants: ["arm", "rounds", "requests", "failed", "cpu", "p50", "p95", "p99", "opened", "peak", "accepted"] },
  connections: { title: "How many connections", wants: ["arm", "rounds", "requests", "failed", "codes", "cpu", "p50", "p95", "opened", "peak", "skipped"] } };

.[]
| . as $comparison
| sections[.section] as $section
| "<!-- figures: \(.section) -->",
  ($comparison | load), "",
  ($comparison | table($section.wants)),
  ($comparison | concluded),
  "<!-- end -->", ""
