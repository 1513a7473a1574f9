#!/usr/bin/env bash
# Starts Curlew from a fresh clone: checks for the .NET SDK, makes sure of libcurl, builds, and serves on what the
# setting Urls says (http://127.0.0.1:5080). Arguments go to the service: eng/run.sh --Urls=http://127.0.0.1:8080
# Its API keys: eng/run.sh keys create --name NAME --role admin
set -euo pipefail

# dotnet looks for global.json from here, wherever the script was called from.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=eng/lib/dotnet.sh
. eng/lib/dotnet.sh

require_dotnet_sdk
# Keys need no libcurl, and nothing but the key is to be on standard output.
[[ ${1:-} == keys ]] || eng/libcurl.sh
exec dotnet run --project src/Curlew.Service -c Release --no-launch-profile -- "$@"
