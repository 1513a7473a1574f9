# shellcheck shell=bash
# apt with sources, lists and cache of our own, in the folder $scratch: needs no root, and leaves the machine's alone.

make_private_apt() { mkdir -p "$scratch"/{sources,state/lists/partial,cache/archives/partial}; }

# With the machine's settings and installed packages.
private_apt() {
    apt-get -q \
        -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$scratch/sources" \
        -o Dir::State="$scratch/state" -o Dir::State::status=/var/lib/dpkg/status \
        -o Dir::Cache="$scratch/cache" -o APT::Sandbox::User=root \
        -o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 "$@"
}
