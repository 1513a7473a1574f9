# shellcheck shell=bash
# Which Debian this is, from its os-release. Testing and unstable have no number: they count as newer than any.

# Whether this is Debian $1 (its number) or newer.
debian_at_least() (
    ID='' VERSION_ID=''
    # shellcheck source=/dev/null
    if [[ -r /etc/os-release ]]; then . /etc/os-release; fi
    [[ $ID == debian && ${VERSION_ID:-999} -ge $1 ]]
)

# The release's codename; fails elsewhere than on Debian.
debian_codename() (
    ID='' VERSION_CODENAME=''
    # shellcheck source=/dev/null
    if [[ -r /etc/os-release ]]; then . /etc/os-release; fi
    [[ $ID == debian && -n $VERSION_CODENAME ]] && echo "$VERSION_CODENAME"
)
