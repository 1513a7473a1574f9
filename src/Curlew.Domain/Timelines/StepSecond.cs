using System.Buffers;

namespace Curlew.Domain.Timelines;

/// <summary>The requests of one step that ended within some time, of one second or of several together.</summary>
public sealed class StepSecond
{
    /// <summary>Requests that ended.</summary>
    public long Requests { get; set; }

    /// <summary>Those of them that failed.</summary>
    public long Failed { get; set; }

    /// <summary>Bytes sent.</summary>
    public long BytesUp { get; set; }

    /// <summary>Bytes received.</summary>
    public long BytesDown { get; set; }

    /// <summary>From their planned starts.</summary>
    public CompactHistogram ResponseTime { get; } = new();

    /// <summary>From their real starts.</summary>
    public CompactHistogram ServiceTime { get; } = new();

    /// <summary>Takes in what another one has.</summary>
    public void Add(StepSecond other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Requests += other.Requests;
        Failed += other.Failed;
        BytesUp += other.BytesUp;
        BytesDown += other.BytesDown;
        ResponseTime.Add(other.ResponseTime);
        ServiceTime.Add(other.ServiceTime);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Requests, Failed, BytesUp, BytesDown) = (0, 0, 0, 0);
        ResponseTime.Clear();
        ServiceTime.Clear();
    }

    /// <summary>Writes it.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        VariableLength.Write(output, Requests);
        VariableLength.Write(output, Failed);
        VariableLength.Write(output, BytesUp);
        VariableLength.Write(output, BytesDown);
        ResponseTime.Encode(output);
        ServiceTime.Encode(output);
    }

    /// <summary>Takes in what <see cref="Encode"/> wrote at the beginning of <paramref name="input"/>, and moves past it.</summary>
    /// <exception cref="InvalidDataException">That is not there; what was taken in until then stays.</exception>
    public void AddEncoded(ref ReadOnlySpan<byte> input)
    {
        Requests = Plus(Requests, VariableLength.Read(ref input));
        Failed = Plus(Failed, VariableLength.Read(ref input));
        BytesUp = Plus(BytesUp, VariableLength.Read(ref input));
        BytesDown = Plus(BytesDown, VariableLength.Read(ref input));
        ResponseTime.AddEncoded(ref input);
        ServiceTime.AddEncoded(ref input);
    }

    private static long Plus(long sum, long number) => number <= long.MaxValue - sum
        ? sum + number
        : throw new InvalidDataException("Encoded numbers add up to more than can be counted.");
}
