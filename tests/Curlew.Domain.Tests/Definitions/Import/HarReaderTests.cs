using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Import;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Definitions.Import;

public sealed class HarReaderTests
{
    [Fact]
    public void TryRead_AsChromeExportsIt_HoldsTheJourney()
    {
        var definition = Read(HarTexts.Chrome).Definition;

        definition.HttpVersion.Should().Be("2");
        definition.Load.Should().Be(new LoadDocument { VirtualUsers = 1, Iterations = 1 });
        definition.Steps!.Select(step => (step.Name, step.Method, step.Url, step.ThinkTimeSeconds)).Should().Equal(
            ("GET /cart", "GET", "https://shop.test/cart?a=1&a=2", 2.25),
            ("POST /orders", "POST", "https://shop.test/orders", null),
            ("POST /orders (2)", "POST", "https://shop.test/orders", null));
        var (cart, order, form) = (definition.Steps![0], definition.Steps[1], definition.Steps[2]);
        cart.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["accept"] = "text/html", ["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0",
        });
        cart.Compression.Should().BeTrue();
        cart.ContinueOnFailure.Should().BeNull();
        order.Headers.Should().Equal(new Dictionary<string, string> { ["content-type"] = "application/json" });
        order.Body!.Value.GetString().Should().Be("{\"article\":17,\"note\":\"$${not} a name\"}");
        order.ContinueOnFailure.Should().BeTrue("the browser went on after 409");
        form.Form.Should().Equal(new Dictionary<string, string> { ["q"] = "a b&c", ["page"] = "2" });
    }

    [Fact]
    public void TryRead_AsChromeExportsIt_SaysWhatIsLeftOut() =>
        Read(HarTexts.Chrome).LeftOut.Select(part => (part.What, part.Reason.Split(':', ',')[0])).Should().Equal(
            ("log.entries[1]: https://shop.test/app.js", "the browser took it from its cache"),
            ("log.entries[2]: data:image/png;base64,iVBORw0KGgo=", "only http and https URLs can be sent"),
            ("log.entries[3]: https://ads.test/track.js", "it was blocked or got no answer (status 0)"),
            ("Cookie header", "cookies come from the session"),
            ("responses", "what was answered is no part of a definition; say with `expect` what counts as success"));

    [Fact]
    public void TryRead_AsFirefoxExportsIt_HoldsTheJourneyInTheOrderOfTime()
    {
        var imported = Read(HarTexts.Firefox);

        var (page, upload) = (imported.Definition.Steps![0], imported.Definition.Steps[1]);
        imported.Definition.HttpVersion.Should().BeNull();
        page.Headers.Should().Equal(new Dictionary<string, string> { ["Host"] = "shop.test" });
        page.ThinkTimeSeconds.Should().Be(4);
        upload.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["User-Agent"] = "Mozilla/5.0 Firefox/133.0", ["Upgrade-Insecure-Requests"] = "1",
        });
        upload.Multipart.Should().Equal(
            new PartDocument { Name = "title", Value = "A $${b}" },
            new PartDocument { Name = "file", Value = "", FileName = "a.png", ContentType = "image/png" });
        imported.LeftOut.Select(part => part.What).Should().Equal(
            "log.entries[2]: http://127.0.0.1:8080/logo.png",
            "log.entries[3]: http://127.0.0.1:8080/blocked.js",
            "Upgrade header",
            "log.entries[0].request.postData.params[1]",
            "responses");
    }

    [Fact]
    public void TryRead_PauseBelowATenth_IsNoThinkTime()
    {
        var imported = Read(Archive(
            Entry("/a", "\"startedDateTime\":\"2025-01-07T10:00:00Z\",\"time\":100,"),
            Entry("/b", "\"startedDateTime\":\"2025-01-07T10:00:00.199Z\",\"time\":-1,"),
            Entry("/c", "\"startedDateTime\":\"2025-01-07T10:00:00.299Z\","),
            Entry("/d", "\"startedDateTime\":\"2025-01-08T10:00:00Z\","),
            Entry("/e", "\"startedDateTime\":\"2025-01-08T10:00:00Z\",")));

        imported.Definition.Steps!.Select(step => step.ThinkTimeSeconds).Should()
            .Equal(null, 0.1, DefinitionLimits.ThinkTimeSeconds, null, null);
    }

    [Theory]
    [InlineData("\"postData\":{\"mimeType\":\"text/plain\",\"text\":\"a\"}", """{"headers":{"Content-Type":"text/plain"},"body":"a"}""")]
    [InlineData("\"postData\":{\"text\":\"a\"}", """{"body":"a"}""")]
    [InlineData("\"postData\":{\"text\":\"\"}", "{}")]
    [InlineData("\"postData\":{\"mimeType\":\"image/png\",\"encoding\":\"base64\",\"text\":\"AQI=\"}", """{"headers":{"Content-Type":"image/png"},"bodyBase64":"AQI="}""")]
    [InlineData("\"postData\":{\"params\":[{\"name\":\"a\",\"value\":\"1 ${b}\"},{\"name\":\"c\"}]}", """{"form":{"a":"1 $${b}","c":""}}""")]
    [InlineData(
        "\"postData\":{\"mimeType\":\"application/x-www-form-urlencoded\",\"text\":\"a=1&a=2\"}",
        """{"headers":{"Content-Type":"application/x-www-form-urlencoded"},"body":"a=1&a=2"}""")]
    [InlineData(
        "\"postData\":{\"mimeType\":\"multipart/form-data\",\"text\":\"-\",\"params\":[{\"name\":\"f\",\"value\":\"(binary)\"}]}",
        """{"multipart":[{"name":"f","value":"","fileName":"file"}]}""")]
    [InlineData("\"headers\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"${b}\"}]", """{"headers":{"A":"1, $${b}"}}""")]
    [InlineData("\"headers\":[{\"name\":\"Accept-Encoding\",\"value\":\"identity\"}]", """{"headers":{"Accept-Encoding":"identity"}}""")]
    public void TryRead_Request_BecomesAStep(string members, string step)
    {
        var read = Read(HarTexts.OfRequest(members)).Definition.Steps![0];

        JsonSerializer.Serialize(read with { Name = null, Method = null, Url = null }, CurlewJson.Options).Should().Be(step);
    }

    [Theory]
    [InlineData("\"_fromCache\":\"disk\"", "", false)]
    [InlineData("\"_fetchType\":\"Memory Cache\"", "", false)]
    [InlineData("\"_fetchType\":\"Network Load\"", "", true)]
    [InlineData("\"cache\":{}", "", true)]
    [InlineData("\"cache\":{\"afterRequest\":null}", "", false)]
    [InlineData("\"cache\":{\"afterRequest\":{\"eTag\":\"\"}}", "{\"name\":\"if-none-match\",\"value\":\"1\"}", true)]
    [InlineData("\"response\":{\"status\":0}", "", false)]
    [InlineData("\"response\":{\"status\":null}", "", false)]
    [InlineData("\"response\":{\"status\":304}", "", true)]
    [InlineData("\"response\":{}", "", true)]
    public void TryRead_EntryThatTheServerNeverSaw_IsLeftOut(string members, string header, bool isSent)
    {
        var entry = $$$"""{{{{members}}},"request":{"method":"GET","url":"http://a.test/b","headers":[{{{header}}}]}}""";

        var steps = Read(Archive(Entry("/a", ""), entry)).Definition.Steps!;

        steps.Should().HaveCount(isSent ? 2 : 1);
    }

    [Fact]
    public void TryRead_MoreEntriesThanSteps_TakesTheFirstAndSaysSo()
    {
        var imported = Read(Archive([.. Enumerable.Repeat(Entry("/a?b", ""), DefinitionLimits.Steps + 7)]));

        imported.Definition.Steps.Should().HaveCount(DefinitionLimits.Steps);
        imported.Definition.Steps![^1].Name.Should().Be("GET /a (100)");
        imported.LeftOut.Should().ContainSingle().Which.What.Should().Be("7 further entries");
    }

    [Fact]
    public void TryRead_ManyFaultyEntries_NamesTheFirstOfThem()
    {
        var imported = Read(Archive([Entry("/a", ""), .. Enumerable.Repeat("{}", HarReader.MostEntries)]));

        imported.LeftOut.Should().HaveCount(HarNotesMost + 2);
        imported.LeftOut.Select(part => part.What).Should().Contain("9799 more").And.Contain("log.entries[10000] and what follows");
    }

    [Fact]
    public void TryRead_LongPathsOfOneName_HaveNamesOfTheirOwn()
    {
        var path = "/" + new string('a', 300);

        var steps = Read(Archive(Entry(path, ""), Entry(path, ""))).Definition.Steps!;

        steps[0].Name.Should().HaveLength(DefinitionLimits.NameLength - 6).And.EndWith("…");
        steps[1].Name.Should().Be($"{steps[0].Name} (2)");
    }

    [Theory]
    [InlineData("5", "log.entries[0]", "must be an object, but is a number")]
    [InlineData("{}", "log.entries[0].request", "is missing")]
    [InlineData("{\"request\":[]}", "log.entries[0].request", "must be an object")]
    [InlineData("{\"request\":{\"method\":\"GET\"}}", "log.entries[0].request.url", "is missing")]
    [InlineData("{\"request\":{\"method\":null,\"url\":\"http://a.test/\"}}", "log.entries[0].request.method", "is missing")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":7}}", "log.entries[0].request.url", "must be a string")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"\\ud800\"}}", "log.entries[0].request.url", "surrogate")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\",\"headers\":{}}}", "log.entries[0].request.headers", "must be an array")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\",\"headers\":[1]}}", "log.entries[0].request.headers[0]", "must be an object")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\",\"headers\":[{}]}}", "log.entries[0].request.headers[0].name", "is missing")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\",\"postData\":\"a\"}}", "log.entries[0].request.postData", "must be an object")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\",\"postData\":{\"text\":{}}}}", "log.entries[0].request.postData.text", "must be a string")]
    [InlineData("{\"request\":{\"method\":\"POST\",\"url\":\"http://a.test/\",\"postData\":{\"params\":[{\"name\":\"a\"},{\"name\":\"a\"}]}}}", "params[1].name", "another field")]
    [InlineData("{\"request\":{\"method\":\"POST\",\"url\":\"http://a.test/\",\"postData\":{\"encoding\":\"base64\",\"text\":\"?\"}}}", "log.entries[0]: http://a.test/", "bodyBase64 is not taken")]
    [InlineData("{\"time\":\"1\",\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\"}}", "log.entries[0].time", "must be a number")]
    [InlineData("{\"time\":1e999,\"startedDateTime\":\"soon\",\"request\":{\"method\":\"GET\",\"url\":\"http://a.test/\"}}", "log.entries[0]", "must be a")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://\"}}", "log.entries[0]: http://", "url is not taken")]
    [InlineData("{\"request\":{\"method\":\"G E T\",\"url\":\"http://a.test/\"}}", "log.entries[0]: http://a.test/", "method is not taken")]
    [InlineData("{\"request\":{\"method\":\"GET\",\"url\":\"http://ann:secret@a.test/\"}}", "log.entries[0]: http://", "url is not taken")]
    public void TryRead_FaultyEntry_IsLeftOutWithItsPlace(string entry, string what, string reason)
    {
        var imported = Read($$$"""{"log":{"entries":[{{{entry}}},{{{Entry("/sound", "")}}}]}}""");

        imported.Definition.Steps.Should().ContainSingle().Which.Name.Should().Be("GET /sound");
        var note = imported.LeftOut.Should().ContainSingle().Which;
        note.What.Should().Contain(what);
        note.Reason.Should().Contain(reason);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("curl http://a.test/", "line 1, byte 1")]
    [InlineData("{\"log\":\n{\"entries\":[}}", "line 2, byte 13")]
    [InlineData("[]", "`the archive` must be an object")]
    [InlineData("null", "`the archive` must be an object")]
    [InlineData("{}", "`log` is missing")]
    [InlineData("{\"log\":1}", "`log` must be an object")]
    [InlineData("{\"log\":{}}", "`log.entries` is missing")]
    [InlineData("{\"log\":{\"entries\":null}}", "`log.entries` is missing")]
    [InlineData("{\"log\":{\"entries\":{}}}", "`log.entries` must be an array")]
    [InlineData("{\"log\":{\"entries\":[]}}", "`log.entries` is empty")]
    [InlineData("{\"log\":{\"entries\":[{}]}}", "log.entries[0].request: is missing")]
    public void TryRead_WhatIsNoArchive_IsExplained(string text, string part)
    {
        HarReader.TryRead(Encoding.UTF8.GetBytes(text), out var imported, out var fault).Should().BeFalse();

        imported.Should().BeNull();
        fault.Should().Contain(part);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("postData\\ud800")]
    [InlineData("\\ud800postData")]
    [InlineData("post\\ud800Data")]
    [InlineData("\\udc00\\ud800")]
    public void TryRead_NameThatIsHalfACharacter_NeverThrows(string name) =>
        Read(Archive(Entry("/a", ""), $$$"""{"{{{name}}}":1,"request":{"method":"GET","{{{name}}}":1,"url":"http://a.test/","{{{name}}}":2}}"""));

    [Fact]
    public void TryRead_HeaderOfAMillionLines_IsRefusedBeforeItIsJoined()
    {
        var headers = string.Join(',', Enumerable.Repeat("{\"name\":\"a\",\"value\":\"\"}", 600_000));

        HarReader.TryRead(Encoding.UTF8.GetBytes(HarTexts.OfRequest($"\"headers\":[{headers}]")), out _, out var fault).Should().BeFalse();

        fault.Should().Contain("headers.a is not taken");
    }

    [Fact]
    public void TryRead_NestedTooDeep_IsExplained()
    {
        var text = Encoding.UTF8.GetBytes("{\"log\":" + new string('[', 1_000_000));

        HarReader.TryRead(text, out _, out var fault).Should().BeFalse();

        fault.Should().Contain("no JSON that can be read");
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsExplained()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\""), 0xff, .. "\"}}]}}"u8];

        HarReader.TryRead(text, out _, out var fault).Should().BeFalse();

        fault.Should().NotBeNull();
    }

    /// <summary>Every value of a sound archive in turn replaced by one of another kind.</summary>
    [Theory]
    [InlineData(HarTexts.Chrome)]
    [InlineData(HarTexts.Firefox)]
    public void TryRead_AnyValueOfAnotherKind_NeverThrowsAndStaysSound(string archive)
    {
        var json = JsonNode.Parse(archive)!;
        string[] others = ["null", "7", "-1e300", "true", "\"\"", "\"\\u0000${x\"", "[]", "[null]", "{}"];
        var count = 0;
        foreach (var path in PathsOf(json).ToList())
        {
            foreach (var other in others)
            {
                var changed = json.DeepClone();
                Replace(changed, path, other);
                if (HarReader.TryRead(Encoding.UTF8.GetBytes(changed.ToJsonString()), out var imported, out var fault))
                    FaultsOf(imported).Should().BeEmpty($"{string.Join('/', path)} = {other}");
                else
                    fault.Should().NotBeNullOrEmpty();
                count++;
            }
        }

        count.Should().BeGreaterThan(1000);
    }

    private const int HarNotesMost = 200;

    private static IEnumerable<object[]> PathsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Key, member.Value)),
        JsonArray items => items.SelectMany((item, index) => Below(index, item)),
        _ => [],
    };

    private static IEnumerable<object[]> Below(object key, JsonNode? node) =>
        PathsOf(node).Select(path => (object[])[key, .. path]).Prepend([key]);

    private static void Replace(JsonNode root, object[] path, string json)
    {
        var parent = path[..^1].Aggregate(root, (node, key) => key is int index ? node[index]! : node[(string)key]!);
        var value = JsonNode.Parse(json);
        if (path[^1] is int last)
            parent[last] = value;
        else
            parent[(string)path[^1]] = value;
    }

    private static string Archive(params string[] entries) => $$$"""{"log":{"entries":[{{{string.Join(',', entries)}}}]}}""";

    private static string Entry(string path, string members) =>
        $$$"""{{{{members}}}"request":{"method":"GET","url":"http://a.test{{{path}}}"}}""";

    private static ImportedDefinition Read(string archive)
    {
        HarReader.TryRead(Encoding.UTF8.GetBytes(archive), out var imported, out var fault).Should().BeTrue(fault);
        FaultsOf(imported!).Should().BeEmpty();
        return imported!;
    }

    private static IReadOnlyList<DefinitionFault> FaultsOf(ImportedDefinition imported) =>
        DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(imported.Definition, CurlewJson.Options), ["default"]).Faults;
}
