# Single measurements (JSON lines, slurped) -> Markdown tables of medians over the rounds, and the ratios asked for.

include "markdown";

def protocol_name: { "http1": "HTTP/1.1", "http1-tls": "HTTP/1.1 + TLS", "http2-tls": "HTTP/2 + TLS" }[.];

. as $all
| (map(.protocol) | distinct) as $protocols
| (map(.users) | unique) as $users
| (map(.generator) | distinct) as $generators
| def value($protocol; $users; $generator; $figure):
    $all | map(select(.protocol == $protocol and .users == $users and .generator == $generator) | .[$figure]) | median;
  def cost($protocol; $users; $generator): value($protocol; $users; $generator; "cpuMicrosPerRequest");
  # Round by round, for the machine's speed drifts more between rounds than within one.
  def ratio($protocol; $users; $of; $figure; $to):
    $all | map(select(.protocol == $protocol and .users == $users)) | group_by(.round)
    | map((map(select(.generator == $to))[0].cpuMicrosPerRequest) as $divisor
        | map(select(.generator == $of))[0][$figure] | over($divisor))
    | median;
  def table($figure; $divisor; $digits):
    (["protocol, virtual users"] + $generators | header),
    ($protocols[] as $protocol | $users[] as $count
      | ["\($protocol | protocol_name), \($count)"]
        + [$generators[] as $generator | value($protocol; $count; $generator; $figure) | over($divisor) | fixed($digits)]
      | row);
  def ratios($title; $of; $to; $target):
    $protocols[] as $protocol
    | ["\($title), \($protocol | protocol_name)"]
      + [$users[] as $count | ratio($protocol; $count; $of; "cpuMicrosPerRequest"; $to) | fixed(2)] + [$target]
    | row;
  def engine_ratios($target):
    $protocols[] as $protocol
    | ["engine and storing alone : reference, \($protocol | protocol_name)"]
      + [$users[] as $count | ratio($protocol; $count; "service"; "engineMicrosPerRequest"; "reference") | fixed(2)]
      + [$target]
    | row;
  def growth($generator; $target):
    $protocols[] as $protocol
    | cost($protocol; 64; $generator) as $at_64
    | ["\($generator), \($protocol | protocol_name)"]
      + [$users[] as $count | cost($protocol; $count; $generator) | over($at_64) | fixed(2)] + [$target]
    | row;

"## CPU microseconds per request\n",
table("cpuMicrosPerRequest"; 1; 1),
"\n## Requests per second\n",
table("requestsPerSecond"; 1; 0),
"\n## Peak memory of the process, MB\n",
table("peakMemoryKb"; 1024; 0),
"\n## Ratios\n",
"CPU per request, one generator to another (hey to service is also the service's requests per CPU second to hey's):\n",
(["ratio"] + [$users[] | "\(.) users"] + ["target"] | header),
ratios("service, whole process : reference"; "service"; "reference"; ""),
engine_ratios("at 64 at most 1.25"),
ratios("hey : service"; "hey"; "service"; "at least 2"),
ratios("hey : reference"; "hey"; "reference"; ""),
"\nCPU per request, to the generator's own at 64 virtual users:\n",
(["ratio"] + [$users[] | "\(.) users"] + ["target"] | header),
growth("service"; "at 4096 at most 2"),
growth("reference"; ""),
(map(select(.failures > 0))
  | if length == 0 then "\nNo request failed."
    else "\nFailed requests:\n",
      (.[] | "- \(.protocol | protocol_name), \(.users) users, \(.generator), round \(.round): \(.failures) of \(.requests)")
    end),
"\nMedians of \($rounds) round(s); ratios are taken within a round, then the median of them. CPU and memory are the whole process's, so the set-up of connections is in them;",
"the service's are from the POST until the run is completed: engine, storing of outcomes, API and .NET's compiling together.",
"Engine and storing alone are the CPU clocks of the event-loop threads and of the storing thread, from the run's summary."
