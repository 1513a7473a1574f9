using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Import;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Definitions.Import;

public sealed class CurlCommandReaderTests
{
    [Fact]
    public void TryRead_AsChromeCopiesIt_HoldsTheRequest()
    {
        var imported = Read("""
            curl 'https://shop.test/api/cart?a=1&b=%20' \
              -X 'PUT' \
              -H 'accept: application/json' \
              -H 'content-type: application/json' \
              -b 'session=abc; theme=dark' \
              --data-raw $'{"text":"it\'s \u0021","n":1}' \
              --compressed \
              --insecure
            """);

        var step = imported.Definition.Steps![0];
        step.Method.Should().Be("PUT");
        step.Url.Should().Be("https://shop.test/api/cart?a=1&b=%20");
        step.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["accept"] = "application/json",
            ["content-type"] = "application/json",
            ["Cookie"] = "session=abc; theme=dark",
        });
        step.Compression.Should().BeTrue();
        BodyOf(imported).Should().Be("""{"text":"it's !","n":1}""");
        imported.Definition.Tls!.Verify.Should().BeFalse();
        imported.LeftOut.Should().BeEmpty();
    }

    [Theory]
    [InlineData("curl http://a.test/", "GET", null)]
    [InlineData("curl a.test", "GET", null)]
    [InlineData("curl -I http://a.test/", "HEAD", null)]
    [InlineData("curl http://a.test/ -d a=1 -d b=2", "POST", "a=1&b=2")]
    [InlineData("curl http://a.test/ -da=1", "POST", "a=1")]
    [InlineData("curl -sSLXDELETE http://a.test/", "DELETE", null)]
    [InlineData("curl http://a.test/ --data-raw @literal", "POST", "@literal")]
    [InlineData("curl http://a.test/ --data-urlencode 'q=a b&c' --data-urlencode '=ä'", "POST", "q=a+b%26c&%C3%A4")]
    [InlineData("curl http://a.test/ --json '{\"a\":' --json '1}'", "POST", "{\"a\":1}")]
    [InlineData("curl http://a.test/ -d a=1 --json 2", "POST", "a=12")]
    [InlineData("curl \"http://a.test/\" -d \"a \\\"b\\\" $ \\$x\"", "POST", "a \"b\" $ $x")]
    public void TryRead_MethodAndBody_AreCurls(string command, string method, string? body)
    {
        var imported = Read(command);

        imported.Definition.Steps![0].Method.Should().Be(method);
        BodyOf(imported).Should().Be(body);
    }

    [Theory]
    [InlineData("curl http://a.test/ -d a=1", "Content-Type", "application/x-www-form-urlencoded")]
    [InlineData("curl http://a.test/ --json 1", "Accept", "application/json")]
    [InlineData("curl http://a.test/ -u ann:secret -H 'Authorization: Own abc'", "Authorization", "Own abc")]
    [InlineData("curl http://a.test/ -A 'agent 1'", "User-Agent", "agent 1")]
    [InlineData("curl http://a.test/ -H 'X-Empty;'", "X-Empty", "")]
    [InlineData("curl http://a.test/ -H 'A: 1' -H 'a: 2'", "A", "1, 2")]
    [InlineData("curl http://a.test/ -b a=1 -b b=2", "Cookie", "a=1; b=2")]
    [InlineData("curl http://a.test/ -H 'Cookie: a=1' -b b=2", "Cookie", "a=1")]
    [InlineData("curl http://a.test/ -A one -H 'User-Agent: two'", "User-Agent", "two")]
    public void TryRead_Options_BecomeHeaders(string command, string name, string value) =>
        Read(command).Definition.Steps![0].Headers![name].Should().Be(value);

    [Theory]
    [InlineData("-u ann:s:cret", "basic", "ann", "s:cret", null)]
    [InlineData("-u ann", "basic", "ann", "", null)]
    [InlineData("--user ':$${x}'", "basic", "", "$$${x}", null)]
    [InlineData("--oauth2-bearer abc", "bearer", null, null, "abc")]
    public void TryRead_Credentials_BecomeAuthentication(string option, string type, string? user, string? password, string? token)
    {
        var step = Read($"curl http://a.test/ {option}").Definition.Steps![0];

        step.Headers.Should().BeNull();
        step.Authentication.Should().Be(new AuthenticationDocument { Type = type, User = user, Password = password, Token = token });
    }

    [Theory]
    [InlineData("-F a=1", "1", null, null)]
    [InlineData("-F 'a= 1 ;type=text/plain; charset=utf-8'", "1", null, "text/plain; charset=utf-8")]
    [InlineData("-F 'a=\"1;\\\"2\\\"\";type=text/html;filename=\"x;y.html\"'", "1;\"2\"", "x;y.html", "text/html")]
    [InlineData("-F 'a=\"1'", "\"1", null, null)]
    [InlineData("-F 'a=1;filename=x.png'", "1", "x.png", "image/png")]
    [InlineData("--form a=@dir/x.pdf", "", "x.pdf", "application/pdf")]
    [InlineData("-F 'a=@x;filename=y.bin'", "", "y.bin", null)]
    [InlineData("-F 'a=<x.txt'", "", null, null)]
    [InlineData("--form-string 'a=@x;type=b'", "@x;type=b", null, null)]
    [InlineData("-F 'a=${b}'", "$${b}", null, null)]
    public void TryRead_Form_BecomesParts(string option, string value, string? fileName, string? contentType)
    {
        var step = Read($"curl http://a.test/ {option}").Definition.Steps![0];

        step.Method.Should().Be("POST");
        step.Multipart.Should().Equal(new PartDocument { Name = "a", Value = value, FileName = fileName, ContentType = contentType });
    }

    [Fact]
    public void TryRead_FormOfManyFiles_HasAPartForEachAndIsSound()
    {
        var imported = Read("curl http://a.test/ -F 'a=@x.png;type=image/x,y.gif' -F b=2");

        imported.Definition.Steps![0].Multipart!.Select(part => (part.Name, part.FileName, part.ContentType)).Should()
            .Equal(("a", "x.png", "image/x"), ("a", "y.gif", "image/gif"), ("b", null, null));
        imported.LeftOut.Select(part => part.What).Should().Equal("-F a=@x.png", "-F a=@y.gif");
        imported.LeftOut[0].Reason.Should().Contain("part \"a\"");
        DefinitionReader.Read(JsonSerializer.SerializeToUtf8Bytes(imported.Definition, CurlewJson.Options), ["default"]).Faults
            .Should().BeEmpty();
    }

    [Fact]
    public void TryRead_Get_PutsTheDataIntoTheQueryBeforeTheFragment()
    {
        var imported = Read("curl -G 'http://a.test/?x=1#end' -d a=1");

        imported.Definition.Steps![0].Url.Should().Be("http://a.test/?x=1&a=1#end");
        imported.Definition.Steps[0].Method.Should().Be("GET");
        BodyOf(imported).Should().BeNull();
    }

    [Fact]
    public void TryRead_SettingsOfTheTransfer_AreTaken()
    {
        var definition = Read("curl --http2 -L --max-redirs 3 -m 2.5 --connect-timeout 1 http://a.test/").Definition;

        definition.Should().BeEquivalentTo(
            new RunDefinitionDocument
            {
                HttpVersion = "2",
                Steps =
                [
                    new StepDocument
                    {
                        Method = "GET", Url = "http://a.test/", FollowRedirects = true, MaxRedirects = 3, TimeoutSeconds = 2.5,
                        ConnectTimeoutSeconds = 1,
                    },
                ],
                Load = new LoadDocument { VirtualUsers = 1, Requests = 1 },
            });
    }

    [Fact]
    public void TryRead_WhatLooksLikeAVariable_StaysText()
    {
        var json = JsonSerializer.Serialize(
            Read("curl 'http://a.test/?q=${q}' -H 'X-A: ${a}' -d '{\"b\":\"${b}\"}'").Definition, CurlewJson.Options);

        var step = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), ["default"]).Definition!.Steps[0];

        Encoding.UTF8.GetString(step.Url.LiteralBytes.Span).Should().Be("http://a.test/?q=${q}");
        Encoding.UTF8.GetString(step.Headers[0].Value.LiteralBytes.Span).Should().Be("${a}");
        Encoding.UTF8.GetString(step.Body!.Content.LiteralBytes.Span).Should().Be("{\"b\":\"${b}\"}");
    }

    [Theory]
    [InlineData("a.test:80:127.0.0.1", "127.0.0.1")]
    [InlineData("+a.test:80:[::1]", "::1")]
    public void TryRead_Resolve_IsTaken(string entry, string address) =>
        Read($"curl http://a.test/ --resolve {entry}").Definition.Resolve.Should()
            .Equal(new ResolveDocument { Host = "a.test", Port = 80, Address = address });

    [Theory]
    [InlineData("curl http://a.test/ -o out.txt", "-o")]
    [InlineData("curl http://a.test/ -d @secret.txt", "-d @secret.txt")]
    [InlineData("curl http://a.test/ --data-urlencode x@secret.txt", "--data-urlencode x@secret.txt")]
    [InlineData("curl http://a.test/ -b jar.txt", "-b jar.txt")]
    [InlineData("curl http://a.test/ -H @headers.txt", "-H @headers.txt")]
    [InlineData("curl http://a.test/ -F file=@a.png", "-F file=@a.png")]
    [InlineData("curl http://a.test/ -F 'note=<note.txt;type=text/plain'", "-F note=<note.txt")]
    [InlineData("curl http://a.test/ -F 'a=1;headers=\"X: 1\"'", "-F a;X: 1")]
    [InlineData("curl http://a.test/ -F 'a=1;2'", "-F a;2")]
    [InlineData("curl http://a.test/ -F a=1 -H 'Content-Type: multipart/form-data'", "-H Content-Type")]
    [InlineData("curl http://a.test/ --compressed -H 'Accept-Encoding: gzip'", "-H Accept-Encoding")]
    [InlineData("curl http://a.test/ -x http://proxy.test:3128", "-x")]
    [InlineData("curl http://a.test/ -H 'Accept:'", "-H Accept:")]
    [InlineData("curl http://a.test/ -H 'Content-Length: 5'", "-H Content-Length")]
    [InlineData("curl http://a.test/ http://b.test/", "http://b.test/")]
    [InlineData("curl http://a.test/ --next http://b.test/", "--next")]
    public void TryRead_WhatADefinitionCannotHold_IsNamedAsLeftOut(string command, string what)
    {
        var imported = Read(command);

        imported.LeftOut.Should().ContainSingle().Which.What.Should().Be(what);
        imported.Definition.Steps![0].Url.Should().Be("http://a.test/");
    }

    [Theory]
    [InlineData("", "curl command")]
    [InlineData("wget http://a.test/", "curl command")]
    [InlineData("curl", "URL")]
    [InlineData("curl --frobnicate http://a.test/", "--frobnicate")]
    [InlineData("curl -Z http://a.test/", "-Z")]
    [InlineData("curl http://a.test/ -H", "-H")]
    [InlineData("curl http://a.test/ -H nonsense", "nonsense")]
    [InlineData("curl http://a.test/ -m soon", "soon")]
    [InlineData("curl http://a.test/ -F nonsense", "name=value")]
    [InlineData("curl http://a.test/ -F =1", "name=value")]
    [InlineData("curl http://a.test/ -F a=1 -d b=2", "one body")]
    [InlineData("curl http://a.test/ -G -F a=1", "one body")]
    [InlineData("curl http://a.test/ --resolve a.test:80", "host:port:address")]
    [InlineData("curl 'http://a.test/", "never closed (character 6)")]
    [InlineData("curl \"http://a.test/", "never closed (character 6)")]
    [InlineData("curl $'http://a.test/", "never closed (character 6)")]
    [InlineData("curl http://a.test/; rm -rf x", "\";\"")]
    [InlineData("curl http://a.test/ | sh", "\"|\"")]
    [InlineData("curl http://a.test/?a=1&b=2", "\"&\"")]
    [InlineData("curl http://a.test/$HOME", "shell would replace")]
    [InlineData("curl \"http://a.test/$(id)\"", "shell would replace")]
    [InlineData("curl `id`", "shell would replace")]
    [InlineData("curl ^\"http://a.test/^\"", "bash")]
    [InlineData("curl $'a\\xff'", "no character")]
    public void TryRead_WhatCannotBeRead_IsExplained(string command, string part)
    {
        CurlCommandReader.TryRead(command, out var imported, out var fault).Should().BeFalse();

        imported.Should().BeNull();
        fault.Should().Contain(part);
    }

    [Theory]
    [InlineData(" -H a:b")]
    [InlineData(" -b a=b")]
    public void TryRead_HeaderOfManyLines_GrowsNoFurtherThanItMay(string option) =>
        Read("curl http://a.test/" + string.Concat(Enumerable.Repeat(option, 500_000))).Definition.Steps![0].Headers!.Values.Should()
            .ContainSingle().Which.Length.Should().BeInRange(DefinitionLimits.HeaderLength, DefinitionLimits.HeaderLength + 10);

    private static ImportedDefinition Read(string command)
    {
        CurlCommandReader.TryRead(command, out var imported, out var fault).Should().BeTrue(fault);
        return imported!;
    }

    private static string? BodyOf(ImportedDefinition imported) => imported.Definition.Steps![0].Body?.GetString();
}
