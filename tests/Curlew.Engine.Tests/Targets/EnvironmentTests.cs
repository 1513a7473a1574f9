using System.Diagnostics;
using System.Globalization;
using Curlew.Domain.Targets;
using Curlew.Engine.Tests.Runs;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;
using Curlew.TestServers;
using Curlew.TestServers.Engines;

namespace Curlew.Engine.Tests.Targets;

/// <summary>
/// What the environment and answers tell libcurl to do (proxies, .netrc, Alt-Svc, HSTS) leads nowhere. libcurl reads the environment of
/// its process as it was at the start, so that these tests start this very assembly again with one.
/// </summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    private const string AllowedPort = "CURLEW_TEST_ALLOWED_PORT";
    private readonly CountingServer _allowed = CountingServer.Start("127.0.0.1");
    private readonly CountingServer _forbidden = CountingServer.Start("127.0.0.1", "127.0.0.2");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _allowed.DisposeAsync();
        await _forbidden.DisposeAsync();
    }

    [Fact]
    public async Task Execute_ProxiesAndNetrcInTheEnvironment_AreNotUsed()
    {
        await RunWithEnvironmentAsync(nameof(Execute_InThisEnvironment_Succeeds));

        _forbidden.Accepted.Should().Be(0);
        _allowed.Accepted.Should().BePositive();
        _allowed.Authorizations.Should().Be(0);
    }

    [Fact]
    public async Task Perform_ProxiesInTheEnvironment_WouldBeUsedIfTheyWereNotTurnedOff()
    {
        await RunWithEnvironmentAsync(nameof(Perform_InThisEnvironmentWithoutOurOptions_GoesToTheProxy));

        _forbidden.Accepted.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public async Task Execute_AnswersWithAltSvcAndHsts_LeadNowhere(string libcurl)
    {
        _allowed.MoreHeaders = $"Alt-Svc: h2=\"127.0.0.2:{_forbidden.Port}\"; ma=3600, h2=\":{_forbidden.Port}\", http/1.1=\"127.0.0.2:{_forbidden.Port}\"\r\n"
            + "Strict-Transport-Security: max-age=3600; includeSubDomains\r\n"
            + $"Refresh: 0; url=http://127.0.0.2:{_forbidden.Port}/\r\nContent-Location: http://127.0.0.2:{_forbidden.Port}/\r\n";

        var run = await new EngineUnderTest(libcurl, targets: Loopback).ExecuteAsync($$"""
            { "steps": [ { "url": "http://127.0.0.1:{{_allowed.Port}}/ok", "followRedirects": true } ],
              "load": { "virtualUsers": 1, "requests": 10 }, "connectionReuse": "none" }
            """);

        run.Summary.Total.Succeeded.Should().Be(10);
        _forbidden.Accepted.Should().Be(0);
    }

    [Fact(Explicit = true)]
    public async Task Execute_InThisEnvironment_Succeeds()
    {
        foreach (var libcurl in LibcurlBuilds.All)
        {
            var run = await new EngineUnderTest(libcurl, targets: Loopback).ExecuteAsync($$"""{ "url": "{{Allowed}}", "requests": 5 }""");
            run.Summary.Total.Succeeded.Should().Be(5);
        }
    }

    [Fact(Explicit = true)]
    public void Perform_InThisEnvironmentWithoutOurOptions_GoesToTheProxy()
    {
        using var easy = new CurlEasy(CurlLibrary.Load(LibcurlBuilds.Newest));
        easy.SetOption(CurlStringOption.PROXY, (string?)null);
        easy.SetOption(CurlStringOption.URL, Allowed);
        easy.Perform();
    }

    /// <summary>Under which the proxy's address would be allowed.</summary>
    private static TargetPolicy Loopback => TargetPolicy.LoopbackOnly;

    private static string Allowed => $"http://127.0.0.1:{Environment.GetEnvironmentVariable(AllowedPort)}/ok";

    private async Task RunWithEnvironmentAsync(string test)
    {
        using var home = new TemporaryDirectory("home");
        await File.WriteAllTextAsync(home.File(".netrc"), "default login someone password secret\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(EnvironmentTests).Assembly.Location, "-noLogo", "-explicit", "only", "-method", $"{typeof(EnvironmentTests).FullName}.{test}" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var name in new[] { "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" })
            start.Environment[name] = $"http://127.0.0.2:{_forbidden.Port}";
        start.Environment["no_proxy"] = "";
        start.Environment["HOME"] = home.Location;
        start.Environment[AllowedPort] = _allowed.Port.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, output);
        output.Should().Contain("Total: 1,", "a test that did not run shows nothing");
    }
}
