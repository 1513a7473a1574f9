using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Load;

/// <summary>
/// One virtual user: an easy handle (whose cookie engine is its cookie jar) and where it stands. Belongs to its event loop.
/// </summary>
internal sealed class VirtualUser(int number, int cell, CurlEasy easy)
{
    /// <summary>Its number in the run.</summary>
    internal int Number { get; } = number;

    /// <summary>The cell of its event loop in which its transfers run.</summary>
    internal int Cell { get; } = cell;

    internal CurlEasy Easy { get; } = easy;

    /// <summary>When its current request was planned to start, as a timestamp.</summary>
    internal long Planned { get; set; }

    /// <summary>When it really started.</summary>
    internal long Started { get; set; }

    internal bool InFlight { get; set; }
}
