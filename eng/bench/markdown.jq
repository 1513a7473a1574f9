# What the reports' tables are made with.

def median:
  map(select(. != null)) | sort
  | if length == 0 then null
    elif length % 2 == 1 then .[(length - 1) / 2]
    else (.[length / 2 - 1] + .[length / 2]) / 2
    end;

# A number with this many digits after the point; jq alone drops trailing zeros.
def fixed($digits):
  if . == null then "–"
  elif . < 0 then "-" + (-. | fixed($digits))
  else pow(10; $digits) as $scale
    | (. * $scale | round | tostring) as $text
    | if $digits == 0 then $text
      else (("0" * ([$digits + 1 - ($text | length), 0] | max)) // "") + $text
        | .[:-$digits] + "." + .[-$digits:]
      end
  end;

def over($divisor): if . == null or $divisor == null or $divisor == 0 then null else . / $divisor end;
def distinct: reduce .[] as $item ([]; if index([$item]) then . else . + [$item] end);
def row: "| " + join(" | ") + " |";
def header: row, (["---"] + [.[1:][] | "---:"] | row);

def title($text): "\n## \($text)\n";

# What was asked, what was measured, and whether the one met the other. A figure that a run does not have is shown as "–", and
# nothing is concluded from it.
def asked_table: ["", "asked", "measured", ""] | header;
def verdict: if . == null then "not measured" elif . then "met" else "missed" end;
def whole: if . == null then "–" else tostring end;
def known(condition): if . == null then null else condition end;
def at_most($limit): known(. <= $limit);
def at_least($limit): known(. >= $limit);
def is($wanted): if . == null or $wanted == null then null else . == $wanted end;
