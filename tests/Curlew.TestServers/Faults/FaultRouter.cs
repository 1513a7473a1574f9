using Curlew.TestServers.Truth;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Curlew.TestServers.Faults;

/// <summary>Counts each request, finds its fault, decides whether it is the one to meet it, and notes how it ended.</summary>
internal sealed class FaultRouter(ServerTruth truth, Gate gate, CancellationToken stopping)
{
    private static readonly FaultRoute Ok = new(Answers.OkAsync);

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var ticket = truth.RequestStarted(
            new RequestKind(path, context.Request.Method, context.Request.Protocol),
            context.Connection.Id,
            context.Request.Headers.UserAgent.ToString(),
            context.Request.Cookies);
        context.Response.OnStarting(() =>
        {
            ticket.HeadLeaves(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        var request = new FaultRequest(context, ticket, truth, gate, stopping);
        try
        {
            var route = FaultRoutes.Of(path);
            if (!Meets(request, route))
                route = Ok;
            if (!route.ReadsBody)
                await RequestBody.DrainAsync(request);
            await route.AnswerAsync(request);
        }
        catch (BadFaultParameterException bad)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await request.WriteTextAsync(bad.Message);
        }
        catch (Exception exception)
        {
            NoteEnd(request, exception);
        }
    }

    private static bool Meets(FaultRequest request, FaultRoute route)
    {
        var every = request.Number("every", 1, 1, long.MaxValue);
        return request.Ticket.IsHead
            ? !(route.SparesHead || every > 1) || request.Flag("head")
            : request.Ticket.NumberOnPath % every == 0;
    }

    /// <summary>A client that went is one of the things counted; anything else that is thrown is a fault of ours.</summary>
    private void NoteEnd(FaultRequest request, Exception exception)
    {
        var clientWent = request.Context.RequestAborted.IsCancellationRequested
            || exception is ConnectionAbortedException or ConnectionResetException;
        if (!clientWent && !request.Stopping.IsCancellationRequested)
            truth.FailedUnexpectedly(exception);
        request.Ticket.Abandoned();
        request.Context.Abort();
    }
}
