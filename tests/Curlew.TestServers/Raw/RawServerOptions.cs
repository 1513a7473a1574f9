namespace Curlew.TestServers.Raw;

/// <summary>How a <see cref="RawServer"/> is set up.</summary>
public sealed record RawServerOptions
{
    /// <summary>What it does.</summary>
    public required RawBehaviour Behaviour { get; init; }

    /// <summary>The time between two bytes of <see cref="RawBehaviour.ByteByByte"/>. Default 5 ms.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Answers HEAD rightly, so that Curlew's preflight passes and its load meets the fault. Behaviours that read no
    /// request cannot tell; for them there is <see cref="SpareConnections"/>. Default true.
    /// </summary>
    public bool SpareHead { get; init; } = true;

    /// <summary>How many of the first connections are served rightly, whatever they ask. Default 0.</summary>
    public int SpareConnections { get; init; }
}
