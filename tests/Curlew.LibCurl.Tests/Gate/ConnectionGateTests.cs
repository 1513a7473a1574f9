using System.Net;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Gate;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.LibCurl.Tests.Gate;

public sealed class ConnectionGateTests : IAsyncLifetime
{
    private const CurlStringOption UnixSocketPath = (CurlStringOption)10231;
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_AllowedAddress_AsksWithTheHostAsLibcurlReadsIt(string libcurl)
    {
        var rule = new Rule((_, _) => true);
        using var gated = new Gated(libcurl, rule, $"http://user:x@0177.0.0.1:{_server.Http1.Port}/ok#@other.test/");

        gated.Easy.Perform().Should().Be(CurlCode.CURLE_OK);
        rule.Asked.Should().OnlyContain(asked => asked == "http 127.0.0.1 127.0.0.1").And.HaveCount(2, "once to connect and once to send");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_SameHostAgain_DoesNotAskTheRuleAgain(string libcurl)
    {
        var rule = new Rule((_, _) => true);
        using var gated = new Gated(libcurl, rule, $"{_server.Http1}ok");

        for (var round = 0; round < 5; round++)
            gated.Easy.Perform().Should().Be(CurlCode.CURLE_OK);
        rule.Asked.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_RefusedAddress_NeverConnects(string libcurl)
    {
        using var gated = new Gated(libcurl, new Rule((_, _) => false), $"{_server.Http1}ok");

        var code = gated.Easy.Perform();

        code.Should().Be(CurlCode.CURLE_COULDNT_CONNECT);
        gated.Easy.WasRefused(code).Should().BeTrue();
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_NameThatLeadsElsewhereTheSecondTime_IsRefusedThen(string libcurl)
    {
        using var gated = new Gated(libcurl, new Rule((_, address) => address.Equals(IPAddress.Loopback)), $"http://a.test:{_server.Http1.Port}/ok");
        gated.Easy.SetOption(CurlLongOption.FORBID_REUSE, 1);
        using var first = new CurlSList(gated.Library, [$"a.test:{_server.Http1.Port}:127.0.0.1"]);
        using var second = new CurlSList(gated.Library, [$"-a.test:{_server.Http1.Port}", $"a.test:{_server.Http1.Port}:127.0.0.2"]);

        gated.Easy.SetResolve(first);
        var before = gated.Easy.Perform();
        gated.Easy.SetResolve(second);
        var after = gated.Easy.Perform();

        before.Should().Be(CurlCode.CURLE_OK);
        gated.Easy.WasRefused(before).Should().BeFalse();
        after.Should().Be(CurlCode.CURLE_COULDNT_CONNECT);
        gated.Easy.WasRefused(after).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_SeveralAddresses_GoesOnWithAnAllowedOne(string libcurl)
    {
        using var gated = new Gated(libcurl, new Rule((_, address) => address.Equals(IPAddress.Loopback)), $"http://a.test:{_server.Http1.Port}/ok");
        using var resolve = new CurlSList(gated.Library, [$"a.test:{_server.Http1.Port}:127.0.0.2,127.0.0.1"]);

        gated.Easy.SetResolve(resolve);

        gated.Easy.Perform().Should().Be(CurlCode.CURLE_OK);
    }

    /// <summary>The last line of defence, where somebody's proxy would be taken in spite of the option that turns it off.</summary>
    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_Proxy_IsAskedForByItsOwnAddress(string libcurl)
    {
        var rule = new Rule((_, address) => address.Equals(IPAddress.Parse("127.0.0.9")));
        using var gated = new Gated(libcurl, rule, "http://127.0.0.9:9/ok");
        gated.Easy.SetOption(CurlStringOption.PROXY, $"http://127.0.0.1:{_server.Http1.Port}");

        gated.Easy.WasRefused(gated.Easy.Perform()).Should().BeTrue();
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_UnixSocket_IsRefusedWithoutAsking(string libcurl)
    {
        var rule = new Rule((_, _) => true);
        using var gated = new Gated(libcurl, rule, $"{_server.Http1}ok");
        gated.Easy.SetOption(UnixSocketPath, "/tmp/no-such-socket");

        gated.Easy.WasRefused(gated.Easy.Perform()).Should().BeTrue();
        rule.Asked.Should().BeEmpty();
    }

    [Fact]
    public void Perform_RuleThatThrows_RefusesAndThrows()
    {
        using var gated = new Gated(LibcurlBuilds.Newest, new Rule((_, _) => throw new InvalidOperationException("from the rule")), $"{_server.Http1}ok");

        var perform = gated.Easy.Perform;

        perform.Should().Throw<InvalidOperationException>().WithMessage("from the rule");
        _server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    /// <summary>A handle with a gate; takes both down in the right order.</summary>
    private sealed class Gated : IDisposable
    {
        private readonly ConnectionGate _gate;

        public Gated(string libcurl, IConnectionRule rule, string url)
        {
            Library = CurlLibrary.Load(libcurl);
            _gate = new ConnectionGate(Library, rule);
            Easy = new CurlEasy(Library);
            Easy.SetOption(CurlStringOption.URL, url);
            _gate.Guard(Easy);
        }

        public CurlLibrary Library { get; }

        public CurlEasy Easy { get; }

        public void Dispose()
        {
            Easy.Dispose();
            _gate.Dispose();
        }
    }
}
