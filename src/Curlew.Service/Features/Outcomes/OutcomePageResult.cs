using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>Answers with one page, an <see cref="OutcomeList"/>; all of it is known to be well before the first byte.</summary>
internal sealed class OutcomePageResult(OutcomeRequest request, OutcomePage page, OutcomesKeptResource kept, IReadOnlyList<string> stepNames)
    : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var forming = new OutcomeForming(request, stepNames);
        forming.Check(page.Rows);
        var (response, cancelled) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = request.Form.ToMediaType();
        var buffer = new byte[forming.GreatestLength + 1];
        await response.BodyWriter.WriteAsync("{\"items\":["u8.ToArray(), cancelled);
        for (var index = 0; index < page.Rows.Count; index++)
        {
            // In place of the line's end, which JSON does not need.
            var length = forming.Write(page.Rows[index], buffer);
            buffer[length - 1] = (byte)',';
            await response.BodyWriter.WriteAsync(buffer.AsMemory(0, index + 1 < page.Rows.Count ? length : length - 1), cancelled);
        }

        var cursor = page.Next is { } next ? $",\"nextCursor\":\"{OutcomeCursor.Of(request, next)}\"" : "";
        await response.WriteAsync($"],\"kept\":{JsonSerializer.Serialize(kept, CurlewJson.Options)}{cursor}}}", cancelled);
    }
}
