using Curlew.Service.Problems;

namespace Curlew.Service.Security.Access.Authentication;

/// <summary>A request says who sends it, but is not believed; ASP.NET Core hands it from authentication to the answer.</summary>
internal sealed class KeyRefusedException(ProblemType type, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>What it is answered with.</summary>
    public ProblemType Type => type;

    /// <summary>How long to wait before the next attempt; null where waiting does not help.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
