using System.Diagnostics;
using Curlew.Storage.Audit;

namespace Curlew.Service.Security.Audit;

/// <summary>
/// Writes the entry of one request: when its answer is about to begin, so that whoever was told of a change can find it in the trail, also
/// where the service dies in the next moment. Where no answer ever begins, because its client has gone, it is written when the request
/// has ended.
/// </summary>
internal sealed class AuditedRequest
{
    private const string NoAddress = "local";

    private readonly HttpContext _context;
    private readonly AuditTrail _trail;

    // An exception on the way takes the endpoint away from the request, and Hangfire's dashboard a part of the path.
    private readonly string? _operation;
    private readonly string _path;
    private readonly string _traceId;
    private int _isWritten;

    private AuditedRequest(HttpContext context, AuditTrail trail)
    {
        (_context, _trail) = (context, trail);
        _operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        _path = (context.Request.PathBase + context.Request.Path).ToUriComponent();
        _traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }

    /// <summary>Has the entry of a request written in time, if it is to have one.</summary>
    public static void Begin(HttpContext context, AuditTrail trail)
    {
        if (OwnRequests.Is(context.Request))
            return;
        var request = new AuditedRequest(context, trail);
        context.Response.OnStarting(request.WriteOnceAsync);
        context.Response.OnCompleted(request.WriteOnceAsync);
    }

    private Task WriteOnceAsync() => Interlocked.Exchange(ref _isWritten, 1) == 0 ? WriteAsync() : Task.CompletedTask;

    private Task WriteAsync()
    {
        var status = _context.Response.StatusCode;
        if (!AuditRules.IsEntry(_context.Request.Method, _path, _operation, status))
            return Task.CompletedTask;
        var (actor, now) = (AuditActor.Of(_context, status), _trail.Now());
        return _trail.WriteAsync(new AuditRecord
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            KeyId = actor.KeyId,
            Actor = actor.Name,
            Role = actor.Role,
            RemoteAddress = AddressOf(_context.Connection),
            Action = Shortened(_operation ?? $"{_context.Request.Method} {FirstSegment()}", AuditRecord.ActionLength),
            Path = Shortened(_path, AuditRecord.PathLength),
            Status = status,
            TraceId = _traceId,
        });
    }

    private static string AddressOf(ConnectionInfo connection) => connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : NoAddress;

    /// <summary>
    /// What has no name of its own, such as the pages of Hangfire, is named by where it is. CONNECT and OPTIONS * have no path.
    /// </summary>
    private string FirstSegment() => _path.Length > 1 && _path.IndexOf('/', 1) is > 0 and var end ? _path[..end] : _path;

    private static string Shortened(string text, int length) => text.Length <= length ? text : $"{text[..(length - 1)]}…";
}
