using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Metrics;

/// <summary>
/// What Prometheus reads of the service. A process of its own, because OpenTelemetry listens to all meters of a process.
/// </summary>
public sealed partial class MetricsEndpointTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private static readonly string[] Labels =
        ["status", "verdict", "validity", "curl_code", "http_response_status_code", "network_protocol_version", "le", "otel_scope_name"];

    private readonly TemporaryDirectory _directory = new("metrics");
    private FaultServer _server = null!;
    private ServiceProcess _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceProcess.StartAsync(_directory);
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Metrics_OfAServiceThatHasJustStarted_AreAtZeroInSpiteOfItsWarmUp()
    {
        var metrics = await ReadAsync();

        var own = OwnOf(metrics);
        own.Select(family => family.Name).Should().BeEquivalentTo(
            "curlew_connections_open", "curlew_engine_cpu_time_seconds_total", "curlew_outcomes_left_out_total",
            "curlew_outcomes_stored_total", "curlew_queue_depth", "curlew_requests_failed_total", "curlew_runs",
            "curlew_starts_skipped_total", "curlew_store_cpu_time_seconds_total", "curlew_virtual_users");
        own.SelectMany(family => family.Samples).Should().OnlyContain(sample => sample.Value == 0);
    }

    [Fact]
    public async Task Metrics_AfterRuns_EqualWhatTheServerCounted()
    {
        await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}status/503?every=10", "virtualUsers": 5, "requests": 1000}""");
        await _service.Client.RunAsync($$"""
            {"url": "{{_server.Https}}reset?every=4", "httpVersion": "2", "requests": 200, "tls": {"verify": false} }
            """);
        await _service.Client.RunAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");

        var metrics = await ReadAsync();

        var truth = _server.Truth.Snapshot();
        var load = truth.Load.Requests;
        load.Should().Be(1200);
        metrics.Value("curlew_requests_total", ("curl_code", "CURLE_OK")).Should().Be(load - 50);
        metrics.Value("curlew_requests_total", ("curl_code", "CURLE_HTTP2_STREAM")).Should().Be(50);
        metrics.Value("curlew_responses_total", ("http_response_status_code", "200")).Should().Be(900 + 150);
        metrics.Value("curlew_responses_total", ("http_response_status_code", "503")).Should().Be(100);
        metrics.Families["curlew_responses_total"].Samples.Should().HaveCount(2);
        metrics.Value("curlew_requests_negotiated_total", ("network_protocol_version", "1.1")).Should().Be(1000);
        metrics.Value("curlew_requests_negotiated_total", ("network_protocol_version", "2")).Should().BePositive();
        metrics.Value("curlew_requests_failed_total").Should().Be(150);
        metrics.Value("curlew_request_duration_seconds_count").Should().Be(load);
        metrics.Value("curlew_response_duration_seconds_count").Should().Be(load);
        metrics.Value("curlew_outcomes_stored_total").Should().Be(load);
        metrics.Value("curlew_engine_cpu_time_seconds_total").Should().BePositive();
        metrics.Value("curlew_store_cpu_time_seconds_total").Should().BePositive();
        metrics.Families["curlew_runs_ended_total"].Samples.Sum(sample => sample.Value).Should().Be(3);
        metrics.Value("curlew_runs_ended_total", ("status", "failed"), ("verdict", "notApplicable"), ("validity", "none")).Should().Be(1);
    }

    [Fact]
    public async Task Metrics_AfterARun_KeepToTheConventions()
    {
        await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 10, "name": "secret-name"}""");

        using var answer = await _service.Client.SendAsync("GET", "/metrics");
        var text = await answer.TextAsync();

        answer.Content.Headers.ContentType!.ToString().Should().StartWith("text/plain; version=0.0.4");
        text.Should().NotContainAny("secret-name", _server.Http1.Authority);
        var own = OwnOf(PrometheusText.Parse(text));
        own.Should().HaveCount(16);
        foreach (var family in own)
        {
            family.Name.Should().MatchRegex("^[a-z]+(_[a-z]+)*$")
                .And.NotMatchRegex("_(ms|milliseconds|minutes|kb|percent|counter|gauge|histogram)(_|$)");
            family.Name.EndsWith("_total", StringComparison.Ordinal).Should().Be(family.Type == "counter", family.Name);
            if (TimeName().IsMatch(family.Name))
                family.Name.Should().MatchRegex("_seconds(_total)?$");
            family.Help.Should().MatchRegex("^[A-Z].*\\.$", family.Name);
            family.Samples.SelectMany(sample => sample.Labels.Keys).Should().BeSubsetOf(Labels);
        }
    }

    [Fact]
    public async Task Metrics_WhileOneRunGoesOnAndOneWaits_ShowBoth()
    {
        var held = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}gate", "virtualUsers": 3, "requests": 3}""");
        await _service.Client.WhenAsync(held, "running");
        var waiting = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 1}""");

        var metrics = await WhenAsync(text => text.Value("curlew_virtual_users") == 3);

        metrics.Value("curlew_connections_open").Should().Be(3);
        metrics.Value("curlew_queue_depth").Should().Be(1);
        metrics.Value("curlew_runs", ("status", "queued")).Should().Be(1);
        metrics.Value("curlew_runs", ("status", "running")).Should().Be(1);
        metrics.Value("curlew_runs", ("status", "stopping")).Should().Be(0);
        _server.Gate.Open();
        await _service.Client.WhenEndedAsync(held);
        await _service.Client.WhenEndedAsync(waiting);
        metrics = await ReadAsync();
        metrics.Families["curlew_runs"].Samples.Should().OnlyContain(sample => sample.Value == 0);
        metrics.Value("curlew_virtual_users").Should().Be(0);
        metrics.Value("curlew_connections_open").Should().Be(0);
    }

    [Fact]
    public async Task Metrics_OfAspNetCoreAndTheRuntime_AreThere()
    {
        await _service.Client.GetAsync("/api/v1/engines");

        var metrics = await ReadAsync();

        metrics.Value("http_server_request_duration_seconds_count", ("http_route", "/api/v1/engines")).Should().BePositive();
        metrics.Families.Should().ContainKeys("dotnet_gc_collections_total", "dotnet_process_cpu_time_seconds_total", "target_info");
        metrics.Families["http_server_request_duration_seconds"].Samples.Should().NotContain(
            sample => sample.Labels.GetValueOrDefault("http_route") == "/metrics", "being read is no part of it");
    }

    [Fact]
    public async Task Metrics_OtherMethodAndOpenApiDocument_AreNotOfTheApi()
    {
        using var posted = await _service.Client.SendAsync("POST", "/metrics");

        await posted.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        (await _service.Client.GetAsync("/openapi/v1.json"))["paths"]!.AsObject().Should().NotContainKey("/metrics");
    }

    private static List<MetricFamily> OwnOf(PrometheusText metrics) =>
        [.. metrics.Families.Values.Where(family => family.Name.StartsWith("curlew_", StringComparison.Ordinal))];

    private async Task<PrometheusText> ReadAsync()
    {
        using var answer = await _service.Client.SendAsync("GET", "/metrics");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return PrometheusText.Parse(await answer.TextAsync());
    }

    private async Task<PrometheusText> WhenAsync(Func<PrometheusText, bool> condition)
    {
        using var poll = new PeriodicTimer(PollEvery);
        for (var clock = Stopwatch.StartNew(); ; await poll.WaitForNextTickAsync())
        {
            var metrics = await ReadAsync();
            if (condition(metrics))
                return metrics;
            clock.Elapsed.Should().BeLessThan(Deadline);
        }
    }

    /// <summary>It listens before it has warmed up.</summary>
    private async Task ReadyAsync()
    {
        using var poll = new PeriodicTimer(PollEvery);
        for (var clock = Stopwatch.StartNew(); ; await poll.WaitForNextTickAsync())
        {
            using var answer = await _service.Client.SendAsync("GET", "/health/ready");
            if (answer.IsSuccessStatusCode)
                return;
            clock.Elapsed.Should().BeLessThan(Deadline);
        }
    }

    [GeneratedRegex("_(time|duration)(_|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeName();
}
