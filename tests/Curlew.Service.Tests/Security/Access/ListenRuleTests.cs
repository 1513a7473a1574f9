using System.Net;
using Curlew.Service.Hosting;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Security.Access;

/// <summary>A service without keys does not start where others would reach it.</summary>
public sealed class ListenRuleTests
{
    [Theory]
    [InlineData("--Urls=http://0.0.0.0:0", "http://0.0.0.0:0 (setting Urls)")]
    [InlineData("--Urls=http://[::]:0", "http://[::]:0 (setting Urls)")]
    [InlineData("--Urls=http://*:0", "http://*:0 (setting Urls)")]
    [InlineData("--Urls=http://+:0", "http://+:0 (setting Urls)")]
    [InlineData("--Urls=http://curlew.example:0", "http://curlew.example:0 (setting Urls)")]
    [InlineData("--Urls=http://localhost.example:0", "http://localhost.example:0 (setting Urls)")]
    [InlineData("--Urls=http://192.0.2.1:0", "http://192.0.2.1:0 (setting Urls)")]
    [InlineData("--Urls=http://127.0.0.1:0;http://0.0.0.0:0", "http://0.0.0.0:0 (setting Urls)")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://0.0.0.0:0", "http://0.0.0.0:0 (setting Kestrel:Endpoints:Http:Url)")]
    public async Task Start_WithoutKeysBeyondLoopback_IsRefusedAndSaysHowToMakeOne(string setting, string told)
    {
        using var directory = new TemporaryDirectory("listen");

        var start = () => ServiceHost.StartAsync([.. ServiceUnderTest.SettingsFor(directory.Location), setting]);

        (await start.Should().ThrowAsync<StartException>()).Which.Message.Should()
            .Contain(told).And.Contain("keys create --name NAME --role admin").And.NotContain("http://127.0.0.1:0");
    }

    [Fact]
    public async Task Start_ProcessWithoutKeysBeyondLoopback_EndsWithOne()
    {
        using var directory = new TemporaryDirectory("listen");

        var (exitCode, output, errors) =
            await ServiceProcess.RunAsync([.. ServiceUnderTest.SettingsFor(directory.Location), "--Urls=http://0.0.0.0:0"]);

        exitCode.Should().Be(1);
        errors.Should().Contain("no API key yet").And.Contain("Curlew.Service keys create");
        (output + errors).Should().NotContain("   at ");
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.2:0")]
    [InlineData("http://[::1]:0")]
    public async Task Start_WithoutKeysOnLoopback_Starts(string url)
    {
        // localhost with a port of its own choosing is two ports, which Kestrel refuses.
        if (url.Contains("localhost", StringComparison.Ordinal))
            url = $"http://localhost:{FreePort()}";
        await using var service = await ServiceUnderTest.StartAsync($"--Urls={url}");

        (await service.Client.GetAsync("/api/v1/runs")).Should().NotBeNull();
    }

    [Fact]
    public async Task Start_WithAKeyThatWasRevoked_ListensAnywhereAndIsClosed()
    {
        using var directory = new TemporaryDirectory("listen");
        string[] settings = ServiceUnderTest.SettingsFor(directory.Location);
        var made = await ServiceProcess.RunAsync(["keys", "create", "--name", "a", "--role", "admin", .. Storage(settings)]);
        (await ServiceProcess.RunAsync(["keys", "revoke", made.Output.Trim(), .. Storage(settings)])).ExitCode.Should().Be(0);

        await using var app = await ServiceHost.StartAsync([.. settings, "--Urls=http://0.0.0.0:0"]);

        using var client = new HttpClient();
        using var answer = await client.GetAsync(
            new Uri($"http://127.0.0.1:{new Uri(app.Urls.First()).Port}/api/v1/runs"), TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Storage(string[] settings) =>
        [.. settings.Where(setting => setting.StartsWith("--Storage:", StringComparison.Ordinal))];

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
