using Curlew.Storage.Audit;

namespace Curlew.Service.Security.Audit;

/// <summary>
/// Keeps whoever is denied again and again from filling the trail. Of each API key, and of each address without one, the first few denials
/// of a period have entries of their own, and the rest share one at its end. Addresses beyond a number share one together, because an
/// attacker may have any number of them. Safe for any thread.
/// </summary>
internal sealed class Denials
{
    /// <summary>Denials that have entries of their own, of each source in a period.</summary>
    public const int Single = 10;

    /// <summary>Addresses that are told apart in a period.</summary>
    public const int Addresses = 20;

    /// <summary>The operation of an entry that stands for many.</summary>
    public const string Action = "deniedRequests";

    private const string ManyAddresses = "many addresses";

    private readonly Lock _lock = new();
    private Dictionary<string, Tally> _sources = [];
    private int _addresses;

    /// <summary>Counts a denial; answers whether it has an entry of its own.</summary>
    public bool IsSingle(AuditRecord denied)
    {
        lock (_lock)
        {
            var tally = TallyOf(denied);
            tally.Last = denied;
            return ++tally.Count <= Single;
        }
    }

    /// <summary>Ends the period; answers an entry for each source that was denied more often.</summary>
    public IReadOnlyList<AuditRecord> EndPeriod(DateTimeOffset now)
    {
        Dictionary<string, Tally> ended;
        lock (_lock)
        {
            ended = _sources;
            (_sources, _addresses) = ([], 0);
        }

        return [.. ended.Where(source => source.Value.Count > Single).Select(source => EntryOf(source.Key, source.Value, now))];
    }

    private Tally TallyOf(AuditRecord denied)
    {
        var source = denied.KeyId is { } key ? key.ToString() : denied.RemoteAddress;
        if (_sources.TryGetValue(source, out var known))
            return known;
        if (denied.KeyId is null && ++_addresses > Addresses)
            source = ManyAddresses;
        if (_sources.TryGetValue(source, out known))
            return known;
        return _sources[source] = new Tally();
    }

    private static AuditRecord EntryOf(string source, Tally tally, DateTimeOffset now)
    {
        var (last, more) = (tally.Last!, tally.Count - Single);
        return new AuditRecord
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            KeyId = last.KeyId,
            Actor = last.Actor,
            Role = last.Role,
            RemoteAddress = source == ManyAddresses ? ManyAddresses : last.RemoteAddress,
            Action = Action,
            Path = $"{more} more, the last one of them {last.Path}" is var path && path.Length <= AuditRecord.PathLength
                ? path
                : path[..AuditRecord.PathLength],
            Status = last.Status,
            TraceId = last.TraceId,
        };
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public AuditRecord? Last { get; set; }
    }
}
