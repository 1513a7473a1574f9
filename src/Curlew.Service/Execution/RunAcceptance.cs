using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Jobs;
using Curlew.Storage.Definitions;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>Makes a run of a definition.</summary>
internal sealed class RunAcceptance(RunStore runs, IRunQueue queue, TimeProvider time)
{
    /// <summary>Stores the run with a snapshot of its definition, then queues it.</summary>
    /// <param name="definition">What to carry out.</param>
    /// <param name="madeOf">The saved definition that it was made of; null where it was POSTed whole.</param>
    /// <param name="cancelled">Gives up.</param>
    public Task<RunRecord> AcceptAsync(
        RunDefinition definition, DefinitionRevisionRecord? madeOf, CancellationToken cancelled) =>
        AcceptAsync(RunId.New(time), definition, madeOf, cancelled);

    /// <summary>The same under an id that was made before.</summary>
    public async Task<RunRecord> AcceptAsync(
        RunId id, RunDefinition definition, DefinitionRevisionRecord? madeOf, CancellationToken cancelled)
    {
        var run = new RunRecord
        {
            Id = id.Value,
            Name = definition.Name,
            DefinitionId = madeOf?.DefinitionId,
            DefinitionRevision = madeOf?.Revision,
            DefinitionJson = JsonSerializer.Serialize(DefinitionReader.ToDocument(definition), CurlewJson.Options),
            HttpVersion = definition.HttpVersion.ToWord(),
            Engine = definition.Engine,
            CreatedAt = time.GetUtcNow(),
        };
        await runs.AddAsync(run, cancelled);
        queue.Enqueue(id);
        return run;
    }
}
