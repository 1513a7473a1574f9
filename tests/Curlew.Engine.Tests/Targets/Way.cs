using System.Text;
using System.Text.Json;

namespace Curlew.Engine.Tests.Targets;

/// <summary>One way to reach a forbidden address.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Definition">The definition that takes it.</param>
/// <param name="Connects">
/// Whether it connects where a policy allows everything; whether the others do depends on the build of libcurl and its resolver, or
/// they are refused before the policy is asked.
/// </param>
internal sealed record Way(string Name, Func<Ports, string> Definition, bool Connects)
{
    /// <summary>The URL stands in the definition.</summary>
    public static Way Literal(string url, string more = "") =>
        new($"literal {url}{more}", ports => $$"""{ "url": {{Json(ports.Fill(url))}}, "requests": 2{{ports.Fill(more)}} }""", Connects: true);

    /// <summary>The URL comes from a data feed, after a first request that is allowed.</summary>
    public static Way Data(string value, string url = "${v}", string more = "", bool connects = true) => new(
        $"data {value} in {url}{more}",
        ports => $$"""
            {
              "steps": [ { "name": "a", "url": "http://127.0.0.1:{{ports.Allowed}}/ok" }, { "name": "b", "url": {{Json(ports.Fill(url))}} } ],
              "data": [ { "name": "d", "columns": ["v"], "rows": [[{{Json(ports.Fill(value))}}]] } ],
              "load": { "virtualUsers": 1, "iterations": 2 }{{ports.Fill(more)}}
            }
            """,
        connects);

    /// <summary>An allowed server redirects there.</summary>
    public static Way Redirect(string location, int status = 302, string step = "", bool connects = true) => new(
        $"{status} to {location}{step}",
        ports => $$"""
            {
              "steps": [ { "url": "http://127.0.0.1:{{ports.Allowed}}/to/{{status}}/{{Hex(ports.Fill(location))}}", "followRedirects": true{{step}} } ],
              "load": { "virtualUsers": 1, "requests": 2 }
            }
            """,
        connects);

    /// <summary>An allowed server redirects to itself and then there.</summary>
    public static Way Chain(string location) => new(
        $"chain to {location}",
        ports => Redirect($"/to/301/{Hex($"/to/307/{Hex(ports.Fill(location))}")}").Definition(ports),
        Connects: true);

    /// <summary>An answer of an allowed server names it, and a step takes it from there.</summary>
    public static Way Extracted(string url) => new(
        $"extracted {url}",
        ports => $$"""
            {
              "steps": [
                { "name": "a", "url": "http://127.0.0.1:{{ports.Allowed}}/json/{{Hex(ports.Fill(url))}}",
                  "extract": [ { "name": "link", "from": "json", "pointer": "/link" } ] },
                { "name": "b", "url": "${link}" } ],
              "load": { "virtualUsers": 1, "iterations": 2 }
            }
            """,
        Connects: true);

    /// <summary>The definition says itself that an allowed name leads there.</summary>
    public static Way Resolved(string address) => new(
        $"resolve to {address}",
        ports => $$"""
            { "url": "http://x.shop.test:{{ports.Forbidden}}/", "requests": 2,
              "resolve": [ { "host": "x.shop.test", "port": {{ports.Forbidden}}, "address": "{{address}}" } ] }
            """,
        Connects: true);

    public override string ToString() => Name;

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}

/// <summary>The ports that stand in a way as <c>{A}</c> (allowed) and <c>{F}</c> (forbidden).</summary>
internal sealed record Ports(int Allowed, int Forbidden)
{
    public string Fill(string text) =>
        text.Replace("{A}", $"{Allowed}", StringComparison.Ordinal).Replace("{F}", $"{Forbidden}", StringComparison.Ordinal);
}
