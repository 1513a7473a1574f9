using System.Globalization;
using System.Net;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Targets;

/// <summary>The hosts of a definition, as far as they are known before variables have values.</summary>
internal static class DefinitionTargets
{
    /// <summary>Stands for a variable; no URL can hold it, for URLs are ASCII.</summary>
    private const char Variable = '\uE000';

    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    public static IReadOnlyList<TargetRefusal> Check(TargetPolicy policy, RunDefinition definition)
    {
        var refusals = new List<TargetRefusal>();
        for (var index = 0; index < definition.Steps.Count; index++)
        {
            if (HostOf(definition.Steps[index].Url) is not { } target || IsResolvedHere(target, definition.Resolve))
                continue;
            var decision = policy.CheckHost(target.Scheme, target.Host, target.Port);
            if (!decision.IsAllowed)
                refusals.Add(new TargetRefusal(FieldPath.Member(FieldPath.Element("steps", index), "url"), decision));
        }

        // The address is the user's choice, so that the rule of a name cannot speak for it.
        for (var index = 0; index < definition.Resolve.Count; index++)
        {
            var entry = definition.Resolve[index];
            var decision = policy.CheckAddress(scheme: null, IPAddress.Parse(entry.Address), entry.Port);
            if (!decision.IsAllowed)
                refusals.Add(new TargetRefusal(FieldPath.Member(FieldPath.Element("resolve", index), "address"), decision));
        }

        return refusals;
    }

    /// <summary>Whether the definition says itself where a host leads: then that entry is judged.</summary>
    private static bool IsResolvedHere(Target target, IReadOnlyList<ResolveOverride> resolve) =>
        target.Port is { } port && TargetHost.Read(target.Host) is { Address: null } host
        && resolve.Any(entry => entry.Port == port && TargetHost.Read(entry.Host) == host);

    /// <summary>Null where a variable is a part of the host, or in front of everything.</summary>
    private static Target? HostOf(Template url)
    {
        var text = string.Concat(url.Segments.Select(segment =>
            segment.Variable is null ? System.Text.Encoding.UTF8.GetString(segment.Literal.Span) : Variable.ToString()));
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0 || text.IndexOfAny(['/', '?', '#']) < schemeEnd)
            return null;
        var start = schemeEnd + "://".Length;
        var end = text.IndexOfAny(['/', '?', '#'], start) is >= 0 and var found ? found : text.Length;
        var authority = text[start..end];
        var hostEnd = authority.StartsWith('[') ? authority.IndexOf(']') + 1 : authority.IndexOf(':');
        var host = hostEnd > 0 ? authority[..hostEnd] : authority;

        // A variable behind the host may end it with an "@" that makes it a user's name: libcurl decides, and the engine asks.
        if (host.Contains(Variable))
            return null;
        var scheme = text[..schemeEnd].Contains(Variable) ? null : text[..schemeEnd].ToLowerInvariant();
        return new Target(scheme, host, PortOf(scheme, hostEnd > 0 ? authority[hostEnd..] : ""));
    }

    /// <summary>Null where it is not known.</summary>
    private static int? PortOf(string? scheme, string text)
    {
        if (text.Length > 1)
            return int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
        return scheme switch { "http" => HttpPort, "https" => HttpsPort, _ => null };
    }

    private sealed record Target(string? Scheme, string Host, int? Port);
}
