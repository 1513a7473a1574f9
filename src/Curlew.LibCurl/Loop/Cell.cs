using Curlew.LibCurl.Multi;

namespace Curlew.LibCurl.Loop;

/// <summary>One of an event loop's multi handles, with the one timer that libcurl asks for.</summary>
internal sealed class Cell(EventLoop loop, int index, CurlMulti multi)
{
    internal const long Never = long.MaxValue;

    internal EventLoop Loop { get; } = loop;

    internal int Index { get; } = index;

    internal CurlMulti Multi { get; } = multi;

    /// <summary>When libcurl wants to be called, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    internal long Deadline { get; set; } = Never;

    /// <summary>Whether it stands in the loop's queue of cells that libcurl wants called at once.</summary>
    internal bool IsDue { get; set; }
}
