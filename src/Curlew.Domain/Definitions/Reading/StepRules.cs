using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What the fields of one step mean, and the step that comes of them.</summary>
internal sealed class StepRules(FaultList faults, string path)
{
    private const int MinStatus = 100;
    private const int MaxStatus = 599;

    /// <summary>The step; only of use where there are no faults.</summary>
    public Step Read(StepDocument document, int index)
    {
        TextRules.CheckName(document.Name, Field("name"), faults);
        CheckUrl(document.Url);
        var body = BodyRules.Read(document, path, faults);
        var method = document.Method ?? (body is null ? "GET" : "POST");
        CheckMethod(method, hasBody: body is not null);
        return new Step
        {
            Name = document.Name ?? $"step{index + 1}",
            Method = method,
            Url = document.Url ?? "",
            Headers = HeaderRules.Read(document.Headers, Field("headers"), faults),
            Body = body,
            Timeout = (document.TimeoutSeconds ?? DefinitionLimits.DefaultTimeoutSeconds).ToTimeSpan(),
            ConnectTimeout = (document.ConnectTimeoutSeconds ?? DefinitionLimits.DefaultConnectTimeoutSeconds).ToTimeSpan(),
            FollowRedirects = document.FollowRedirects ?? false,
            MaxRedirects = (int)(document.MaxRedirects ?? DefinitionLimits.DefaultMaxRedirects),
            ThinkTime = (document.ThinkTimeSeconds ?? 0).ToTimeSpan(),
            MaxResponseBytes = document.MaxResponseBytes ?? DefinitionLimits.DefaultMaxResponseBytes,
            ExpectedStatuses = ReadStatuses(document.Expect?.Status),
        };
    }

    private void CheckUrl(string? url)
    {
        if (!faults.Has(Field("url")))
            faults.Add(Field("url"), "Is missing: give the absolute http or https URL to send requests to.");
        else if (url is not null && UrlRule.FaultOf(url) is { } fault)
            faults.Add(Field("url"), fault);
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

    private List<int> ReadStatuses(IReadOnlyList<long>? statuses)
    {
        if (statuses is null)
            return [];
        for (var index = 0; index < statuses.Count; index++)
        {
            var field = FieldPath.Element(FieldPath.Member(Field("expect"), "status"), index);
            if (!faults.At(field) && statuses[index] is < MinStatus or > MaxStatus)
                faults.Add(field, $"Must be an HTTP status from {MinStatus} to {MaxStatus}, but is {statuses[index]}.");
        }

        return [.. statuses.Select(status => (int)status)];
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
