using Curlew.Engine.Requests;
using Curlew.Engine.Variables;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Load;

/// <summary>
/// One virtual user: an easy handle (whose cookie engine is its cookie jar), its variables, and where it stands in its
/// journey. Belongs to its event loop.
/// </summary>
internal sealed class VirtualUser(int number, int cell, CurlEasy easy, VariableValues values, RequestBuffers? buffers) : IDisposable
{
    /// <summary>Its number in the run.</summary>
    internal int Number { get; } = number;

    /// <summary>The cell of its event loop in which its transfers run.</summary>
    internal int Cell { get; } = cell;

    internal CurlEasy Easy { get; } = easy;

    internal VariableValues Values { get; } = values;

    /// <summary>Where its requests are written; null where none has anything to write.</summary>
    internal RequestBuffers? Buffers { get; } = buffers;

    /// <summary>The step that its handle is set to send.</summary>
    internal PreparedStep? Applied { get; set; }

    /// <summary>The number of its iteration in the run.</summary>
    internal long Iteration { get; set; }

    /// <summary>Whether its iteration was planned after the warm-up.</summary>
    internal bool IsCounted { get; set; }

    /// <summary>The step it sends, or will send next.</summary>
    internal int Step { get; set; }

    /// <summary>When its current request was planned to start, as a timestamp.</summary>
    internal long Planned { get; set; }

    /// <summary>When it really started.</summary>
    internal long Started { get; set; }

    /// <summary>Whether an iteration is under way, in flight or thinking.</summary>
    internal bool IsBusy { get; set; }

    internal bool InFlight { get; set; }

    /// <summary>Whether <see cref="StreamAdmission"/> has given it a stream.</summary>
    internal bool HasStream { get; set; }

    public void Dispose()
    {
        Easy.Dispose();
        Buffers?.Dispose();
    }
}
