# shellcheck shell=bash
# Where Debian's backports come from: the same place as the rest of the machine's packages.

# Writes into folder $2 the machine's own apt sources of release $1 (its codename), as sources of the release's
# backports: URIs, components, keys and options stay, only the suite's name changes. So a mirror, a proxy or a
# snapshot that the machine was set up with is used here too. Fails when no source of the release was found.
# $3: the folder that holds apt's sources, /etc/apt unless told otherwise.
write_backports_sources() {
    local codename=$1 into=$2 apt_folder=${3:-/etc/apt} file written

    for file in "$apt_folder"/sources.list.d/*.sources; do
        if [[ -r $file ]]; then backports_of_stanzas "$codename" "$file"; fi
    done >"$into/backports.sources"

    for file in "$apt_folder"/sources.list "$apt_folder"/sources.list.d/*.list; do
        if [[ -r $file ]]; then backports_of_lines "$codename" "$file"; fi
    done | sort -u >"$into/backports.list"

    for written in "$into/backports.sources" "$into/backports.list"; do
        [[ -s $written ]] || rm -f "$written"
    done
    [[ -e $into/backports.sources || -e $into/backports.list ]]
}

# deb822: stanzas of fields; a value may go on over indented lines, and comments may stand in between.
backports_of_stanzas() {
    awk -v codename="$1" '
        BEGIN { RS = ""; FS = "\n" }
        {
            kept = suites = types = enabled = field = ""
            for (i = 1; i <= NF; i++) {
                if ($i ~ /^#/) continue
                if ($i !~ /^[ \t]/) {
                    field = tolower(substr($i, 1, index($i, ":") - 1))
                    value = substr($i, index($i, ":") + 1)
                } else {
                    value = $i
                }
                if (field == "types") types = types " " value
                else if (field == "suites") suites = suites " " value
                else {
                    if (field == "enabled") enabled = enabled " " tolower(value)
                    kept = kept $i "\n"
                }
            }
            if (enabled ~ /no|false|off|0/) next
            if ((" " types " ") !~ /[ \t]deb[ \t]/) next
            if ((" " suites " ") !~ ("[ \t]" codename "[ \t]")) next
            print "Types: deb\nSuites: " codename "-backports\n" kept
        }' "$2"
}

# One line a source: deb [options] uri suite components
backports_of_lines() {
    sed -nE "s#^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+$1[[:space:]]+#deb \1\2 $1-backports #p" "$2"
}
