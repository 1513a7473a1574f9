using System.Globalization;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.LibCurl;
using Curlew.Service.Features.Runs;
using Curlew.Service.Queries;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>The query parameters of a run's outcomes.</summary>
internal static class OutcomeQuery
{
    /// <summary>The most outcomes of a page.</summary>
    public const int GreatestPage = 10_000;

    /// <summary>How many a page has where nobody says.</summary>
    public const int DefaultPage = 100;

    private const double DayInMs = 86_400_000;
    private const double YearInMs = 366 * DayInMs;

    private static readonly Dictionary<string, OutcomeOrder?> Orders = new()
    {
        ["time"] = OutcomeOrder.Time,
        ["-time"] = OutcomeOrder.TimeDescending,
        ["serviceTime"] = OutcomeOrder.ServiceTime,
        ["-serviceTime"] = OutcomeOrder.ServiceTimeDescending,
    };

    private static readonly Dictionary<string, NegotiatedHttpVersion?> Versions =
        Enum.GetValues<NegotiatedHttpVersion>().ToDictionary(version => version.ToWord(), version => (NegotiatedHttpVersion?)version);

    private static readonly QueryParameter<string?> Step = QueryParameters.Pattern<string?>(
        "step", "Only outcomes of the step of this name.", "the name of one of the definition's steps", "step1", TryReadName);

    private static readonly QueryParameter<StatusFilter?> Status = QueryParameters.Pattern<StatusFilter?>(
        "status", "Only outcomes with this HTTP status, or one of this class.",
        "a status from 100 to 599, a class from 1xx to 5xx, or 0 for \"no answer\"", "5xx", StatusFilter.TryRead);

    private static readonly QueryParameter<int?> CurlCode = QueryParameters.Pattern<int?>(
        "curlCode", "Only outcomes with this CURLcode (https://curl.se/libcurl/c/libcurl-errors.html).",
        "a CURLcode's number or symbol, as in 92 or CURLE_HTTP2_STREAM", "92", TryReadCurlCode);

    private static readonly QueryParameter<bool?> Failed = QueryParameters.Flag(
        "failed", "`true`: only failures; `false`: only successes.");

    private static readonly QueryParameter<FailureKind?> Failure = QueryParameters.Word<FailureKind?>(
        "failure", "Only outcomes that count as failed for this reason; `none`: only successes.", ApiWords<FailureKind>.All, ApiWords<FailureKind>.TryRead);

    private static readonly QueryParameter<long?> Iteration = QueryParameters.Pattern<long?>(
        "iteration", "Only outcomes of this iteration.", "the number of an iteration, from 0", "0", TryReadCount);

    private static readonly QueryParameter<double?> MinServiceTime = QueryParameters.Amount(
        "minServiceTimeMs", "Only outcomes that took at least so many milliseconds from their real start.", DayInMs);

    private static readonly QueryParameter<double?> MaxServiceTime = QueryParameters.Amount(
        "maxServiceTimeMs", "Only outcomes that took at most so many milliseconds from their real start.", DayInMs);

    private static readonly QueryParameter<double?> MinResponseTime = QueryParameters.Amount(
        "minResponseTimeMs", "Only outcomes that took at least so many milliseconds from their planned start.", DayInMs);

    private static readonly QueryParameter<double?> MaxResponseTime = QueryParameters.Amount(
        "maxResponseTimeMs", "Only outcomes that took at most so many milliseconds from their planned start.", DayInMs);

    private static readonly QueryParameter<double?> From = QueryParameters.Amount(
        "fromMs", "Only requests that ended so many milliseconds after the run's start, or later.", YearInMs);

    private static readonly QueryParameter<double?> To = QueryParameters.Amount(
        "toMs", "Only requests that ended earlier than so many milliseconds after the run's start.", YearInMs);

    private static readonly QueryParameter<NegotiatedHttpVersion?> HttpVersion = QueryParameters.Word<NegotiatedHttpVersion?>(
        "httpVersion", "Only outcomes of this negotiated HTTP version; `none`: no answer came.", [.. Versions.Keys], Versions.TryGetValue);

    private static readonly QueryParameter<long?> Connection = QueryParameters.Pattern<long?>(
        "connectionId", "Only outcomes of this connection; -1: those that never had one.", "a connection's id, or -1", "0", TryReadConnection);

    private static readonly QueryParameter<OutcomeOrder?> Sort = QueryParameters.Word<OutcomeOrder?>(
        "sort", "The order: as requests ended (default), or by service time; `-` begins at the other end.", [.. Orders.Keys], Orders.TryGetValue);

    private static readonly QueryParameter<IReadOnlyList<OutcomeField>?> Fields = QueryParameters.Pattern<IReadOnlyList<OutcomeField>?>(
        "fields", "Only these fields of each outcome, in the order of the full form.",
        $"names of fields with commas between them, of {string.Join(", ", ApiWords<OutcomeField>.All)}", "row,status,serviceTimeMs", TryReadFields);

    private static readonly QueryParameter<OutcomeForm?> Format = QueryParameters.Word<OutcomeForm?>(
        "format", "How outcomes are written; without it, as the `Accept` header says (`application/json`, `application/x-ndjson`, `text/csv`).",
        ApiWords<OutcomeForm>.All, ApiWords<OutcomeForm>.TryRead);

