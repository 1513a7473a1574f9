using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Service.Features.Outcomes;
using Microsoft.VisualBasic.FileIO;

namespace Curlew.Service.Tests.Features.Outcomes;

/// <summary>JSON, NDJSON and CSV: the same outcomes in each.</summary>
public sealed class OutcomeFormsTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    private static readonly string[] Fields = [.. typeof(OutcomeResource).GetProperties()
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    [Fact]
    public async Task Json_EachOutcome_HasTheFieldsOfTheDocumentInItsOrder()
    {
        var all = await finished.FindAsync("");

        all.Should().OnlyContain(outcome => outcome.AsObject().Select(field => field.Key).SequenceEqual(Fields));
        foreach (var outcome in all.Select(outcome => outcome.Deserialize<OutcomeResource>(CurlewJson.Options)!))
        {
            outcome.EndedMs.Should().BeApproximately(outcome.StartedMs + outcome.ServiceTimeMs, 1e-6);
            outcome.ResponseTimeMs.Should().BeApproximately(outcome.EndedMs - outcome.PlannedMs, 1e-6);
        }
    }

    [Fact]
    public async Task Json_RunWithAllOutcomes_SaysSo()
    {
        var kept = (await finished.Service.Client.GetAsync(finished.Outcomes))["kept"]!;

        kept.ToJsonString().Should().Be("""{"keep":"all","stored":300,"leftOut":0}""");
    }

    [Theory]
    [InlineData("format=ndjson", null)]
    [InlineData("", "application/x-ndjson")]
    [InlineData("", "text/html;q=0.9, application/x-ndjson, application/json;q=0.5")]
    public async Task Ndjson_AllOutcomes_AreThoseOfJson(string query, string? accept)
    {
        var all = await finished.FindAsync("");

        using var answer = await AskAsync(query, accept);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/x-ndjson");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be($"outcomes-{finished.Run["id"]}.ndjson");
        var lines = (await answer.TextAsync()).Split('\n');
        lines[^1].Should().BeEmpty();
        lines[..^1].Should().Equal(all.Select(outcome => outcome.ToJsonString(CurlewJson.Options)));
    }

    [Theory]
    [InlineData("format=csv", null)]
    [InlineData("", "text/csv")]
    public async Task Csv_AllOutcomes_AreThoseOfJson(string query, string? accept)
    {
        var all = await finished.FindAsync("");

        using var answer = await AskAsync(query, accept);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be($"outcomes-{finished.Run["id"]}.csv");
        var text = await answer.TextAsync();
        text.Should().NotContain("\n=").And.EndWith("\r\n");
        var records = Records(text);
        records[0].Should().Equal(Fields);
        records[1..].Select(record => string.Join('|', record)).Should().Equal(all.Select(outcome =>
            string.Join('|', outcome.AsObject().Select(field => field.Key == "step" && ((string)field.Value!)[0] == '=' ? $"'{field.Value}" : $"{field.Value}"))));
    }

    [Fact]
    public async Task Fields_Some_AreAllThatThereIsInTheOrderOfTheDocument()
    {
        (await finished.FindAsync("fields=status,row"))[0].ToJsonString().Should().Be("""{"row":1,"status":200}""");
        (await (await AskAsync("fields=status,row&limit=2&format=csv")).TextAsync()).Should().Be("row,status\r\n1,200\r\n2,200\r\n");
        (await (await AskAsync("fields=row&limit=2&format=ndjson")).TextAsync()).Should().Be("{\"row\":1}\n{\"row\":2}\n");
    }

    [Fact]
    public async Task Csv_FiltersSortAndLimit_HoldForItToo()
    {
        var slowest = await finished.FindAsync("sort=-serviceTime&step=second");

        var text = await (await AskAsync("sort=-serviceTime&step=second&limit=20&fields=row&format=csv")).TextAsync();

        text.Split("\r\n")[1..^1].Should().Equal(slowest.Take(20).Select(outcome => $"{outcome["row"]}"));
    }

    [Fact]
    public async Task Csv_NothingMatches_IsTheHeader() =>
        (await (await AskAsync("status=503&fields=row,step&format=csv")).TextAsync()).Should().Be("row,step\r\n");

    [Theory]
    [InlineData("json")]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task Any_GzipAskedFor_IsThatAndTheSame(string format)
    {
        var plain = await (await AskAsync($"format={format}")).TextAsync();

        using var answer = await AskAsync($"format={format}", change: request => request.Headers.AcceptEncoding.ParseAdd("gzip"));

        answer.Content.Headers.ContentEncoding.Should().Equal("gzip");
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        (await new StreamReader(unpacked).ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be(plain);
    }

    [Fact]
    public async Task Any_WhateverIsAsked_HoldsNoSecretOfTheDefinition()
    {
        // An outcome is numbers; the only words are those of the program and the steps' names.
        var words = (await finished.FindAsync("")).SelectMany(outcome => outcome.AsObject())
            .Where(field => field.Value!.GetValueKind() == JsonValueKind.String).Select(field => field.Key).Distinct();

        words.Should().Equal("step", "curlSymbol", "failure", "httpVersion");
    }

    private async Task<HttpResponseMessage> AskAsync(string query, string? accept = null, Action<HttpRequestMessage>? change = null)
    {
        var answer = await finished.Service.Client.SendAsync("GET", $"{finished.Outcomes}?{query}", change: request =>
        {
            if (accept is not null)
                request.Headers.Accept.ParseAdd(accept);
            change?.Invoke(request);
        });
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return answer;
    }

    private static List<string[]> Records(string csv)
    {
        using var parser = new TextFieldParser(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        parser.SetDelimiters(",");
        parser.HasFieldsEnclosedInQuotes = true;
        var records = new List<string[]>();
        while (parser.ReadFields() is { } record)
            records.Add(record);
        return records;
    }
}
