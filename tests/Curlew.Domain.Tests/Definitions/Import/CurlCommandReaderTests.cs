using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Import;

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
            ["Accept-Encoding"] = "deflate, gzip, br, zstd",
        });
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
    [InlineData("curl http://a.test/ -u ann:s:cret", "Authorization", "Basic YW5uOnM6Y3JldA==")]
    [InlineData("curl http://a.test/ --oauth2-bearer abc", "Authorization", "Bearer abc")]
    [InlineData("curl http://a.test/ -A 'agent 1'", "User-Agent", "agent 1")]
    [InlineData("curl http://a.test/ -H 'X-Empty;'", "X-Empty", "")]
    [InlineData("curl http://a.test/ -H 'A: 1' -H 'a: 2'", "A", "1, 2")]
    [InlineData("curl http://a.test/ -b a=1 -b b=2", "Cookie", "a=1; b=2")]
    [InlineData("curl http://a.test/ -H 'Cookie: a=1' -b b=2", "Cookie", "a=1")]
    [InlineData("curl http://a.test/ -A one -H 'User-Agent: two'", "User-Agent", "two")]
    public void TryRead_Options_BecomeHeaders(string command, string name, string value) =>
        Read(command).Definition.Steps![0].Headers![name].Should().Be(value);

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
    [InlineData("curl http://a.test/ -F file=@a.png", "-F")]
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

    private static ImportedDefinition Read(string command)
    {
        CurlCommandReader.TryRead(command, out var imported, out var fault).Should().BeTrue(fault);
        return imported!;
    }

    private static string? BodyOf(ImportedDefinition imported) => imported.Definition.Steps![0].Body?.GetString();
}
