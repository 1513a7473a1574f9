using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Gate;
using Curlew.LibCurl.Loop;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.LibCurl.Tests.Gate;

/// <summary>A connection that somebody else opened is no way around the gate: it is asked before each request, too.</summary>
public sealed class ReusedConnectionTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public static TheoryData<string, bool> Protocols()
    {
        var data = new TheoryData<string, bool>();
        foreach (var path in LibcurlBuilds.All)
            data.AddRange([(path, false), (path, true)]);
        return data;
    }

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Run_ConnectionThatAnotherHandleOpened_IsNotUsedForARefusedRequest(string libcurl, bool http2)
    {
        var codes = Run(libcurl, http2, allowed: false, out var refused);

        codes.Should().Equal(CurlCode.CURLE_OK, CurlCode.CURLE_ABORTED_BY_CALLBACK);
        refused.Should().BeTrue();
        _server.Truth.Snapshot().Load.Requests.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Run_ConnectionThatAnotherHandleOpened_IsUsedForAnAllowedOne(string libcurl, bool http2)
    {
        var codes = Run(libcurl, http2, allowed: true, out var refused);

        codes.Should().Equal(CurlCode.CURLE_OK, CurlCode.CURLE_OK);
        refused.Should().BeFalse();
        _server.Truth.Snapshot().Load.Requests.Should().Be(2);
        _server.Truth.Snapshot().ConnectionsAccepted.Should().Be(1);
    }

    private List<CurlCode> Run(string libcurl, bool http2, bool allowed, out bool refused)
    {
        var library = CurlLibrary.Load(libcurl);
        var pair = new OneAfterTheOther();
        using var loop = new EventLoop(library, [new CellSettings(100)], transfers: 2, pair);
        using var gate = new ConnectionGate(library, new Rule((_, _) => allowed));
        using var opener = Handle(library, 0, http2, loop);
        using var guarded = Handle(library, 1, http2, loop);
        gate.Guard(guarded);
        pair.Begin(opener, guarded);

        loop.Run();

        refused = guarded.WasRefused(pair.Codes[^1]);
        return pair.Codes;
    }

    private CurlEasy Handle(CurlLibrary library, int tag, bool http2, EventLoop loop)
    {
        var easy = new CurlEasy(library, tag);
        easy.SetOption(CurlStringOption.URL, $"{(http2 ? _server.Https : _server.Http1)}ok");
        easy.SetOption(CurlLongOption.SSL_VERIFYPEER, 0);
        easy.SetOption(CurlLongOption.SSL_VERIFYHOST, 0);
        loop.Adopt(easy);
        return easy;
    }

    private sealed class OneAfterTheOther : ITransferHandler
    {
        private CurlEasy[] _handles = [];
        private EventLoop _loop = null!;

        public List<CurlCode> Codes { get; } = [];

        public bool IsFinishedOnLoop => Codes.Count == _handles.Length;

        public void Begin(params CurlEasy[] handles) => _handles = handles;

        public void StartedOnLoop(EventLoop loop)
        {
            _loop = loop;
            loop.StartOnLoop(_handles[0], cell: 0);
        }

        public void CompletedOnLoop(CurlEasy easy, CurlCode code)
        {
            Codes.Add(code);
            if (!IsFinishedOnLoop)
                _loop.StartOnLoop(_handles[Codes.Count], cell: 0);
        }

        public void TimerOnLoop(int tag)
        {
        }

        public void TurnedOnLoop()
        {
        }
    }
}
