using Curlew.Domain.Engines;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;

namespace Curlew.Service.Features.Engines;

/// <summary>Lists the libcurl builds that runs can be carried out on.</summary>
internal sealed class ListEngines : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/engines", Handle)
        .WithName("listEngines")
        .WithTags("Engines")
        .WithSummary("List the engines")
        .WithDescription(
            "Each engine is one libcurl build, loaded at start (settings `Engines:<name>:Path`): what it says of itself "
            + "(curl_version_info) and what one should know before one believes its numbers.")
        .Answers<EngineList>(StatusCodes.Status200OK, "The engines, in the order of the settings.")
        .Fails();

    private static IResult Handle(EngineCatalog engines) => Results.Ok(new EngineList(engines.Engines));
}

/// <summary>The engines.</summary>
/// <param name="Items">The engines, in the order of the settings.</param>
public sealed record EngineList(IReadOnlyList<EngineDescription> Items);
