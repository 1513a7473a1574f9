using System.Net;
using Curlew.Domain.Targets;
using Curlew.LibCurl.Gate;

namespace Curlew.Engine.Targets;

/// <summary>
/// Asks a run's target policy on behalf of one thread's connections, and keeps in words what was refused. That thread writes,
/// any may read.
/// </summary>
/// <param name="policy">The policy.</param>
/// <param name="hidesHosts">Whether the words must not name hosts, because secret data may be in them.</param>
internal sealed class TargetGuard(TargetPolicy policy, bool hidesHosts) : IConnectionRule
{
    private const string Hidden =
        "Target policy: a host with secret data in its name is not allowed, by its name or by an address that it leads to; which one, and "
        + "the rule that is missing, are not told, for that is secret.";

    /// <summary>More would be of no use to whoever reads them, and hosts may come from data.</summary>
    private const int MostReasons = 3;

    private volatile string[] _reasons = [];

    /// <summary>Why connections were refused: the first few different reasons.</summary>
    internal IReadOnlyList<string> Reasons => _reasons;

    /// <summary>The reasons of several, as one text; null where nothing was refused.</summary>
    internal static string? TextOf(IEnumerable<string> reasons) =>
        string.Join(' ', reasons.Distinct().Take(MostReasons)) is { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public bool Allows(string scheme, string host, IPAddress address, int port)
    {
        var decision = policy.CheckAddress(scheme, host, address, port);
        if (!decision.IsAllowed)
            Keep(hidesHosts ? Hidden : decision.Reason!);
        return decision.IsAllowed;
    }

    private void Keep(string reason)
    {
        if (_reasons.Length < MostReasons && !_reasons.Contains(reason))
            _reasons = [.. _reasons, reason];
    }
}
