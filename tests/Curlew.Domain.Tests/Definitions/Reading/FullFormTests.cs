using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
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
            + "\"steps\":[{\"name\":\"step1\",\"method\":\"GET\",\"url\":\"http://shop.test/\",\"headers\":{},"
            + "\"timeoutSeconds\":30,\"connectTimeoutSeconds\":10,\"followRedirects\":false,\"maxRedirects\":10,"
            + "\"thinkTimeSeconds\":0,\"maxResponseBytes\":1073741824}],"
            + "\"load\":{\"model\":\"closed\",\"virtualUsers\":1,\"requests\":5},"
            + "\"tls\":{\"verify\":true},\"keepCookies\":false}");

    [Property(Arbitrary = [typeof(Definitions)])]
    public void ToDocument_AnyDefinition_ReadsAsAnEqualOne(RunDefinition definition)
    {
        var written = ReadJson.FullForm(definition);

        var read = ReadJson.Of(written).Definition();

        ReadJson.FullForm(read).Should().Be(written);
        read.Load.Should().Be(definition.Load);
        read.Tls.Should().Be(definition.Tls);
        read.Resolve.Should().Equal(definition.Resolve);
        (read with { Steps = definition.Steps, Load = definition.Load, Tls = definition.Tls, Resolve = definition.Resolve }).Should().Be(definition);
        var (step, expected) = (read.Steps[0], definition.Steps[0]);
        step.Headers.Should().Equal(expected.Headers);
        step.ExpectedStatuses.Should().Equal(expected.ExpectedStatuses);
        (step.Body?.Bytes.ToArray()).Should().Equal(expected.Body?.Bytes.ToArray());
        (step.Body?.ContentType, step.Body?.Kind).Should().Be((expected.Body?.ContentType, expected.Body?.Kind));
        (step with { Headers = expected.Headers, ExpectedStatuses = expected.ExpectedStatuses, Body = expected.Body })
            .Should().Be(expected);
    }

    /// <summary>Definitions of every kind that can be read.</summary>
    private static class Definitions
    {
        private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<NonNull<string>>()
            .Select(text => new string([.. text.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]) + "é😀");

        private static readonly Gen<TimeSpan> Time =
            from ticks in Gen.Choose(10_000, 36_000)
            from factor in Gen.Choose(1, 100_000)
            select TimeSpan.FromTicks((long)ticks * factor);

        private static readonly Gen<RequestBody?> Body = Gen.OneOf(
            Gen.Constant<RequestBody?>(null),
            Text.Select(BodyOfText),
            Text.Select(BodyOfJson),
            ArbMap.Default.GeneratorFor<byte[]>().Select(BodyOfBytes));

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
            from statuses in Gen.Choose(100, 599).ListOf()
            select new Step
            {
                Name = name,
                Method = method,
                Url = "http://shop.test/",
                Headers = [.. names.Select(header => KeyValuePair.Create(header, value))],
                Body = body,
                Timeout = timeout,
                ConnectTimeout = connect,
                FollowRedirects = redirects % 2 == 0,
                MaxRedirects = redirects,
                ThinkTime = think,
                MaxResponseBytes = bytes,
                ExpectedStatuses = [.. statuses],
            };

        private static RequestBody? BodyOfText(string text) =>
            new(Encoding.UTF8.GetBytes(text + "\r\n\0<>&\"\\/"), "text/plain; charset=utf-8", RequestBodyKind.Text);

        private static RequestBody? BodyOfJson(string text)
        {
            var json = JsonSerializer.Serialize(new { text, list = new object[] { 1.5, true, text } });
            return ReadJson.OfStep($"\"body\": {json}").Definition().Steps[0].Body;
        }

        private static RequestBody? BodyOfBytes(byte[] bytes) => new(bytes, "application/octet-stream", RequestBodyKind.Base64);

        public static Arbitrary<RunDefinition> Any() => Arb.From(
            from step in AnyStep
            from name in Text
            from version in Gen.Elements(Enum.GetValues<HttpVersionChoice>())
            from connects in Gen.Choose(1, 100_000)
            from users in Gen.Choose(1, 50_000)
            from duration in Time
            from byTime in Gen.Elements(true, false)
            select new RunDefinition
            {
                Name = name,
                HttpVersion = version,
                MaxConnects = connects,
                Engine = byTime ? "default" : "old",
                Steps = [step],
                Load = byTime ? new ClosedLoad(users, duration, null) : new ClosedLoad(users, null, connects),
                Tls = new TlsSettings(byTime, null),
                ConnectionReuse = byTime ? ConnectionReuse.PerVirtualUser : ConnectionReuse.None,
                Resolve = byTime ? [] : [new ResolveOverride("shop.test", connects % 65_535 + 1, "::1")],
                KeepCookies = !byTime,
            });
    }
}
