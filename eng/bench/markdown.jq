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
