using System.Text.Json;
using Curlew.Domain.Definitions.Bodies;
using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Expectations;
using Curlew.Domain.Definitions.Extraction;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Definitions.Thresholds;

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
        Data = definition.Data.Count == 0 ? null : [.. definition.Data.Select(Of)],
        Load = Of(definition.Load, definition.Steps.Count),
        WarmUpSeconds = definition.WarmUp.TotalSeconds,
        Connections = definition.Connections,
        StreamsPerConnection = definition.StreamsPerConnection,
        Resolve = definition.Resolve.Count == 0
            ? null
            : [.. definition.Resolve.Select(entry => new ResolveDocument { Host = entry.Host, Port = entry.Port, Address = entry.Address })],
        Tls = new TlsDocument
        {
            Verify = definition.Tls.Verify,
            CaCertificatePem = definition.Tls.CaCertificatePem,
            ClientCertificatePem = definition.Tls.ClientCertificatePem,
            ClientKeyPem = definition.Tls.ClientKeyPem,
        },
        KeepCookies = definition.KeepCookies,
        Thresholds = definition.Thresholds.Count == 0 ? null : [.. definition.Thresholds.Select(Of)],
        JudgeInvalidRuns = definition.JudgeInvalidRuns,
        Outcomes = new OutcomesDocument { Keep = definition.Outcomes.Keep.ToWord(), Limit = definition.Outcomes.Limit },
        Limits = definition.Limits == LoadLimits.None
            ? null
            : new LimitsDocument
            {
                DurationSeconds = definition.Limits.Duration?.TotalSeconds,
                TotalBytes = definition.Limits.TotalBytes,
            },
        Regression = new RegressionDocument
        {
            Baseline = definition.Regression.Baseline.ToWord(),
            RollingRuns = definition.Regression.RollingRuns,
            MinChangePercent = definition.Regression.Rules.MinChangePercent,
            MinChangeMs = definition.Regression.Rules.MinChangeMs,
            MinErrorRatePoints = definition.Regression.Rules.MinErrorRatePoints,
            FalseAlarmPercent = definition.Regression.Rules.FalseAlarmPercent,
        },
    };

    private static DataFeedDocument Of(DataFeed feed) => new()
    {
        Name = feed.Name,
        Columns = feed.IsCsv ? null : feed.Columns,
        Rows = feed.IsCsv ? null : feed.Rows,
        Csv = feed.IsCsv ? CsvWriter.Write(feed) : null,
        Secret = feed.IsSecret,
        Order = JsonNamingPolicy.CamelCase.ConvertName(feed.Order.ToString()),
        Seed = feed.Seed,
        AtEnd = JsonNamingPolicy.CamelCase.ConvertName(feed.AtEnd.ToString()),
    };

    /// <summary>One stage that is held is the same as a constant load, which is the simpler way to write it.</summary>
    private static LoadDocument Of(RunLoad load, int steps)
    {
        var isOpen = load is OpenLoad;
        var constant = load.Stages is [{ Ramp: false } only] ? only : null;
        var iterations = (load as ClosedLoad)?.Iterations;
        return new LoadDocument
        {
            Model = isOpen ? "open" : "closed",
            VirtualUsers = isOpen ? null : (long?)constant?.Target,
            RatePerSecond = isOpen ? constant?.Target : null,
            DurationSeconds = constant?.Duration?.TotalSeconds,
            Requests = steps == 1 ? iterations : null,
            Iterations = steps == 1 ? null : iterations,
            Stages = constant is null ? [.. load.Stages.Select(stage => Of(stage, isOpen))] : null,
            MaxVirtualUsers = isOpen ? load.MaxVirtualUsers : null,
        };
    }

    private static StageDocument Of(Stage stage, bool isOpen) => new()
    {
        DurationSeconds = stage.Duration?.TotalSeconds,
        RatePerSecond = isOpen ? stage.Target : null,
        VirtualUsers = isOpen ? null : (long)stage.Target,
        Ramp = stage.Ramp,
    };

    private static StepDocument Of(Step step) => new()
    {
        Name = step.Name,
        Method = step.Method,
        Url = step.Url.Source,
        Headers = new OrderedDictionary<string, string>(step.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Source))),
        SecretHeaders = step.SecretHeaders.Count == 0 ? null : step.SecretHeaders,
        Body = BodyOf(step.Body),
        BodyBase64 = (step.Body?.Written as Base64Body)?.Base64,
        Form = (step.Body?.Written as FormBody)?.Fields is { } fields ? new OrderedDictionary<string, string>(fields) : null,
        Multipart = (step.Body?.Written as MultipartBody)?.Parts,
        SecretBody = step.Body is null ? null : step.HasSecretBody,
        Authentication = Of(step.Authentication),
        Compression = step.Compression,
        TimeoutSeconds = step.Timeout.TotalSeconds,
        ConnectTimeoutSeconds = step.ConnectTimeout.TotalSeconds,
        FollowRedirects = step.FollowRedirects,
        MaxRedirects = step.MaxRedirects,
        ThinkTimeSeconds = step.ThinkTime.TotalSeconds,
        MaxResponseBytes = step.MaxResponseBytes,
        ContinueOnFailure = step.ContinueOnFailure,
        Expect = Of(step.Expect),
        Extract = step.Extract.Count == 0 ? null : [.. step.Extract.Select(Of)],
    };

    private static AuthenticationDocument? Of(Authentication? authentication) => authentication switch
    {
        BasicAuthentication basic => new AuthenticationDocument { Type = "basic", User = basic.User.Source, Password = basic.Password.Source },
        BearerAuthentication bearer => new AuthenticationDocument { Type = "bearer", Token = bearer.Token.Source },
        _ => null,
    };

    private static ExpectDocument? Of(StepExpectations expect)
    {
        var document = new ExpectDocument
        {
            Status = expect.Statuses.Count == 0 ? null : [.. expect.Statuses.Select(status => (long)status)],
            Headers = expect.Headers.Count == 0
                ? null
                : new OrderedDictionary<string, string>(expect.Headers.Select(header => KeyValuePair.Create(header.Name, header.Contains ?? ""))),
            BodyContains = expect.BodyContains,
            Json = expect.Json.Count == 0
                ? null
                : [.. expect.Json.Select(json => new JsonExpectDocument { Pointer = json.Pointer.Text, Value = json.Value })],
            MaxTimeMs = expect.MaxTime?.TotalMilliseconds,
        };
        return document == new ExpectDocument() ? null : document;
    }

    private static ExtractDocument Of(VariableExtraction extraction)
    {
        var document = new ExtractDocument { Name = extraction.Name };
        return extraction switch
        {
            JsonExtraction json => document with { From = "json", Pointer = json.Pointer.Text },
            HeaderExtraction header => document with { From = "header", Header = header.Header },
            CookieExtraction cookie => document with { From = "cookie", Cookie = cookie.Cookie },
            RegexExtraction regex => document with { From = "regex", Pattern = regex.Pattern, Group = regex.Group },
            _ => throw new NotSupportedException($"There is no full form of {extraction}."),
        };
    }

    /// <summary>A threshold as definitions have it.</summary>
    public static ThresholdDocument Of(Threshold threshold)
    {
        var document = new ThresholdDocument
        {
            Metric = threshold.Metric.ToWord(),
            Step = threshold.Step,
            Aggregate = threshold.Aggregate?.ToWord(),
            Condition = threshold.Condition.ToSign(),
            StopRun = threshold.StopRun,
            GraceSeconds = threshold.StopRun ? threshold.Grace.TotalSeconds : null,
        };
        return ThresholdRules.FieldOf(threshold.Metric) switch
        {
            "valueMs" => document with { ValueMs = threshold.Value },
            "valuePercent" => document with { ValuePercent = threshold.Value },
            "valuePerSecond" => document with { ValuePerSecond = threshold.Value },
            _ => document with { Value = threshold.Value },
        };
    }

    private static JsonElement? BodyOf(RequestBody? body) => body?.Written switch
    {
        TextBody text => JsonSerializer.SerializeToElement(text.Text),
        JsonBody json => json.Value,
        _ => null,
    };
}
