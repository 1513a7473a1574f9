using System.Text;
using Curlew.Domain.Definitions.Bodies;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class MultipartRulesTests
{
    [Fact]
    public void Multipart_FieldsAndFiles_AreWrittenAsBrowsersDo()
    {
        var body = Read("""
            {"name": "text", "value": "a\nb ${token}"},
            {"name": "odd \"n\"\r\nX: y", "value": "ä", "contentType": "text/plain; charset=utf-8"},
            {"name": "file", "fileName": "\"${token}\".png", "base64": "JHt4fQ=="},
            {"name": "json", "fileName": "a.json", "value": "{\"t\":\"${token}\"}", "contentType": "application/json"}
            """);

        var boundary = BoundaryOf(body);
        body.Content.Shown().Should().Be($$"""
            --{{boundary}}
            Content-Disposition: form-data; name="text"

            a
            b <token:None>
            --{{boundary}}
            Content-Disposition: form-data; name="odd %22n%22%0D%0AX: y"
            Content-Type: text/plain; charset=utf-8

            ä
            --{{boundary}}
            Content-Disposition: form-data; name="file"; filename="%22<token:Quoted>%22.png"
            Content-Type: application/octet-stream

            ${x}
            --{{boundary}}
            Content-Disposition: form-data; name="json"; filename="a.json"
            Content-Type: application/json

            {"t":"<token:Json>"}
            --{{boundary}}--

            """.ReplaceLineEndings("\r\n").Replace("a\r\nb", "a\nb", StringComparison.Ordinal));
    }

    [Fact]
    public void Multipart_SamePartsTwice_HaveTheSameBoundary()
    {
        var parts = """{"name": "a", "value": "1"}""";

        BoundaryOf(Read(parts)).Should().Be(BoundaryOf(Read(parts))).And.NotBe(BoundaryOf(Read(parts.Replace('1', '2'))));
    }

    [Fact]
    public void Multipart_HoldingTheBoundaryOfOthers_HasAnotherOne()
    {
        var other = BoundaryOf(Read("""{"name": "a", "value": "1"}"""));

        var body = Read($$"""{"name": "a", "value": "--{{other}}--"}""");

        BoundaryOf(body).Should().NotBe(other).And.MatchRegex("^[a-z0-9-]{1,70}$");
        Encoding.UTF8.GetString(body.Content.LiteralBytes.Span).Split(BoundaryOf(body)).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("""{"value": "1"}""", "[0].name", "missing")]
    [InlineData("""{"name": "", "value": "1"}""", "[0].name", "empty")]
    [InlineData("""{"name": "a"}""", "[0].value", "`base64`")]
    [InlineData("""{"name": "a", "fileName": "b"}""", "[0].value", "`base64`")]
    [InlineData("""{"name": "a", "base64": "AA=="}""", "[0].base64", "`fileName`")]
    [InlineData("""{"name": "a", "fileName": "b", "base64": "AA"}""", "[0].base64", "Must be base64")]
    [InlineData("""{"name": "a", "fileName": "b", "base64": "AA==", "value": ""}""", "[0].base64", "`value`")]
    [InlineData("""{"name": "a", "value": "${x}"}""", "[0].value", "`x`")]
    [InlineData("""{"name": "${x}", "value": ""}""", "[0].name", "`x`")]
    [InlineData("""{"name": "a", "fileName": "${x}", "value": ""}""", "[0].fileName", "`x`")]
    [InlineData("""{"name": "a", "value": "", "contentType": "png"}""", "[0].contentType", "\"image/png\"")]
    [InlineData("""{"name": "a", "value": "", "contentType": "text/plain\r\nX: y"}""", "[0].contentType", "media type")]
    [InlineData("""{"name": "a", "value": "", "contentType": "text/plain;\r\n a=b"}""", "[0].contentType", "media type")]
    [InlineData("""{"name": "a", "value": "", "contentType": "text/plain; a=\"ä\""}""", "[0].contentType", "media type")]
    [InlineData("""{"name": "a", "value": "", "contentType": "text/${vu}"}""", "[0].contentType", "without variables")]
    [InlineData("""{"name": "a", "value": ""}, 5""", "[1]", "an object")]
    [InlineData("", "", "at least one part")]
    public void Multipart_Faulty_IsNamed(string parts, string field, string part)
    {
        var fault = ReadJson.OfStep($"\"multipart\": [{parts}]").OnlyFault();

        fault.Field.Should().Be($"steps[0].multipart{field}");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Multipart_BesideAContentType_IsAFault() =>
        ReadJson.OfStep("""
            "multipart": [{"name": "a", "value": ""}], "headers": {"content-type": "multipart/form-data"}
            """).OnlyFault().Message.Should().Contain("Content-Type");

    private static RequestBody Read(string parts) =>
        ReadJson.OfSecondStep($"\"multipart\": [{parts}]").Definition().Steps[1].Body!;

    private static string BoundaryOf(RequestBody body)
    {
        body.ContentType.Should().StartWith("multipart/form-data; boundary=");
        return body.ContentType["multipart/form-data; boundary=".Length..];
    }
}
