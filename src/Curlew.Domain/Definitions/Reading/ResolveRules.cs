using System.Net;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Whether the addresses to use instead of DNS are addresses, one for each host and port.</summary>
internal static class ResolveRules
{
    /// <summary>The overrides; only of use where there are no faults.</summary>
    public static IReadOnlyList<ResolveOverride> Read(IReadOnlyList<ResolveDocument>? documents, FaultList faults)
    {
        var overrides = new List<ResolveOverride>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < (documents?.Count ?? 0); index++)
        {
            var path = FieldPath.Element("resolve", index);
            if (faults.At(path))
                continue;
            var document = documents![index];
            CheckIsThere("host");
            CheckIsThere("port");
            CheckIsThere("address");
            if (document.Host is { } host && Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.IPv6)
                faults.Add(FieldPath.Member(path, "host"), $"Must be the name of a host, as in \"shop.test\", but is \"{FieldPath.Shown(host)}\".");
            if (document.Address is { } address && !IsAddress(address))
                faults.Add(FieldPath.Member(path, "address"), $"Must be an IPv4 or IPv6 address, as in \"127.0.0.1\" or \"::1\", but is \"{FieldPath.Shown(address)}\".");
            if (document is { Host: not null, Port: not null } && !seen.Add($"{document.Host}:{document.Port}"))
                faults.Add(path, "Names a host and port that an entry before it names already; give one address for each.");
            overrides.Add(new ResolveOverride(document.Host ?? "", (int)(document.Port ?? 0), document.Address ?? ""));

            void CheckIsThere(string name)
            {
                var field = FieldPath.Member(path, name);
                if (!faults.Has(field))
                    faults.Add(field, $"Is missing: an entry needs `host`, `port` and `address`.");
            }
        }

        return overrides;
    }

    /// <summary>In the one common spelling: <c>127.1</c> and <c>0177.0.0.1</c> would be read too, and a scope is not a part of it.</summary>
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && (text.Contains(':', StringComparison.Ordinal) ? !text.Contains('%') && !text.Contains('[') : address.ToString() == text);
}
