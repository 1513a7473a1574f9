namespace Curlew.Soak.Kills;

/// <summary>A run that the service has answered 202 to.</summary>
/// <param name="Number">Its number at the target.</param>
/// <param name="Id">Its id.</param>
/// <param name="Shape">What it sends.</param>
internal sealed record KilledRun(int Number, string Id, RunShape Shape)
{
    /// <summary>The most outcomes that could be read of it, in any life of the service.</summary>
    public int Readable { get; set; }
}

/// <summary>A kind of run.</summary>
/// <param name="Path">The target's path.</param>
/// <param name="Load">The load, as members of the definition.</param>
/// <param name="Requests">How many requests it sends.</param>
/// <param name="KeepsAll">Whether it stores every outcome.</param>
internal sealed record RunShape(string Path, string Load, int Requests, bool KeepsAll = true)
{
    /// <summary>Those that are sent: fast and slow, closed and open, with and without outcomes.</summary>
    public static RunShape[] All { get; } =
    [
        new("runs", "\"virtualUsers\": 4, \"requests\": 2000", 2000),
        new("slow", "\"virtualUsers\": 8, \"requests\": 120", 120),
        new("runs", "\"ratePerSecond\": 300, \"durationSeconds\": 1", 300),
        new("slow", "\"virtualUsers\": 4, \"requests\": 60, \"outcomes\": {\"keep\": \"failures\"}", 60, KeepsAll: false),
        new("runs", "\"virtualUsers\": 1, \"requests\": 1", 1),
    ];

    /// <summary>The definition of a run.</summary>
    public string Definition(string target, int number) =>
        $$"""{"name": "run {{number}}", "url": "{{target}}/{{Path}}/{{number}}", {{Load}} }""";
}
