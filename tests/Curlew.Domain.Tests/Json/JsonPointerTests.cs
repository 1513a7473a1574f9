using System.Text;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Json;

public sealed class JsonPointerTests
{
    /// <summary>RFC 6901, section 5, and the places of an array.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/foo", "foo:-1")]
    [InlineData("/foo/0", "foo:-1", "0:0")]
    [InlineData("/", ":-1")]
    [InlineData("/a~1b", "a/b:-1")]
    [InlineData("/c%d", "c%d:-1")]
    [InlineData("/ ", " :-1")]
    [InlineData("/m~0n", "m~n:-1")]
    [InlineData("/~01", "~1:-1")]
    [InlineData("/items/10/01/-1/1.0/ä", "items:-1", "10:10", "01:-1", "-1:-1", "1.0:-1", "ä:-1")]
    [InlineData("/999999999/1000000000", "999999999:999999999", "1000000000:-1")]
    public void TryParse_Pointer_HasItsTokens(string text, params string[] tokens)
    {
        JsonPointer.TryParse(text, out var pointer, out var fault).Should().BeTrue(fault);

        pointer!.Text.Should().Be(text);
        pointer.Tokens.Select(token => $"{Encoding.UTF8.GetString(token.Name.Span)}:{token.Index}").Should().Equal(tokens);
    }

    [Theory]
    [InlineData("foo", "begin with \"/\"")]
    [InlineData("$.foo", "begin with \"/\"")]
    [InlineData("/a~", "character 3")]
    [InlineData("/a~2/~0", "character 3")]
    public void TryParse_NoPointer_SaysWhatIsAllowed(string text, string part)
    {
        JsonPointer.TryParse(text, out var pointer, out var fault).Should().BeFalse();

        pointer.Should().BeNull();
        fault.Should().Contain(part).And.Contain("RFC 6901");
    }
}
