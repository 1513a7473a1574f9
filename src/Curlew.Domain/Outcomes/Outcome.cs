namespace Curlew.Domain.Outcomes;

/// <summary>
/// What happened to one request. A plain struct without references: event loops fill arrays of it, and the outcome
/// store reads them, without anything being allocated per request. Times are microseconds; moments count from the
/// start of the run, phases are durations.
/// </summary>
public struct Outcome : IEquatable<Outcome>
{
    /// <summary>The step's place in the journey, from 0.</summary>
    public int Step { get; set; }

    /// <summary>The virtual user's number, from 0.</summary>
    public int VirtualUser { get; set; }

    /// <summary>The iteration's number in the run, from 0.</summary>
    public long Iteration { get; set; }

    /// <summary>When the request was planned to start; in closed load, when its virtual user was ready for it.</summary>
    public long PlannedMicros { get; set; }

    /// <summary>When it really started.</summary>
    public long StartedMicros { get; set; }

    /// <summary>Name resolution; 0 on a reused connection.</summary>
    public long DnsMicros { get; set; }

    /// <summary>TCP connect; 0 on a reused connection.</summary>
    public long ConnectMicros { get; set; }

    /// <summary>TLS handshake; 0 on a reused connection and on cleartext.</summary>
    public long TlsMicros { get; set; }

    /// <summary>Sending the request, from connection ready to last byte sent; 0 where libcurl is older than 8.10.</summary>
    public long RequestSentMicros { get; set; }

    /// <summary>Waiting for the first byte of the answer, since the request was sent; 0 where none came.</summary>
    public long FirstByteMicros { get; set; }

    /// <summary>Service time: from the real start to the last byte or the failure.</summary>
    public long TotalMicros { get; set; }

    /// <summary>Bytes sent: request line, headers and body, as libcurl counts them.</summary>
    public long BytesUp { get; set; }

    /// <summary>Bytes received: headers and body as they came over the wire, before decompression where libcurl says.</summary>
    public long BytesDown { get; set; }

    /// <summary>
    /// The connection's id, unique in the run (CURLINFO_CONN_ID; the local port where libcurl is older than 8.2);
    /// -1 where the request never had one.
    /// </summary>
    public long ConnectionId { get; set; }

    /// <summary>The HTTP status of the last answer, or 0.</summary>
    public short Status { get; set; }

    /// <summary>libcurl's CURLcode, 0 for CURLE_OK (https://curl.se/libcurl/c/libcurl-errors.html).</summary>
    public short CurlCode { get; set; }

    /// <summary>The HTTP version that was negotiated.</summary>
    public NegotiatedHttpVersion HttpVersion { get; set; }

    /// <summary>Whether a connection was opened for this request.</summary>
    public bool NewConnection { get; set; }

    /// <summary>How often libcurl silently sent the request again (reused connection died, stream refused); 255 at most.</summary>
    public byte HiddenRepeats { get; set; }

    /// <summary>Redirects that were followed; 255 at most.</summary>
    public byte Redirects { get; set; }

    /// <summary>Why the request counts as failed.</summary>
    public FailureKind Failure { get; set; }

    /// <summary>Whether the request counts as a success: CURLE_OK and all that its step expects.</summary>
    public readonly bool Succeeded => Failure == FailureKind.None;

    /// <summary>Whether it ended its iteration, as the journey's last step or by its failure.</summary>
    public bool EndsIteration { get; set; }

    /// <summary>Connections that were established for it, also for redirects and repeats. Is not stored.</summary>
    public byte Established { get; set; }

    /// <inheritdoc/>
    public readonly bool Equals(Outcome other) =>
        VirtualUser == other.VirtualUser && Step == other.Step && StartedMicros == other.StartedMicros
        && TotalMicros == other.TotalMicros && CurlCode == other.CurlCode && Status == other.Status;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Outcome other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(VirtualUser, Step, StartedMicros);

    /// <summary>Equality of <see cref="Equals(Outcome)"/>.</summary>
    public static bool operator ==(Outcome left, Outcome right) => left.Equals(right);

    /// <summary>Inequality of <see cref="Equals(Outcome)"/>.</summary>
    public static bool operator !=(Outcome left, Outcome right) => !left.Equals(right);
}

/// <summary>The HTTP version of an answer, with the numbers of CURLINFO_HTTP_VERSION.</summary>
public enum NegotiatedHttpVersion : byte
{
    /// <summary>No answer came.</summary>
    None = 0,

    /// <summary>HTTP/1.0.</summary>
    Http10 = 1,

    /// <summary>HTTP/1.1.</summary>
    Http11 = 2,

    /// <summary>HTTP/2.</summary>
    Http2 = 3,

    /// <summary>HTTP/3.</summary>
    Http3 = 30,
}

/// <summary>The words that results use for <see cref="NegotiatedHttpVersion"/>.</summary>
public static class NegotiatedHttpVersions
{
    /// <summary>The version's word: <c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</summary>
    public static string ToWord(this NegotiatedHttpVersion version) => version switch
    {
        NegotiatedHttpVersion.Http10 => "1.0",
        NegotiatedHttpVersion.Http11 => "1.1",
        NegotiatedHttpVersion.Http2 => "2",
        NegotiatedHttpVersion.Http3 => "3",
        _ => "none",
    };
}
