using System.Text.Json;

namespace Curlew.Engine.Answers;

/// <summary>A JSON value that an answer is compared with.</summary>
internal sealed class JsonValue
{
    private readonly JsonElement _value;
    private readonly string? _text;

    internal JsonValue(JsonElement value)
    {
        _value = value;
        _text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>
    /// Whether the value at the reader's token is equal to it, as JSON values are: 1 and 1.0 are, objects whatever the order
    /// of their members. Compares text, true, false and null without allocating.
    /// </summary>
    internal bool Equals(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return _text is not null && reader.ValueTextEquals(_text);
            case JsonTokenType.True:
                return _value.ValueKind == JsonValueKind.True;
            case JsonTokenType.False:
                return _value.ValueKind == JsonValueKind.False;
            case JsonTokenType.Null:
                return _value.ValueKind == JsonValueKind.Null;
            default:
                return JsonFinder.TryReadRaw(json, ref reader, out var raw)
                    && (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(_value).SequenceEqual(raw) || JsonElement.DeepEquals(_value, JsonElement.Parse(raw)));
        }
    }
}
