using Curlew.TestServers.Ports;

namespace Curlew.TestServers.Nginx;

/// <summary>The ports of one nginx; <paramref name="Status"/> is for this library alone.</summary>
internal sealed record NginxPorts(int Http1, int Https, int Https1, int H2c, int Status)
{
    /// <summary>A path no other nginx answers: one that has just taken our port must not pass for ours.</summary>
    public string StatusPath { get; } = $"/{Guid.NewGuid():N}";

    public static NginxPorts Choose() =>
        new(FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
}
