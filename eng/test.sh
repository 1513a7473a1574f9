#!/usr/bin/env bash
# Runs all tests, with all the set-up that they need; its last line is "N passed, N failed" (", N skipped" if any).
#
#   eng/test.sh             every project
#   eng/test.sh Storage     the projects with Storage in their names
#
# Servers that the tests start and that are missing are installed where that needs no password; elsewhere the line to
# type is shown. Everything that the build and the tests wrote is in artifacts/test-results/.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/lib/debian.sh
. eng/lib/debian.sh
# shellcheck source=eng/lib/dotnet.sh
. eng/lib/dotnet.sh
# shellcheck source=eng/lib/packages.sh
. eng/lib/packages.sh

# Servers live there, and an ordinary user's PATH leaves it out.
export PATH=$PATH:/usr/sbin

# Hundreds of services start within the tests, and what each compiles is a tenth cheaper without two mappings of it.
export DOTNET_EnableWriteXorExecute=0

readonly results=artifacts/test-results
readonly shown_lines=300
# A project that takes longer hangs.
readonly project_limit=30m

passed=0 failed=0 skipped=0
running=

main() {
    trap finish EXIT
    trap 'exit 130' INT TERM

    local filter=${1:-} project projects=()
    rm -rf "$results"
    mkdir -p "$results"

    for project in tests/*"$filter"*.Tests; do
        [[ ! -d $project ]] || projects+=("$project")
    done
    ((${#projects[@]} > 0)) || stop "No test project has '$filter' in its name; there are: $(cd tests && echo *.Tests)"

    require_dotnet_sdk
    provide_servers
    provide_libcurl
    build
    for project in "${projects[@]}"; do run_project "$project"; done
}

# Says why the tests cannot be run, and ends the script.
stop() {
    echo "$*" >&2
    exit 1
}

# Always has the last word; a run that ended before any test counts as one failure.
finish() {
    local status=$?
    [[ -z $running ]] || kill -TERM "$running" 2>/dev/null || true
    if ((status != 0 && failed == 0)); then failed=1; fi
    echo "$passed passed, $failed failed$( ((skipped == 0)) || echo ", $skipped skipped")"
    ((failed == 0)) || exit 1
}

provide_servers() {
    local missing=()
    command -v nginx >/dev/null || missing+=(nginx)
    command -v nghttpd >/dev/null || missing+=(nghttp2-server)
    command -v chromium >/dev/null || missing+=(chromium)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
    ((${#missing[@]} > 0)) || return 0

    may_install || stop "The tests start servers that are not installed here. Install them with:
  $(install_line "${missing[@]}")"
    echo "Installing what the tests start: ${missing[*]}"
    install_packages "${missing[@]}" || stop "The servers that the tests start could not be installed."
}

# Debian 12 and newer can have a libcurl that the tests' expectations hold for, so there it is no choice.
provide_libcurl() {
    local requirement=()
    if debian_at_least 12; then requirement=(--require); fi
    eng/libcurl.sh "${requirement[@]}" || stop "The tests need that libcurl."
}

build() {
    local log=$results/build.log
    # No build server outlives the script: CI would wait for it.
    if dotnet build Service.sln -c Release --disable-build-servers >"$log" 2>&1 </dev/null; then return; fi
    { grep -E ': (error|warning)[ :]' "$log" | sed 's/^ *//' | sort -u; } || tail -n 50 "$log"
    stop "The build failed; all of its output is in $log"
}

# A test project is a program that writes its counts into a report. No report means that it crashed or never ran.
run_project() {
    local name=${1##*/} started=$SECONDS status=0
    local program=$1/bin/Release/net10.0/$name.dll log=$results/$name.log report=$results/$name.xml
    local counts total ok bad skip

    timeout --kill-after=30s "$project_limit" \
        dotnet "$program" -noColor -noLogo -noAutoReporters -longRunning 60 -result-xml "$report" >"$log" 2>&1 </dev/null &
    running=$!
    # Without bash's own notice of a crash, which would name the line of this script.
    wait "$running" 2>/dev/null || status=$?
    running=

    counts=$(grep -m1 -o '<assembly [^>]*>' "$report" 2>/dev/null) || counts=
    total=$(count total) ok=$(count passed) skip=$(count skipped)
    bad=$(($(count failed) + $(count errors)))
    # Ended badly though no test did: crashed, timed out, or not built.
    if ((bad == 0 && (status != 0 || total == 0))); then bad=1; fi

    ((passed += ok, failed += bad, skipped += skip)) || true
    if ((bad == 0)); then
        echo "ok    $name ($ok tests, $((SECONDS - started)) s)"
        grep -A1 -F '[SKIP]' "$log" || true
        return
    fi

    echo "FAIL  $name ($ok of $total tests passed, exit code $status$(reason "$status" "$total"), $((SECONDS - started)) s)"
    show "$log"
}

# An attribute of the report's root, 0 when there is no report.
count() {
    if [[ $counts =~ \ $1=\"([0-9]+)\" ]]; then echo "${BASH_REMATCH[1]}"; else echo 0; fi
}

reason() {
    if (($1 == 124 || $1 == 137)); then
        echo ": stopped after $project_limit"
    elif (($1 > 128)); then
        echo ": crashed"
    elif (($2 == 0)); then
        echo ": no test was run"
    fi
}

show() {
    local lines
    lines=$(wc -l <"$1")
    head -n "$shown_lines" "$1" | sed 's/^/      /'
    ((lines <= shown_lines)) || echo "      ... and $((lines - shown_lines)) more lines in $1"
}

main "$@"
