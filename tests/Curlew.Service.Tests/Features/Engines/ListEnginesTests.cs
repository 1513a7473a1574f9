using Curlew.TestServers.Engines;

namespace Curlew.Service.Tests.Features.Engines;

public sealed class ListEnginesTests
{
    [Fact]
    public async Task List_AllBuildsOfThisMachine_NamesTheirVersionsAndAdvisories()
    {
        var settings = LibcurlBuilds.All.Select((path, index) => $"--Engines:build{index}:Path={path}").ToArray();
        await using var service = await ServiceUnderTest.StartAsync(settings);

        var engines = (await service.Client.GetAsync("/api/v1/engines"))["items"]!.AsArray();

        engines.Should().HaveCount(LibcurlBuilds.All.Count + 1);
        engines.Select(engine => (string)engine!["name"]!).Should().Contain("default").And.OnlyHaveUniqueItems();
        foreach (var engine in engines)
        {
            var version = Version.Parse((string)engine!["libcurlVersion"]!);
            engine["features"]!.AsArray().Select(feature => (string)feature!).Should().Contain("HTTP2");
            engine["protocols"]!.AsArray().Select(protocol => (string)protocol!).Should().Contain("https");
            ((string)engine["nghttp2Version"]!).Should().NotBeEmpty();
            ((string)engine["tlsVersion"]!).Should().NotBeEmpty();
            engine["advisories"]!.AsArray().Select(advisory => (string)advisory!["code"]!).Contains("http2-before-8.14")
                .Should().Be(version < new Version(8, 14));
        }
    }
}
