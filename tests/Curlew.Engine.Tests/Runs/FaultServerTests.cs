using Curlew.Domain.Outcomes;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>What runs report against what the server counted, on every libcurl there is.</summary>
public sealed class FaultServerTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _server.Truth.Snapshot().UnexpectedFailures.Should().BeEmpty();
        await _server.DisposeAsync();
    }

    public static TheoryData<string, string, string> Protocols()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var path in LibcurlBuilds.All)
        {
            data.Add(path, nameof(FaultServer.Http1), "1.1");
            data.Add(path, nameof(FaultServer.Https), "1.1");
            data.Add(path, nameof(FaultServer.Https1), "auto");
            data.Add(path, nameof(FaultServer.Https), "auto");
            data.Add(path, nameof(FaultServer.Https), "2");
            if (!HasPriorKnowledgeBug(path))
                data.Add(path, nameof(FaultServer.H2c), "2-prior-knowledge");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Execute_PlainRequests_EqualsWhatTheServerCounted(string libcurl, string endpoint, string httpVersion)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync(Definition(endpoint, "ok?bytes=100", httpVersion, requests: 3000, users: 20));

        var truth = _server.Truth.Snapshot();
        run.Result.Failure.Should().BeNull();
        run.Outcomes.Should().HaveCount(3000);
        truth.Load.Requests.Should().Be(3000);
        truth.Of(method: "HEAD").Requests.Should().Be(1, "the preflight is one HEAD request");
        run.Status(200).Should().Be(truth.Load.Status(200)).And.Be(3000);
        run.CurlCode(0).Should().Be(3000);
        run.HttpVersion("1.1").Should().Be(truth.Of(method: "GET", protocol: "HTTP/1.1").Requests);
        run.HttpVersion("2").Should().Be(truth.Of(method: "GET", protocol: "HTTP/2").Requests);
        run.Summary.Connections!.Opened.Should().Be(truth.ConnectionsAccepted - 1, "the preflight's connection is not the run's");
        run.Summary.Connections!.Reused.Should().Be(3000 - run.Outcomes.Count(outcome => outcome.NewConnection));
        run.Outcomes.Select(outcome => outcome.ConnectionId).Distinct().Should()
            .HaveCountLessThanOrEqualTo((int)run.Summary.Connections!.Opened).And.NotContain(-1);
        run.Outcomes.Where(outcome => outcome.NewConnection).Select(outcome => outcome.ConnectionId).Should().OnlyHaveUniqueItems();
        run.Summary.Total.BytesDown.Should().BeGreaterThan(3000 * 100);
        run.Outcomes.Should().OnlyContain(outcome => outcome.Succeeded && outcome.TotalMicros > 0);
    }

    [Fact]
    public async Task Execute_PriorKnowledgeOn788_ReportsLibcurlsOwnFailuresAndWarns()
    {
        // curl's issue 10634: on a reused connection 7.88 switches to HTTP/2 once more. What never left is no success.
        var libcurl = LibcurlBuilds.All.FirstOrDefault(HasPriorKnowledgeBug);
        Assert.SkipWhen(libcurl is null, "No libcurl here is 7.88, which alone has the bug.");

        var run = await new EngineUnderTest(libcurl!).ExecuteAsync(
            Definition(nameof(FaultServer.H2c), "ok", "2-prior-knowledge", requests: 200, users: 5));

        var truth = _server.Truth.Snapshot();
        run.Status(200).Should().Be(truth.Load.Requests);
        run.CurlCode(16).Should().Be(200 - truth.Load.Requests);
        run.Summary.Advisories.Select(advisory => advisory.Code).Should().Contain("http2-prior-knowledge-7.88");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_ServerResetsEveryNthStream_CountsAsManyCurlCode92(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync(
            Definition(nameof(FaultServer.Https), "reset?every=33", "2", requests: 3300, users: 20));

        var truth = _server.Truth.Snapshot();
        truth.Load.StreamsReset.Should().Be(100);
        run.CurlCode(92).Should().Be(truth.Load.StreamsReset);
        run.Summary.Total.Failed.Should().Be(100);
        run.Status(200).Should().Be(truth.Load.Status(200)).And.Be(3200);
        run.Summary.CurlCodes.Single(code => code.Code == 92).Symbol.Should().Be("CURLE_HTTP2_STREAM");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_StreamsResetAsRefused_ShowsHiddenRepeats(string libcurl)
    {
        // REFUSED_STREAM (7) says that nothing was processed: libcurl sends such requests again without a word.
        var run = await new EngineUnderTest(libcurl).ExecuteAsync(
            Definition(nameof(FaultServer.Https), "reset?every=10&code=7", "2", requests: 500, users: 1));

        var truth = _server.Truth.Snapshot();
        run.Outcomes.Should().HaveCount(500);
        run.Summary.Total.HiddenRepeats.Should().BePositive();
        (run.Outcomes.Count + run.Summary.Total.HiddenRepeats).Should().Be(truth.Load.Requests, "every repeat reached the server");
        run.SelfCheck("hiddenRepeats").Result.Should().Be(Domain.Summaries.SelfCheckResult.Warn);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_BodyBreaksOff_IsCurlCode18(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), "close-mid-body?every=10&how=close", "1.1", requests: 500, users: 5));

        var truth = _server.Truth.Snapshot();
        truth.Load.ConnectionsAborted.Should().Be(50);
        run.CurlCode(18).Should().Be(truth.Load.ConnectionsAborted);
        run.Status(200).Should().Be(500, "the heads had come");
        run.Summary.Total.Succeeded.Should().Be(450);
        run.Summary.Connections!.Opened.Should().Be(truth.ConnectionsAccepted - 1);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_ServerSendsGoAway_OpensNewConnectionsAndLosesNothing(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync(
            Definition(nameof(FaultServer.Https), "goaway?after=50", "2", requests: 1000, users: 1));

        var truth = _server.Truth.Snapshot();
        truth.ClosesRequested.Should().BeGreaterThanOrEqualTo(19);
        run.Outcomes.Should().HaveCount(1000);
        run.Summary.Connections!.Opened.Should().Be(truth.ConnectionsAccepted - 1);
        (1000 + run.Summary.Total.HiddenRepeats).Should().BeGreaterThanOrEqualTo(truth.Load.Requests);
        run.Status(200).Should().BeLessThanOrEqualTo(truth.Load.Status(200));
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_ServerStalls_EndsAtTheTimeoutWithCurlCode28(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}stall", "timeoutSeconds": 0.3 } ], "load": { "virtualUsers": 4, "requests": 8 } }
            """);

        run.CurlCode(28).Should().Be(8);
        run.Status(0).Should().Be(8);
        run.Outcomes.Should().OnlyContain(outcome => outcome.TotalMicros >= 299_000 && outcome.TotalMicros < 3_000_000);
        _server.Truth.Snapshot().Load.Requests.Should().Be(8);
    }

    [Fact]
    public async Task Execute_SlowServer_ServiceTimeIsWhatItTook()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), "slow?ms=50", "1.1", requests: 40, users: 4));

        run.Summary.Total.ServiceTimeMs.Min.Should().BeGreaterThanOrEqualTo(48);
        run.Summary.Total.ServiceTimeMs.P50.Should().BeInRange(49, 500);
        run.Summary.Total.Phases!.FirstByteMs.Should().BeGreaterThanOrEqualTo(49);
        run.Summary.Total.ServiceTimeMs.Max.Should().Be(run.Outcomes.Max(outcome => outcome.TotalMicros) / 1000.0);
    }

    [Theory]
    [InlineData("big?bytes=20000000", 20_000_000)]
    [InlineData("chunked?chunks=50&bytes=1000", 50_000)]
    public async Task Execute_Bodies_AreCountedToTheByte(string path, long bytes)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), path, "1.1", requests: 6, users: 2));

        run.Summary.Total.Succeeded.Should().Be(6);
        run.Outcomes.Should().OnlyContain(outcome => outcome.BytesDown >= bytes && outcome.BytesDown < bytes + 2000);
    }

    [Fact]
    public async Task Execute_CompressedAnswer_CountsWhatCameOverTheWire()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), "gzip?bytes=100000&force=true", "1.1", requests: 4, users: 1));

        run.Summary.Total.Succeeded.Should().Be(4);
        run.Outcomes.Should().OnlyContain(outcome => outcome.BytesDown < 100_000);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_BodyOverTheLimit_IsCurlCode63(string libcurl)
    {
        // Without a length in advance, only counting can tell.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var run = await new EngineUnderTest(libcurl).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}chunked?chunks=100000&bytes=100000", "maxResponseBytes": 5000000 } ],
              "load": { "virtualUsers": 2, "requests": 4 } }
            """);

        run.CurlCode(63).Should().Be(4);
        run.Outcomes.Should().OnlyContain(outcome => outcome.BytesDown < 20_000_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(60_000_000);
    }

    [Fact]
    public async Task Execute_TenGigabytes_EndsAtOnceAtTheDeclaredLength()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), "big?bytes=10000000000", "1.1", requests: 3, users: 1));

        run.CurlCode(63).Should().Be(3, "the default limit is 1 GiB");
    }

    [Theory]
    [InlineData(false, 302, 0)]
    [InlineData(true, 200, 3)]
    public async Task Execute_Redirects_AreFollowedOnlyIfAsked(bool follow, int status, int redirects)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}redirect?times=3", "followRedirects": {{(follow ? "true" : "false")}} } ],
              "load": { "virtualUsers": 2, "requests": 20 } }
            """);

        run.Status(status).Should().Be(20);
        run.Summary.Total.Succeeded.Should().Be(20);
        run.Outcomes.Should().OnlyContain(outcome => outcome.Redirects == redirects && outcome.HiddenRepeats == 0);
        _server.Truth.Snapshot().Load.Requests.Should().Be(20 * (redirects + 1));
    }

    [Fact]
    public async Task Execute_RedirectLoop_IsCurlCode47()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}redirect-loop", "followRedirects": true, "maxRedirects": 5 } ],
              "load": { "virtualUsers": 1, "requests": 3 } }
            """);

        run.CurlCode(47).Should().Be(3);
        _server.Truth.Snapshot().Load.Requests.Should().Be(3 * 6);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 29)]
    public async Task Execute_Cookies_BelongToAVirtualUserAndAnIteration(bool keepCookies, int expected)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}cookie/set?name=session&value=mine", "virtualUsers": 1, "requests": 30, "keepCookies": {{(keepCookies ? "true" : "false")}} }
            """);

        run.Summary.Total.Succeeded.Should().Be(30);
        _server.Truth.Snapshot().Cookies.GetValueOrDefault("session=mine").Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_Resolve_GoesToTheAddressUnderTheHostsName(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync($$"""
            {
              "steps": [{ "url": "http://shop.test:{{_server.Http1.Port}}/ok" }], "load": { "virtualUsers": 4, "requests": 40 },
              "resolve": [{ "host": "shop.test", "port": {{_server.Http1.Port}}, "address": "127.0.0.1" }]
            }
            """);

        run.Summary.Total.Succeeded.Should().Be(40);
        _server.Truth.Snapshot().Load.Requests.Should().Be(40);
        run.Summary.Connections!.PerHost.Single().Host.Should().StartWith("http://shop.test:");
    }

    [Fact]
    public async Task Execute_KeptCookies_AreNotSharedBetweenVirtualUsers()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}cookie/set?name=session&value=mine", "virtualUsers": 10, "requests": 100, "keepCookies": true }
            """);

        var firsts = run.Outcomes.Select(outcome => outcome.VirtualUser).Distinct().Count();
        _server.Truth.Snapshot().Cookies.GetValueOrDefault("session=mine").Should().Be(100 - firsts, "each user's first request has none");
    }

    [Fact]
    public async Task Execute_UnexpectedStatus_IsAFailureWithCurlCode0()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/503?every=4" } ], "load": { "requests": 40 } }
            """);

        run.Status(503).Should().Be(10).And.Be(_server.Truth.Snapshot().Load.Status(503));
        run.Summary.Total.Failed.Should().Be(10);
        run.CurlCode(0).Should().Be(40);
    }

    [Theory]
    [InlineData("[404]", 20)]
    [InlineData("[200, 204]", 0)]
    public async Task Execute_ExpectedStatus_DecidesOnSuccess(string expected, long succeeded)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/404", "expect": { "status": {{expected}} } } ], "load": { "requests": 20 } }
            """);

        run.Summary.Total.Succeeded.Should().Be(succeeded);
    }

    [Theory]
    [InlineData("POST", "\"body\": \"hello\"", 5)]
    [InlineData("PUT", "\"body\": { \"a\": [1, 2] }", 11)]
    [InlineData("PATCH", "\"bodyBase64\": \"AAECAw==\"", 4)]
    [InlineData("DELETE", "\"maxRedirects\": 1", 0)]
    [InlineData("POST", "\"maxRedirects\": 1", 0)]
    [InlineData("GET", "\"body\": \"odd\"", 3)]
    [InlineData("OPTIONS", "\"maxRedirects\": 1", 0)]
    public async Task Execute_MethodsAndBodies_ArriveAsDefined(string method, string body, int bytes)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}echo", "method": "{{method}}", {{body}} } ], "load": { "requests": 10 } }
            """);

        run.Summary.Total.Succeeded.Should().Be(10);
        var tally = _server.Truth.Snapshot().Of("/echo", method, "HTTP/1.1");
        tally.Requests.Should().Be(10);
        tally.BodyBytesReceived.Should().Be(10 * bytes);
    }

    [Fact]
    public async Task Execute_BodyOfSeveralMegabytes_DoesNotWaitForContinue()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}echo", "method": "POST", "body": "{{new string('x', 3_000_000)}}" } ], "load": { "requests": 2 } }
            """);

        run.Summary.Total.Succeeded.Should().Be(2);
        run.Outcomes.Should().OnlyContain(outcome => outcome.BytesUp > 3_000_000);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_CacheSmallerThanTheLoad_ReconnectsAndSaysSo(string libcurl)
    {
        var run = await new EngineUnderTest(libcurl).ExecuteAsync($$"""
            { "url": "{{_server.Http1}}slow?ms=5", "httpVersion": "1.1", "virtualUsers": 20, "requests": 400, "maxConnects": 2 }
            """);

        run.Summary.Connections!.Opened.Should().Be(_server.Truth.Snapshot().ConnectionsAccepted - 1);
        run.Summary.Connections!.Opened.Should().BeGreaterThan(200, "libcurl closes what does not fit its cache");
        run.SelfCheck("reconnects").Message.Should().Contain("maxConnects is 2 with 20 virtual users");
    }

    [Fact]
    public async Task Execute_AskedFor2ButGot11_IsFlagged()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(Definition(nameof(FaultServer.Https1), "ok", "2", requests: 50, users: 2));

        run.HttpVersion("1.1").Should().Be(50);
        run.SelfCheck("negotiatedHttpVersion").Value.Should().Be(50);
        run.SelfCheck("negotiatedHttpVersion").Result.Should().Be(Domain.Summaries.SelfCheckResult.Warn);
        run.Summary.Preflight.HttpVersion.Should().Be("1.1");
    }

    [Fact]
    public async Task Execute_TwoEventLoops_ShareTheRequests()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, eventLoops: 2).ExecuteAsync(
            Definition(nameof(FaultServer.Http1), "ok", "1.1", requests: 2001, users: 7));

        run.Summary.Generator.EventLoops.Should().Be(2);
        run.Outcomes.Should().HaveCount(2001);
        _server.Truth.Snapshot().Load.Requests.Should().Be(2001);
        run.Outcomes.Select(outcome => outcome.VirtualUser).Distinct().Should().BeEquivalentTo(Enumerable.Range(0, 7));
        run.Summary.Connections!.Opened.Should().Be(7);
    }

    [Fact]
    public async Task Execute_Phases_LieWithinTheServiceTime()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(Definition(nameof(FaultServer.Https1), "slow?ms=2", "1.1", requests: 50, users: 5));

        run.Outcomes.Should().OnlyContain(outcome =>
            outcome.DnsMicros + outcome.ConnectMicros + outcome.TlsMicros + outcome.RequestSentMicros + outcome.FirstByteMicros <= outcome.TotalMicros);
        run.Outcomes.Where(outcome => outcome.NewConnection).Should().HaveCount(5).And.OnlyContain(outcome => outcome.TlsMicros > 0 && outcome.ConnectMicros > 0);
        run.Outcomes.Where(outcome => !outcome.NewConnection).Should().OnlyContain(outcome =>
            outcome.TlsMicros == 0 && outcome.ConnectMicros == 0 && outcome.DnsMicros == 0 && outcome.HttpVersion == NegotiatedHttpVersion.Http11);
    }

    private static bool HasPriorKnowledgeBug(string libcurl) => new EngineUnderTest(libcurl).Version is { Major: 7, Minor: 88 };

    private string Definition(string endpoint, string path, string httpVersion, int requests, int users)
    {
        var address = endpoint switch
        {
            nameof(FaultServer.Https) => _server.Https,
            nameof(FaultServer.Https1) => _server.Https1,
            nameof(FaultServer.H2c) => _server.H2c,
            _ => _server.Http1,
        };
        return $$"""
            { "url": "{{address}}{{path}}", "httpVersion": "{{httpVersion}}", "virtualUsers": {{users}}, "requests": {{requests}},
              "tls": { "caCertificatePem": {{System.Text.Json.JsonSerializer.Serialize(File.ReadAllText(_server.Certificates.CaPath))}} } }
            """;
    }
}
