using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>The snapshot of its definition that a run was executed from.</summary>
internal static class RunSnapshot
{
    /// <summary>The definition in full form, its secrets encrypted: whoever shows it masks them.</summary>
    public static RunDefinitionDocument Of(RunRecord run) =>
        JsonSerializer.Deserialize<RunDefinitionDocument>(run.DefinitionJson, CurlewJson.Options)!;

    /// <summary>The names of its steps, in the journey's order.</summary>
    public static List<string> StepNamesOf(RunRecord run) => [.. Of(run).Steps!.Select(step => step.Name!)];
}
