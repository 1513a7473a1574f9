using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Writes a definition out in full, with every default, so that it means the same to whoever reads it later.</summary>
internal static class FullForm
{
    /// <summary>The full form.</summary>
    public static RunDefinitionDocument Of(RunDefinition definition) => new()
    {
        Name = definition.Name,
        HttpVersion = definition.HttpVersion.ToWord(),
        MaxConnects = definition.MaxConnects,
        ConnectionReuse = definition.ConnectionReuse.ToWord(),
        Engine = definition.Engine,
        Steps = [.. definition.Steps.Select(Of)],
        Load = new LoadDocument
        {
            Model = "closed",
            VirtualUsers = definition.Load.VirtualUsers,
            DurationSeconds = definition.Load.Duration?.TotalSeconds,
            Requests = definition.Load.Requests,
        },
        Resolve = definition.Resolve.Count == 0
            ? null
            : [.. definition.Resolve.Select(entry => new ResolveDocument { Host = entry.Host, Port = entry.Port, Address = entry.Address })],
        Tls = new TlsDocument { Verify = definition.Tls.Verify, CaCertificatePem = definition.Tls.CaCertificatePem },
        KeepCookies = definition.KeepCookies,
    };

    private static StepDocument Of(Step step) => new()
    {
        Name = step.Name,
        Method = step.Method,
        Url = step.Url,
        Headers = new OrderedDictionary<string, string>(step.Headers),
        Body = BodyOf(step.Body),
        BodyBase64 = step.Body is { Kind: RequestBodyKind.Base64 } body ? Convert.ToBase64String(body.Bytes.Span) : null,
        TimeoutSeconds = step.Timeout.TotalSeconds,
        ConnectTimeoutSeconds = step.ConnectTimeout.TotalSeconds,
        FollowRedirects = step.FollowRedirects,
        MaxRedirects = step.MaxRedirects,
        ThinkTimeSeconds = step.ThinkTime.TotalSeconds,
        MaxResponseBytes = step.MaxResponseBytes,
        Expect = step.ExpectedStatuses.Count == 0
            ? null
            : new ExpectDocument { Status = [.. step.ExpectedStatuses.Select(status => (long)status)] },
    };

    private static JsonElement? BodyOf(RequestBody? body) => body?.Kind switch
    {
        RequestBodyKind.Text => JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(body.Bytes.Span)),
        RequestBodyKind.Json => JsonElement.Parse(body.Bytes.Span),
        _ => null,
    };
}
