using System.Diagnostics;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Loop;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.LibCurl.Tests.Loop;

public sealed class EventLoopTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var path in LibcurlBuilds.All)
        {
            data.Add(path, 1, 1);
            data.Add(path, 1, 40);
            data.Add(path, 7, 40);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_ManyTransfers_EachIsCompletedOnce(string path, int cells, int transfers)
    {
        var handler = new Repeater(rounds: 25);
        using var fixture = new Fixture(path, cells, transfers, handler, new Uri(_server.Http1, "ok"));

        fixture.Loop.Run();

        handler.Completed.Should().HaveCount(transfers).And.OnlyContain(entry => entry.Value == 25);
        handler.Codes.Should().Equal(CurlCode.CURLE_OK);
        var truth = _server.Truth.Snapshot();
        truth.Load.Requests.Should().Be(25 * transfers);
        truth.ConnectionsAccepted.Should().BeLessThanOrEqualTo(transfers);
        fixture.Loop.PeakOpenConnections.Should().Be((int)truth.ConnectionsPeak);
    }

    [Fact]
    public void Run_NameThatHasToBeResolved_Works()
    {
        // The threaded resolver's sockets do not come from our callbacks: laziness about them would hang.
        var address = new UriBuilder(new Uri(_server.Http1, "ok")) { Host = "localhost" }.Uri;
        var handler = new Repeater(rounds: 5);
        using var fixture = new Fixture(LibcurlBuilds.Newest, cells: 3, transfers: 9, handler, address);

        fixture.Loop.Run();

        handler.Codes.Should().Equal(CurlCode.CURLE_OK);
    }

    [Fact]
    public async Task Run_ServerClosesIdleConnections_DoesNotSpin()
    {
        // The connections die while nobody wants them watched; the second round then finds nobody there.
        var server = await FaultServer.StartAsync();
        var handler = new Repeater(rounds: 2) { Pause = TimeSpan.FromSeconds(2) };
        using var fixture = new Fixture(LibcurlBuilds.Newest, cells: 2, transfers: 8, handler, new Uri(server.Http1, "ok"));
        var running = Task.Run(fixture.Loop.Run, TestContext.Current.CancellationToken);
        await server.Truth.WhenAsync(truth => truth.Load.Status(200) == 8);

        await server.DisposeAsync();

        await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        handler.Codes.Should().Contain(CurlCode.CURLE_COULDNT_CONNECT, "the connections were gone before the second round");
        handler.Turns.Should().BeLessThan(1_000, "the loop has to sleep while nothing happens");
    }

    [Fact]
    public async Task Wake_FromAnotherThread_TurnsTheLoop()
    {
        var handler = new Repeater(rounds: 1);
        using var fixture = new Fixture(LibcurlBuilds.Newest, cells: 1, transfers: 2, handler, new Uri(_server.Http1, "stall"));
        var running = Task.Run(fixture.Loop.Run, TestContext.Current.CancellationToken);
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 2);

        handler.Quit();
        fixture.Loop.Wake();

        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        handler.Completed.Should().BeEmpty("what was in flight was taken out, not completed");
    }

    [Fact]
    public void Run_HandlerThrows_EndsTheLoopWithThatException()
    {
        var handler = new Repeater(rounds: 1) { Thrown = new InvalidOperationException("from the handler") };
        using var fixture = new Fixture(LibcurlBuilds.Newest, cells: 1, transfers: 1, handler, new Uri(_server.Http1, "ok"));

        var run = fixture.Loop.Run;

        run.Should().Throw<InvalidOperationException>().WithMessage("from the handler");
    }

    /// <summary>A loop with handles for one address; takes all down in the right order.</summary>
    private sealed class Fixture : IDisposable
    {
        private readonly List<CurlEasy> _handles = [];

        public Fixture(string path, int cells, int transfers, Repeater handler, Uri address)
        {
            var library = CurlLibrary.Load(path);
            Loop = new EventLoop(library, [.. Enumerable.Repeat(new CellSettings(100), cells)], transfers, handler);
            for (var tag = 0; tag < transfers; tag++)
            {
                var easy = new CurlEasy(library, tag);
                easy.SetOption(CurlStringOption.URL, address.ToString());
                Loop.Adopt(easy);
                _handles.Add(easy);
            }

            handler.Begin(_handles, cells);
        }

        public EventLoop Loop { get; }

        public void Dispose()
        {
            _handles.ForEach(handle => handle.Dispose());
            Loop.Dispose();
        }
    }

    /// <summary>Carries out each transfer a number of times.</summary>
    private sealed class Repeater(int rounds) : ITransferHandler
    {
        private IReadOnlyList<CurlEasy> _handles = [];
        private EventLoop _loop = null!;
        private int _cells;
        private int _left;
        private volatile bool _quit;

        public TimeSpan Pause { get; init; }

        public Exception? Thrown { get; init; }

        public Dictionary<int, int> Completed { get; } = [];

        public SortedSet<CurlCode> Codes { get; } = [];

        public int Turns { get; private set; }

        public bool IsFinishedOnLoop => _quit || _left == 0;

        public void Begin(IReadOnlyList<CurlEasy> handles, int cells) => (_handles, _cells, _left) = (handles, cells, handles.Count * rounds);

        public void Quit() => _quit = true;

        public void StartedOnLoop(EventLoop loop)
        {
            _loop = loop;
            foreach (var handle in _handles)
                loop.ScheduleOnLoop(handle.Tag, Stopwatch.GetTimestamp());
        }

        public void CompletedOnLoop(CurlEasy easy, CurlCode code)
        {
            if (Thrown is not null)
                throw Thrown;
            _left--;
            Codes.Add(code);
            Completed[easy.Tag] = Completed.GetValueOrDefault(easy.Tag) + 1;
            if (Completed[easy.Tag] < rounds)
                _loop.ScheduleOnLoop(easy.Tag, Stopwatch.GetTimestamp() + (long)(Pause.TotalSeconds * Stopwatch.Frequency));
        }

        public void TimerOnLoop(int tag) => _loop.StartOnLoop(_handles[tag], tag % _cells);

        public void TurnedOnLoop() => Turns++;
    }
}
