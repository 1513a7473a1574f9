using System.Text.Json.Nodes;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

/// <summary>Whatever is done to a definition, it is read or its faults are named.</summary>
public sealed class AnyJsonTests
{
    private const string Definition = """
        {
          "name": "checkout", "httpVersion": "auto", "maxConnects": 100, "connectionReuse": "shared", "engine": "default", "keepCookies": true,
          "steps": [
            { "name": "login", "method": "POST", "url": "https://${host}/login?u=${user}", "headers": { "Content-Type": "application/json" },
              "body": "{\"user\":\"${user}\"}", "timeoutSeconds": 10, "connectTimeoutSeconds": 1, "followRedirects": true, "maxRedirects": 3,
              "thinkTimeSeconds": 0.5, "maxResponseBytes": 1000, "compression": true, "continueOnFailure": true,
              "expect": { "status": [200, 201], "headers": { "A": "" }, "bodyContains": "token", "maxTimeMs": 5,
                          "json": [ { "pointer": "/a", "value": null }, { "pointer": "/b" } ] },
              "extract": [ { "name": "token", "from": "json", "pointer": "/token" }, { "name": "id", "from": "regex", "pattern": "(x)", "group": 1 },
                           { "name": "h", "from": "header", "header": "X" }, { "name": "c", "from": "cookie", "cookie": "s" } ] },
            { "url": "https://shop.test/cart", "form": { "a": "${token}" }, "authentication": { "type": "bearer", "token": "${token}" } },
            { "url": "https://shop.test/pay", "body": { "a": [ "${id}", 1, null, { "b": true } ] },
              "authentication": { "type": "basic", "user": "a", "password": "${c}" } },
            { "url": "https://shop.test/up", "multipart": [ { "name": "a", "value": "${h}" },
              { "name": "b", "fileName": "b.png", "base64": "AAAA", "contentType": "image/png" } ] } ],
          "data": [ { "name": "users", "columns": ["user", "host"], "rows": [["ann", "a"], ["bob", "b"]], "order": "shuffled", "seed": 4, "atEnd": "stop" },
                    { "csv": "item,price\n1,2\n" } ],
          "load": { "model": "open", "stages": [ { "durationSeconds": 10, "ratePerSecond": 100, "ramp": true } ], "maxVirtualUsers": 500 },
          "warmUpSeconds": 5, "connections": 4, "streamsPerConnection": 10,
          "resolve": [ { "host": "shop.test", "port": 443, "address": "::1" } ],
          "tls": { "verify": true },
          "thresholds": [ { "metric": "responseTime", "aggregate": "p95", "condition": "<", "valueMs": 250, "step": "login" },
                          { "metric": "errorRate", "condition": "<", "valuePercent": 1, "stopRun": true, "graceSeconds": 5 } ],
          "judgeInvalidRuns": true
        }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e300", "12345678901234567890", "\"\"", "\"x\"", "\"${user}\"", "\"${\"", "\"${nobody}\"", "\"a\\nb\"", "[]", "{}",
        "[[]]", "[null]", "[{}]", "{\"x\": 1}", "{\"\": \"\"}", "[[\"a\"]]", "\"\\uFFFF\"", "\"closed\"", "\"open\"", "\"json\"", "\"/a\"",
    ];

    [Fact]
    public void Read_WithoutChange_IsSound() => ReadJson.Of(Definition).Definition().Steps.Should().HaveCount(4);

    [Fact]
    public void Read_AnyPlaceReplaced_IsReadOrItsFaultsAreNamed()
    {
        var places = Places(JsonNode.Parse(Definition)!).ToList();
        places.Should().HaveCountGreaterThan(100);
        foreach (var place in places)
        {
            foreach (var value in Values)
                Check(Changed(root => Replace(root, place, JsonNode.Parse(value))));
            Check(Changed(root => Replace(root, place, null, remove: true)));
        }
    }

    [Fact]
    public void Read_ManyPlacesReplaced_IsReadOrItsFaultsAreNamed()
    {
        var random = new Random(1);
        for (var repetition = 0; repetition < 1000; repetition++)
        {
            Check(Changed(root =>
            {
                for (var change = random.Next(2, 8); change > 0; change--)
                {
                    var places = Places(root).ToList();
                    Replace(root, places[random.Next(places.Count)], JsonNode.Parse(Values[random.Next(Values.Length)]), remove: random.Next(3) == 0);
                }
            }));
        }
    }

    private static void Check(string json)
    {
        DefinitionReading reading;
        try
        {
            reading = ReadJson.Of(json);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Cannot read {json}", exception);
        }

        (reading.Definition is null).Should().Be(reading.Faults.Count > 0, json);
        reading.Faults.Should().OnlyContain(fault => fault.Message.Length > 10 && fault.Message.Length < 1500 && fault.Message.EndsWith('.') | fault.Message.EndsWith('?'), json);
        if (reading.Definition is null)
            return;
        var written = ReadJson.FullForm(reading.Definition);
        ReadJson.FullForm(ReadJson.Of(written).Definition()).Should().Be(written);
    }

    private static string Changed(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Definition)!;
        change(root);
        return root.ToJsonString();
    }

    /// <summary>Every member and element, by its path from the root.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(member => Below(member.Key, member.Value)),
        JsonArray parent => parent.SelectMany((element, index) => Below(index, element)),
        _ => [],
    };

    private static IEnumerable<object[]> Below(object key, JsonNode? node) =>
        [[key], .. Places(node).Select(place => (object[])[key, .. place])];

    private static void Replace(JsonNode root, object[] place, JsonNode? value, bool remove = false)
    {
        var parent = place[..^1].Aggregate(root, (node, key) => key is string name ? node[name]! : node[(int)key]!);
        if (parent is JsonObject members)
        {
            members.Remove((string)place[^1]);
            if (!remove)
                members.Add((string)place[^1], value);
        }
        else if (remove)
        {
            parent.AsArray().RemoveAt((int)place[^1]);
        }
        else
        {
            parent[(int)place[^1]] = value;
        }
    }
}
