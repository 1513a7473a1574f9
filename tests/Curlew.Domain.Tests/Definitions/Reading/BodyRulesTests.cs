using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Bodies;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class BodyRulesTests
{
    [Fact]
    public void Body_Text_IsSentAsUtf8()
    {
        var step = ReadJson.OfStep("\"body\": \" {} \\u00e4\"").Definition().Steps[0];

        step.Method.Should().Be("POST");
        step.Body!.Written.Should().Be(new TextBody(" {} ä"));
        step.Body.ContentType.Should().StartWith("text/plain");
        Encoding.UTF8.GetString(step.Body.Content.LiteralBytes.Span).Should().Be(" {} ä");
    }

    [Theory]
    [InlineData("{ \"b\" : 1.50, \"a\" : [ null , true ] }", "{\"b\":1.50,\"a\":[null,true]}")]
    [InlineData("[ 1e3, \"\\u00e4\" ]", "[1e3,\"ä\"]")]
    public void Body_Json_IsSentCompactWithItsNumbersAsWritten(string written, string sent)
    {
        var body = ReadJson.OfStep($"\"body\": {written}").Definition().Steps[0].Body!;

        body.ContentType.Should().Be("application/json");
        Encoding.UTF8.GetString(body.Content.LiteralBytes.Span).Should().Be(sent);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public void Body_OfAnotherKind_IsAFault(string value) =>
        ReadJson.OfStep($"\"body\": {value}").OnlyFault().Field.Should().Be("steps[0].body");

    [Fact]
    public void Body_JsonWithHalfASurrogatePair_IsAFault() =>
        ReadJson.OfStep("\"body\": {\"a\": [\"\\ud800\"]}").OnlyFault().Field.Should().Be("steps[0].body");

    [Fact]
    public void BodyBase64_Bytes_AreDecoded()
    {
        var body = ReadJson.OfStep("\"bodyBase64\": \"AAH/\"").Definition().Steps[0].Body!;

        body.Content.LiteralBytes.ToArray().Should().Equal(0, 1, 255);
        body.ContentType.Should().Be("application/octet-stream");
    }

    [Theory]
    [InlineData("AAH")]
    [InlineData("AA-_")]
    [InlineData("ä")]
    public void BodyBase64_NoBase64_IsAFault(string value) =>
        ReadJson.OfStep($"\"bodyBase64\": \"{value}\"").OnlyFault().Message.Should().StartWith("Must be base64");

    [Fact]
    public void Body_InBothForms_IsAFault() =>
        ReadJson.OfStep("\"body\": \"a\", \"bodyBase64\": \"AAH/\"").OnlyFault().Field.Should().Be("steps[0].bodyBase64");

    [Fact]
    public void Body_OverTheLimit_NamesTheLimit() =>
        ReadJson.OfStep($"\"body\": \"{new string('a', DefinitionLimits.BodyBytes + 1)}\"").OnlyFault().Message
            .Should().Be("Must have at most 10485760 bytes, but has 10485761.");

    [Theory]
    [InlineData("text/plain", "<token:None>")]
    [InlineData("application/xml", "<token:None>")]
    [InlineData("application/json", "<token:Json>")]
    [InlineData("Application/JSON ; charset=utf-8", "<token:Json>")]
    [InlineData("application/problem+json", "<token:Json>")]
    [InlineData("text/json-seq", "<token:None>")]
    public void Body_TextWithVariables_IsEscapedAsItsContentTypeNeeds(string type, string shown)
    {
        var body = ReadJson.OfSecondStep($$"""
            "body": "{\"a\": \"${token}\", \"b\": \"$${b}\"}", "headers": {"content-type": "{{type}}"}
            """).Definition().Steps[1].Body!;

        body.Content.Shown().Should().Be($$"""{"a": "{{shown}}", "b": "${b}"}""");
    }

    [Fact]
    public void Body_JsonWithVariables_IsEscapedAsJson()
    {
        var body = ReadJson.OfSecondStep("""
            "body": {"a": ["x ${token}\n", "$${b}"], "${vu}": 1}
            """).Definition().Steps[1].Body!;

        body.Content.Shown().Should().Be("""{"a":["x <token:Json>\n","${b}"],"<vu:Json>":1}""");
        body.ContentType.Should().Be("application/json");
    }

    [Fact]
    public void Body_JsonWithFaultyVariables_NamesEachPlace()
    {
        var reading = ReadJson.OfStep("""
            "body": {"a": [1, {"b c": "${x}"}], "d": "${", "e": "${vu}", "${y}": "}"}
            """);

        reading.Fields().Should().Equal(
            "steps[0].body.a[1]['b c']", "steps[0].body.d", "steps[0].body['${y}']");
        reading.Faults[1].Message.Should().Contain("character 1");
    }

    [Fact]
    public void BodyBase64_WhatLooksLikeAVariable_IsBytes() =>
        ReadJson.OfStep($"\"bodyBase64\": \"{Convert.ToBase64String("${x}"u8)}\"").Definition().Steps[0].Body!.Content.IsLiteral
            .Should().BeTrue();

    [Fact]
    public void Form_Fields_AreEncodedInOrder()
    {
        var step = ReadJson.OfSecondStep("""
            "form": {"q": "a b&c=ä~*", "token": "-${token}-", "": "", "n ${vu}": "$${x}"}
            """).Definition().Steps[1];

        step.Method.Should().Be("POST");
        step.Body!.ContentType.Should().Be("application/x-www-form-urlencoded");
        step.Body.Content.Shown().Should().Be("q=a+b%26c%3D%C3%A4~%2A&token=-<token:Form>-&=&n+<vu:Form>=%24%7Bx%7D");
    }

    [Fact]
    public void Form_UnknownVariables_AreNamedAtTheirFields() =>
        ReadJson.OfStep("""
            "form": {"a": "${x}", "b": 1, "c ${y}": "${z}"}
            """).Fields().Should().Equal(
            "steps[0].form.a", "steps[0].form.b", "steps[0].form['c ${y}']", "steps[0].form['c ${y}']");

    [Theory]
    [InlineData("form", "{}")]
    [InlineData("multipart", "[{\"name\": \"a\", \"value\": \"\"}]")]
    [InlineData("bodyBase64", "\"\"")]
    public void Body_BesideAnotherForm_NamesTheLaterOne(string form, string value)
    {
        var fault = ReadJson.OfStep($"\"{form}\": {value}, \"body\": \"a\"").OnlyFault();

        fault.Field.Should().Be($"steps[0].{form}");
        fault.Message.Should().Contain("`body`");
    }

    [Fact]
    public void Body_InEveryForm_NamesAllButOneAndTheFaultsOfEach() =>
        ReadJson.OfStep("""
            "body": "${x}", "bodyBase64": "?", "form": {"a": "${y}"}, "multipart": []
            """).Fields().Should().Equal(
            "steps[0].body",
            "steps[0].bodyBase64",
            "steps[0].bodyBase64",
            "steps[0].form",
            "steps[0].form.a",
            "steps[0].multipart",
            "steps[0].multipart");
}
