using Curlew.Storage.Runs;

namespace Curlew.Service.FollowUps;

/// <summary>
/// Something that the end of a run gives rise to. It may be asked for more than once, also by two nodes at the same time, and does it once
/// all the same; whatever it throws, it is asked for again.
/// </summary>
internal interface IRunFollowUp
{
    /// <summary>Does it, for a run that has ended with all its results saved.</summary>
    Task FollowUpAsync(RunRecord run, CancellationToken cancelled);
}
