# shellcheck shell=bash
# What the bench needs before it can measure: packages, libcurl, our own C programs, cores, descriptors.
# Sets: libcurl (what reference and service load), tools (the folder of our C programs).

readonly tools=$artifacts/tools

# provide_packages WHAT:PACKAGE...: what is a command, or a header by its .h. The compiler comes before headers.
provide_packages() {
    local missing=() pair
    for pair in "$@"; do
        is_there "${pair%:*}" || missing+=("${pair#*:}")
    done
    ((${#missing[@]} > 0)) || return 0

    may_install || stop "The bench needs packages that are not installed here. Install them with:
  $(install_line "${missing[@]}")"
    progress "installing ${missing[*]}"
    install_packages "${missing[@]}" || stop "What the bench needs could not be installed."
}

is_there() {
    case $1 in
        *.h) echo "#include <$1>" | gcc -E - >/dev/null 2>&1 ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# The same one that the service takes as its engine 'default'.
provide_libcurl() {
    [[ -z $libcurl ]] || return 0
    eng/libcurl.sh >&2
    libcurl=libcurl.so.4
    [[ ! -e .libcurl/libcurl.so.4 ]] || libcurl=$PWD/.libcurl/libcurl.so.4
}

build_reference() {
    build_tool reference -ldl -lm
    build_tool measure
}

# build_tool NAME LIBRARY...: of the folder of that name.
build_tool() {
    mkdir -p "$tools"
    gcc -std=gnu11 -O2 -Wall -Wextra -Werror -o "$tools/$1" "tests/Curlew.Benchmarks/$1"/*.c "${@:2}"
}

# A connection is a descriptor, here and in nginx.
raise_descriptor_limit() { ulimit -n "$(ulimit -Hn)"; }

# With one core, server and generators share it: CPU per request still means something, requests per second does not.
choose_cores() {
    local allowed
    allowed=$(taskset -cp $$ | sed 's/.*: //')
    # "0-3,8" becomes the list of its members.
    mapfile -t allowed < <(tr , '\n' <<<"$allowed" | while IFS=- read -r first last; do seq "$first" "${last:-$first}"; done)
    server_core=${allowed[0]}
    load_core=${allowed[1]:-${allowed[0]}}
    [[ $server_core != "$load_core" ]] || progress "only one core: server and generators share it"
}

# What the script itself does during the load (asking the service how far it is) is to cost the generators nothing.
pin_script() { taskset -cp "$server_core" $$ >"$work_dir/taskset.out"; }
