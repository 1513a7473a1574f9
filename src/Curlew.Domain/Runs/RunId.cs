namespace Curlew.Domain.Runs;

/// <summary>The id of a run: a UUIDv7 (RFC 9562), so that ids sort by the time at which runs were accepted.</summary>
public readonly record struct RunId(Guid Value)
{
    /// <summary>A new id for a run accepted now.</summary>
    public static RunId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>Reads an id in its usual form of 36 characters.</summary>
    public static bool TryParse(string? text, out RunId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new RunId(value);
        return parsed;
    }

    /// <summary>The id in its usual form of 36 characters.</summary>
    public override string ToString() => Value.ToString("D");
}
