#!/usr/bin/env bash
# Installs packages and nothing besides: no service is started or will be at the next boot, no database cluster is
# created. Run as root, with the packages' names. Silent unless it fails.
#
# policy-rc.d is Debian's own way to keep maintainer scripts from starting services, and createcluster.d is
# postgresql-common's to keep it from creating a cluster; both are put back as they were.
set -euo pipefail

readonly policy=/usr/sbin/policy-rc.d
readonly policy_aside=$policy.curlew-aside
readonly no_cluster=/etc/postgresql-common/createcluster.d/curlew.conf

# Two of these at once would take each other's guard for the machine's own and leave it behind.
exec 9>/run/lock/curlew-install-packages
flock 9

log=$(mktemp)

put_back() {
    rm -f "$policy" "$no_cluster" "$log"
    rmdir --parents --ignore-fail-on-non-empty "${no_cluster%/*}"
    [[ ! -e $policy_aside ]] || mv "$policy_aside" "$policy"
}
trap put_back EXIT

[[ ! -e $policy || -e $policy_aside ]] || mv "$policy" "$policy_aside"
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"
mkdir -p "${no_cluster%/*}"
echo 'create_main_cluster = false' >"$no_cluster"

nginx_was_there=$(command -v nginx || true)

if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends --yes "$@"; } \
    >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    echo "Could not install: $*" >&2
    exit 1
fi

# A package enables its service for the next boot, which would then hold port 80.
if [[ -z $nginx_was_there ]] && command -v nginx >/dev/null && command -v systemctl >/dev/null; then
    systemctl disable --quiet nginx >"$log" 2>&1 || cat "$log" >&2
fi
