using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>When a load is complete: it ends after a time or after a number of requests, never neither, never both.</summary>
internal static class LoadRules
{
    /// <summary>The load; only of use where there are no faults.</summary>
    public static ClosedLoad Read(LoadDocument document, string path, FaultList faults)
    {
        var duration = FieldPath.Member(path, "durationSeconds");
        var requests = FieldPath.Member(path, "requests");
        switch (faults.Has(duration), faults.Has(requests))
        {
            case (true, true):
                faults.Add(
                    requests,
                    "Cannot stand beside `durationSeconds`: a run ends after a time or some requests; give one of the two.");
                break;
            case (false, false):
                faults.Add(duration, "Is missing: give `durationSeconds` or `requests`, so that the run has an end.");
                break;
        }

        return new ClosedLoad((int)(document.VirtualUsers ?? 1), document.DurationSeconds.ToTimeSpan(), document.Requests);
    }
}
