using Curlew.Service.Queries;
using Microsoft.AspNetCore.Http;

namespace Curlew.Service.Tests.Queries;

public sealed class AcceptedTypesTests
{
    [Theory]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("TEXT/CSV", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("text/csv, application/json", "application/json")]
    [InlineData("text/csv, application/json;q=0.9", "text/csv")]
    [InlineData("text/csv;q=0.5, */*", "application/json")]
    [InlineData("*/*;q=0.1, text/csv;q=0.5", "text/csv")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("*/*, application/json;q=0", "text/csv")]
    [InlineData("text/html", "application/json")]
    [InlineData("not a type", "application/json")]
    public void Preferred_AcceptHeader_IsWhatItLikesBest(string accept, string preferred)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        AcceptedTypes.Preferred(context.Request, "application/json", "text/csv").Should().Be(preferred);
    }
}
