using Curlew.Domain.Runs;
using Curlew.Service.Queries;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>What somebody wants to know of a run's outcomes.</summary>
/// <param name="Run">The run.</param>
/// <param name="Filter">Which outcomes.</param>
/// <param name="Order">In which order.</param>
/// <param name="After">Where to go on; null for the beginning.</param>
/// <param name="Limit">How many at most; null for all.</param>
/// <param name="Fields">Which fields of each.</param>
/// <param name="Form">How they are written.</param>
internal sealed record OutcomeRequest(
    RunId Run,
    OutcomeFilter Filter,
    OutcomeOrder Order,
    OutcomePosition? After,
    long? Limit,
    IReadOnlyList<OutcomeField> Fields,
    OutcomeForm Form);

/// <summary>How outcomes are written.</summary>
internal enum OutcomeForm
{
    /// <summary>A JSON document of one page.</summary>
    Json,

    /// <summary>A JSON document per line, of all that match.</summary>
    Ndjson,

    /// <summary>RFC 4180, with a header line, of all that match.</summary>
    Csv,
}

/// <summary>The media types of <see cref="OutcomeForm"/>.</summary>
internal static class OutcomeForms
{
    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    /// <summary>The media type.</summary>
    public static string ToMediaType(this OutcomeForm form) => form switch
    {
        OutcomeForm.Ndjson => Ndjson,
        OutcomeForm.Csv => $"{Csv}; charset=utf-8; header=present",
        _ => $"{Json}; charset=utf-8",
    };

    /// <summary>What a client likes best of what there is; JSON where it says nothing.</summary>
    public static OutcomeForm AcceptedBy(HttpRequest request) => AcceptedTypes.Preferred(request, Json, Ndjson, Csv) switch
    {
        Ndjson => OutcomeForm.Ndjson,
        Csv => OutcomeForm.Csv,
        _ => OutcomeForm.Json,
    };
}
