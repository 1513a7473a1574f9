using System.Text;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Tests.Definitions.Templates;

public sealed class TemplateParserTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain ä", "plain ä")]
    [InlineData("${a}", "<a>")]
    [InlineData("Bearer ${a-b_1}!", "Bearer ", "<a-b_1>", "!")]
    [InlineData("${a}${_b}", "<a>", "<_b>")]
    [InlineData("$${a}", "${a}")]
    [InlineData("$$${a}", "$${a}")]
    [InlineData("$", "$")]
    [InlineData("5$ and $$ and {a} $a", "5$ and $$ and {a} $a")]
    [InlineData("$${a}${b}$", "${a}", "<b>", "$")]
    public void TryParse_Text_IsCutAtItsVariables(string text, params string[] segments)
    {
        TemplateParser.TryParse(text, ValueEncoding.Json, out var template, out var fault).Should().BeTrue(fault);

        template!.Source.Should().Be(text);
        template.Segments.Select(Shown).Should().Equal(segments);
        template.Segments.Where(segment => segment.Variable is not null).Should().OnlyContain(segment => segment.Encoding == ValueEncoding.Json);
        template.IsLiteral.Should().Be(!segments.Any(segment => segment.StartsWith('<')));
    }

    [Theory]
    [InlineData("ab ${c", "character 4")]
    [InlineData("${", "character 1")]
    [InlineData("a${}", "character 2")]
    [InlineData("${1a}", "character 1")]
    [InlineData("${a b}", "character 1")]
    [InlineData("${ä}", "character 1")]
    [InlineData("${a.b}", "character 1")]
    public void TryParse_Faulty_NamesThePlaceAndTheWayOut(string text, string part)
    {
        TemplateParser.TryParse(text, ValueEncoding.None, out var template, out var fault).Should().BeFalse();

        template.Should().BeNull();
        fault.Should().Contain(part).And.Contain("\"$${\"");
    }

    [Theory]
    [InlineData("${link}", "link:None")]
    [InlineData("${base}/${a}?b=${b}", "base:None", "a:Percent", "b:Percent")]
    [InlineData("https://${host}:${port}/${a}#${b}", "host:None", "port:None", "a:Percent", "b:Percent")]
    [InlineData("https://${host}?q=${q}", "host:None", "q:Percent")]
    [InlineData("${scheme}://${host}/${a}", "scheme:None", "host:None", "a:Percent")]
    [InlineData("https://a.test/${a}?to=http://${b}/", "a:Percent", "b:Percent")]
    [InlineData("${base}/${a}?to=http://b.test/", "base:None", "a:Percent")]
    [InlineData("${base}/go?q=${q}&to=http://b.test/", "base:None", "q:Percent")]
    public void TryParseUrl_Values_ArePercentEncodedAfterTheAuthority(string url, params string[] variables)
    {
        TemplateParser.TryParseUrl(url, out var template, out var fault).Should().BeTrue(fault);

        template!.Segments.Where(segment => segment.Variable is not null)
            .Select(segment => $"{segment.Variable}:{segment.Encoding}").Should().Equal(variables);
    }

    [Theory]
    [InlineData("${a} $${b} $ ${")]
    [InlineData("plain")]
    public void Escape_AnyText_StandsForItself(string text)
    {
        TemplateParser.TryParse(TemplateParser.Escape(text), ValueEncoding.None, out var template, out _).Should().BeTrue();

        Encoding.UTF8.GetString(template!.LiteralBytes.Span).Should().Be(text);
    }

    [Fact]
    public void Equals_SameSourceWrittenDifferently_IsFalse()
    {
        var (one, other, same) = (Parse(ValueEncoding.None), Parse(ValueEncoding.Json), Parse(ValueEncoding.Json));

        other.Should().Be(same).And.NotBe(one);
        Template.OfLiteral("", new byte[] { 1 }).Should().Be(Template.OfLiteral("", new byte[] { 1 }))
            .And.NotBe(Template.OfLiteral("", new byte[] { 2 }));
    }

    private static Template Parse(ValueEncoding encoding) =>
        TemplateParser.TryParse("${a}", encoding, out var template, out var fault) ? template : throw new InvalidOperationException(fault);

    private static string Shown(TemplateSegment segment) =>
        segment.Variable is { } name ? $"<{name}>" : Encoding.UTF8.GetString(segment.Literal.Span);
}
