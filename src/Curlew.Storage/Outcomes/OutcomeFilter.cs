using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>Which outcomes to read; null does not restrict, and all that is given must hold. Ranges include their ends.</summary>
public sealed record OutcomeFilter
{
    /// <summary>All outcomes.</summary>
    public static OutcomeFilter All { get; } = new();

    /// <summary>The step's place in the journey, from 0.</summary>
    public int? Step { get; init; }

    /// <summary>The HTTP status; 0 for "no answer".</summary>
    public int? Status { get; init; }

    /// <summary>The first digit of the HTTP status, 1 to 5; 0 for "no answer".</summary>
    public int? StatusClass { get; init; }

    /// <summary>The CURLcode.</summary>
    public int? CurlCode { get; init; }

    /// <summary>Why the request counts as failed; <see cref="FailureKind.None"/> for those that succeeded.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>True: only failures; false: only successes.</summary>
    public bool? Failed { get; init; }

    /// <summary>The HTTP version that was negotiated.</summary>
    public NegotiatedHttpVersion? HttpVersion { get; init; }

    /// <summary>Whether a connection was opened for the request.</summary>
    public bool? NewConnection { get; init; }

    /// <summary>The connection's id.</summary>
    public long? ConnectionId { get; init; }

    /// <summary>The iteration's number in the run, from 0.</summary>
    public long? Iteration { get; init; }

    /// <summary>The least service time, in microseconds.</summary>
    public long? MinServiceTimeMicros { get; init; }

    /// <summary>The greatest service time, in microseconds.</summary>
    public long? MaxServiceTimeMicros { get; init; }

    /// <summary>Whether it asks for a range of service times.</summary>
    internal bool HasServiceTimeRange => MinServiceTimeMicros is not null || MaxServiceTimeMicros is not null;

    /// <summary>The least response time, in microseconds.</summary>
    public long? MinResponseTimeMicros { get; init; }

    /// <summary>The greatest response time, in microseconds.</summary>
    public long? MaxResponseTimeMicros { get; init; }

    /// <summary>The first moment at which the request may have ended, in microseconds since the run's start.</summary>
    public long? FirstEndMicros { get; init; }

    /// <summary>The last such moment.</summary>
    public long? LastEndMicros { get; init; }
}
