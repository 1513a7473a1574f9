using System.Globalization;
using Curlew.TestServers.Truth;
using Microsoft.AspNetCore.Http;

namespace Curlew.TestServers.Faults;

/// <summary>A request to the fault server: its parameters, its response and its line to the counters.</summary>
internal sealed class FaultRequest(
    HttpContext context, RequestTicket ticket, ServerTruth truth, Gate gate, CancellationToken stopping)
{
    public HttpContext Context { get; } = context;

    public RequestTicket Ticket { get; } = ticket;

    public ServerTruth Truth { get; } = truth;

    public Gate Gate { get; } = gate;

    public HttpResponse Response => Context.Response;

    public bool IsHttp2 => HttpProtocol.IsHttp2(Context.Request.Protocol);

    /// <summary>Cancelled when the server stops; <see cref="HttpContext.RequestAborted"/> tells that the client went.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>Throws when the client went or the server stops.</summary>
    public void ThrowIfOver()
    {
        Context.RequestAborted.ThrowIfCancellationRequested();
        Stopping.ThrowIfCancellationRequested();
    }

    /// <summary>The path's segment of this index, counted from 0.</summary>
    public string? Segment(int index) => Context.Request.Path.Value!.Split('/').ElementAtOrDefault(index + 1);

    public string? Text(string name) => Context.Request.Query[name];

    public bool Flag(string name) => Text(name) == "true";

    public long Number(string name, long whenMissing, long least, long most)
    {
        var text = Text(name);
        return text is null ? whenMissing : Number(name, text, least, most);
    }

    public static long Number(string name, string? text, long least, long most) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new BadFaultParameterException($"{name} must be a number from {least} to {most}, not \"{text}\".");

    /// <summary>Writes a response of text.</summary>
    public Task WriteTextAsync(string text)
    {
        Response.ContentType = "text/plain; charset=utf-8";
        Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(text);
        return Response.WriteAsync(text, Context.RequestAborted);
    }
}
