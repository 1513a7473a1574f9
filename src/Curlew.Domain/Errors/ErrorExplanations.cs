using Curlew.Domain.Outcomes;

namespace Curlew.Domain.Errors;

/// <summary>What failures commonly mean. A guess at causes, never a finding: the server's own log decides.</summary>
public static class ErrorExplanations
{
    /// <summary>What the failure of a group commonly means.</summary>
    public static ErrorExplanation Of(ErrorGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Failure switch
        {
            FailureKind.CurlCode => CurlCodeExplanations.Of(group.CurlCode, group.Example),
            FailureKind.Status => StatusExplanations.Of(group.Status),
            _ => ExpectationExplanations.Of(group.Failure, group.Detail),
        };
    }
}
