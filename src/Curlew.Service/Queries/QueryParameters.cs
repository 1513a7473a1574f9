using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Curlew.Service.Queries;

/// <summary>The kinds of query parameters that there are.</summary>
internal static class QueryParameters
{
    /// <summary>How many items an answer may have.</summary>
    public static QueryParameter<int> Limit(int greatest, int @default) =>
        new("limit", $"The most items to answer with; default {@default}.", $"a whole number from 1 to {greatest}")
        {
            Default = @default,
            TryRead = (string text, out int value) => TryWhole(text, out value) && value >= 1 && value <= greatest,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Text(greatest), Default = JsonValue.Create(@default),
            },
        };

    /// <summary>Where the last answer ended.</summary>
    public static QueryParameter<T?> Cursor<T>(QueryParameter<T?>.TryReadValue tryRead) =>
        new(
            "cursor",
            "The `nextCursor` of the previous answer, to continue after it; without it the list starts anew.",
            "the `nextCursor` of an earlier answer")
        {
            TryRead = tryRead,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    /// <summary>One of some words.</summary>
    public static QueryParameter<T?> Word<T>(
        string name, string description, IReadOnlyList<string> words, QueryParameter<T?>.TryReadValue tryRead) =>
        new(name, description, $"one of {string.Join(", ", words)}")
        {
            TryRead = tryRead,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => JsonValue.Create(word))] },
        };

    /// <summary>A moment.</summary>
    public static QueryParameter<DateTimeOffset?> Moment(string name, string description) =>
        new(name, description, "a moment in ISO 8601 with its offset, as in 2026-01-31T12:00:00Z")
        {
            TryRead = TryMoment,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        };

    /// <summary>True or false.</summary>
    public static QueryParameter<bool?> Flag(string name, string description) =>
        new(name, description, "true or false")
        {
            TryRead = TryFlag,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        };

    /// <summary>A whole number.</summary>
    public static QueryParameter<int?> Whole(string name, string description, int least, int greatest) =>
        new(name, description, $"a whole number from {least} to {greatest}")
        {
            TryRead = (string text, out int? value) =>
            {
                var read = TryWhole(text, out var whole) && whole >= least && whole <= greatest;
                value = whole;
                return read;
            },
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Text(least), Maximum = Text(greatest) },
        };

    /// <summary>A number that is not negative.</summary>
    public static QueryParameter<double?> Amount(string name, string description, double greatest) =>
        new(name, description, $"a number from 0 to {greatest}")
        {
            TryRead = (string text, out double? value) => TryAmount(text, greatest, out value),
            Schema = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = Text(greatest) },
        };

    /// <summary>The id of something, as the ids of this service are.</summary>
    public static QueryParameter<Guid?> Id(string name, string description, string allowed) =>
        Pattern<Guid?>(name, description, allowed, "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46", TryId);

    /// <summary>Text that the caller of <paramref name="tryRead"/> understands.</summary>
    public static QueryParameter<T?> Pattern<T>(
        string name, string description, string allowed, string example, QueryParameter<T?>.TryReadValue tryRead) =>
        new(name, description, allowed)
        {
            TryRead = tryRead,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = JsonValue.Create(example),
        };

    /// <summary>Reads a whole number without sign, spaces or separators.</summary>
    public static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryMoment(string text, out DateTimeOffset? value)
    {
        // A "+" in a query string that nobody escaped arrives as a space.
        var read = DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'), ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        value = moment;
        return read;
    }

    private static bool TryId(string text, out Guid? value)
    {
        var read = Guid.TryParseExact(text, "D", out var id);
        value = id;
        return read;
    }

    private static bool TryFlag(string text, out bool? value)
    {
        value = text == "true";
        return text is "true" or "false";
    }

    private static bool TryAmount(string text, double greatest, out double? value)
    {
        var read = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        value = amount;
        return read && amount <= greatest;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
