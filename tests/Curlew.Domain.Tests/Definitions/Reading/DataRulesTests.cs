using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class DataRulesTests
{
    [Fact]
    public void Data_Table_IsTakenWithItsDefaults()
    {
        var feed = Read("""{"columns": ["user", "pass-word"], "rows": [["ann", "1"], ["bob", ""]]}""").Definition().Data[0];

        feed.Name.Should().Be("data1");
        feed.Columns.Should().Equal("user", "pass-word");
        feed.Rows.Select(row => string.Join("|", row)).Should().Equal("ann|1", "bob|");
        (feed.Order, feed.Seed, feed.AtEnd, feed.IsCsv).Should().Be((DataOrder.Sequential, 1, DataEnd.Recycle, false));
    }

    [Fact]
    public void Data_Settings_AreTaken()
    {
        var feed = Read("""{"name": "users", "columns": ["a"], "rows": [["1"]], "order": "shuffled", "seed": 0, "atEnd": "stop"}""")
            .Definition().Data[0];

        (feed.Name, feed.Order, feed.Seed, feed.AtEnd).Should().Be(("users", DataOrder.Shuffled, 0, DataEnd.Stop));
    }

    [Fact]
    public void Data_Columns_AreVariablesOfEveryStep() =>
        ReadJson.Of("""
            {"steps": [{"url": "http://a.test/${user}"}, {"url": "http://a.test/${item}", "body": "${user}"}],
             "data": [{"columns": ["user"], "rows": [["ann"]]}, {"csv": "item\n5\n"}], "load": {"iterations": 1} }
            """).Definition();

    [Theory]
    [InlineData("a,b\n1,2\n", "1|2")]
    [InlineData("a,b\r\n1,2\r\n3,4", "1|2", "3|4")]
    [InlineData("\uFEFFa,b\n1,2\n\n\r\n\n", "1|2")]
    [InlineData("a,b\r1,2\r3,4\r", "1|2", "3|4")]
    [InlineData("a,b\n,\n", "|")]
    [InlineData("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "1,5|say \"hi\"")]
    [InlineData("a,b\n\"line 1\r\nline 2\",\"\"\n3,4", "line 1\r\nline 2|", "3|4")]
    [InlineData("\"a\",\"b\"\n\"\"\"\",ä😀", "\"|ä😀")]
    [InlineData("a,b\n 1 ,2 \n", " 1 |2 ")]
    public void Csv_OfRfc4180_IsRead(string csv, params string[] rows) =>
        ReadCsv(csv).Definition().Data[0].Rows.Select(row => string.Join("|", row)).Should().Equal(rows);

    [Fact]
    public void Csv_OfOneColumn_MayHaveEmptyValues() =>
        ReadCsv("a\n1\n\n\"\"\n2\n\"\"\n").Definition().Data[0].Rows.Select(row => row[0]).Should().Equal("1", "", "", "2", "");

    [Theory]
    [InlineData("", "Is empty")]
    [InlineData("\uFEFF\r\n", "Is empty")]
    [InlineData("a,b", "at least one row")]
    [InlineData("a,b\n\n", "at least one row")]
    [InlineData("a,b\n1,2\n\"3\n\n4,5\n", "begins in line 3 and never ends")]
    [InlineData("a,b\n\"x\ny\"z,2", "after the end of a quoted value in line 3")]
    [InlineData("a,b\n1,2\n5\" nail,2", "quote within a value in line 3")]
    [InlineData("a,b\n \"x\n", "quote within a value in line 2")]
    [InlineData("\"a\nx,y", "begins in line 1 and never ends")]
    [InlineData("a,b c\n1,2", "Column 2 must be a letter or _")]
    [InlineData("a,\n1,2", "Column 2 must be")]
    [InlineData("a,a\n1,2", "Column 2 is the name of a column of `data[0]` already (`a`)")]
    [InlineData("vu,a\n1,2", "Column 1 is the name of a variable that every journey has (`vu`)")]
    [InlineData("a;b\n1;2", "separated by commas")]
    [InlineData("a,b\n1,2,3", "Row 1 (line 2) has 3 values for 2 columns.")]
    [InlineData("a,b\n\"1\n\n\",2\n\n3,4", "Row 2 (line 5) has 1 values for 2 columns.")]
    public void Csv_Faulty_NamesThePlace(string csv, string part)
    {
        var fault = ReadCsv(csv).OnlyFault();

        fault.Field.Should().Be("data[0].csv");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Csv_RaggedThroughout_ListsTwentyRows()
    {
        var faults = ReadCsv("a,b\n" + string.Concat(Enumerable.Repeat("1\n", 10_000))).Faults;

        faults.Should().HaveCount(21);
        faults[19].Message.Should().Be("Row 20 (line 21) has 1 values for 2 columns.");
        faults[20].Message.Should().StartWith("There are 9980 more rows");
    }

    [Fact]
    public void Csv_TooManyColumns_NamesTheLimit() =>
        ReadCsv(string.Join(",", Enumerable.Range(0, 101).Select(i => $"a{i}")) + "\n").Faults[0].Message
            .Should().Be("Must have at most 100 columns, but has 101.");

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("a\n", "line 2")]
    public void Csv_RowWithoutEnd_IsNotReadOn(string before, string line) =>
        ReadCsv(before + new string(',', 1_000_000)).OnlyFault().Message.Should().Contain($"more than 1000 values in {line}");

    [Fact]
    public void Csv_AMillionRows_AreReadAndOneMoreIsAFault()
    {
        var lines = new string('x', DefinitionLimits.DataRows).Replace("x", "1\n", StringComparison.Ordinal);

        ReadCsv("a\n" + lines).Definition().Data[0].Rows.Should().HaveCount(DefinitionLimits.DataRows);
        ReadCsv("a\n" + lines + "2").OnlyFault().Message.Should().Be("Must have at most 1000000 rows, but has more.");
    }

    [Theory]
    [InlineData("{}", "", "`columns` and `rows`, or both as `csv`")]
    [InlineData("5", "", "an object")]
    [InlineData("""{"columns": ["a"]}""", ".rows", "missing")]
    [InlineData("""{"rows": [["a"]]}""", ".columns", "missing")]
    [InlineData("""{"columns": [], "rows": [[]]}""", ".columns", "at least one column")]
    [InlineData("""{"columns": ["a"], "rows": []}""", ".rows", "at least one row")]
    [InlineData("""{"columns": ["a", "1b"], "rows": [["1", "2"]]}""", ".columns[1]", "\"1b\"")]
    [InlineData("""{"columns": ["a", "a"], "rows": [["1", "2"]]}""", ".columns[1]", "`data[0]` already")]
    [InlineData("""{"columns": ["uuid"], "rows": [["1"]]}""", ".columns[0]", "every journey")]
    [InlineData("""{"columns": ["a"], "rows": [["1"], ["1", "2"]]}""", ".rows[1]", "Row 2 has 2 values for 1 columns.")]
    [InlineData("""{"columns": ["a"], "rows": [["1"], []]}""", ".rows[1]", "Row 2 has 0 values")]
    [InlineData("""{"columns": ["a"], "rows": [["1"], 5]}""", ".rows[1]", "an array")]
    [InlineData("""{"columns": ["a"], "rows": [["1"], null]}""", ".rows[1]", "an array")]
    [InlineData("""{"columns": ["a", "b"], "rows": [["1", 5]]}""", ".rows[0][1]", "Must be a string, but is a number.")]
    [InlineData("""{"columns": ["a", 5], "rows": [["1", "2"]]}""", ".columns[1]", "a string")]
    [InlineData("""{"columns": ["a"], "rows": "1"}""", ".rows", "an array")]
    [InlineData("""{"columns": ["a"], "csv": "b\n1"}""", ".columns", "beside `csv`")]
    [InlineData("""{"rows": [["a"]], "csv": "b\n1"}""", ".rows", "beside `csv`")]
    [InlineData("""{"csv": "a\n1", "order": "any"}""", ".order", "\"sequential\", \"random\" or \"shuffled\"")]
    [InlineData("""{"csv": "a\n1", "seed": -1}""", ".seed", "from 0 to 2147483647")]
    [InlineData("""{"csv": "a\n1", "atEnd": "fail"}""", ".atEnd", "\"recycle\" or \"stop\"")]
    [InlineData("""{"csv": "a\n1", "name": " "}""", ".name", "empty")]
    public void Data_Faulty_IsNamed(string feed, string field, string part)
    {
        var fault = Read(feed).OnlyFault();

        fault.Field.Should().Be($"data[0]{field}");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Data_ColumnOfAnotherFeed_IsAFault()
    {
        var fault = Read("""{"columns": ["a"], "rows": [["1"]]}, {"csv": "b,a\n1,2"}""").OnlyFault();

        fault.Field.Should().Be("data[1].csv");
        fault.Message.Should().Contain("`data[0]`");
    }

    [Fact]
    public void Extract_IntoAColumn_IsAFault() =>
        ReadJson.Of("""
            {"steps": [{"url": "http://a.test", "extract": [{"name": "a", "from": "json", "pointer": ""}]}],
             "data": [{"csv": "a\n1"}], "load": {"requests": 1} }
            """).OnlyFault().Message.Should().Contain("column of `data[0]`");

    [Theory]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"columns": ["a", 5], "rows": [["1", "2"]]}""")]
    [InlineData("""{"csv": "a;b\n1;2"}""")]
    [InlineData("""{"csv": "a,\"b\n1,2"}""")]
    public void Variable_BesideUnreadableColumns_IsNotCalledUnknown(string feed) =>
        ReadJson.Of($$"""{"url": "http://a.test/${b}", "requests": 1, "data": [{{feed}}]}""").OnlyFault().Field.Should().StartWith("data[0]");

    [Fact]
    public void Variable_BesideAFaultyRow_IsStillCalledUnknown() =>
        ReadJson.Of("""{"url": "http://a.test/${userr}", "requests": 1, "data": [{"csv": "user\n1,2"}]}""").Faults
            .Should().HaveCount(2).And.Contain(fault => fault.Message.Contains("did you mean `user`?"));

    [Fact]
    public void Rows_AMillion_AreRead()
    {
        var rows = string.Join(",", Enumerable.Repeat("[\"1\"]", DefinitionLimits.DataRows));

        Read($$"""{"columns": ["a"], "rows": [{{rows}}]}""").Definition().Data[0].Rows.Should().HaveCount(1_000_000);
        Read($$"""{"columns": ["a"], "rows": [{{rows}},["2"]]}""").OnlyFault().Message
            .Should().Be("Must have at most 1000000 elements, but has 1000001.");
    }

    [Fact]
    public void Rows_AllOfTheWrongKind_AreReadUpToTheTwentiethFault()
    {
        var rows = string.Join(",", Enumerable.Repeat("[1,2]", 100_000));

        var reading = Read($$"""{"columns": ["a", "b"], "rows": [{{rows}}]}""");

        reading.Fields().Should().HaveCount(21).And.StartWith(["data[0].rows", "data[0].rows[0][0]", "data[0].rows[0][1]"]);
        reading.Faults[0].Message.Should().Contain("20th fault, in row 10 of 100000");
    }

    [Fact]
    public void Rows_RaggedThroughout_ListsTwenty()
    {
        var rows = string.Join(",", Enumerable.Repeat("[]", 100_000));

        Read($$"""{"columns": ["a"], "rows": [{{rows}}]}""").Faults.Should().HaveCount(21)
            .And.Contain(fault => fault.Message.StartsWith("There are 99980 more rows"));
    }

    [Fact]
    public void Row_OfTooManyValues_IsRefusedUnread() =>
        Read($$"""{"columns": ["a"], "rows": [[{{string.Join(",", Enumerable.Repeat("5", 1001))}}]]}""").OnlyFault().Message
            .Should().Be("Must have at most 1000 elements, but has 1001.");

    private static DefinitionReading ReadCsv(string csv) => Read($$"""{"csv": {{JsonSerializer.Serialize(csv)}}}""");

    private static DefinitionReading Read(string feeds) => ReadJson.OfRun($"\"data\": [{feeds}]");
}
