using Curlew.Service.Text;

namespace Curlew.Service.Tests.Text;

public sealed class CsvFieldTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-1,\"x\"", "\"'-1,\"\"x\"\"\"")]
    public void Of_Text_IsOneFieldAndNoFormula(string text, string field) => CsvField.Of(text).Should().Be(field);
}
