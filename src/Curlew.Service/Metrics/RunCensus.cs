using System.Diagnostics.Metrics;
using Curlew.Domain.Runs;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Runs;

namespace Curlew.Service.Metrics;

/// <summary>
/// Tells monitoring how many runs there are that have not ended. The database is the truth about them and is asked each time,
/// through an index that has no others; where it does not answer, these figures are missing and no others.
/// </summary>
internal sealed class RunCensus
{
    private static readonly RunStatus[] NotEnded = [.. Enum.GetValues<RunStatus>().Where(status => !status.IsTerminal())];

    private readonly RunStore _runs;
    private readonly string _node;

    public RunCensus(RunInstruments instruments, RunStore runs, ExecutionSettings settings)
    {
        (_runs, _node) = (runs, settings.Node);
        instruments.Observe(ByStatus, () => CountOf(RunStatus.Queued, _runs.CountNotEnded(_node)));
    }

    private IEnumerable<Measurement<long>> ByStatus()
    {
        var counts = _runs.CountNotEnded(_node);
        return NotEnded.Select(status => new Measurement<long>(CountOf(status, counts), MetricLabels.Of(status))).ToList();
    }

    private static long CountOf(RunStatus status, IReadOnlyDictionary<RunStatus, int> counts) => counts.GetValueOrDefault(status);
}
