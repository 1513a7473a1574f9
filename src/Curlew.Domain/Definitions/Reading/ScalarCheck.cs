using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Checks one value against its .NET type and the validation attributes of its property.</summary>
internal static class ScalarCheck
{
    /// <summary>What is wrong with a value, as a sentence that says what is allowed; null where nothing is.</summary>
    public static string? FaultOf(JsonElement value, Type type, ICustomAttributeProvider? property)
    {
        if (type == typeof(string))
            return FaultOfText(value, property);
        if (type == typeof(bool))
            return FaultOfFlag(value);
        if (type == typeof(long))
            return FaultOfWholeNumber(value, AttributeOf<RangeAttribute>(property));
        if (type == typeof(double))
            return FaultOfNumber(value, AttributeOf<RangeAttribute>(property));
        if (type == typeof(JsonElement))
            return HoldsValidText(value) ? null : NotUnicode;
        throw new NotSupportedException($"Definitions hold no values of the type {type}.");
    }

    /// <summary>Writes a value without fault in the form that the serializer reads.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value, Type type)
    {
        if (type == typeof(long) && TryGetWhole(value, out var whole))
            writer.WriteNumberValue(whole);
        else
            value.WriteTo(writer);
    }

    /// <summary>The kind of a value, for messages.</summary>
    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>
    /// Reads text out of JSON. An escape such as <c>"\ud800"</c>, half of a pair, is legal JSON but no text; the only
    /// way to find it is to read it.
    /// </summary>
    public static bool TryGetText(Func<string> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private const string NotUnicode = "Is not valid Unicode: it holds half of a surrogate pair.";

    private static string? FaultOfFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? null
        : $"Must be true or false, but is {KindOf(value)}.";

    private static string? FaultOfText(JsonElement value, ICustomAttributeProvider? property)
    {
        var words = AttributeOf<AllowedValuesAttribute>(property)?.Values.Select(word => $"\"{word}\"").ToList();
        var allowed = words is null ? "a string" : $"a string, {Either(words)}";
        if (value.ValueKind != JsonValueKind.String)
            return $"Must be {allowed}, but is {KindOf(value)}.";
        if (!TryGetText(() => value.GetString()!, out var text))
            return NotUnicode;
        if (words is not null && !words.Contains($"\"{text}\""))
            return $"Must be {Either(words)}, but is \"{FieldPath.Shown(text)}\".";
        if (AttributeOf<MaxLengthAttribute>(property) is { } limit && text.Length > limit.Length)
            return $"Must have at most {limit.Length} characters, but has {text.Length}.";
        return null;
    }

    private static string? FaultOfWholeNumber(JsonElement value, RangeAttribute? range)
    {
        var allowed = $"a whole number{Between(range)}";
        if (value.ValueKind != JsonValueKind.Number)
            return $"Must be {allowed}, but is {KindOf(value)}.";
        return TryGetWhole(value, out var whole) && IsWithin(whole, range)
            ? null
            : $"Must be {allowed}, but is {FieldPath.Shown(value.GetRawText())}.";
    }

    private static string? FaultOfNumber(JsonElement value, RangeAttribute? range)
    {
        var allowed = $"a number{Between(range)}";
        if (value.ValueKind != JsonValueKind.Number)
            return $"Must be {allowed}, but is {KindOf(value)}.";
        return value.TryGetDouble(out var number) && double.IsFinite(number) && IsWithin(number, range)
            ? null
            : $"Must be {allowed}, but is {FieldPath.Shown(value.GetRawText())}.";
    }

    /// <summary>Whole numbers may be written as 1000, 1000.0 and 1e3: to JSON they are the same number.</summary>
    private static bool TryGetWhole(JsonElement value, out long whole)
    {
        if (value.TryGetInt64(out whole))
            return true;
        if (!value.TryGetDecimal(out var number) || number is < long.MinValue or > long.MaxValue)
            return false;
        whole = (long)number;
        return whole == number;
    }

    private static bool IsWithin(double number, RangeAttribute? range) => range is null
        || (number >= Bound(range.Minimum) && number <= Bound(range.Maximum));

    private static string Between(RangeAttribute? range) => range is null
        ? ""
        : $" from {Bound(range.Minimum):0.###} to {Bound(range.Maximum):0.###}";

    private static double Bound(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private static string Either(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static bool HoldsValidText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TryGetText(() => value.GetString()!, out _),
        JsonValueKind.Object => value.EnumerateObject().All(member =>
            TryGetText(() => member.Name, out _) && HoldsValidText(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HoldsValidText),
        _ => true,
    };

    /// <summary>An attribute of a property; null where it has none, or where there is no property.</summary>
    public static T? AttributeOf<T>(ICustomAttributeProvider? provider) where T : Attribute =>
        provider?.GetCustomAttributes(typeof(T), inherit: false).Cast<T>().FirstOrDefault();
}
