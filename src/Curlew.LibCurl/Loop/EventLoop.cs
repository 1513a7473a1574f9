using System.Diagnostics;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Interop;
using Curlew.LibCurl.Multi;
using Curlew.LibCurl.Posix;
using Curlew.LibCurl.Share;

namespace Curlew.LibCurl.Loop;

/// <summary>
/// Drives many transfers on one thread: epoll below, many small multi handles ("cells") on top of it.
/// </summary>
/// <remarks>
/// <para>
/// <b>Why cells.</b> libcurl looks through a multi handle's connections one by one for each transfer, so the cost of a
/// request grows with the connections of its multi: with 8.14.1 from 35 to 308 µs between 64 and 4096. With 16
/// connections per multi it stays flat. A cell has its own connection cache; a transfer stays with the cell it was
/// started in. How many cells there are is the caller's choice: one for HTTP/2, where few connections carry all.
/// </para>
/// <para>
/// <b>Threads.</b> All members that end in OnLoop, the handler and the handles of running transfers belong to the thread
/// that called <see cref="Run"/>. Only <see cref="Wake"/> may be called by others.
/// </para>
/// <para>
/// <b>Who frees what, in which order.</b> The caller makes easy handles and disposes of them after <see cref="Run"/> has
/// returned and before it disposes of the loop: the handles' share must outlive them. <see cref="Run"/> takes every
/// transfer out of its multi before it returns. <see cref="Dispose"/> then cleans up the multi handles, which closes
/// their connections through <see cref="Callbacks.CloseSocket"/>, then the share, then epoll; the GCHandles, which the
/// callbacks dereference, go last.
/// </para>
/// <para>
/// <b>A turn.</b> Timers that are due; cells that libcurl wants called at once; then epoll, without waiting where
/// something is still due; then the sockets' events. Finished transfers are read right after the call in which they
/// finished, and the handler may start the next ones there: that only notes in libcurl that there is something to do,
/// which the next turn does. Timers and due cells are taken in slices, so that thousands of connections that are opened
/// at once cannot keep the loop from answers that have already come.
/// </para>
/// </remarks>
public sealed class EventLoop : IDisposable
{
    private const int EventsPerTurn = 512;
    private const int TimersPerTurn = 64;
    private const int DueCellsPerTurn = 64;
    private const ulong WakeUpData = ulong.MaxValue;
    private static readonly long LongestWait = Stopwatch.Frequency / 4;

    private readonly CurlLibrary _library;
    private readonly ITransferHandler _handler;
    private readonly Epoll _epoll = new(EventsPerTurn);
    private readonly WakeUp _wakeUp = new();
    private readonly CurlDnsShare _dns;
    private readonly Cell[] _cells;
    private readonly GCHandle[] _cellHandles;
    private readonly Queue<Cell> _due;
    private readonly PriorityQueue<int, long> _timers = new();
    private readonly CurlEasy?[] _running;
    private GCHandle _self;
    private long _nextDeadline = Cell.Never;
    private long _busy;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Makes a loop; nothing runs before <see cref="Run"/>.</summary>
    /// <param name="library">The libcurl build to run on.</param>
    /// <param name="cells">One entry per cell: how its multi handle is set up.</param>
    /// <param name="transfers">Tags of transfers are below this.</param>
    /// <param name="handler">What it drives.</param>
    public EventLoop(CurlLibrary library, IReadOnlyList<CellSettings> cells, int transfers, ITransferHandler handler)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(cells);
        _library = library;
        _handler = handler;
        _dns = new CurlDnsShare(library);
        _running = new CurlEasy?[transfers];
        _timers.EnsureCapacity(transfers + 2);
        _self = GCHandle.Alloc(this);
        Descriptors = new Descriptors(_epoll);
        _epoll.Register(_wakeUp.Descriptor, LibC.EpollIn, WakeUpData, known: false);