    private static readonly QueryParameter<long?> Limit = QueryParameters.Pattern<long?>(
        "limit", $"The most outcomes to answer with: of JSON {DefaultPage} by default and {GreatestPage} at most, else as many as there are.",
        $"a whole number from 1; of JSON to {GreatestPage}", "100", TryReadLimit);

    private static readonly QueryParameter<OutcomeCursor?> After = QueryParameters.Cursor<OutcomeCursor?>(OutcomeCursor.TryRead);

    /// <summary>All of them.</summary>
    public static QueryParameter[] Parameters { get; } =
    [
        Step, Status, CurlCode, Failed, Failure, Iteration, MinServiceTime, MaxServiceTime, MinResponseTime, MaxResponseTime, From, To,
        HttpVersion, Connection, Sort, Fields, Format, Limit, After,
    ];

    /// <summary>Reads a query; <paramref name="problem"/> says what is not allowed in it.</summary>
    public static OutcomeRequest Read(HttpRequest request, RunId run, List<string> stepNames, out IResult? problem)
    {
        var query = new QueryReading(request.Query, Parameters);
        var (status, order) = (query.Read(Status), query.Read(Sort) ?? OutcomeOrder.Time);
        var filter = new OutcomeFilter
        {
            Step = ReadStep(query, stepNames),
            Status = status?.Status,
            StatusClass = status?.Class,
            CurlCode = query.Read(CurlCode),
            Failed = query.Read(Failed),
            Failure = query.Read(Failure),
            HttpVersion = query.Read(HttpVersion),
            ConnectionId = query.Read(Connection),
            Iteration = query.Read(Iteration),
            MinServiceTimeMicros = AtLeast(query.Read(MinServiceTime)),
            MaxServiceTimeMicros = AtMost(query.Read(MaxServiceTime)),
            MinResponseTimeMicros = AtLeast(query.Read(MinResponseTime)),
            MaxResponseTimeMicros = AtMost(query.Read(MaxResponseTime)),
            FirstEndMicros = AtLeast(query.Read(From)),
            LastEndMicros = AtLeast(query.Read(To)) - 1,
        };
        RefuseContradictions(query, filter);
        var fields = query.Read(Fields) ?? Enum.GetValues<OutcomeField>();
        var (form, limit, cursor) = (query.Read(Format) ?? OutcomeForms.AcceptedBy(request), query.Read(Limit), query.Read(After));
        if (form == OutcomeForm.Json && limit > GreatestPage)
            query.Refuse(Limit, $"Must be at most {GreatestPage} for JSON; ask for format=ndjson or format=csv to have all at once.");
        if (cursor?.Fault(run, filter, order) is { } fault)
            query.Refuse(After, fault);

        problem = query.Problem();
        return new OutcomeRequest(run, filter, order, cursor?.Position, limit ?? (form == OutcomeForm.Json ? DefaultPage : null), fields, form);
    }

    private static int? ReadStep(QueryReading query, List<string> stepNames)
    {
        if (query.Read(Step) is not { } name)
            return null;
        var step = stepNames.IndexOf(name);
        if (step < 0)
            query.Refuse(Step, $"Must be one of {string.Join(", ", stepNames.Select(known => $"\"{known}\""))}.");
        return step;
    }

    private static void RefuseContradictions(QueryReading query, OutcomeFilter filter)
    {
        if (filter.MinServiceTimeMicros > filter.MaxServiceTimeMicros)
            query.Refuse(MaxServiceTime, "Must not be less than minServiceTimeMs.");
        if (filter.MinResponseTimeMicros > filter.MaxResponseTimeMicros)
            query.Refuse(MaxResponseTime, "Must not be less than minResponseTimeMs.");
        if (filter.FirstEndMicros > filter.LastEndMicros)
            query.Refuse(To, "Must be greater than fromMs.");
    }

    // As decimals: 1.005 * 1000 is less than 1005 as a double.
    private static long? AtLeast(double? ms) => ms is { } value ? (long)decimal.Ceiling((decimal)value * 1000) : null;

    private static long? AtMost(double? ms) => ms is { } value ? (long)decimal.Floor((decimal)value * 1000) : null;

    private static bool TryReadName(string text, out string? value)
    {
        value = text;
        return true;
    }

    private static bool TryReadCurlCode(string text, out int? value)
    {
        var read = CurlCodes.TryParse(text, out var code);
        value = (int?)code;
        return read;
    }

    private static bool TryReadCount(string text, out long? value)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        value = count;
        return read;
    }

    private static bool TryReadConnection(string text, out long? value)
    {
        value = -1;
        return text == "-1" || TryReadCount(text, out value);
    }

    private static bool TryReadLimit(string text, out long? value) => TryReadCount(text, out value) && value >= 1;

    private static bool TryReadFields(string text, out IReadOnlyList<OutcomeField>? value)
    {
        var fields = new SortedSet<OutcomeField>();
        value = [];
        foreach (var name in text.Split(','))
        {
            if (!ApiWords<OutcomeField>.TryRead(name, out var field))
                return false;
            fields.Add(field!.Value);
        }

        value = [.. fields];
        return true;
    }
}
