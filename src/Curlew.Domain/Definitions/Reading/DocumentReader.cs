using System.Text.Json;
using System.Text.Unicode;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Reads small JSON documents as strictly as definitions: unknown fields, wrong types and values out of range are named, all
/// at once.
/// </summary>
public static class DocumentReader
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a document by the properties of its type and their validation attributes.</summary>
    /// <exception cref="JsonException">
    /// The text is no JSON, names a field twice, or is nested deeper than a definition one level down may be.
    /// </exception>
    public static DocumentReading<T> Read<T>(ReadOnlyMemory<byte> utf8Json)
        where T : class
    {
        using var json = Parse(
            utf8Json, new JsonDocumentOptions { MaxDepth = DefinitionLimits.JsonDepth + 1, AllowDuplicateProperties = false });
        var faults = new FaultList();
        var sound = ShapeCheck.Run(json.RootElement, typeof(T), faults);
        return sound is { } document && faults.IsEmpty
            ? new DocumentReading<T>(JsonSerializer.Deserialize<T>(document.Span, CurlewJson.Options), [])
            : new DocumentReading<T>(null, faults.InOrder());
    }

    /// <summary>Parses UTF-8, which may begin with a byte order mark.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json, JsonDocumentOptions options)
    {
        if (utf8Json.Span.StartsWith(ByteOrderMark))
            utf8Json = utf8Json[ByteOrderMark.Length..];
        if (!Utf8.IsValid(utf8Json.Span))
            throw new JsonException("The text is not valid UTF-8.");
        try
        {
            return JsonDocument.Parse(utf8Json, options);
        }
        catch (InvalidOperationException exception)
        {
            // To find out whether a name is there twice it has to be read, and "\ud800" is no text (.NET 10).
            throw new JsonException("A field's name is not valid Unicode: it holds half of a surrogate pair.", exception);
        }
    }
}

/// <summary>What reading a document came to: the document, or its faults.</summary>
/// <param name="Document">The document; null where there are faults.</param>
/// <param name="Faults">All faults, in the document's order.</param>
public sealed record DocumentReading<T>(T? Document, IReadOnlyList<DefinitionFault> Faults)
    where T : class;
