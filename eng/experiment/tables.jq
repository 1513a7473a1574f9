# Comparisons (JSON lines, slurped) -> a table of each, with what the server saw, and what the service concluded.

include "markdown";

def between($digits): if . == null then "–" else "\(.value | fixed($digits)) (\(.low | fixed($digits))–\(.high | fixed($digits)))" end;
def spread($digits): if . == null then "–" else "\(.mean | fixed($digits)) (\(.min | fixed($digits))–\(.max | fixed($digits)))" end;
def percent_of($whole): if $whole == 0 then "–" else . / $whole * 100 | fixed(2) end;

def other_codes:
  [.curlCodes[] | select(.code != 92) | "\(.count) × \(.code)"] | if length == 0 then "0" else join(", ") end;
def versions:
  [.httpVersions[] | select(.version != "none") | .version] | if length == 0 then "–" else join(" and ") end;
def rounds_used: "\(.roundsUsed) of \(.rounds | length)";

def row_of($seen; $wants):
  { arm: .name,
    rounds: rounds_used,
    requests: (.requests | whole),
    arrived: ($seen.requests | whole),
    negotiated: versions,
    failed: (.requests as $all | .failed | percent_of($all)),
    stream: (.streamErrors | whole),
    resets: ($seen.resets | whole),
    codes: other_codes,
    again: (.hiddenRepeats | whole),
    cpu: (.generatorCpuPercent | spread(1)),
    p50: (.responseTimeMs.p50 | between(2)),
    p95: (.responseTimeMs.p95 | between(2)),
    p99: (.responseTimeMs.p99 | between(2)),
    p95spread: (.p95SpreadPercent | fixed(0)),
    opened: (.connections.opened | whole),
    peak: (.connections.peakOpen | whole),
    accepted: ($seen.connections | whole),
    skipped: (.skippedStarts | whole) } as $cells
  | [$wants[] | $cells[.]] | row;

def names: {
  arm: "libcurl, HTTP version asked for", rounds: "rounds used", requests: "requests", arrived: "at the server", negotiated: "negotiated",
  failed: "failed, %", stream: "error 92", resets: "streams reset by the server", codes: "other CURLcodes", again: "sent again",
  cpu: "CPU, % of a core", p50: "p50, ms", p95: "p95, ms", p99: "p99, ms", p95spread: "spread of p95, %",
  opened: "connections opened", peak: "open at once", accepted: "connections at the server", skipped: "starts skipped" };

def table($wants):
  .arrivals as $arrivals
  | ([$wants[] | names[.]] | header),
    (.result.arms[] | ($arrivals["\(.arm)"] // { requests: 0, resets: 0, connections: 0 }) as $seen | row_of($seen; $wants));

def concluded:
  "",
  "The service: \(.result.recommendation.sentence)",
  "",
  (.result.recommendation.reasons[] | "- \(.)"),
  (.result.notes[] | select(test("not used|but got")) | "- \(.)");

def load: "\(.load.ratePerSecond)/s, \(.rounds) round(s) of \(.load.durationSeconds) s";

def sections: {
  versions: { title: "A healthy nginx", wants: ["arm", "rounds", "requests", "arrived", "negotiated", "failed", "stream", "codes", "cpu", "p50", "p95", "p99", "p95spread", "opened"] },
  resets: { title: "A server that resets streams", wants: ["arm", "rounds", "requests", "arrived", "failed", "stream", "resets", "codes", "again", "cpu", "opened"] },
  recycling: { title: "A server that retires connections", wants: ["arm", "rounds", "requests", "arrived", "failed", "stream", "codes", "again", "cpu", "p95", "p99", "opened", "accepted"] },
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
