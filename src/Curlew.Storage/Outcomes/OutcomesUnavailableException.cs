using Curlew.Domain.Runs;

namespace Curlew.Storage.Outcomes;

/// <summary>A run's outcomes cannot be read or written; the message says why.</summary>
public sealed class OutcomesUnavailableException : Exception
{
    /// <summary>With the run, what is wrong, and a message for people.</summary>
    public OutcomesUnavailableException(RunId run, OutcomesFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => (Run, Fault) = (run, fault);

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>What is wrong.</summary>
    public OutcomesFault Fault { get; }
}

/// <summary>What keeps outcomes from being used.</summary>
public enum OutcomesFault
{
    /// <summary>Something outside of the file: its directory, the disk, another program, a version that is too old for it.</summary>
    NotUsable,

    /// <summary>The file is not there.</summary>
    Missing,

    /// <summary>What is in the file is not what was written.</summary>
    Damaged,
}
