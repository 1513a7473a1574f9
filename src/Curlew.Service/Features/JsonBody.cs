using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Engine.Catalog;
using Curlew.Service.Problems;

namespace Curlew.Service.Features;

/// <summary>Reads the JSON of a request's body, and answers with its problems alike wherever it is sent.</summary>
internal static class JsonBody
{
    /// <summary>Bytes of a body that is no definition.</summary>
    public const int SmallBytes = 16 * 1024;

    /// <summary>The bytes of a body that may hold a definition; or the problem.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancelled)
    {
        if (!request.HasJsonContentType())
            return (default, Problem.Of(ProblemType.UnsupportedMediaType, "Send the body as application/json."));
        return await LimitedBody.ReadAsync(request, limit, cancelled) is { } body
            ? (body, null)
            : (default, Problem.Of(ProblemType.BodyTooLarge, $"The body may have {limit} bytes."));
    }

    /// <summary>Reads what is in it; or answers with the problem.</summary>
    public static IResult? Read<T>(Func<T> read, out T reading)
    {
        reading = default!;
        try
        {
            reading = read();
            return null;
        }
        catch (JsonException fault)
        {
            return Problem.Of(ProblemType.NotJson, fault.Message);
        }
    }

    /// <summary>Reads a definition, as all of them are read.</summary>
    public static IResult? ReadDefinition(
        ReadOnlyMemory<byte> body, EngineCatalog engines, string unlike, out DefinitionReading reading, KeptSecrets? kept = null) =>
        Read(() => DefinitionReader.Read(body, NamesOf(engines), kept), out reading) ?? ProblemOf(reading, unlike);

    /// <summary>What a definition's faults are answered with; null where there are none.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="unlike">What was not done because of them, as in <c>Nothing was queued</c>.</param>
    public static IResult? ProblemOf(DefinitionReading reading, string unlike) => reading.Definition is not null
        ? null
        : Problem.Of(
            ProblemType.InvalidDefinition,
            $"{unlike}; the definition has {reading.Faults.Count} fault(s).",
            reading.Faults.Select(fault => (fault.Field, fault.Message)));

    /// <summary>What the faults of a small document are answered with.</summary>
    public static IResult ProblemOf(IEnumerable<DefinitionFault> faults) => Problem.Of(
        ProblemType.InvalidFields, "Nothing was changed; see errors.", faults.Select(fault => (fault.Field, fault.Message)));

    /// <summary>The names that a definition's <c>engine</c> may have.</summary>
    public static IReadOnlyCollection<string> NamesOf(EngineCatalog engines) => [.. engines.Engines.Select(engine => engine.Name)];
}
