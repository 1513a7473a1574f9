using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What the fields of one step mean, and the step that comes of them.</summary>
internal sealed class StepRules(FaultList faults, string path, VariableScope scope, PatternAllowance patterns)
{
    /// <summary>The name of a step, given or by default.</summary>
    public static string NameOf(StepDocument document, int index) => document.Name ?? $"step{index + 1}";

    /// <summary>The step; only of use where there are no faults.</summary>
    public Step Read(StepDocument document, int index)
    {
        scope.Enter(index);
        TextRules.CheckName(document.Name, Field("name"), faults);
        var url = ReadUrl(document.Url);
        var headers = HeaderRules.Read(document.Headers, Field("headers"), scope, faults);
        var body = new BodyRules(faults, path, scope).Read(document);
        var secrets = new SecretRules(faults, path);
        var method = document.Method ?? (body is null ? "GET" : "POST");
        CheckMethod(method, hasBody: body is not null);
        CheckCompression(document);
        var timeout = (document.TimeoutSeconds ?? DefinitionLimits.DefaultTimeoutSeconds).ToTimeSpan();
        return new Step
        {
            Name = NameOf(document, index),
            Method = method,
            Url = url ?? Template.OfLiteral(""),
            Headers = headers,
            SecretHeaders = secrets.ReadHeaders(document),
            HasSecretBody = secrets.ReadBody(document),
            Body = body,
            Authentication = new AuthenticationRules(faults, Field("authentication"), scope).Read(document),
            Compression = document.Compression ?? false,
            Timeout = timeout,
            ConnectTimeout = (document.ConnectTimeoutSeconds ?? DefinitionLimits.DefaultConnectTimeoutSeconds).ToTimeSpan(),
            FollowRedirects = document.FollowRedirects ?? false,
            MaxRedirects = (int)(document.MaxRedirects ?? DefinitionLimits.DefaultMaxRedirects),
            ThinkTime = (document.ThinkTimeSeconds ?? 0).ToTimeSpan(),
            MaxResponseBytes = document.MaxResponseBytes ?? DefinitionLimits.DefaultMaxResponseBytes,
            Expect = new ExpectRules(faults, Field("expect")).Read(document.Expect, timeout),
            Extract = new ExtractRules(faults, Field("extract"), scope, patterns).Read(document.Extract),
            ContinueOnFailure = document.ContinueOnFailure ?? false,
        };
    }

    private Template? ReadUrl(string? written)
    {
        if (!faults.Has(Field("url")))
            faults.Add(Field("url"), "Is missing: give the absolute http or https URL to send requests to.");
        if (written is null || scope.ReadUrl(written, Field("url")) is not { } url)
            return null;
        if (UrlRule.FaultOf(url) is { } fault)
            faults.Add(Field("url"), fault);
        return url;
    }

    private void CheckCompression(StepDocument document)
    {
        if (document.Compression == true && HeaderRules.ValueOf(document.Headers, "Accept-Encoding") is not null)
        {
            faults.Add(
                Field("compression"),
                "Cannot stand beside an Accept-Encoding header, which libcurl then writes itself; leave one of the two out.");
        }
    }

    private void CheckMethod(string method, bool hasBody)
    {
        if (faults.At(Field("method")))
            return;
        if (!TextRules.IsToken(method))
            faults.Add(Field("method"), "Must be a token of RFC 9110: letters, digits and !#$%&'*+-.^_`|~ only, as in \"GET\".");
        else if (method == "CONNECT")
            faults.Add(Field("method"), "Must not be CONNECT, which asks a proxy for a tunnel.");
        else if (hasBody && method is "HEAD" or "TRACE")
            faults.Add(Field("method"), $"Must not be {method} beside a body, which such a request does not carry.");
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