        _cells = new Cell[cells.Count];
        _cellHandles = new GCHandle[_cells.Length];
        _due = new Queue<Cell>(_cells.Length + 1);
        for (var index = 0; index < _cells.Length; index++)
        {
            var multi = new CurlMulti(library, cells[index]);
            _cells[index] = new Cell(this, index, multi);
            _cellHandles[index] = GCHandle.Alloc(_cells[index]);
            var userData = GCHandle.ToIntPtr(_cellHandles[index]);
            multi.Set(CurlMultiOption.SOCKETFUNCTION, Callbacks.Socket);
            multi.Set(CurlMultiOption.SOCKETDATA, userData);
            multi.Set(CurlMultiOption.TIMERFUNCTION, Callbacks.Timer);
            multi.Set(CurlMultiOption.TIMERDATA, userData);
        }
    }

    /// <summary>Sockets that are open; from any thread, as it was a moment ago.</summary>
    public int OpenConnections => Descriptors.Open;

    /// <summary>The most sockets that were open at one time.</summary>
    public int PeakOpenConnections => Descriptors.PeakOpen;

    /// <summary>The longest time that one turn kept the loop from looking at its sockets and timers.</summary>
    public TimeSpan LongestTurn { get; private set; }

    /// <summary>The time for which it did not wait for its sockets and timers.</summary>
    public TimeSpan Busy => TimeSpan.FromTicks(_busy);

    /// <summary>The most requests that were on one connection at one time (libcurl 7.80.0 and newer; else 0).</summary>
    public int PeakStreams => Streams.Peak;

    /// <summary>The addresses that connections were opened to.</summary>
    public IReadOnlyList<IPAddress> Remotes => RemoteAddresses.ToList();

    internal Descriptors Descriptors { get; }

    internal StreamCounts Streams { get; } = new();

    internal RemoteAddressSet RemoteAddresses { get; } = new();

    /// <summary>Prepares a handle for this loop: its sockets and its DNS cache. Once per handle, before its first transfer.</summary>
    public unsafe void Adopt(CurlEasy easy)
    {
        ArgumentNullException.ThrowIfNull(easy);
        var userData = GCHandle.ToIntPtr(_self);
        easy.State->Loop = userData;
        easy.Set((int)CurlPointerOption.CLOSESOCKETDATA, userData);
        easy.Set((int)CurlFunctionOption.CLOSESOCKETFUNCTION, Callbacks.CloseSocket);
        _dns.Attach(easy);
    }

    /// <summary>Turns until the handler is finished.</summary>
    /// <exception cref="CurlException">libcurl refused something that should have worked.</exception>
    public void Run()
    {
        try
        {
            _handler.StartedOnLoop(this);
            while (!_handler.IsFinishedOnLoop)
                TurnOnLoop();
        }
        finally
        {
            RemoveRunningOnLoop();
        }
    }

    /// <summary>Starts a transfer in a cell. From the handler only.</summary>
    public unsafe void StartOnLoop(CurlEasy easy, int cell)
    {
        ArgumentNullException.ThrowIfNull(easy);
        easy.BeginTransfer();
        _running[easy.Tag] = easy;
        easy.State->Cell = cell;
        _cells[cell].Multi.Add(easy);
        ThrowFaultOnLoop();
    }

    /// <summary>Takes a running transfer out before it ended. From the handler only, and not for one that completed.</summary>
    public unsafe void AbortOnLoop(CurlEasy easy)
    {
        ArgumentNullException.ThrowIfNull(easy);
        _running[easy.Tag] = null;
        _cells[easy.State->Cell].Multi.Remove(easy);
        Streams.Leave(easy.State);
        ThrowFaultOnLoop();
    }

    /// <summary>Asks for a call of <see cref="ITransferHandler.TimerOnLoop"/>. From the handler only.</summary>
    /// <param name="tag">What the handler is to be told.</param>
    /// <param name="due">When, as a <see cref="Stopwatch"/> timestamp.</param>
    public void ScheduleOnLoop(int tag, long due) => _timers.Enqueue(tag, due);

    /// <summary>Makes the loop turn soon, from any thread.</summary>
    public void Wake() => _wakeUp.Signal();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cell in _cells)
            cell.Multi.Dispose();
        _dns.Dispose();
        _epoll.Dispose();
        _wakeUp.Dispose();
        foreach (var handle in _cellHandles)
            handle.Free();
        _self.Free();
    }

    internal void SetDeadlineOnLoop(Cell cell, long milliseconds)
    {
        switch (milliseconds)
        {
            case < 0:
                cell.Deadline = Cell.Never;
                break;
            case 0:
                cell.Deadline = Cell.Never;
                MarkDueOnLoop(cell);
                break;
            default:
                cell.Deadline = Stopwatch.GetTimestamp() + (milliseconds * (Stopwatch.Frequency / 1000));

                // A lower bound: deadlines that are put off leave it too early, which costs one look at the cells.
                _nextDeadline = Math.Min(_nextDeadline, cell.Deadline);
                break;
        }
    }

    internal void KeepFaultOnLoop(Exception exception) => _fault ??= ExceptionDispatchInfo.Capture(exception);

    private void TurnOnLoop()
    {
        var turnStarted = Stopwatch.GetTimestamp();
        FireTimersOnLoop(turnStarted);
        ExpireDeadlinesOnLoop(turnStarted);
        RunDueCellsOnLoop();

        var waitStarted = Stopwatch.GetTimestamp();
        var events = _epoll.Wait(NanosecondsToWait(waitStarted));
        var waitEnded = Stopwatch.GetTimestamp();
        for (var index = 0; index < events; index++)
            HandleEventOnLoop(_epoll.DataAt(index), _epoll.EventsAt(index));
        _handler.TurnedOnLoop();

        var busy = Stopwatch.GetElapsedTime(turnStarted) - Stopwatch.GetElapsedTime(waitStarted, waitEnded);
        _busy += busy.Ticks;
        if (busy > LongestTurn)
            LongestTurn = busy;
    }

    private void FireTimersOnLoop(long now)
    {
        for (var fired = 0; fired < TimersPerTurn && _timers.TryPeek(out var tag, out var due) && due <= now; fired++)
        {
            _timers.Dequeue();
            _handler.TimerOnLoop(tag);
        }
    }

    private void ExpireDeadlinesOnLoop(long now)
    {
        if (now < _nextDeadline)
            return;
        _nextDeadline = Cell.Never;
        foreach (var cell in _cells)
        {
            if (cell.Deadline <= now)
            {
                cell.Deadline = Cell.Never;
                MarkDueOnLoop(cell);
            }

            _nextDeadline = Math.Min(_nextDeadline, cell.Deadline);
        }
    }

    private void RunDueCellsOnLoop()
    {
        for (var left = Math.Min(_due.Count, DueCellsPerTurn); left > 0; left--)
        {
            var cell = _due.Dequeue();
            cell.IsDue = false;
            cell.Multi.ActOnTimer();
            ReadDoneOnLoop(cell);
        }
    }

    private long NanosecondsToWait(long now)
    {
        if (_due.Count > 0 || _handler.IsFinishedOnLoop)
            return 0;
        var until = Math.Min(now + LongestWait, _nextDeadline);
        if (_timers.TryPeek(out _, out var due))
            until = Math.Min(until, due);
        return Math.Max(0, (long)Stopwatch.GetElapsedTime(now, until).TotalNanoseconds);
    }

    private void HandleEventOnLoop(ulong data, uint events)
    {
        if (data == WakeUpData)
        {
            _wakeUp.Clear();
            return;
        }

        if (!Descriptors.IsWantedOnLoop(data, out var descriptor, out var cellIndex))
            return;

        const int selectIn = 1;
        const int selectOut = 2;
        const int selectError = 4;
        var action = 0;
        if ((events & (LibC.EpollIn | LibC.EpollHangUp)) != 0)
            action |= selectIn;
        if ((events & LibC.EpollOut) != 0)
            action |= selectOut;
        if ((events & LibC.EpollError) != 0)
            action |= selectError;
        var cell = _cells[cellIndex];
        cell.Multi.ActOnSocket(descriptor, action);
        ReadDoneOnLoop(cell);
    }

    private unsafe void ReadDoneOnLoop(Cell cell)
    {
        ThrowFaultOnLoop();
        while (cell.Multi.TryReadDone(out var handle, out var code))
        {
            var tag = (int)CurlEasy.PrivateOf(_library, handle);
            var easy = _running[tag]!;
            _running[tag] = null;
            cell.Multi.Remove(handle);
            Streams.Leave(easy.State);
            ThrowFaultOnLoop();
            easy.ThrowGateFault();
            _handler.CompletedOnLoop(easy, code);
        }
    }

    private void MarkDueOnLoop(Cell cell)
    {
        if (cell.IsDue)
            return;
        cell.IsDue = true;
        _due.Enqueue(cell);
    }

    private unsafe void RemoveRunningOnLoop()
    {
        foreach (var easy in _running)
        {
            if (easy is not null)
                _cells[easy.State->Cell].Multi.Remove(easy);
        }

        Array.Clear(_running);
    }

    private void ThrowFaultOnLoop() => _fault?.Throw();
}
