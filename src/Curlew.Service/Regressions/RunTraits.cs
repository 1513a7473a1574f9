using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Service.Execution;
using Curlew.Storage.Runs;

namespace Curlew.Service.Regressions;

/// <summary>What has to be alike of two runs for their figures to be held against each other.</summary>
/// <param name="Run">The run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Definition">What it carried out, secrets and all.</param>
/// <param name="Summary">What it measured; null where it did not come to that.</param>
/// <param name="Host">The machine that carried it out; null where that is not known.</param>
internal sealed record RunTraits(RunRecord Run, RunStatus Status, RunDefinition Definition, RunSummary? Summary, HostDescription? Host)
{
    /// <summary>Of a run that has ended.</summary>
    /// <exception cref="InvalidOperationException">What is stored of it cannot be read.</exception>
    public static RunTraits Of(RunRecord run, RunDefinitions definitions) => new(
        run,
        run.Status,
        definitions.Read(run, wasCarriedOut: true),
        run.SummaryJson is { } summary ? JsonSerializer.Deserialize<RunSummary>(summary, CurlewJson.Options) : null,
        HostDescription.Of(run.HostJson));

    /// <summary>What it was carried out with.</summary>
    public RunMachinery Machinery => new(Summary?.Engine, Host);

    /// <summary>Whether self-checks say that its figures show the generator.</summary>
    public bool IsInvalid => (Summary?.Validity ?? Run.Validity) == SelfCheckResult.Invalid;
}

/// <summary>What a run was carried out with.</summary>
/// <param name="Engine">The libcurl build; null where nothing was sent.</param>
/// <param name="Host">The machine; null where that is not known.</param>
internal sealed record RunMachinery(EngineUsed? Engine, HostDescription? Host);
