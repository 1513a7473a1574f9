using Curlew.Domain.Runs;
using Curlew.Domain.Targets;

namespace Curlew.Service.Security.Targets;

/// <summary>What may be tested now, by settings and by administrators.</summary>
internal interface ITargets
{
    /// <summary>The policy that holds from now on.</summary>
    ValueTask<TargetPolicy> CurrentAsync(CancellationToken cancelled);

    /// <summary>The policy for a run that begins now, which it keeps to its end.</summary>
    ValueTask<TargetPolicy> ForRunAsync(RunId run, CancellationToken cancelled);

    /// <summary>Lets the run that warms the service up, and no other one, send to the service itself, whatever the rules.</summary>
    void LetWarmUp(RunId run, Uri self);
}
