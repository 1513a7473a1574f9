using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Whether a text is a JSON pointer.</summary>
internal static class PointerRule
{
    /// <summary>The pointer; null where it is missing, and where it is faulty.</summary>
    public static JsonPointer? Read(string? text, string field, FaultList faults)
    {
        if (text is null)
            return null;
        if (JsonPointer.TryParse(text, out var pointer, out var fault))
            return pointer;
        faults.Add(field, fault);
        return null;
    }
}
