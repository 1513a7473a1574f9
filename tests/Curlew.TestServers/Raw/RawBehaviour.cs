namespace Curlew.TestServers.Raw;

/// <summary>What a <see cref="RawServer"/> does to those who connect.</summary>
public enum RawBehaviour
{
    /// <summary>Reads a request, answers with four kilobytes that are not HTTP, and closes.</summary>
    Garbage,

    /// <summary>Reads a request and begins a header line that never ends.</summary>
    EndlessHeaderLine,

    /// <summary>Reads a request and sends header lines, each short, without end.</summary>
    EndlessHeaders,

    /// <summary>Accepts and closes at once, nothing read or sent. A client that has sent already sees a reset.</summary>
    CloseAtOnce,

    /// <summary>
    /// Accepts and never reads. It does not notice either when the client goes: the connection counts as open until
    /// the server ends.
    /// </summary>
    NeverRead,

    /// <summary>Answers each request rightly, one byte at a time with <see cref="RawServerOptions.Pace"/> between.</summary>
    ByteByByte,
}
