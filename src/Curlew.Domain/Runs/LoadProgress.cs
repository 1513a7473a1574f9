using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Runs;

/// <summary>How far the load of a run is.</summary>
/// <param name="Percent">The share of it that is done, 0 to 100.</param>
/// <param name="SecondsLeft">How long it should still take; absent where that cannot be told yet.</param>
public sealed record LoadProgress(double Percent, double? SecondsLeft)
{
    /// <summary>All of it is done.</summary>
    public static LoadProgress Complete { get; } = new(100, 0);

    /// <summary>
    /// By time where time ends the load, else by requests, at their mean rate so far. Requests under way at the load's end may
    /// take it a little longer.
    /// </summary>
    /// <param name="definition">The run's definition in full form.</param>
    /// <param name="elapsed">The time since the load began.</param>
    /// <param name="requests">Requests that have ended since then.</param>
    public static LoadProgress Of(RunDefinitionDocument definition, TimeSpan elapsed, long requests)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var load = definition.Load ?? throw new ArgumentException("The definition is not in full form.", nameof(definition));
        var seconds = Math.Max(0, elapsed.TotalSeconds);
        if ((load.DurationSeconds ?? load.Stages?.Sum(stage => stage.DurationSeconds)) is { } duration)
            return new LoadProgress(Percent(seconds / duration), Math.Round(Math.Max(0, duration - seconds), 1));

        var share = requests / (double)(load.Requests ?? load.Iterations * definition.Steps!.Count)!;
        return new LoadProgress(Percent(share), share > 0 ? Math.Round(Math.Max(0, (seconds / share) - seconds), 1) : null);

        static double Percent(double share) => Math.Round(100 * Math.Min(1, share), 1);
    }
}
