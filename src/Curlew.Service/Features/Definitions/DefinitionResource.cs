using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>A saved definition, as its newest revision has it.</summary>
public sealed record DefinitionResource
{
    /// <summary>Its id, a UUID of version 7: ids sort by the time at which definitions were saved first.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it; names need not differ.</summary>
    public required string Name { get; init; }

    /// <summary>The number of its newest revision, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was saved first (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When its newest revision was saved.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>The run that others of it are held against, which retention keeps; absent where there is none.</summary>
    public Guid? BaselineRunId { get; init; }

    /// <summary>What it says, in full form with every default written out; secrets are shown as <c>***</c>.</summary>
    public required RunDefinitionDocument Definition { get; init; }

    /// <summary>Where to go on.</summary>
    public required DefinitionLinks Links { get; init; }

    internal static DefinitionResource Of(SavedDefinition saved) => new()
    {
        Id = saved.Definition.Id,
        Name = saved.Definition.Name,
        Revision = saved.Definition.Revision,
        CreatedAt = saved.Definition.CreatedAt.UtcDateTime,
        UpdatedAt = saved.Definition.UpdatedAt.UtcDateTime,
        BaselineRunId = saved.Definition.BaselineRunId,
        Definition = Shown(saved.Revision),
        Links = DefinitionLinks.Of(saved.Definition.Id),
    };

    /// <summary>What a revision says, as it may be shown.</summary>
    internal static RunDefinitionDocument Shown(DefinitionRevisionRecord revision) =>
        JsonSerializer.Deserialize<RunDefinitionDocument>(revision.DefinitionJson, CurlewJson.Options)!.WithoutSecrets();
}

/// <summary>Where to go on from a definition.</summary>
/// <param name="Self">The definition itself.</param>
/// <param name="Revisions">What it said at each time.</param>
/// <param name="Runs">The runs that were made of it.</param>
public sealed record DefinitionLinks(string Self, string Revisions, string Runs)
{
    internal static DefinitionLinks Of(Guid id)
    {
        var self = DefinitionAddress.Of(id);
        return new DefinitionLinks(self, $"{self}/revisions", $"/api/v1/runs?definitionId={id:D}");
    }
}
