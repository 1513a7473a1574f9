# shellcheck shell=bash
# Packages of the machine's distribution: whether this script may install them, and how to ask for them otherwise.

# Whether packages can be installed without asking anybody: apt is there, and we are root or sudo wants no password.
may_install() {
    command -v apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }
}

# Installs the packages, silently; says what apt said when that fails.
install_packages() {
    local installer
    installer=$(dirname "${BASH_SOURCE[0]}")/install-packages.sh
    if ((EUID == 0)); then bash "$installer" "$@"; else sudo -n bash "$installer" "$@"; fi
}

# The line that a person would type to install the packages.
install_line() {
    if ((EUID == 0)); then echo "apt-get install --no-install-recommends $*"; else echo "sudo apt-get install --no-install-recommends $*"; fi
}
