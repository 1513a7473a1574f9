using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Jobs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>Makes a run of a definition.</summary>
internal sealed class RunAcceptance(RunStore runs, IRunQueue queue, TimeProvider time)
{
    /// <summary>Stores the run with a snapshot of its definition, then queues it.</summary>
    public async Task<RunRecord> AcceptAsync(RunDefinition definition, CancellationToken cancelled = default)
    {
        var id = RunId.New(time);
        var run = new RunRecord
        {
            Id = id.Value,
            Name = definition.Name,
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
