#!/usr/bin/env bash
# Makes sure of a libcurl of 8.14 or newer, and says on one line which one that is.
#
#   eng/libcurl.sh             warns when there is none and goes on: the service starts with what there is
#   eng/libcurl.sh --require   fails when there is none
#
# Looked for in this order: .libcurl/libcurl.so.4 (the service takes it first, so what is said here is what is used),
# the system's libcurl.so.4, the package of Debian 13 and newer (installed, where nobody has to be asked), and Debian
# 12's backports, which are unpacked into .libcurl/ without being installed: that needs no root, and leaves the
# system's own libcurl alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib/backports.sh
. "$root/eng/lib/backports.sh"
# shellcheck source=eng/lib/debian.sh
. "$root/eng/lib/debian.sh"
# shellcheck source=eng/lib/packages.sh
. "$root/eng/lib/packages.sh"
# shellcheck source=eng/lib/libcurl-files.sh
. "$root/eng/lib/libcurl-files.sh"
# shellcheck source=eng/lib/private-apt.sh
. "$root/eng/lib/private-apt.sh"

readonly minimum=8.14.0
readonly folder=$root/.libcurl
readonly link=$folder/libcurl.so.4
readonly elsewhere="Install a newer one (Debian 13 has one, so have Debian 12's backports), or build one and name its file in
the setting Engines:default:Path (in the environment: Engines__default__Path)."
required=no
system=
scratch=

main() {
    case ${1:-} in
        '') ;;
        --require) required=yes ;;
        *) echo "usage: ${0##*/} [--require]" >&2; exit 2 ;;
    esac

    if is_good "$link"; then
        announce_unpacked
        return
    fi

    system=$(system_libcurl)
    if [[ -z $system ]] && debian_at_least 13; then
        install_own_package
        system=$(system_libcurl)
    fi
    if is_good "$system"; then
        # A leftover that does not load here (another Debian, another processor) would still be tried first.
        rm -f "$link"
        echo "libcurl $(version_of "$system") ($system, the system's)"
        return
    fi

    unpack_from_backports
    announce_unpacked
}

announce_unpacked() { echo "libcurl $(version_of "$link") ($(realpath --relative-base="$root" "$link"))"; }

is_good() { [[ -e $1 ]] && at_least_minimum "$(version_of "$1")" && loads "$1"; }

at_least_minimum() { [[ $(printf '%s\n' "$minimum" "$1" | sort -V) == "$minimum"* ]]; }

# Backports may need other backports, so where the release's own package is new enough it is the better choice.
install_own_package() {
    may_install || give_up "This Debian has one, but it is not installed." "Install it with: $(install_line libcurl4t64)"
    install_packages libcurl4t64 || give_up "libcurl4t64 could not be installed."
}

unpack_from_backports() {
    local codename package library version name

    codename=$(debian_codename) || give_up "Backports are only looked for on Debian."
    if ! mkdir -p "$folder" || ! scratch=$(mktemp -d "$folder/.unpacking.XXXXXX"); then
        give_up "$folder cannot be written to."
    fi
    trap 'rm -rf "$scratch"' EXIT
    make_private_apt
    mkdir -p "$scratch/root"

    write_backports_sources "$codename" "$scratch/sources" ||
        give_up "apt's sources name no '$codename' from which its backports could be derived."

    # A third party's source that is named like the release has no backports; that is no reason to stop.
    private_apt update >"$scratch/log" 2>&1 || true
    # libcurl4t64 is the package's name since Debian 13.
    { download "libcurl4t64/$codename-backports" || download "libcurl4/$codename-backports"; } >>"$scratch/log" 2>&1 ||
        give_up "$(printf '%s-backports could not be had. apt said:\n%s' "$codename" "$(sed 's/^/  /' "$scratch/log")")"

    package=$(compgen -G "$scratch/libcurl4*.deb")
    dpkg-deb -x "$package" "$scratch/root"
    library=$(compgen -G "$scratch/root/usr/lib/*/libcurl.so.4")
    version=$(version_of "$library")
    at_least_minimum "$version" || give_up "$codename-backports have libcurl $version only."
    loads "$library" || provide_dependencies "$package" "$version"
    loads "$library" ||
        give_up "$(printf 'libcurl %s of %s-backports does not load here:\n%s' "$version" "$codename" "$(ldd "$library" 2>&1)")"

    # Renames, so that a service starting at this moment sees the old link or the new one and never half a library.
    name=${library#"$scratch/root/"}
    rm -rf "${folder:?}/$version"
    mv -T "$scratch/root" "$folder/$version"
    ln -s "$version/$name" "$scratch/link"
    mv -Tf "$scratch/link" "$link"
}

download() (
    cd "$scratch" && private_apt download "$1"
)

# The other libraries that libcurl needs are the release's own and usually installed. They are not unpacked beside it,
# because the loader would not look there.
provide_dependencies() {
    local depends name names missing=()
    depends=$(dpkg-deb -f "$1" Depends)
    # "a (>= 1), b | c" becomes "a b".
    read -ra names <<<"$(sed -E 's/\([^)]*\)//g; s/\|[^,]*//g; s/,/ /g' <<<"$depends")"
    for name in "${names[@]}"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
    done
    ((${#missing[@]} > 0)) || return 0

    may_install || give_up "libcurl $2 is in reach, but not the libraries that it needs." \
        "Install them with: $(install_line "${missing[@]}")"
    install_packages "${missing[@]}" || give_up "The libraries that libcurl $2 needs could not be installed."
}

# Ends the script: says why there is no libcurl of 8.14 or newer, what is used instead, and what to do about it.
give_up() {
    {
        echo "warning: no libcurl of 8.14 or newer. $1"
        if [[ -n $system ]]; then
            echo "What is here is libcurl $(version_of "$system") ($system); do not trust it with HTTP/2."
        else
            echo "No other libcurl is installed."
        fi
        echo "${2:-$elsewhere}"
    } >&2
    [[ $required == no ]] && exit 0
    exit 1
}

main "$@"
