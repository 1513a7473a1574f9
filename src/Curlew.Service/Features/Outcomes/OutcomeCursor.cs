using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Curlew.Domain.Runs;
using Curlew.Service.Queries;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>
/// Where a list of outcomes continues. It knows of which run, and of which filters and sort, for with others it would point at
/// nothing.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Query">What stands for the filters and the sort.</param>
/// <param name="Position">The last outcome that was shown.</param>
internal sealed record OutcomeCursor(RunId Run, string Query, OutcomePosition Position)
{
    private const string Prefix = "outcome:";

    /// <summary>A cursor behind an outcome.</summary>
    public static string Of(OutcomeRequest request, OutcomePosition position) => Cursor.Encode(string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{request.Run}:{QueryOf(request.Filter, request.Order)}:{position.Row}:{position.ServiceTimeMicros}"));

    /// <summary>Reads a cursor of <see cref="Of"/>.</summary>
    public static bool TryRead(string text, out OutcomeCursor? cursor)
    {
        cursor = Cursor.Decode(text, Prefix)?.Split(':') is [var id, var query, var rowText, var timeText]
            && RunId.TryParse(id, out var run)
            && long.TryParse(rowText, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && long.TryParse(timeText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            ? new OutcomeCursor(run, query, new OutcomePosition(row, micros))
            : null;
        return cursor is not null;
    }

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public string? Fault(RunId run, OutcomeFilter filter, OutcomeOrder order)
    {
        if (Run != run)
            return $"Belongs to another run, {Run}; it goes on in that run's outcomes only.";
        return Query == QueryOf(filter, order)
            ? null
            : "Belongs to other filters or another sort; pass it with those that it came with, or leave it out to begin anew.";
    }

    private static string QueryOf(OutcomeFilter filter, OutcomeOrder order) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{order} {filter}")).AsSpan(0, 8));
}
