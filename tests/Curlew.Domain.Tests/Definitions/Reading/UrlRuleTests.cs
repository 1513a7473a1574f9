using System.Text.Json;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class UrlRuleTests
{
    [Theory]
    [InlineData("http://shop.test")]
    [InlineData("HTTPS://shop.test:8443/a%20b?c=d&e=%C3%A4#f")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://my_service:65535/{id}")]
    [InlineData("http://xn--bcher-kva.test/")]
    public void Url_AbsoluteHttp_IsTakenAsWritten(string url) =>
        Read(url).Definition().Steps[0].Url.Source.Should().Be(url);

    [Theory]
    [InlineData("", "absolute http or https")]
    [InlineData("/cart", "absolute http or https")]
    [InlineData("shop.test/cart", "absolute http or https")]
    [InlineData("ftp://shop.test/", "absolute http or https")]
    [InlineData("file:///etc/passwd", "absolute http or https")]
    [InlineData("http:/shop.test", "absolute http or https")]
    [InlineData("http://", "name a host")]
    [InlineData("http:///cart", "name a host")]
    [InlineData("http://:80/", "name a host")]
    [InlineData("http://?a", "name a host")]
    [InlineData("http://sh%20op/", "valid host")]
    [InlineData("http://[::1/", "name a host")]
    [InlineData("http://shop.test:0/", "port from 1 to 65535")]
    [InlineData("http://shop.test:65536/", "port from 1 to 65535")]
    [InlineData("http://shop.test:/", "port from 1 to 65535")]
    [InlineData("http://shop.test:8o/", "port from 1 to 65535")]
    [InlineData("http://[::1]8080/", "port from 1 to 65535")]
    [InlineData("http://ann:secret@shop.test/", "Authorization header")]
    [InlineData("http://shop.test/\r\nX: y", "U+000D")]
    [InlineData("http://shop.test/\0", "U+0000")]
    [InlineData("http://shop.test/a b", "U+0020")]
    [InlineData("http://bücher.test/", "U+00FC")]
    [InlineData("http://shop.test\\@evil.test/", "holds \\")]
    public void Url_Faulty_SaysWhatIsAllowed(string url, string words)
    {
        var fault = Read(url).OnlyFault();

        fault.Field.Should().Be("url");
        fault.Message.Should().Contain(words).And.NotContain("secret");
    }

    [Theory]
    [InlineData("${vu}")]
    [InlineData("${vu}/cart?x=y")]
    [InlineData("${vu}://shop.test/")]
    [InlineData("http://${vu}/")]
    [InlineData("http://shop-${vu}.test/")]
    [InlineData("http://10.0.0.${vu}:80/")]
    [InlineData("http://shop.test:${vu}/")]
    [InlineData("http://shop.test:80${vu}/")]
    [InlineData("http://${vu}${iteration}")]
    [InlineData("http://[${vu}]:80/")]
    [InlineData("http://[fe80::${vu}]/")]
    [InlineData("http://shop.test/${vu}/a?b=${uuid}#${now}")]
    [InlineData("http://shop.test/${vu}@b")]
    [InlineData("http://shop.test/$${vu}")]
    public void Url_WithVariables_IsTakenAsWritten(string url) =>
        Read(url).Definition().Steps[0].Url.Source.Should().Be(url);

    [Theory]
    [InlineData("${vu}/a b", "U+0020")]
    [InlineData("${vu}/ä", "U+00E4")]
    [InlineData("ftp://${vu}/", "absolute http or https")]
    [InlineData("http${vu}://shop.test/", "absolute http or https")]
    [InlineData("/${vu}", "absolute http or https")]
    [InlineData("http://ann:${vu}@shop.test/", "`authentication`")]
    [InlineData("http://${vu}@shop.test/", "`authentication`")]
    [InlineData("http://:${vu}/", "name a host")]
    [InlineData("http://sh%20op${vu}/", "names \"sh%20op${…}\"")]
    [InlineData("http://[${vu}x]/", "names \"[${…}x]\"")]
    [InlineData("http://[${vu}/", "name a host")]
    [InlineData("http://shop.test:${vu}x/", "has \"${…}x\"")]
    [InlineData("http://shop.test:9999${vu}9/", "port from 1 to 65535")]
    [InlineData("${vu}://sh%20op/", "valid host")]
    [InlineData("http://shop.test/${vu", "no \"}\" closes")]
    [InlineData("http://shop.test/${user}", "`user`")]
    public void Url_WithVariables_IsJudgedByWhatStandsThere(string url, string words) =>
        Read(url).OnlyFault().Message.Should().Contain(words);

    [Fact]
    public void Url_TooLong_NamesTheLimit() =>
        Read("http://shop.test/" + new string('a', 8000)).OnlyFault().Message.Should().Contain("at most 8000 characters");

    private static Curlew.Domain.Definitions.Reading.DefinitionReading Read(string url) =>
        ReadJson.Of($$"""{"url": {{JsonSerializer.Serialize(url)}}, "requests": 1}""");
}
