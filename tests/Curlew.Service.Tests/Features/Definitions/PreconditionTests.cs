using System.Net;

namespace Curlew.Service.Tests.Features.Definitions;

/// <summary>ETags, If-Match and If-None-Match of definitions.</summary>
public sealed class PreconditionTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Put_WithTheETag_MakesARevisionAndKeepsTheEarlierOne()
    {
        var saved = await Service.SaveAsync(Definition(1));

        using var answer = await Service.SendJsonAsync("PUT", saved.Self(), Definition(2), "\"r1\"");

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        answer.Headers.ETag!.ToString().Should().Be("\"r2\"");
        answer.Content.Headers.ContentLocation.Should().Be(saved.Self());
        var changed = await answer.JsonAsync();
        changed["updatedAt"]!.GetValue<DateTime>().Should().BeOnOrAfter(saved["updatedAt"]!.GetValue<DateTime>());
        (await Service.GetAsync(saved.Self())).ToJsonString().Should().Be(changed.ToJsonString());
        var revisions = await Service.GetAsync($"{saved.Self()}/revisions?limit=1");
        var older = await Service.GetAsync($"{saved.Self()}/revisions?cursor={revisions["nextCursor"]}");
        ((int)revisions["items"]![0]!["revision"]!, (int)older["items"]![0]!["revision"]!).Should().Be((2, 1));
        var first = await Service.GetAsync(older["items"]![0]!.Self());
        ((int)first["definition"]!["load"]!["requests"]!).Should().Be(1);
    }

    [Fact]
    public async Task Put_WithoutIfMatch_SaysWhatIsRequired()
    {
        var saved = await Service.SaveAsync(Definition(1));

        using var answer = await Service.SendJsonAsync("PUT", saved.Self(), Definition(2));

        await answer.ShouldBeProblemAsync((HttpStatusCode)428, "precondition-required");
    }

    [Theory]
    [InlineData("\"r1\"")]
    [InlineData("W/\"r2\"")]
    [InlineData("\"r3\", \"R2\"")]
    public async Task Put_StaleETag_NamesTheRevisionAndChangesNothing(string ifMatch)
    {
        var saved = await Service.SaveAsync(Definition(1));
        await Service.ReplaceAsync(saved, Definition(2));

        using var answer = await Service.SendJsonAsync("PUT", saved.Self(), Definition(3), ifMatch);
        using var deleted = await Service.SendBareAsync("DELETE", saved.Self(), ifMatch);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
        ((string)problem["detail"]!).Should().Contain("revision 2");
        await deleted.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
        ((int)(await Service.GetAsync(saved.Self()))["revision"]!).Should().Be(2);
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("")]
    [InlineData("*, \"r1\"")]
    [InlineData("\"r1")]
    public async Task Put_GarbageInIfMatch_SaysWhatIsAllowed(string ifMatch)
    {
        var saved = await Service.SaveAsync(Definition(1));

        using var answer = await Service.SendJsonAsync("PUT", saved.Self(), Definition(2), ifMatch);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Put_ManyAtOnceWithTheSameETag_ExactlyOneWins()
    {
        var saved = await Service.SaveAsync(Definition(1));

        var answers = await Task.WhenAll(Enumerable.Range(2, 12).Select(requests =>
            Service.SendJsonAsync("PUT", saved.Self(), Definition(requests), "\"r1\"")));

        answers.Select(answer => answer.StatusCode).Order().Should()
            .Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 11)]);
        ((int)(await Service.GetAsync(saved.Self()))["revision"]!).Should().Be(2);
    }

    [Fact]
    public async Task Put_ManyAtOnceWithAnyETag_AllMakeRevisions()
    {
        var saved = await Service.SaveAsync(Definition(1));

        var answers = await Task.WhenAll(Enumerable.Range(2, 8).Select(requests =>
            Service.SendJsonAsync("PUT", saved.Self(), Definition(requests), "*")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        ((int)(await Service.GetAsync(saved.Self()))["revision"]!).Should().Be(9);
    }

    [Theory]
    [InlineData("\"r1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"r1\"", HttpStatusCode.NotModified)]
    [InlineData("\"x\", \"r1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"r2\"", HttpStatusCode.OK)]
    [InlineData("garbage", HttpStatusCode.OK)]
    public async Task Get_IfNoneMatch_AnswersOnlyWhatIsNew(string ifNoneMatch, HttpStatusCode status)
    {
        var saved = await Service.SaveAsync(Definition(1));

        using var answer = await Service.SendAsync(
            "GET", saved.Self(), null, request => request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch));

        answer.StatusCode.Should().Be(status);
        answer.Headers.ETag!.ToString().Should().Be("\"r1\"");
        (await answer.TextAsync()).Length.Should().Match(length => length == 0 == (status == HttpStatusCode.NotModified));
    }

    [Theory]
    [InlineData("\"r1\"")]
    [InlineData("*")]
    [InlineData(null)]
    public async Task Delete_ETagThatMatchesOrNone_Deletes(string? ifMatch)
    {
        var saved = await Service.SaveAsync(Definition(1));

        using var deleted = await Service.SendBareAsync("DELETE", saved.Self(), ifMatch);
        using var after = await Service.SendBareAsync("GET", $"{saved.Self()}/revisions/1");

        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await after.ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition-not-found");
    }

    private static string Definition(int requests) => $$"""{"url": "http://127.0.0.1:1/", "requests": {{requests}}}""";
}
