# shellcheck shell=bash
# How a bench tells how far it is, waits, and gives up.

progress() { echo "$(date +%T) $*" >&2; }

stop() {
    echo "$*" >&2
    exit 1
}

# wait_until SECONDS WHAT COMMAND...: until the command succeeds.
wait_until() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < deadline)) || stop "Waited in vain for $what."
        sleep 0.02
    done
}
