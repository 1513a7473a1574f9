using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Curlew.Domain.Targets;

/// <summary>
/// Reads rules, strictly: what could be read in two ways is refused, for a rule that allows something else than its author
/// meant is worse than none.
/// </summary>
internal static class RuleReader
{
    private const string Form = "A rule is [scheme://]host[:port[-port]], where host is a name, *.domain, *, an address or a CIDR range "
        + "(IPv6 in brackets), as in \"https://*.shop.test:443\", \"10.1.0.0/16\" or \"[fd00::/8]:8080-8090\".";

    public static bool TryRead(string text, [NotNullWhen(true)] out RuleParts? parts, [NotNullWhen(false)] out string? fault)
    {
        parts = null;
        fault = FaultOfText(text);
        if (fault is not null)
            return false;
        var rest = text.ToLowerInvariant();
        string? scheme = null;
        if (rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var schemeEnd)
        {
            scheme = rest[..schemeEnd];
            rest = rest[(schemeEnd + "://".Length)..];
            if (scheme is not ("http" or "https"))
                return Fail($"Has the scheme \"{scheme}\"; only http and https are tested. {Form}", out fault);
        }

        var hostEnd = rest.StartsWith('[') ? rest.IndexOf(']') + 1 : rest.IndexOf(':') is >= 0 and var colon ? colon : rest.Length;
        if (hostEnd == 0)
            return Fail($"Names no host. {Form}", out fault);
        var host = rest[..hostEnd];
        if (!TryReadPorts(rest[hostEnd..], out var first, out var last, out fault))
            return false;
        if (host.StartsWith('[') || host.Contains('/', StringComparison.Ordinal) || TargetHost.IsNumeric(host))
        {
            if (!TryReadNetwork(host, out var network, out fault))
                return false;
            parts = new RuleParts(scheme, null, network, first, last);
        }
        else
        {
            fault = FaultOfName(host);
            if (fault is not null)
                return false;
            parts = new RuleParts(scheme, host, null, first, last);
        }

        return true;
    }

    private static string? FaultOfText(string text)
    {
        if (text.Length == 0)
            return $"Is empty. {Form}";
        if (text.Length > TargetRule.MaxLength)
            return $"Is longer than {TargetRule.MaxLength} characters. {Form}";
        if (text.Any(c => c >= '\u007f'))
            return $"Must be ASCII: write a name with other letters in its xn-- form. {Form}";
        if (text.Contains('@'))
            return $"Must not hold a user name or password. {Form}";
        return text.Any(c => c is <= ' ' or '%' or '\\' or '?' or '#' or '$') ? $"Holds a space or one of % \\ ? # $. {Form}" : null;
    }

    private static bool TryReadPorts(string text, out int first, out int last, [NotNullWhen(false)] out string? fault)
    {
        (first, last) = (TargetRule.FirstPort, TargetRule.LastPort);
        fault = null;
        if (text.Length == 0)
            return true;
        var ends = text[1..].Split('-');
        if (text[0] == ':' && ends.Length <= 2 && TryReadPort(ends[0], out first) && TryReadPort(ends[^1], out last) && first <= last)
            return true;
        return Fail(
            text.Count(c => c == ':') > 1
                ? $"Has more than one colon: an IPv6 address stands in brackets. {Form}"
                : $"Must end after the host, or with \":\" and a port or range of ports from 1 to 65535, but ends with \"{text}\". {Form}",
            out fault);
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is >= TargetRule.FirstPort and <= TargetRule.LastPort && text[0] != '0';

    private static bool TryReadNetwork(string host, out IPNetwork network, [NotNullWhen(false)] out string? fault)
    {
        network = default;
        fault = null;
        var inner = host.Trim('[', ']');
        if (host != (inner.Contains(':', StringComparison.Ordinal) ? $"[{inner}]" : inner))
            return Fail($"Must have an IPv6 address or range in brackets, and nothing else, but has \"{host}\". {Form}", out fault);
        var slash = inner.IndexOf('/', StringComparison.Ordinal);
        var text = slash < 0 ? inner : inner[..slash];
        if (!IPAddress.TryParse(text, out var address) || (!inner.Contains(':', StringComparison.Ordinal) && address.ToString() != text))
            return Fail($"Must have an address in its common form, as in 10.1.2.3 (no leading zeros, no other bases), but has \"{text}\". {Form}", out fault);
        var length = RuleParts.LengthOf(address);
        if (slash >= 0 && !(int.TryParse(inner[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length <= RuleParts.LengthOf(address) && inner[slash + 1] is not '0' | inner.Length == slash + 2))
        {
            return Fail($"Must have a prefix from /0 to /{RuleParts.LengthOf(address)}, but has \"{inner[slash..]}\". {Form}", out fault);
        }

        if (EmbeddedIPv4.Canonical(address) is var meant && !meant.Equals(address) && (slash < 0 || length == RuleParts.LengthOf(address)))
            return Fail($"{text} leads to {meant}: write that. {Form}", out fault);
        if (length > 0 && EmbeddedIPv4.IsWithinForms(address))
            return Fail($"{inner} stands for IPv4 addresses: write those. {Form}", out fault);
        network = new IPNetwork(address, length);
        return network.BaseAddress.Equals(address)
            || Fail($"{inner} has bits behind its prefix: write the range's first address, {network.BaseAddress}, or the address alone. {Form}", out fault);
    }

    private static string? FaultOfName(string host)
    {
        if (host == "*")
            return null;
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        if (name.Contains('*', StringComparison.Ordinal))
            return $"Must have its * in front, as in *.shop.test, or alone. {Form}";
        return TargetHost.IsName(name) ? null : $"Must name a host of letters, digits, - and _ between dots, but names \"{host}\". {Form}";
    }

    private static bool Fail(string words, out string fault)
    {
        fault = words;
        return false;
    }
}
