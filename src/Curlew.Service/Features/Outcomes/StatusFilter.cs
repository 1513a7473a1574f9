using Curlew.Service.Queries;

namespace Curlew.Service.Features.Outcomes;

/// <summary>An HTTP status or a class of statuses, as in <c>404</c> and <c>5xx</c>.</summary>
/// <param name="Status">The status; 0 for "no answer".</param>
/// <param name="Class">The first digit of the class.</param>
internal sealed record StatusFilter(int? Status, int? Class)
{
    /// <summary>Reads a filter.</summary>
    public static bool TryRead(string text, out StatusFilter? value)
    {
        value = text switch
        {
            [>= '1' and <= '5', 'x', 'x'] => new StatusFilter(null, text[0] - '0'),
            _ when QueryParameters.TryWhole(text, out var status) && status is 0 or (>= 100 and <= 599) =>
                new StatusFilter(status, null),
            _ => null,
        };
        return value is not null;
    }
}
