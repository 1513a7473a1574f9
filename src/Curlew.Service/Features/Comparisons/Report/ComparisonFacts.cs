using System.Text.Json;
using Curlew.Service.Features.Reports.Html;

namespace Curlew.Service.Features.Comparisons.Report;

/// <summary>How a comparison was done, in sentences.</summary>
internal static class ComparisonFacts
{
    /// <summary>Where it stands.</summary>
    public static string StateOf(ComparisonResource comparison) =>
        $"{PageText.Word(comparison.Status)}, {comparison.Progress.RunsEnded} of {comparison.Progress.RunsPlanned} runs ended"
        + (comparison.Reason is { } reason ? $" ({reason})" : "");

    /// <summary>The facts.</summary>
    public static IReadOnlyList<string> Of(ComparisonResource comparison)
    {
        List<string> facts =
        [
            $"Accepted {PageText.Moment(comparison.CreatedAt)}, ended {PageText.Moment(comparison.EndedAt)}, asked for by {comparison.CreatedBy}.",
            $"{comparison.Rounds} rounds; order of the arms, drawn by seed {comparison.Seed}: {OrderOf(comparison)}.",
            $"A difference matters from {PageText.Figure(comparison.Rules.MinChangePercent)} % and {PageText.Figure(comparison.Rules.MinChangeMs)} ms, "
            + $"or {PageText.Figure(comparison.Rules.MinErrorRatePoints)} percentage points of errors; of comparisons of equal arms "
            + $"{PageText.Figure(comparison.Rules.FalseAlarmPercent)} % may claim one.",
        ];
        facts.AddRange(comparison.Arms
            .Where(arm => arm.Differs.Count > 0)
            .Select(arm => $"{arm.Name}: {string.Join(", ", arm.Differs.Select(field => $"{field.Key} {TextOf(field.Value)}"))}."));
        facts.AddRange(comparison.Result.Arms
            .Where(arm => arm.Engine is not null)
            .Select(arm => arm.Engine!)
            .Distinct()
            .Select(engine => $"Engine {engine.Name}: libcurl {engine.LibcurlVersion} {engine.TlsVersion}{(engine.Nghttp2Version is { } nghttp2 ? $" nghttp2/{nghttp2}" : "")}."));
        facts.AddRange(comparison.Result.Arms.SelectMany(arm => arm.Advisories).Select(advisory => advisory.Message).Distinct());
        return facts;
    }

    private static string OrderOf(ComparisonResource comparison) => string.Join("; ", comparison.Plan
        .GroupBy(place => place.Round)
        .Select(round => string.Join(" – ", round.Select(place => place.Arm))));

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
