namespace Curlew.Soak.Kills;

/// <summary>What came of killing a service again and again.</summary>
/// <param name="Kills">How often it was killed.</param>
/// <param name="Runs">How many runs it had accepted.</param>
/// <param name="Lost">Those that are not there any more, or never ended.</param>
/// <param name="Repeated">Those whose load was sent in two lives of the service, or had more requests than were asked for.</param>
/// <param name="RowsMissing">Outcomes that could be read before a kill and not after it, or are not there of a run that completed.</param>
/// <param name="HandsNeeded">Starts that did not come up by themselves.</param>
/// <param name="Faults">What else is not as it should be, and each of the above in words.</param>
/// <param name="Found">In which statuses runs were when the service was killed, and how often.</param>
/// <param name="Ended">How runs ended, and how many.</param>
public sealed record KillReport(
    int Kills,
    int Runs,
    int Lost,
    int Repeated,
    int RowsMissing,
    int HandsNeeded,
    IReadOnlyList<string> Faults,
    IReadOnlyDictionary<string, int> Found,
    IReadOnlyDictionary<string, int> Ended)
{
    /// <summary>The line that says it all.</summary>
    public override string ToString() =>
        $"kills: {Kills}, lost {Lost}, repeated {Repeated}, rows missing {RowsMissing}, starts that needed a hand {HandsNeeded}, faults in all {Faults.Count}";
}
