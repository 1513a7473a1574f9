using Curlew.Storage.Outcomes;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Curlew.Service.Features.Outcomes;

/// <summary>
/// Answers with all that matches, as it is read: a part is read, written, and taken by the client before the next one is read.
/// So memory is the same whatever the size, a slow client holds nothing up, and nothing is read for one that has gone.
/// </summary>
internal sealed partial class OutcomeStreamResult(
    OutcomeRequest request, OutcomeScan? scan, OutcomesKeptResource kept, IReadOnlyList<string> stepNames) : IResult
{
    // Some 80 KB each of outcomes and of text: read and written in two milliseconds, for which a thread of the pool may be held.
    private const int Part = 500;
    private const int BufferBytes = 1 << 16;

    private readonly OutcomeForming _forming = new(request, stepNames);
    private readonly OutcomeRow[] _rows = new OutcomeRow[Part];
    private int _count;
    private long _left = request.Limit ?? long.MaxValue;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var reading = scan;
        var (response, cancelled) = (httpContext.Response, httpContext.RequestAborted);

        // What is wrong from the start is told as a problem: nothing has been sent yet.
        ReadPart(cancelled);
        _forming.Check(_rows.Take(_count));
        // From here on it takes as long as its reader does.
        httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        response.ContentType = request.Form.ToMediaType();
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        try
        {
            await response.BodyWriter.WriteAsync(_forming.Header, cancelled);
            var buffer = new byte[BufferBytes + _forming.GreatestLength];
            for (; _count > 0; ReadPart(cancelled))
            {
                for (var next = 0; next < _count;)
                    await response.BodyWriter.WriteAsync(buffer.AsMemory(0, Fill(buffer, ref next)), cancelled);
            }
        }
        catch (OutcomesUnavailableException exception)
        {
            // A file that ends here would look whole; a connection that breaks does not.
            LogBroken(httpContext.RequestServices.GetRequiredService<ILogger<OutcomeStreamResult>>(), exception);
            httpContext.Abort();
        }
    }

    /// <summary>A name that tells which run it is, and where there are only failures in it.</summary>
    private string FileName =>
        $"outcomes-{request.Run}{(kept.Keep == "failures" ? "-failures-only" : "")}.{(request.Form == OutcomeForm.Csv ? "csv" : "ndjson")}";

    private void ReadPart(CancellationToken cancelled)
    {
        _count = scan?.Read(_rows.AsSpan(0, (int)Math.Min(Part, _left)), cancelled) ?? 0;
        _left -= _count;
    }

    private int Fill(byte[] buffer, ref int next)
    {
        var length = 0;
        while (next < _count && length < BufferBytes)
            length += _forming.Write(_rows[next++], buffer.AsSpan(length));
        return length;
    }

    [LoggerMessage(1401, LogLevel.Error, "An answer with outcomes was cut off: their file is damaged")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
