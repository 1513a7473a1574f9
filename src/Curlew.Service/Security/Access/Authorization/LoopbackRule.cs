using System.Net;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>
/// Which requests a service without keys answers: those of whoever uses this machine. That a connection comes from loopback is no
/// proof of it: a proxy on this machine connects from there for anybody, and so does a browser for whatever page it shows.
/// </summary>
internal static class LoopbackRule
{
    private const string Localhost = "localhost";

    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Real-IP"];

    // The second is where ASP.NET Core puts what it has taken from the first.
    private static readonly string[] ProxyHeaderBeginnings = ["X-Forwarded-", "X-Original-"];

    /// <summary>Why a request is not answered; null where it is.</summary>
    public static AccessRefusal? RefusalOf(HttpContext context)
    {
        var request = context.Request;
        var fault = FaultOf(context.Connection) ?? FaultOf(request.Headers) ?? FaultOf(request.Host);
        if (fault is null && !RoleRules.IsSafe(request) && SiteRule.IsOfAnother(request))
            fault = "Another site's page had a browser send it.";
        return fault is null
            ? null
            : new AccessRefusal(
                ProblemType.LocalOnly,
                $"Curlew has no API key yet, so it answers users of this machine only. {fault} {KeyText.HowToMakeOne}");
    }

    /// <summary>Whether a host, as in a URL, is this machine by loopback.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IsLoopback(address));

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>There are no addresses where the connection is no TCP.</summary>
    private static string? FaultOf(ConnectionInfo connection) =>
        connection is { LocalIpAddress: { } local, RemoteIpAddress: { } remote } && !(IsLoopback(local) && IsLoopback(remote))
            ? $"This request came from {remote} to {local}."
            : null;

    private static string? FaultOf(IHeaderDictionary headers) =>
        headers.Keys.FirstOrDefault(IsOfProxy) is { } header ? $"This request came through a proxy: it has the header {header}." : null;

    private static bool IsOfProxy(string header) =>
        ProxyHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || ProxyHeaderBeginnings.Any(beginning => header.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>A page of a site whose name was made to mean 127.0.0.1 asks for that name (DNS rebinding).</summary>
    private static string? FaultOf(HostString host) => IsLoopback(host.Host)
        ? null
        : $"This request asks for the host \"{host}\"; ask for {Localhost}, 127.0.0.1 or [::1].";
}
