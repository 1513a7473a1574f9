using System.Net;
using Curlew.Domain.Definitions;

namespace Curlew.Domain.Targets;

/// <summary>
/// What may be tested: denied unless a rule allows it. Immutable; safe for any thread.
/// </summary>
/// <remarks>
/// <para>
/// A rule for a name lets requests to that name through, and connections to whatever public address it resolves to. All other
/// addresses (loopback, private, special) take a rule of their own, so that nobody reaches them by pointing a name there;
/// link-local addresses and metadata services even one for the very address, which no range stands in for.
/// </para>
/// <para>A rule for addresses speaks for them whatever name leads there.</para>
/// </remarks>
public sealed class TargetPolicy
{
    private const string Localhost = "localhost";

    /// <summary>Under these names clouds hand their machines' secrets out: a wildcard does not do.</summary>
    private static readonly HashSet<string> MetadataNames =
        ["metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal"];

    /// <summary>With these rules, which replace the default.</summary>
    public TargetPolicy(IReadOnlyList<TargetRule> rules) => Rules = rules;

    /// <summary>This machine's loopback addresses and <c>localhost</c>, any port: the default.</summary>
    public static TargetPolicy LoopbackOnly { get; } = new([Known(Localhost), Known("127.0.0.0/8"), Known("[::1]")]);

    /// <summary>The rules, in the order given.</summary>
    public IReadOnlyList<TargetRule> Rules { get; }

    /// <summary>
    /// Every host of a definition that may not be tested, as far as it is known before variables have values; the engine asks
    /// again for each connection.
    /// </summary>
    public IReadOnlyList<TargetRefusal> Check(RunDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return DefinitionTargets.Check(this, definition);
    }

    /// <summary>Whether requests may be sent to this host by name; what it resolves to is asked when libcurl connects.</summary>
    public TargetDecision CheckHost(string scheme, string host, int port)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(host);
        return CheckHost(scheme.ToLowerInvariant(), host, (int?)port);
    }

    /// <summary>Whether libcurl may connect to this address for a request to this host.</summary>
    public TargetDecision CheckAddress(string scheme, string host, IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(address);
        if (!CanBeAllowed(scheme, port, out var never))
            return never;
        var plainScheme = scheme.ToLowerInvariant();
        var canonical = EmbeddedIPv4.Canonical(address);
        var (kind, words) = AddressKinds.Of(canonical);
        if (IsAllowed(plainScheme, canonical, kind, port))
            return TargetDecision.Allowed;
        if (TargetHost.Read(host) is not { Address: null } byName)
            return Refused(plainScheme, canonical, kind, words, port, "");
        if (!IsNamed(plainScheme, byName.Name, port))
        {
            return kind == AddressKind.Public
                ? TargetDecision.Refused($"host {byName.Name} is not allowed", TargetRule.For(plainScheme, byName, port))
                : Refused(plainScheme, canonical, kind, words, port, $", to which {byName.Name} leads,");
        }

        return kind == AddressKind.Public || (kind == AddressKind.Loopback && byName.Name == Localhost)
            ? TargetDecision.Allowed
            : Refused(plainScheme, canonical, kind, words, port, $", to which {byName.Name} leads,");
    }

    /// <summary>As <see cref="CheckHost(string, string, int)"/>, where scheme or port may not be known yet.</summary>
    internal TargetDecision CheckHost(string? scheme, string host, int? port)
    {
        if (!CanBeAllowed(scheme, port, out var never))
            return never;
        if (TargetHost.Read(host) is not { } read)
            return TargetDecision.Never($"\"{host}\" is no name of a host");
        if (read.Address is { } address)
            return CheckAddress(scheme, address, port);
        return IsNamed(scheme, read.Name, port)
            ? TargetDecision.Allowed
            : TargetDecision.Refused($"host {read.Name} is not allowed", TargetRule.For(scheme, read, port));
    }

    /// <summary>Whether a rule speaks for this very address, or for a range that holds it.</summary>
    internal TargetDecision CheckAddress(string? scheme, IPAddress address, int? port)
    {
        var canonical = EmbeddedIPv4.Canonical(address);
        var (kind, words) = AddressKinds.Of(canonical);
        return IsAllowed(scheme, canonical, kind, port)
            ? TargetDecision.Allowed
            : Refused(scheme, canonical, kind, words, port, "");
    }

    private static bool CanBeAllowed(string? scheme, int? port, out TargetDecision never)
    {
        never = scheme?.ToLowerInvariant() is not (null or "http" or "https")
            ? TargetDecision.Never($"scheme {scheme} is never allowed, only http and https")
            : TargetDecision.Never($"port {port} is no port to connect to");
        return scheme?.ToLowerInvariant() is null or "http" or "https" && port is null or (>= TargetRule.FirstPort and <= TargetRule.LastPort);
    }

    private static TargetDecision Refused(string? scheme, IPAddress address, AddressKind kind, string words, int? port, string by)
    {
        var alone = kind == AddressKind.OneByOne ? ", and takes a rule for itself alone" : "";
        return TargetDecision.Refused(
            $"address {address}{by} is not allowed: it is {words}{alone}", TargetRule.For(scheme, TargetHost.OfAddress(address), port));
    }

    private bool IsAllowed(string? scheme, IPAddress address, AddressKind kind, int? port) =>
        Rules.Any(rule => rule.Covers(scheme, address, port) && (kind != AddressKind.OneByOne || rule.IsOneAddress));

    private bool IsNamed(string? scheme, string name, int? port)
    {
        var onlyItself = MetadataNames.Contains(name);
        return Rules.Any(rule => rule.Covers(scheme, name, port, onlyItself));
    }

    private static TargetRule Known(string text) =>
        TargetRule.TryParse(text, out var rule, out var fault) ? rule : throw new InvalidOperationException(fault);
}
