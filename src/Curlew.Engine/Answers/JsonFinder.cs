using System.Text.Json;
using Curlew.Domain.Json;

namespace Curlew.Engine.Answers;

/// <summary>
/// Finds a value in JSON by its pointer (RFC 6901) without building a document: reads as far as the value, and allocates
/// nothing. Of several members of one name it takes the first.
/// </summary>
internal static class JsonFinder
{
    /// <summary>
    /// Moves a reader to the value's first token; false where there is none. What is no JSON is no value; what comes after
    /// the value is not looked at.
    /// </summary>
    internal static bool TryFind(ReadOnlySpan<byte> json, JsonPointer pointer, out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read())
                return false;

            // By index: an enumerator over the interface would be allocated per answer.
            for (var index = 0; index < pointer.Tokens.Count; index++)
            {
                if (!TryEnter(ref reader, pointer.Tokens[index]))
                    return false;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The value's text as JSON, after <see cref="TryFind"/>; false where it does not end.</summary>
    internal static bool TryReadRaw(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, out ReadOnlySpan<byte> raw)
    {
        var start = (int)reader.TokenStartIndex;
        raw = default;
        try
        {
            reader.Skip();
        }
        catch (JsonException)
        {
            return false;
        }

        raw = json[start..(int)reader.BytesConsumed];
        return true;
    }

    private static bool TryEnter(ref Utf8JsonReader reader, JsonPointerToken token) => reader.TokenType switch
    {
        JsonTokenType.StartObject => TryFindMember(ref reader, token.Name.Span),
        JsonTokenType.StartArray when token.Index >= 0 => TryFindElement(ref reader, token.Index),
        _ => false,
    };

    private static bool TryFindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            if (!reader.Read())
                return false;
            if (isIt)
                return true;
            reader.Skip();
        }

        return false;
    }

    private static bool TryFindElement(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
                return true;
            reader.Skip();
        }

        return false;
    }
}
