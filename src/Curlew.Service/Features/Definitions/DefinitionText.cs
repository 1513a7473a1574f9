using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Problems;
using Curlew.Service.Security.Secrets;

namespace Curlew.Service.Features.Definitions;

/// <summary>A definition as it was sent: its full form as JSON, secrets and all.</summary>
internal static class DefinitionText
{
    /// <summary>The JSON; or the problem where it is larger than what may be sent again.</summary>
    public static IResult? Write(RunDefinition definition, out string json)
    {
        json = SecretVault.Write(DefinitionReader.ToDocument(definition));
        return Encoding.UTF8.GetByteCount(json) is > DefinitionLimits.DocumentBytes and var length
            ? Problem.Of(
                ProblemType.BodyTooLarge,
                $"A definition may have {DefinitionLimits.DocumentBytes} bytes in full form, but this one would have {length}.")
            : null;
    }
}
