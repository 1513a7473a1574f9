using Curlew.Domain.Runs;
using Curlew.Domain.Targets;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Targets;

namespace Curlew.Service.Security.Targets;

/// <summary>
/// The rules of the settings and those of the database, together. The database is asked each time, which is once for a run that is
/// POSTed and once for one that begins: so a rule that was added or deleted, on whatever node, holds at once, and there is no copy that
/// could be out of date.
/// </summary>
internal sealed partial class AllowedTargets(TargetRuleStore store, TargetSettings settings, ILogger<AllowedTargets> logger) : ITargets
{
    private volatile WarmUpTarget? _warmUp;

    /// <summary>The rules of the settings; those of the default where they have none.</summary>
    public static IReadOnlyList<TargetRule> RulesOf(TargetSettings settings) => settings.Allow is { } texts
        ? [.. texts.Select(text => TargetRule.TryParse(text, out var rule, out _) ? rule : null).OfType<TargetRule>()]
        : TargetPolicy.LoopbackOnly.Rules;

    /// <inheritdoc/>
    public async ValueTask<TargetPolicy> CurrentAsync(CancellationToken cancelled)
    {
        var rules = RulesOf(settings).ToList();
        foreach (var record in await store.ListAsync(cancelled))
        {
            // One that another version of Curlew wrote may be none to this one: it allows nothing.
            if (TargetRule.TryParse(record.Rule, out var rule, out var fault))
                rules.Add(rule);
            else
                LogUnreadable(record.Rule, record.Id, fault);
        }

        return new TargetPolicy(rules);
    }

    /// <inheritdoc/>
    public ValueTask<TargetPolicy> ForRunAsync(RunId run, CancellationToken cancelled) =>
        _warmUp is { } warmUp && warmUp.Run == run ? new(warmUp.Policy) : CurrentAsync(cancelled);

    /// <inheritdoc/>
    public void LetWarmUp(RunId run, Uri self)
    {
        if (TargetRule.TryParse(self.GetLeftPart(UriPartial.Authority), out var rule, out _))
            _warmUp = new WarmUpTarget(run, new TargetPolicy([rule]));
    }

    private sealed record WarmUpTarget(RunId Run, TargetPolicy Policy);
}
