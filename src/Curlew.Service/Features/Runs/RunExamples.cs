using System.Text.Json.Nodes;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Runs;

/// <summary>Examples for the OpenAPI document; tests see to it that each is accepted.</summary>
internal static class RunExamples
{
    /// <summary>Definitions to start from.</summary>
    public static IReadOnlyList<BodyExample> Definitions { get; } =
    [
        new("duration", "Shorthand: 64 virtual users for 10 seconds", new
        {
            url = "http://127.0.0.1:8080/",
            virtualUsers = 64,
            durationSeconds = 10,
        }),
        new("requests", "Shorthand: exactly 10,000 requests over HTTP/1.1", new
        {
            name = "ten thousand",
            url = "http://127.0.0.1:8080/",
            httpVersion = "1.1",
            virtualUsers = 16,
            requests = 10_000,
        }),
        new("http2", "HTTP/2 over TLS against a server with a certificate of its own", new
        {
            name = "h2 over TLS",
            httpVersion = "2",
            maxConnects = 50,
            tls = new { verify = false },
            steps = new[] { new { url = "https://127.0.0.1:8443/", expect = new { status = new[] { 200 } } } },
            load = new { virtualUsers = 64, durationSeconds = 10 },
        }),
        new("http2-cleartext", "HTTP/2 without TLS (h2c with prior knowledge)", new
        {
            url = "http://127.0.0.1:8080/",
            httpVersion = "2-prior-knowledge",
            virtualUsers = 64,
            requests = 10_000,
        }),
        new("post-json", "Full form: POST JSON, expect 201, think half a second", new
        {
            name = "orders",
            engine = "default",
            keepCookies = true,
            steps = new[]
            {
                new
                {
                    name = "order",
                    method = "POST",
                    url = "http://127.0.0.1:8080/orders",
                    headers = new Dictionary<string, string>
                    {
                        ["Authorization"] = "Bearer 123",
                        ["Accept"] = "application/json",
                    },
                    body = new { article = 17, count = 2 },
                    timeoutSeconds = 5,
                    connectTimeoutSeconds = 2,
                    followRedirects = true,
                    maxRedirects = 3,
                    thinkTimeSeconds = 0.5,
                    expect = new { status = new[] { 201 } },
                },
            },
            load = new { model = "closed", virtualUsers = 100, durationSeconds = 60 },
        }),
        new("open", "Shorthand: open load, 600 requests per second whatever the server does", new
        {
            url = "http://127.0.0.1:8080/",
            ratePerSecond = 600,
            durationSeconds = 30,
        }),
        new("journey", "A journey with data, variables and thresholds, at a rate that rises", new
        {
            name = "checkout",
            steps = new object[]
            {
                new
                {
                    name = "login",
                    url = "http://127.0.0.1:8080/login",
                    body = new { user = "${user}", request = "${uuid}" },
                    expect = new { status = new[] { 200 } },
                    extract = new[] { new { name = "token", from = "json", pointer = "/token" } },
                },
                new
                {
                    name = "cart",
                    url = "http://127.0.0.1:8080/cart?page=${iteration}",
                    authentication = new { type = "bearer", token = "${token}" },
                    thinkTimeSeconds = 1,
                },
            },
            data = new[] { new { name = "users", csv = "user\nann\nbob\n", order = "shuffled" } },
            load = new
            {
                model = "open",
                stages = new object[]
                {
                    new { durationSeconds = 10, ratePerSecond = 100, ramp = true },
                    new { durationSeconds = 60, ratePerSecond = 100 },
                },
                maxVirtualUsers = 500,
            },
            warmUpSeconds = 10,
            thresholds = new object[]
            {
                new { metric = "responseTime", aggregate = "p95", condition = "<", valueMs = 250 },
                new { metric = "errorRate", condition = "<", valuePercent = 1, stopRun = true, graceSeconds = 5 },
            },
        }),
        new("streams", "HTTP/2: four connections of ten streams each", new
        {
            url = "https://127.0.0.1:8443/",
            httpVersion = "2",
            virtualUsers = 40,
            durationSeconds = 10,
            connections = 4,
            streamsPerConnection = 10,
        }),
    ];

    /// <summary>Saved definitions to run.</summary>
    public static IReadOnlyList<BodyExample> OfSaved { get; } =
    [
        new("saved", "A saved definition as it is", new { definitionId = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46" }),
        new("saved-baseline", "A saved definition, held against a run of an earlier release", new
        {
            definitionId = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46",
            baselineRunId = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a47",
        }),
        new("saved-overrides", "A revision of a saved definition, over HTTP/1.1 at another rate and with a threshold", new
        {
            definitionId = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46",
            revision = 3,
            overrides = new
            {
                httpVersion = "1.1",
                load = new { ratePerSecond = 100, durationSeconds = 30 },
                thresholds = new[] { new { metric = "errorRate", condition = "<", valuePercent = 1 } },
            },
        }),
    ];

    /// <summary>What a faulty definition is answered with.</summary>
    public static JsonNode Faults { get; } = new JsonObject
    {
        ["type"] = ProblemType.InvalidDefinition.Uri,
        ["title"] = ProblemType.InvalidDefinition.Title,
        ["status"] = ProblemType.InvalidDefinition.Status,
        ["detail"] = "Nothing was queued; the definition has 2 fault(s).",
        ["errors"] = new JsonObject
        {
            ["httpVersion"] = new JsonArray("Must be \"auto\", \"1.1\", \"2\" or \"2-prior-knowledge\", but is \"3.0\"."),
            ["maxConnects"] = new JsonArray("Must be a whole number from 1 to 100000, but is 0."),
        },
    };
}
