using Curlew.Domain.Runs;

namespace Curlew.Storage.Outcomes;

/// <summary>A run's outcomes cannot be read or written; the message says why.</summary>
public sealed class OutcomesUnavailableException : Exception
{
    /// <summary>With the run and a message for people.</summary>
    public OutcomesUnavailableException(RunId run, string message, Exception? innerException = null)
        : base(message, innerException) => Run = run;

    /// <summary>The run.</summary>
    public RunId Run { get; }
}
