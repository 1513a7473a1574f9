using System.Text;
using Curlew.Domain.Outcomes;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Journeys of several steps against what the server saw.</summary>
public sealed class JourneyTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _server.Truth.Snapshot().UnexpectedFailures.Should().BeEmpty();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_StepsOfManyKinds_SendsEachAsItIs(string libcurl)
    {
        // Each step's method, headers and body must be gone when the next one is sent; /echo's answer is the witness.
        var run = await ExecuteAsync(libcurl, """
            { "url": "{server}ok/1", "headers": { "X-One": "1" } },
            { "url": "{server}echo/2", "body": { "a": 1 },
              "expect": { "json": [ { "pointer": "/method", "value": "POST" }, { "pointer": "/bodyText", "value": "{\"a\":1}" },
                                    { "pointer": "/headers/Content-Type/0", "value": "application/json" } ] } },
            { "url": "{server}echo/3",
              "expect": { "json": [ { "pointer": "/method", "value": "GET" }, { "pointer": "/bodyBytes", "value": 0.0 } ] } },
            { "url": "{server}echo/4", "method": "PUT", "body": "text", "authentication": { "type": "basic", "user": "ann", "password": "s3cret" },
              "expect": { "json": [ { "pointer": "/method", "value": "PUT" }, { "pointer": "/bodyText", "value": "text" },
                                    { "pointer": "/headers/Authorization/0", "value": "Basic YW5uOnMzY3JldA==" } ] } },
            { "url": "{server}ok/5", "method": "HEAD" },
            { "url": "{server}echo/6", "method": "DELETE", "expect": { "json": [ { "pointer": "/method", "value": "DELETE" } ] } },
            { "url": "{server}echo/7", "form": { "name": "ann & bob", "x": "1" },
              "expect": { "json": [ { "pointer": "/bodyText", "value": "name=ann+%26+bob&x=1" },
                                    { "pointer": "/headers/Content-Type/0", "value": "application/x-www-form-urlencoded" } ] } },
            { "url": "{server}echo/8", "authentication": { "type": "bearer", "token": "t0k3n" },
              "expect": { "json": [ { "pointer": "/method", "value": "GET" }, { "pointer": "/headers/Authorization/0", "value": "Bearer t0k3n" } ] } },
            { "url": "{server}echo/9", "expect": { "json": [ { "pointer": "/method", "value": "GET" } ] } }
            """, "\"virtualUsers\": 4, \"iterations\": 40");

        run.Summary.Failures.Should().BeEmpty();
        run.Summary.Steps.Should().HaveCount(9).And.OnlyContain(step => step.Requests == 40 && step.Succeeded == 40);
        run.Summary.Iterations!.Started.Should().Be(40);
        run.Summary.Iterations!.Completed.Should().Be(40);
        var truth = _server.Truth.Snapshot();
        truth.Of(path: "/ok/1", method: "GET").Requests.Should().Be(40);
        truth.Of(path: "/echo/2", method: "POST").Requests.Should().Be(40);
        truth.Of(path: "/ok/5", method: "HEAD").Requests.Should().Be(40);
        truth.Of(path: "/echo/9", method: "GET").Requests.Should().Be(40);
        run.Outcomes.Should().HaveCount(360);
        foreach (var iteration in run.Outcomes.GroupBy(outcome => outcome.Iteration))
        {
            iteration.Select(outcome => outcome.Step).Should().Equal(Enumerable.Range(0, 9), "steps come in order");
            iteration.Select(outcome => outcome.VirtualUser).Distinct().Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Execute_Credentials_AreNotSentByTheStepAfter()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}ok", "authentication": { "type": "basic", "user": "ann", "password": "x" } },
            { "url": "{server}echo", "extract": [ { "name": "found", "from": "json", "pointer": "/headers/Authorization" } ] }
            """, "\"iterations\": 3");

        Failures(run, FailureKind.Extraction).Should().Be(3, "the second step has no Authorization header");
    }

    [Fact]
    public async Task Execute_ExtractedValues_ReachTheStepsAfterEncodedForTheirPlace()
    {
        const string value = "a\"b\\c d/ü&é=";
        var run = await ExecuteAsync(LibcurlBuilds.Newest, $$$"""
            { "url": "{server}echo/first", "body": {"value": {{{System.Text.Json.JsonSerializer.Serialize(value)}}} },
              "extract": [ { "name": "text", "from": "json", "pointer": "/bodyText" },
                           { "name": "type", "from": "header", "header": "content-type" },
                           { "name": "path", "from": "regex", "pattern": "\"path\":\"/([a-z]+)/" },
                           { "name": "bytes", "from": "json", "pointer": "/bodyBytes" } ] },
            { "url": "{server}echo/${path}/${bytes}?q=${text}", "headers": { "X-Type": "${type}" }, "body": { "copy": "${text}" },
              "expect": { "json": [ { "pointer": "/path", "value": "/echo/echo/{{{Encoding.UTF8.GetByteCount(Json(value))}}}" },
                                    { "pointer": "/query", "value": "?q={{{Uri.EscapeDataString(Json(value))}}}" },
                                    { "pointer": "/headers/X-Type/0", "value": "application/json" },
                                    { "pointer": "/bodyText", "value": {{{System.Text.Json.JsonSerializer.Serialize($"{{\"copy\":{Quoted(Json(value))}}}")}}} } ] } }
            """, "\"virtualUsers\": 3, \"iterations\": 30");

        run.Summary.Failures.Should().BeEmpty();
        run.Summary.Total.Succeeded.Should().Be(60);

        static string Json(string text) => $"{{\"value\":\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}";
        static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    [Fact]
    public async Task Execute_Cookies_BelongToTheUserAndAreEmptyAtEachIteration()
    {
        const string steps = """
            { "url": "{server}cookie/set?name=session&value=${vu}-${iteration}", "extract": [ { "name": "kept", "from": "cookie", "cookie": "session" } ] },
            { "url": "{server}cookie/echo", "expect": { "json": [ { "pointer": "/session" } ], "bodyContains": "-" } }
            """;

        var run = await ExecuteAsync(LibcurlBuilds.Newest, steps, "\"virtualUsers\": 3, \"iterations\": 30");

        run.Summary.Total.Succeeded.Should().Be(60);
        var cookies = _server.Truth.Snapshot().Cookies;
        cookies.Should().HaveCount(30, "each iteration has one of its own");
        cookies.Values.Should().OnlyContain(times => times == 1, "the first step of an iteration sends none");
    }

    [Fact]
    public async Task Execute_KeepCookies_SendsThemInTheNextIteration()
    {
        await ExecuteAsync(
            LibcurlBuilds.Newest,
            """{ "url": "{server}cookie/set?name=kept&value=1" }, { "url": "{server}ok" }""",
            "\"iterations\": 10",
            "\"keepCookies\": true,");

        _server.Truth.Snapshot().Cookies.Should().BeEquivalentTo(new Dictionary<string, long> { ["kept=1"] = 19 });
    }

    [Fact]
    public async Task Execute_StepThatFails_EndsTheIterationUnlessToldOtherwise()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}status/500", "continueOnFailure": true },
            { "url": "{server}ok/a" },
            { "url": "{server}status/404" },
            { "url": "{server}ok/never" }
            """, "\"virtualUsers\": 2, \"iterations\": 20");

        run.Summary.Steps.Select(step => step.Requests).Should().Equal(20, 20, 20, 0);
        run.Summary.Iterations!.Completed.Should().Be(0);
        Failures(run, FailureKind.Status).Should().Be(40);
        _server.Truth.Snapshot().Of(path: "/ok/never", method: "GET").Requests.Should().Be(0);
    }

    [Theory]
    [InlineData("\"status\": [201]", FailureKind.Status)]
    [InlineData("\"headers\": { \"Content-Type\": \"xml\" }", FailureKind.Header)]
    [InlineData("\"headers\": { \"X-Missing\": \"\" }", FailureKind.Header)]
    [InlineData("\"bodyContains\": \"no such text\"", FailureKind.Body)]
    [InlineData("\"json\": [ { \"pointer\": \"/method\", \"value\": \"PUT\" } ]", FailureKind.Json)]
    [InlineData("\"json\": [ { \"pointer\": \"/nothing\" } ]", FailureKind.Json)]
    [InlineData("\"maxTimeMs\": 0.001", FailureKind.MaxTime)]
    [InlineData("\"headers\": { \"content-type\": \"json\", \"Date\": \"\" }, \"bodyContains\": \"\\\"GET\\\"\"", FailureKind.None)]
    public async Task Execute_Expectation_FailsAsItsOwnKind(string expect, FailureKind kind)
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, $$"""{ "url": "{server}echo", "expect": { {{expect}} } }""", "\"requests\": 5");

        run.Outcomes.Should().HaveCount(5).And.OnlyContain(outcome => outcome.Failure == kind && outcome.CurlCode == 0);
        run.Summary.Total.Failed.Should().Be(kind == FailureKind.None ? 0 : 5);
    }

    [Theory]
    [InlineData("\"from\": \"json\", \"pointer\": \"/headers/Nothing\"", FailureKind.Extraction)]
    [InlineData("\"from\": \"header\", \"header\": \"X-Nothing\"", FailureKind.Extraction)]
    [InlineData("\"from\": \"cookie\", \"cookie\": \"nothing\"", FailureKind.Extraction)]
    [InlineData("\"from\": \"regex\", \"pattern\": \"no such\"", FailureKind.Extraction)]
    public async Task Execute_ExtractionThatFindsNothing_IsAFailureOfItsOwnAndCounted(string extract, FailureKind kind)
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, $$"""
            { "url": "{server}echo", "extract": [ { "name": "x", {{extract}} } ] }, { "url": "{server}ok?${x}" }
            """, "\"iterations\": 5");

        run.Outcomes.Should().HaveCount(5).And.OnlyContain(outcome => outcome.Failure == kind);
        Failures(run, kind).Should().Be(5);
    }

    [Fact]
    public async Task Execute_RegexThatBacktracksForEver_IsCutOff()
    {
        // The look-ahead keeps .NET from matching without backtracking, and the nested quantifier then has 2^n ways to fail.
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}echo", "body": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
              "extract": [ { "name": "x", "from": "regex", "pattern": "(?=a)(a+)+$" } ] }
            """, "\"requests\": 2");

        run.Outcomes.Should().HaveCount(2).And.OnlyContain(outcome => outcome.Failure == FailureKind.RegexTimeout);
    }

    [Fact]
    public async Task Execute_ValueThatWouldSplitAHeader_IsNotSentAndCounted()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}echo", "body": "a\r\nX-Injected: 1", "extract": [ { "name": "line", "from": "json", "pointer": "/bodyText" } ] },
            { "url": "{server}ok/never", "headers": { "X-Line": "${line}" } }
            """, "\"virtualUsers\": 2, \"iterations\": 6");

        Failures(run, FailureKind.Template).Should().Be(6);
        _server.Truth.Snapshot().Of(path: "/ok/never", method: "GET").Requests.Should().Be(0);
        run.Outcomes.Where(outcome => outcome.Failure == FailureKind.Template).Should()
            .OnlyContain(outcome => outcome.ConnectionId == -1 && outcome.Status == 0 && outcome.BytesUp == 0);
    }

    [Fact]
    public async Task Execute_OnlyStepCanNeverBeSent_EndsAllTheSame()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}status/404", "continueOnFailure": true, "extract": [ { "name": "x", "from": "header", "header": "X-Nothing" } ] },
            { "url": "{server}ok?${x}" }
            """, "\"virtualUsers\": 3, \"durationSeconds\": 0.3");

        Failures(run, FailureKind.Template).Should().BePositive();
        run.Summary.Steps[1].Succeeded.Should().Be(0);
    }

    [Fact]
    public async Task Execute_ThinkTimeBetweenSteps_IsInNeitherClock()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}ok/1", "thinkTimeSeconds": 0.2 }, { "url": "{server}ok/2" }
            """, "\"virtualUsers\": 2, \"iterations\": 2");

        foreach (var iteration in run.Outcomes.GroupBy(outcome => outcome.Iteration))
        {
            var (first, second) = (iteration.First(), iteration.Last());
            (second.PlannedMicros - first.StartedMicros - first.TotalMicros).Should().BeInRange(199_990, 200_010);
            second.StartedMicros.Should().BeGreaterThanOrEqualTo(second.PlannedMicros);
        }
    }

    [Fact]
    public async Task Execute_BuiltInVariables_AreWhatTheyAreCalled()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}echo/${vu}/${iteration}?id=${uuid}&at=${now}",
              "extract": [ { "name": "id", "from": "regex", "pattern": "id=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}" },
                           { "name": "at", "from": "regex", "pattern": "at=20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}%3A[0-9]{2}%3A[0-9]{2}[.][0-9]{3}Z" } ] }
            """, "\"virtualUsers\": 2, \"requests\": 10");

        run.Summary.Failures.Should().BeEmpty();
        var paths = _server.Truth.Snapshot().Requests.Keys.Where(kind => kind.Method == "GET").Select(kind => kind.Path).ToList();
        paths.Should().BeEquivalentTo(run.Outcomes.Select(outcome => $"/echo/{outcome.VirtualUser}/{outcome.Iteration}"));
    }

    [Fact]
    public async Task Execute_Compression_IsAskedForAndDecodedAndOffByDefault()
    {
        var run = await ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}gzip/1?bytes=50000", "expect": { "headers": { "Content-Length": "50000" } } },
            { "url": "{server}gzip/2?bytes=50000", "compression": true, "expect": { "headers": { "Content-Encoding": "gzip" } },
              "extract": [ { "name": "whole", "from": "regex", "pattern": "^(hello world\\n)+hello wo$" } ] },
            { "url": "{server}gzip/3?bytes=50000", "expect": { "headers": { "Content-Length": "50000" } } }
            """, "\"iterations\": 4");

        run.Summary.Failures.Should().BeEmpty();
        run.Outcomes.Where(outcome => outcome.Step == 1).Should().OnlyContain(outcome => outcome.BytesDown < 20_000, "that came over the wire");
        run.Outcomes.Where(outcome => outcome.Step != 1).Should().OnlyContain(outcome => outcome.BytesDown > 50_000);
    }

    [Fact]
    public async Task Execute_StoppedDuringThinkTime_EndsTheIteration()
    {
        using var stop = new CancellationTokenSource();
        var running = ExecuteAsync(LibcurlBuilds.Newest, """
            { "url": "{server}ok/1", "thinkTimeSeconds": 600 }, { "url": "{server}ok/2" }
            """, "\"virtualUsers\": 3, \"durationSeconds\": 600", stop: stop);
        await _server.Truth.WhenAsync(truth => truth.Of("/ok/1", "GET").Requests == 3);

        await stop.CancelAsync();
        var run = await running;

        run.Result.Stopped.Should().BeTrue();
        run.Outcomes.Should().HaveCount(3);
        run.Summary.Iterations!.Completed.Should().Be(0);
    }

    private static long Failures(ExecutedRun run, FailureKind kind) =>
        run.Summary.Failures.SingleOrDefault(failure => failure.Kind == kind)?.Count ?? 0;

    private Task<ExecutedRun> ExecuteAsync(
        string libcurl, string steps, string load, string more = "", CancellationTokenSource? stop = null) =>
        new EngineUnderTest(libcurl).ExecuteAsync(
            $$"""{ {{more}} "steps": [ {{steps.Replace("{server}", _server.Http1.ToString(), StringComparison.Ordinal)}} ], "load": { {{load}} } }""", stop: stop);
}
