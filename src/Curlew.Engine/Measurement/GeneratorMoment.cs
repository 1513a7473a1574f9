namespace Curlew.Engine.Measurement;

/// <summary>What the event loops tell of themselves at one moment.</summary>
internal sealed record GeneratorMoment
{
    /// <summary>The time since the load began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>CPU time of all loops since then.</summary>
    public required TimeSpan CpuTime { get; init; }

    /// <summary>Requests that have ended.</summary>
    public required long Ended { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Starts that found no virtual user free.</summary>
    public required long Skipped { get; init; }

    /// <summary>Bytes sent and received, as of half a second ago at most; 0 where the run has no limit of them.</summary>
    public required long BytesMoved { get; init; }

    /// <summary>Virtual users that have an iteration under way.</summary>
    public required int VirtualUsers { get; init; }

    /// <summary>Connections that are open.</summary>
    public required int OpenConnections { get; init; }
}
