using System.Text;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;
using Curlew.Engine.Variables;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Tests.Variables;

public sealed class TemplateWriterTests
{
    [Theory]
    [InlineData("a b&c=é/~*", ValueEncoding.Percent, "a%20b%26c%3D%C3%A9%2F~%2A")]
    [InlineData("a b&c=é/~*", ValueEncoding.Form, "a+b%26c%3D%C3%A9%2F%7E*")]
    [InlineData("a\"b\\c\n\u0001é", ValueEncoding.Json, "a\\\"b\\\\c\\u000a\\u0001é")]
    [InlineData("a\"b\r\nc d%", ValueEncoding.Quoted, "a%22b%0D%0Ac d%")]
    [InlineData("as it is\r\n", ValueEncoding.None, "as it is\r\n")]
    [InlineData("", ValueEncoding.Percent, "")]
    public void TryWrite_Value_IsEncodedForItsPlace(string value, ValueEncoding encoding, string written) =>
        Write(value, encoding, TemplatePlace.Body).Should().Be($"<{written}>");

    [Theory]
    [InlineData("a\r\nX: 1", true)]
    [InlineData("a\0b", true)]
    [InlineData("a b", false)]
    [InlineData("a\nb", false)]
    [InlineData("é", false)]
    public void TryWrite_ValueWithoutAPlaceThere_IsFalse(string value, bool inHeader) =>
        Write(value, ValueEncoding.None, inHeader ? TemplatePlace.Header : TemplatePlace.Url).Should().BeNull();

    [Fact]
    public void TryWrite_ValueWithTabInAHeader_IsWritten() => Write("a\tb", ValueEncoding.None, TemplatePlace.Header).Should().Be("<a\tb>");

    private static string? Write(string value, ValueEncoding encoding, TemplatePlace place)
    {
        var json = $$"""
            { "data": [ { "columns": ["x"], "rows": [[{{System.Text.Json.JsonSerializer.Serialize(value)}}]] } ],
              "steps": [ { "url": "http://127.0.0.1/" } ], "load": { "requests": 1 } }
            """;
        var slots = new VariableSlots(DefinitionReader.Read(Encoding.UTF8.GetBytes(json), ["default"]).Definition!);
        var values = new VariableValues(slots);
        values.Begin(0);
        TemplateParser.TryParse("<${x}>", encoding, out var template, out _).Should().BeTrue();

        using var buffer = new CurlBuffer();
        return TemplateWriter.TryWrite(new PreparedTemplate(template!, slots, place), values, default, buffer)
            ? Encoding.UTF8.GetString(buffer.Written)
            : null;
    }
}
