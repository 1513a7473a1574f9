using Curlew.Domain.Definitions;
using Curlew.Service.Problems;

namespace Curlew.Service.Schedules;

/// <summary>Why no run can be made of a schedule: for whoever asks, or for its history.</summary>
/// <param name="Type">What kind of problem it is.</param>
/// <param name="Detail">What it is this time.</param>
/// <param name="Faults">What is wrong, by field; empty where no field is at fault.</param>
internal sealed record RunRefusal(ProblemType Type, string Detail, IReadOnlyList<DefinitionFault> Faults)
{
    private const int NamedInHistory = 3;

    /// <summary>As an answer.</summary>
    public IResult ToAnswer() => Faults.Count == 0
        ? Problem.Of(Type, Detail)
        : Problem.Of(Type, Detail, Faults.Select(fault => (fault.Field, fault.Message)));

    /// <summary>As a reason.</summary>
    public string ToReason()
    {
        var named = Faults.Take(NamedInHistory).Select(fault => $" {fault.Field}: {fault.Message}");
        var more = Faults.Count > NamedInHistory ? $" And {Faults.Count - NamedInHistory} more." : "";
        return $"{Detail}{string.Concat(named)}{more}";
    }
}
