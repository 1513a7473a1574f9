using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>The override that sends an arm to another host: it replaces scheme, host and port in the URLs of all steps.</summary>
internal static class TargetOverride
{
    /// <summary>Its name.</summary>
    public const string Field = "target";

    private const string SchemeEnd = "://";

    /// <summary>Takes it out of the overrides and does to the definition what it says; answers what is wrong with it.</summary>
    public static IEnumerable<DefinitionFault> Apply(JsonObject definition, JsonObject overrides)
    {
        if (!overrides.ContainsKey(Field))
            return [];
        var given = overrides[Field];
        overrides.Remove(Field);
        if (given is not JsonValue text || !text.TryGetValue<string>(out var target) || OriginOf(target) is not { } origin)
            return [new DefinitionFault(Field, "Must be scheme, host and port of a server, as in \"https://next.shop.test:8443\".")];
        if (overrides.ContainsKey("url") || overrides.ContainsKey("steps"))
            return [new DefinitionFault(Field, "Cannot stand beside `url` or `steps`, which say themselves where requests go.")];
        return [.. Redirect(definition, origin)];
    }

    private static string? OriginOf(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0
        && !target.Contains('?', StringComparison.Ordinal)
            ? target.TrimEnd('/')
            : null;

    private static IEnumerable<DefinitionFault> Redirect(JsonObject definition, string origin)
    {
        var steps = definition["steps"]!.AsArray().Cast<JsonObject>().ToList();
        var isNamedByUrl = (string?)definition["name"] == $"{steps[0]["method"]} {steps[0]["url"]}";
        for (var index = 0; index < steps.Count; index++)
        {
            var url = (string)steps[index]["url"]!;
            var scheme = url.IndexOf(SchemeEnd, StringComparison.Ordinal);
            if (scheme <= 0 || url.AsSpan(0, scheme).ContainsAny("${/?#"))
            {
                yield return new DefinitionFault(
                    Field, $"Cannot be used here: the URL of step {index + 1} begins with a variable, so its host cannot be replaced.");
                continue;
            }

            var host = scheme + SchemeEnd.Length;
            var end = url.AsSpan(host).IndexOfAny("/?#");
            steps[index]["url"] = origin + (end < 0 ? "" : url[(host + end)..]);
        }

        // A name that was made of the URL would tell lies.
        if (isNamedByUrl)
            definition.Remove("name");
    }
}
