using System.Text.Json;
using Curlew.Domain.Errors;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Execution.Live;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>How the requests of a run failed, as far as it is known by now.</summary>
internal sealed class RunErrors(RunFeeds feeds)
{
    /// <summary>The groups of a run, while it is under way here as of about a second ago; empty where none failed.</summary>
    public IReadOnlyList<ErrorGroup> Of(RunRecord run)
    {
        if (run.ErrorsJson is { } saved)
            return JsonSerializer.Deserialize<List<ErrorGroup>>(saved, CurlewJson.Options)!;
        return feeds.TryGet(new RunId(run.Id), out var feed) ? feed.Errors : [];
    }
}
