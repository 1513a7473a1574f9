using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Timelines;

namespace Curlew.Service.Execution.Live;

/// <summary>Something that happened in a run, ready to be sent to any number of readers.</summary>
/// <param name="Id">Where it stands among the run's events; null for what a reader need not come back to.</param>
/// <param name="Type">What kind of event it is.</param>
/// <param name="Data">What happened, as JSON.</param>
internal sealed record RunEvent(RunEventId? Id, string Type, string Data)
{
    public const string State = "state";
    public const string Tick = "tick";
    public const string Threshold = "threshold";
    public const string Log = "log";
    public const string Done = "done";

    /// <summary>Nothing has happened for a while.</summary>
    public static RunEvent Heartbeat { get; } = new(null, "heartbeat", "{}");

    /// <summary>An event with something to tell.</summary>
    public static RunEvent Of<T>(RunEventId? id, string type, T data) => new(id, type, JsonSerializer.Serialize(data, CurlewJson.Options));

    /// <summary>A second of the run.</summary>
    public static RunEvent OfTick(int second, TimelinePoint point) => Of(RunEventId.OfTick(second), Tick, point);
}
