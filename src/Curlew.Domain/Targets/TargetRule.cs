using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Curlew.Domain.Targets;

/// <summary>
/// One thing that may be tested, as in <c>https://*.shop.test:443</c>, <c>10.1.0.0/16</c>, <c>[::1]:8080-8090</c> or
/// <c>localhost</c>: <c>[scheme://]host, *.domain, *, address or CIDR[:port[-port]]</c>. Without a scheme it is for http and https,
/// without a port for every port.
/// </summary>
public sealed record TargetRule
{
    /// <summary>The longest text of a rule.</summary>
    public const int MaxLength = 300;

    internal const int FirstPort = 1;
    internal const int LastPort = 65535;

    private const string AnyName = "*";

    private TargetRule(RuleParts parts) => (Parts, Text) = (parts, parts.ToText());

    /// <summary>The rule in its one canonical form.</summary>
    public string Text { get; }

    private RuleParts Parts { get; }

    /// <summary>Reads a rule; <paramref name="fault"/> says what is wrong and what is allowed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TargetRule? rule, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = RuleReader.TryRead(text, out var parts, out fault) ? new TargetRule(parts) : null;
        return rule is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>A rule for one host and port. The host is known to be one.</summary>
    internal static TargetRule For(string? scheme, TargetHost host, int? port) => new(new RuleParts(
        scheme,
        host.Address is null ? host.Name : null,
        host.Address is { } address ? new IPNetwork(address, RuleParts.LengthOf(address)) : null,
        port ?? FirstPort,
        port ?? LastPort));

    /// <summary>Whether it speaks for an address in canonical form. A scheme or port that is null is not known yet.</summary>
    internal bool Covers(string? scheme, IPAddress address, int? port) =>
        Parts.Network is { } network && network.Contains(address) && CoversWay(scheme, port);

    /// <summary>Whether it names one address, and none beside it.</summary>
    internal bool IsOneAddress => Parts.Network is { } network && network.PrefixLength == RuleParts.LengthOf(network.BaseAddress);

    /// <summary>Whether it speaks for a host by name. A scheme or port that is null is not known yet.</summary>
    /// <param name="scheme">The scheme, or null.</param>
    /// <param name="name">The name in canonical form.</param>
    /// <param name="port">The port, or null.</param>
    /// <param name="onlyItself">Whether a wildcard does not do.</param>
    internal bool Covers(string? scheme, string name, int? port, bool onlyItself) =>
        Parts.Name is { } own && CoversWay(scheme, port)
        && (own == name || (!onlyItself && (own == AnyName || (own.StartsWith('*') && name.EndsWith(own[1..], StringComparison.Ordinal)))));

    private bool CoversWay(string? scheme, int? port) =>
        (Parts.Scheme is null || scheme is null || Parts.Scheme == scheme)
        && (port is null || (port >= Parts.FirstPort && port <= Parts.LastPort));
}
