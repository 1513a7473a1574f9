using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>Makes wrong bodies of right ones.</summary>
internal sealed class BadBodies(Random random)
{
    private const string Marker = "@@value@@";

    /// <summary>An example with one field, which the schema knows, that has a wrong value.</summary>
    public (string What, byte[] Body) WithBadField(ApiBody body, IReadOnlyList<string> field)
    {
        var value = Pick(BadValues.Json);
        return ($"{string.Join('.', field)} is bad", Encoding.UTF8.GetBytes(With(Pick(body.Examples), field, value)));
    }

    /// <summary>An example with a field that nobody knows, or one twice, or one too few.</summary>
    public (string What, byte[] Body) WithOtherFields(ApiBody body)
    {
        if (Pick(body.Examples) is not JsonObject { Count: > 0 } example)
            return Mangled(body);
        var (name, value) = example.ElementAt(random.Next(example.Count));
        var rest = example.ToJsonString()[1..];
        var text = random.Next(4) switch
        {
            0 => $"{{\"unknown{random.Next(100)}\":{Pick(BadValues.Json)},{rest}",
            1 => $"{{\"{name}\":{value?.ToJsonString() ?? "null"},{rest}",
            2 => $"{{\"{name.ToUpperInvariant()}\":{value?.ToJsonString() ?? "null"},{rest}",
            _ => Without(example, name),
        };
        return ("other fields", Encoding.UTF8.GetBytes(text));
    }

    /// <summary>An example, or a bad value, whose bytes are not what they should be.</summary>
    public (string What, byte[] Body) Mangled(ApiBody body)
    {
        var example = Pick(body.Examples);
        var text = example is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : example.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(11) switch
        {
            0 => ("cut off", bytes[..random.Next(bytes.Length)]),
            1 => ("followed by something", [.. bytes, .. Encoding.UTF8.GetBytes(Pick(BadValues.Json)), (byte)'x']),
            2 => ("twice", [.. bytes, .. bytes]),
            3 => ("after a byte order mark", [0xEF, 0xBB, 0xBF, .. bytes]),
            4 => ("not in UTF-8", Encoded(text)),
            5 or 6 => ("with other bytes", Flipped(bytes)),
            7 => ("with invalid UTF-8", Inserted(bytes, [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF])),
            8 => ("with control characters", Inserted(bytes, [0x00, 0x01, 0x0B, 0x7F])),
            9 => ("random bytes", RandomBytes()),
            _ => ("a bad value", Encoding.UTF8.GetBytes(Pick(BadValues.Json))),
        };
    }

    /// <summary>What a coding makes of bytes.</summary>
    public static byte[] Compressed(byte[] bytes, string coding)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(target, CompressionMode.Compress) : new GZipStream(target, CompressionMode.Compress))
            stream.Write(bytes);
        return target.ToArray();
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static string With(JsonNode example, IReadOnlyList<string> field, string value)
    {
        var root = example is JsonObject ? example.DeepClone().AsObject() : [];
        JsonNode place = root;
        for (var step = 0; step < field.Count; step++)
        {
            JsonNode child = step == field.Count - 1 ? JsonValue.Create(Marker)
                : field[step + 1] == ApiBody.FirstPlace ? new JsonArray() : new JsonObject();
            place = Put(place, field[step], child);
        }

        return root.ToJsonString().Replace($"\"{Marker}\"", value, StringComparison.Ordinal);
    }

    /// <summary>Puts a value into an object or an array, unless there is one of its kind that can hold what is still to come.</summary>
    private static JsonNode Put(JsonNode place, string name, JsonNode child)
    {
        if (place is JsonArray array)
        {
            if (array.Count > 0 && array[0] is { } first && child is not JsonValue && first.GetValueKind() == child.GetValueKind())
                return first;
            array.Insert(0, child);
            return child;
        }

        if (place[name] is { } there && child is not JsonValue && there.GetValueKind() == child.GetValueKind())
            return there;
        place[name] = child;
        return child;
    }

    private static string Without(JsonObject example, string name)
    {
        var less = example.DeepClone().AsObject();
        less.Remove(name);
        return less.ToJsonString();
    }

    private byte[] Encoded(string text)
    {
        var encoding = Pick(BadValues.Encodings);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    private byte[] Flipped(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        for (var count = random.Next(1, 4); count > 0 && flipped.Length > 0; count--)
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private byte[] Inserted(byte[] bytes, byte[] choices)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], choices[random.Next(choices.Length)], .. bytes[at..]];
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(2_000)];
        random.NextBytes(bytes);
        return bytes;
    }
}
