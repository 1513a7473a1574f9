# shellcheck shell=bash
# The .NET SDK that the repository's global.json asks for.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Stops the script, with how to get the SDK, when the machine has none that global.json accepts. To be called from
# the repository's root, where dotnet looks for global.json.
require_dotnet_sdk() {
    local said='There is no dotnet here.'
    if command -v dotnet >/dev/null && said=$(dotnet --version 2>&1) && [[ $said == 10.* ]]; then return; fi

    {
        echo "The .NET 10 SDK is needed and was not found:"
        sed '/^ *$/d; s/^/  /' <<<"$said"
        echo "Install your distribution's package dotnet-sdk-10.0 (Ubuntu and Fedora have it among their own; Debian gets"
        echo "it from Microsoft's package repository), or take it from Microsoft's page \"Download .NET 10.0\"."
    } >&2
    exit 1
}
