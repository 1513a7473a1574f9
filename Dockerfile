# Curlew as one self-contained program on a slim Debian, with a libcurl newer than Debian's own.
#
#   docker build -t curlew .
#   docker run --rm -v curlew:/data curlew keys create --name NAME --role admin
#   docker run -p 127.0.0.1:5080:5080 -v curlew:/data curlew
#
# The second line makes the first API key: a container listens on addresses that others reach, and without a key it does not start.
#
# docs/decisions/container.md says why it is made like this. Needs BuildKit, which is docker's default since 23.0.

# The SDK runs on the builder's processor and publishes for the image's: nothing is emulated.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Curlew.Service -c Release -a "$TARGETARCH" --self-contained -o /app

FROM debian:trixie-slim
# tzdata: schedules are in IANA time zones. libstdc++6: .NET's runtime. ICU is not needed (InvariantGlobalization).
# The source of the backports stays, because libcurl's updates come from there.
RUN --mount=type=bind,source=eng/lib/backports.sh,target=/mnt/backports.sh \
    bash -euc '. /mnt/backports.sh; write_backports_sources trixie /etc/apt/sources.list.d' \
    && apt-get -q update \
    && DEBIAN_FRONTEND=noninteractive apt-get -q install --yes --no-install-recommends \
        ca-certificates libstdc++6 tzdata libcurl4t64/trixie-backports \
    && rm -rf /var/lib/apt/lists/*
# A number of its own, so that who mounts a folder as /data knows whose it has to be.
RUN groupadd --gid 10001 curlew \
    && useradd --uid 10001 --gid curlew --home-dir /data --no-create-home --shell /usr/sbin/nologin curlew \
    && install --directory --owner=curlew --group=curlew /data
COPY --from=build /app /app

# All addresses of the container; who may reach them is decided by what is published.
ENV Urls=http://0.0.0.0:5080 \
    Storage__Directory=/data
WORKDIR /app
USER curlew
VOLUME /data
EXPOSE 5080
# bash speaks TCP by itself, so no client has to be installed for this. Whoever changes Urls changes the port here.
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5080 && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
ENTRYPOINT ["/app/Curlew.Service"]
