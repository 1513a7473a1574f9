using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// Makes a definition of an HTTP archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/) as browsers export it:
/// a step of each entry, in the order in which they were sent. Nothing in it is executed or fetched. An entry that cannot
/// be a sound step is left out and named, so that whatever comes of an archive is a definition that
/// <see cref="DefinitionReader"/> accepts.
/// </summary>
public static class HarReader
{
    /// <summary>Pauses below this are the browser's own work, not a person's.</summary>
    public const double LeastThinkSeconds = 0.1;

    /// <summary>How many entries are looked at.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Chrome tells what script sent a request in <c>_initiator</c>, one level for each await.</summary>
    private const int MostDepth = 1_000;

    private const string Example = "an HTTP archive has {\"log\": {\"entries\": […]}}";

    /// <summary>Room in a step's name for the number that makes it unique.</summary>
    private const int RoomForNumber = 6;

    private static readonly string[] Http2 = ["h2", "http/2", "http/2.0"];

    /// <summary>Reads an archive. <paramref name="fault"/> is a sentence that names the place that keeps it from being read.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8Json, [NotNullWhen(true)] out ImportedDefinition? imported, [NotNullWhen(false)] out string? fault)
    {
        imported = null;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            using var json = JsonDocument.Parse(
                utf8Json.Span.StartsWith(mark) ? utf8Json[mark.Length..] : utf8Json, new JsonDocumentOptions { MaxDepth = MostDepth });
            return TryRead(json.RootElement, out imported, out fault);
        }
        catch (JsonException wrong)
        {
            fault = $"Is no JSON that can be read: line {(wrong.LineNumber ?? 0) + 1}, byte {(wrong.BytePositionInLine ?? 0) + 1}; {Example}.";
            return false;
        }
    }

    private static bool TryRead(JsonElement root, out ImportedDefinition? imported, [NotNullWhen(false)] out string? fault)
    {
        imported = null;
        var found = new HarFault();
        var log = HarNode.Root(root, found)?.Object("log");
        var list = log?.Array("entries");
        if (log is null || list is null)
        {
            fault = found is { Place: { } place }
                ? $"`{(place.Length == 0 ? "the archive" : place)}` {found.Reason}; {Example}."
                : $"`{(log is null ? "log" : "log.entries")}` is missing; {Example}.";
            return false;
        }

        var notes = new HarNotes();
        var steps = StepsOf(EntriesOf(log.Value, list.Value, notes), notes);
        if (steps.Count == 0)
        {
            fault = notes.FirstEntry is { } first
                ? $"`log.entries` has no entry that can be a step; {first.What}: {first.Reason}."
                : "`log.entries` is empty; record with the network panel open and export it again.";
            return false;
        }

        if (steps.Exists(step => step.Entry.Status is not null))
            notes.AddOnce("responses", "what was answered is no part of a definition; say with `expect` what counts as success");
        imported = new ImportedDefinition(ToDefinition(steps), notes.ToList());
        fault = null;
        return true;
    }

    /// <summary>Those that can be read, in the order in which they were sent, which an archive need not have.</summary>
    private static IEnumerable<HarEntry> EntriesOf(HarNode log, JsonElement list, HarNotes notes)
    {
        var entries = new List<HarEntry>();
        foreach (var (index, element) in list.EnumerateArray().Take(MostEntries).Index())
        {
            var fault = new HarFault();
            var entry = log.Element("entries", element, index, fault) is { } node ? HarEntry.Read(node, fault) : null;
            if (entry is null)
                notes.Add(fault.Place!, fault.Reason);
            else if (entry.WhyNone() is { } reason)
                notes.Add($"{entry.Path}: {entry.Url}", reason);
            else
                entries.Add(entry);
        }

        if (list.GetArrayLength() > MostEntries)
            notes.AddOnce($"log.entries[{MostEntries}] and what follows", $"only {MostEntries} entries are looked at");
        return entries.TrueForAll(entry => entry.Started is not null) ? entries.OrderBy(entry => entry.Started) : entries;
    }

    private static List<(HarEntry Entry, StepDocument Step)> StepsOf(IEnumerable<HarEntry> entries, HarNotes notes)
    {
        var steps = new List<(HarEntry Entry, StepDocument Step)>();
        var more = 0;
        foreach (var entry in entries)
        {
            if (steps.Count == DefinitionLimits.Steps)
            {
                more++;
                continue;
            }

            var step = entry.ToStep(notes);
            if (entry.Fault is { Place: { } place } fault)
                notes.Add(place, fault.Reason);
            else if (FaultOf(step) is { } unsound)
                notes.Add($"{entry.Path}: {entry.Url}", unsound);
            else
                steps.Add((entry, step));
        }

        if (more > 0)
            notes.AddOnce($"{more} further entries", $"a definition has at most {DefinitionLimits.Steps} steps");
        return steps;
    }

    /// <summary>As a definition of it alone would be judged.</summary>
    private static string? FaultOf(StepDocument step)
    {
        var faults = DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(DefinitionOf([step]), CurlewJson.Options), [DefinitionLimits.DefaultEngine])
            .Faults;
        return faults.Count == 0 ? null : $"its {faults[0].Field.Replace("steps[0].", "", StringComparison.Ordinal)} is not taken: {faults[0].Message}";
    }

    private static RunDefinitionDocument ToDefinition(List<(HarEntry Entry, StepDocument Step)> steps)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var named = new List<StepDocument>();
        for (var index = 0; index < steps.Count; index++)
        {
            var (entry, step) = steps[index];
            named.Add(step with
            {
                Name = UniqueName(entry.NameOf(RoomForNumber), names),
                ThinkTimeSeconds = index + 1 < steps.Count ? ThinkSeconds(entry, steps[index + 1].Entry) : null,
            });
        }

        var areHttp2 = steps.TrueForAll(step => Http2.Contains(step.Entry.HttpVersion, StringComparer.OrdinalIgnoreCase));
        return DefinitionOf(named) with { HttpVersion = areHttp2 ? "2" : null };
    }

    /// <summary>Of the least load, for a person to change.</summary>
    private static RunDefinitionDocument DefinitionOf(IReadOnlyList<StepDocument> steps) =>
        new() { Steps = steps, Load = new LoadDocument { VirtualUsers = 1, Iterations = 1 } };

    private static string UniqueName(string name, HashSet<string> names)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
            unique = $"{name} ({number})";
        return unique;
    }

    /// <summary>From the end of one to the start of the next; null where a browser, not a person, went on.</summary>
    private static double? ThinkSeconds(HarEntry entry, HarEntry next)
    {
        if (entry.Started is not { } started || next.Started is not { } nextStarted)
            return null;
        var seconds = Math.Round((nextStarted - started - entry.Time).TotalSeconds, 3);
        return seconds < LeastThinkSeconds ? null : Math.Min(seconds, DefinitionLimits.ThinkTimeSeconds);
    }
}
