using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Definitions;

/// <summary>A definition as it is saved: its full form as JSON, secrets and all.</summary>
internal static class DefinitionText
{
    /// <summary>The JSON; or the problem where it is larger than what may be sent again.</summary>
    public static IResult? Write(RunDefinition definition, out string json)
    {
        json = Of(DefinitionReader.ToDocument(definition));
        return Encoding.UTF8.GetByteCount(json) is > DefinitionLimits.DocumentBytes and var length
            ? Problem.Of(
                ProblemType.BodyTooLarge,
                $"A definition may have {DefinitionLimits.DocumentBytes} bytes in full form, but this one would have {length}.")
            : null;
    }

    /// <summary>The JSON of a document in full form.</summary>
    public static string Of(RunDefinitionDocument document) => JsonSerializer.Serialize(document, CurlewJson.Options);
}
