using System.Text;
using Curlew.Engine.Answers;

namespace Curlew.Engine.Tests.Answers;

public sealed class HeaderFinderTests
{
    private static readonly byte[] Lines = Encoding.UTF8.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type:  text/html \r\nX-Twice: one\r\nx-twice: two\r\nX-Empty:\r\nno colon here\r\n"
        + "Set-Cookie: session=abc=; Path=/; HttpOnly\r\nSet-Cookie: other=1\r\nset-cookie: session = xyz ; Secure\r\n\r\n");

    [Theory]
    [InlineData("content-type", "text/html")]
    [InlineData("X-TWICE", "two")]
    [InlineData("X-Empty", "")]
    [InlineData("X-None", null)]
    [InlineData("HTTP/1.1 200 OK", null)]
    public void TryFindHeader_ByName_IsTheLastValueWithoutBlanks(string name, string? value) =>
        (HeaderFinder.TryFindHeader(Lines, Encoding.ASCII.GetBytes(name), out var found) ? Encoding.ASCII.GetString(found) : null)
            .Should().Be(value);

    [Theory]
    [InlineData("session", "xyz")]
    [InlineData("other", "1")]
    [InlineData("Session", null)]
    [InlineData("Path", null)]
    public void TryFindCookie_ByName_IsTheLastThatWasSet(string name, string? value) =>
        (HeaderFinder.TryFindCookie(Lines, Encoding.ASCII.GetBytes(name), out var found) ? Encoding.ASCII.GetString(found) : null)
            .Should().Be(value);

    [Theory]
    [InlineData("X-Twice", "one", true)]
    [InlineData("X-Twice", "tw", true)]
    [InlineData("X-Twice", "onetwo", false)]
    [InlineData("X-Empty", "", true)]
    [InlineData("X-None", "", false)]
    public void Holds_AnyOfItsLines_IsEnough(string name, string text, bool holds) =>
        HeaderFinder.Holds(Lines, Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(text)).Should().Be(holds);
}
