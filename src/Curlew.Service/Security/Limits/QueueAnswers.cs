using System.Globalization;
using Curlew.Service.Problems;

namespace Curlew.Service.Security.Limits;

/// <summary>What whoever finds the queue full is told, in the same words wherever it is said.</summary>
internal static class QueueAnswers
{
    /// <summary>Nothing was queued, and when there may be room.</summary>
    public static IResult Full(HttpResponse response, LimitInForce full, TimeSpan wait)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Of(
            ProblemType.QueueFull,
            $"Nothing was queued: {full.Most} runs wait, and no more may: {full.Whose}. Try again in about {seconds} s, or stop runs that "
            + "are not needed any more.");
    }
}
