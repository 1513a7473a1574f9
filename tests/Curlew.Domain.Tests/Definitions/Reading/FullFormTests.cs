using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions.Equivalency;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Bodies;
using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Expectations;
using Curlew.Domain.Definitions.Extraction;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Definitions.Templates;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Json;
using Curlew.Domain.Regressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class FullFormTests
{
    [Fact]
    public void ToDocument_Shorthand_WritesEveryDefaultOut() =>
        ReadJson.FullForm(ReadJson.Of("""{"url": "http://shop.test/", "requests": 5}""").Definition()).Should().Be(
            "{\"name\":\"GET http://shop.test/\",\"httpVersion\":\"auto\",\"maxConnects\":100,\"connectionReuse\":\"shared\",\"engine\":\"default\","
            + "\"steps\":[{\"name\":\"step1\",\"method\":\"GET\",\"url\":\"http://shop.test/\",\"headers\":{},\"compression\":false,"
            + "\"timeoutSeconds\":30,\"connectTimeoutSeconds\":10,\"followRedirects\":false,\"maxRedirects\":10,"
            + "\"thinkTimeSeconds\":0,\"maxResponseBytes\":1073741824,\"continueOnFailure\":false}],"
            + "\"load\":{\"model\":\"closed\",\"virtualUsers\":1,\"requests\":5},\"warmUpSeconds\":0,"
            + "\"tls\":{\"verify\":true},\"keepCookies\":false,\"judgeInvalidRuns\":false,\"outcomes\":{\"keep\":\"all\"},"
            + "\"regression\":{\"baseline\":\"auto\",\"rollingRuns\":5,\"minChangePercent\":10,\"minChangeMs\":5,"
            + "\"minErrorRatePoints\":0.5,\"falseAlarmPercent\":1}}");

    [Theory]
    [InlineData("""{"url": "http://a.test"}""", "iterations", "requests")]
    [InlineData("""{"url": "http://a.test"}, {"url": "http://b.test"}""", "iterations", "iterations")]
    public void ToDocument_LoadThatCounts_CountsWhatItsJourneyHas(string steps, string written, string full) =>
        ReadJson.FullForm(ReadJson.Of($$"""{"steps": [{{steps}}], "load": {"{{written}}": 5} }""").Definition())
            .Should().Contain($$"""{"model":"closed","virtualUsers":1,"{{full}}":5}""");

    [Fact]
    public void ToDocument_CsvOfOneColumn_KeepsEmptyValues() =>
        ReadJson.FullForm(ReadJson.OfRun("\"data\": [{\"csv\": \"a\\n\\n\\\"\\\"\\n\\\"b,c\\\"\\n\\\"\\\"\"}]").Definition())
            .Should().Contain("\"csv\":\"a\\n\\\"\\\"\\n\\\"\\\"\\n\\\"b,c\\\"\\n\\\"\\\"\\n\"");

    [Property(Arbitrary = [typeof(Definitions)])]
    public void ToDocument_AnyDefinition_ReadsAsAnEqualOne(RunDefinition definition)
    {
        var written = ReadJson.FullForm(definition);

        var read = ReadJson.Of(written).Definition();

        ReadJson.FullForm(read).Should().Be(written);
        read.Should().BeEquivalentTo(definition, Equality);
    }

    /// <summary>Member by member, so that a field that the full form forgets is missed.</summary>
    private static EquivalencyOptions<RunDefinition> Equality(EquivalencyOptions<RunDefinition> options) => options
        .PreferringRuntimeMemberTypes()
        .WithStrictOrdering()
        .ComparingByValue<Template>()
        .ComparingByValue<JsonPointer>()
        .Using<JsonElement>(pair => pair.Subject.GetRawText().Should().Be(pair.Expectation.GetRawText()))
        .WhenTypeIs<JsonElement>();

    /// <summary>Definitions of every kind that can be read.</summary>
    private static class Definitions
    {
        private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<NonNull<string>>()
            .Select(text => TemplateParser.Escape(new string([.. text.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))])) + "é😀");

        private static readonly Gen<TimeSpan> Time =
            from ticks in Gen.Choose(10_000, 36_000)
            from factor in Gen.Choose(1, 100_000)
            select TimeSpan.FromTicks((long)ticks * factor);

        private static readonly Gen<Stage> AnyStage =
            from duration in Time
            from target in Gen.Choose(0, 50_000)
            from ramp in Gen.Elements(true, false)
            select new Stage(duration, target, ramp);

        private static readonly Gen<RunLoad> Load =
            from first in AnyStage
            from others in AnyStage.ListOf(4)
            from constant in AnyStage
            from fraction in Gen.Choose(1, 1_000_000_000)
            from load in Gen.Elements<RunLoad>(
                ClosedLoad.Constant((int)constant.Target + 1, constant.Duration, null),
                ClosedLoad.Constant((int)constant.Target + 1, null, fraction),
                new ClosedLoad([first with { Target = first.Target + 1 }, .. others], null),
                new OpenLoad([constant with { Target = 1000 + constant.Target / fraction, Ramp = false }], 1 + fraction % 50_000),
                new OpenLoad([first with { Target = 2000 + first.Target / fraction }, .. others], 1 + fraction % 50_000))
            select load;

        private static readonly Gen<DataFeed> AnyFeed =
            from text in Text
            from order in Gen.Elements(Enum.GetValues<DataOrder>())
            from end in Gen.Elements(Enum.GetValues<DataEnd>())
            from seed in Gen.Choose(0, int.MaxValue)
            from isCsv in Gen.Elements(true, false)
            select new DataFeed
            {
                Name = text,
                Columns = ["a", "b-1"],
                Rows = [[text, ""], ["", "\"a\"\r\n,b"], ["\r", " "], ["\uFEFF", "\n\n"]],
                Order = order,
                Seed = seed,
                AtEnd = end,
                IsCsv = isCsv,
                IsSecret = seed % 2 == 0,
            };

        private static readonly Gen<Threshold> AnyThreshold =
            from metric in Gen.Elements(Enum.GetValues<ThresholdMetric>())
            from aggregate in Gen.Elements(Enum.GetValues<ThresholdAggregate>())
            from condition in Gen.Elements(Enum.GetValues<ThresholdCondition>())
            from value in Gen.Choose(0, int.MaxValue)
            from stopRun in Gen.Elements(true, false)
            from grace in Time
            select new Threshold
            {
                Metric = metric,
                Step = null,
                Aggregate = metric.IsDistribution() ? aggregate : null,
                Condition = condition,
                Value = value / 7.0,
                StopRun = stopRun,
                Grace = stopRun ? grace : TimeSpan.Zero,
            };

        private static readonly TlsSettings ClientTls = CreateClientTls();

        private static TlsSettings CreateClientTls()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = new CertificateRequest("CN=client.test", key, HashAlgorithmName.SHA256)
                .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
            var pem = certificate.ExportCertificatePem();
            return new TlsSettings(false, pem, pem, key.ExportPkcs8PrivateKeyPem());
        }

        private static readonly Gen<RequestBody?> Body = Gen.OneOf(
            Gen.Constant<RequestBody?>(null),
            Text.Select(BodyOfText),
            Text.Select(BodyOfJson),
            Text.Select(BodyOfForm),
            Text.Select(BodyOfParts),
            ArbMap.Default.GeneratorFor<byte[]>().Select(BodyOfBytes));

        private static readonly Gen<Authentication?> AnyAuthentication =
            from text in Text
            from authentication in Gen.Elements<Authentication?>(
                null,
                // A hyphen, because "$:{" without its colon would begin a variable.
                new BasicAuthentication(Parse(text.Replace(':', '-') + "${uuid}"), Parse(text)),
                new BearerAuthentication(Parse("ab${vu}=")))
            select authentication;

        private static readonly Gen<VariableExtraction> AnyExtraction = Gen.Elements<VariableExtraction>(
            new JsonExtraction("aa", Pointer("/a~1/0")),
            new HeaderExtraction("bb", "X-B"),
            new CookieExtraction("cc", "c"),
            new RegexExtraction("dd", "(x)(?<y>\\1)", 2));

        private static readonly Gen<StepExpectations> AnyExpectation =
            from statuses in Gen.Choose(100, 599).ListOf()
            from text in Text
            from headers in Gen.SubListOf<HeaderExpectation>([new("A", null), new("B", "text")])
            from json in Gen.SubListOf<JsonExpectation>(
                [new(Pointer(""), null), new(Pointer("/a"), Element("null")), new(Pointer("/b"), Element("""{"c":[1.50,"ä"]}"""))])
            from isLimited in Gen.Elements(true, false)
            select new StepExpectations
            {
                Statuses = [.. statuses],
                Headers = [.. headers],
                BodyContains = isLimited ? text : null,
                Json = [.. json],
                MaxTime = isLimited ? TimeSpan.FromTicks(10_001) : null,
            };

        private static readonly Gen<Step> AnyStep =
            from name in Text
            from method in Gen.Elements("GET", "POST", "PURGE")
            from names in Gen.SubListOf(["A", "x-b", "Accept", "X_Y", "!#$%&'*+.^`|~9"])
            from value in Text
            from body in Body
            from timeout in Time
            from connect in Time
            from think in Time
            from redirects in Gen.Choose(0, 50)
            from bytes in Gen.Choose(1, int.MaxValue)
            from url in Gen.Elements("http://shop.test/", "http://${vu}.test/${iteration}?a=$${b}", "${now}")
            from authentication in AnyAuthentication
            from expect in AnyExpectation
            from extract in Gen.SubListOf(["x", "y", "z_"])
            from extractions in AnyExtraction.ListOf(4)
            select new Step
            {
                Name = name,
                Method = method,
                Url = ParseUrl(url),
                Headers = [.. names.Select(header => KeyValuePair.Create(header, Parse(value + "${now}")))],
                SecretHeaders = redirects % 2 == 0 ? [.. names] : [],
                Body = body,
                HasSecretBody = body is not null && bytes % 3 == 0,
                Authentication = authentication,
                Compression = redirects % 3 == 0,
                Timeout = timeout,
                ConnectTimeout = connect,
                FollowRedirects = redirects % 2 == 0,
                MaxRedirects = redirects,
                ThinkTime = think,
                MaxResponseBytes = bytes,
                Expect = expect,
                Extract = [.. extract.Zip(extractions, (variable, extraction) => extraction with { Name = variable })],
                ContinueOnFailure = bytes % 2 == 0,
            };

        private static RequestBody? BodyOfText(string text) =>
            ReadJson.OfStep($"\"body\": {JsonSerializer.Serialize(text + "\r\n\0<>&\"\\/")}").Definition().Steps[0].Body;

        private static RequestBody? BodyOfJson(string text)
        {
            var json = JsonSerializer.Serialize(new { text, list = new object[] { 1.5, true, text } });
            return ReadJson.OfStep($"\"body\": {json}").Definition().Steps[0].Body;
        }

        private static RequestBody? BodyOfForm(string text) => ReadJson.OfStep(
            $"\"form\": {JsonSerializer.Serialize(new Dictionary<string, string> { ["b"] = text, [text] = "${vu}" })}").Definition().Steps[0].Body;

        private static RequestBody? BodyOfParts(string text) => ReadJson.OfStep("\"multipart\": " + JsonSerializer.Serialize(
            new PartDocument[]
            {
                new() { Name = text, Value = text + "${iteration}" },
                new() { Name = "b", FileName = text, Base64 = "AAECAw==" },
                new() { Name = "c", FileName = "${uuid}", Value = "", ContentType = "image/png" },
            },
            CurlewJson.Options)).Definition().Steps[0].Body;

        private static Template Parse(string text) =>
            TemplateParser.TryParse(text, ValueEncoding.None, out var template, out var fault) ? template : throw new InvalidOperationException(fault);

        private static Template ParseUrl(string text) =>
            TemplateParser.TryParseUrl(text, out var template, out var fault) ? template : throw new InvalidOperationException(fault);

        private static JsonPointer Pointer(string text) =>
            JsonPointer.TryParse(text, out var pointer, out var fault) ? pointer : throw new InvalidOperationException(fault);

        private static JsonElement Element(string json) => JsonSerializer.Deserialize<JsonElement>(json);

        private static RequestBody? BodyOfBytes(byte[] bytes) =>
            ReadJson.OfStep($"\"bodyBase64\": \"{Convert.ToBase64String(bytes)}\"").Definition().Steps[0].Body;

        public static Arbitrary<RunDefinition> Any() => Arb.From(
            from step in AnyStep
            from name in Text
            from version in Gen.Elements(Enum.GetValues<HttpVersionChoice>())
            from connects in Gen.Choose(1, 100_000)
            from load in Load
            from feed in AnyFeed
            from thresholds in AnyThreshold.ListOf()
            from byTime in Gen.Elements(true, false)
            select new RunDefinition
            {
                Name = name,
                HttpVersion = version,
                MaxConnects = connects,
                Engine = byTime ? "default" : "old",
                Steps = [step],
                Load = load,
                Data = byTime ? [feed] : [],
                WarmUp = load.Duration is { } duration ? duration / 2 : TimeSpan.FromTicks(connects),
                Connections = byTime || version == HttpVersionChoice.Http11 ? null : connects % 50_000 + 1,
                StreamsPerConnection = byTime || version == HttpVersionChoice.Http11 ? null : connects % 1000 + 1,
                Thresholds = [.. thresholds.Select(threshold =>
                    byTime && !threshold.Metric.IsOfRunOnly() ? threshold with { Step = step.Name } : threshold)],
                JudgeInvalidRuns = byTime,
                Outcomes = new OutcomeSettings(byTime ? OutcomeKeep.All : OutcomeKeep.Failures, byTime ? 17 : null),
                Tls = byTime ? new TlsSettings(true, null, null, null) : ClientTls,
                ConnectionReuse = byTime ? ConnectionReuse.PerVirtualUser : ConnectionReuse.Shared,
                Resolve = byTime ? [] : [new ResolveOverride("shop.test", connects % 65_535 + 1, "::1")],
                KeepCookies = !byTime,
                Regression = byTime
                    ? RegressionSettings.Default
                    : new RegressionSettings(
                        (BaselineChoice)(connects % 4),
                        (connects % 50) + 1,
                        new RegressionRules { MinChangePercent = connects % 100, MinChangeMs = connects / 7.0, MinErrorRatePoints = 0.1, FalseAlarmPercent = 5 }),
            });
    }
}
