using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Thresholds;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class ThresholdRulesTests
{
    [Theory]
    [InlineData("responseTime", "\"aggregate\": \"p95\", \"valueMs\": 250.5", ThresholdMetric.ResponseTime, ThresholdAggregate.P95)]
    [InlineData("serviceTime", "\"aggregate\": \"max\", \"valueMs\": 250.5", ThresholdMetric.ServiceTime, ThresholdAggregate.Max)]
    [InlineData("startLag", "\"aggregate\": \"p999\", \"valueMs\": 250.5", ThresholdMetric.StartLag, ThresholdAggregate.P999)]
    [InlineData("errorRate", "\"valuePercent\": 250.5", ThresholdMetric.ErrorRate, null)]
    [InlineData("generatorCpu", "\"valuePercent\": 250.5", ThresholdMetric.GeneratorCpu, null)]
    [InlineData("requestRate", "\"valuePerSecond\": 250.5", ThresholdMetric.RequestRate, null)]
    [InlineData("failures", "\"value\": 250.5", ThresholdMetric.Failures, null)]
    [InlineData("requests", "\"value\": 250.5", ThresholdMetric.Requests, null)]
    [InlineData("skippedStarts", "\"value\": 250.5", ThresholdMetric.SkippedStarts, null)]
    public void Threshold_OfEachMetric_IsTaken(string word, string members, ThresholdMetric metric, ThresholdAggregate? aggregate) =>
        Read($$"""{"metric": "{{word}}", "condition": "<", {{members}}}""").Definition().Thresholds.Should().Equal(new Threshold
        {
            Metric = metric,
            Step = null,
            Aggregate = aggregate,
            Condition = ThresholdCondition.Less,
            Value = 250.5,
            StopRun = false,
            Grace = TimeSpan.Zero,
        });

    [Theory]
    [InlineData("<", ThresholdCondition.Less)]
    [InlineData("<=", ThresholdCondition.LessOrEqual)]
    [InlineData(">", ThresholdCondition.Greater)]
    [InlineData(">=", ThresholdCondition.GreaterOrEqual)]
    public void Threshold_OfEachCondition_IsTaken(string sign, ThresholdCondition condition) =>
        Read($$"""{"metric": "requests", "condition": "{{sign}}", "value": 0}""").Definition().Thresholds[0].Condition.Should().Be(condition);

    [Theory]
    [InlineData("\"stopRun\": true", 10)]
    [InlineData("\"stopRun\": true, \"graceSeconds\": 0", 0)]
    [InlineData("\"stopRun\": true, \"graceSeconds\": 2.5", 2.5)]
    public void Threshold_ThatStopsTheRun_HasAGrace(string members, double seconds)
    {
        var threshold = Read($$"""{"metric": "failures", "condition": "<", "value": 9, {{members}}}""").Definition().Thresholds[0];

        (threshold.StopRun, threshold.Grace).Should().Be((true, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("step2")]
    public void Threshold_OfAStep_NamesIt(string step) =>
        ReadJourney($$"""{"metric": "failures", "condition": "<", "value": 9, "step": "{{step}}"}""").Definition().Thresholds[0].Step
            .Should().Be(step);

    [Theory]
    [InlineData("""{"condition": "<", "value": 1}""", "metric", "missing")]
    [InlineData("""{"metric": "latency", "condition": "<", "value": 1}""", "metric", "\"responseTime\"")]
    [InlineData("""{"metric": "failures", "value": 1}""", "condition", "\">=\"")]
    [InlineData("""{"metric": "failures", "condition": "=", "value": 1}""", "condition", "\">=\"")]
    [InlineData("""{"metric": "failures", "condition": "<"}""", "value", "given as `value`")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": -1}""", "value", "from 0 to ")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "valueMs": 1}""", "valueMs", "give its limit as `value`")]
    [InlineData("""{"metric": "errorRate", "condition": "<", "valuePercent": 1, "value": 1}""", "value", "give its limit as `valuePercent`")]
    [InlineData("""{"metric": "requestRate", "condition": "<", "valuePerSecond": 1, "valuePercent": 1}""", "valuePercent", "`valuePerSecond`")]
    [InlineData("""{"metric": "responseTime", "condition": "<", "valueMs": 1}""", "aggregate", "\"p95\"")]
    [InlineData("""{"metric": "responseTime", "condition": "<", "valueMs": 1, "aggregate": "p42"}""", "aggregate", "\"p50\"")]
    [InlineData("""{"metric": "responseTime", "condition": "<", "aggregate": "max"}""", "valueMs", "given as `valueMs`")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "aggregate": "max"}""", "aggregate", "single figure")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "graceSeconds": 1}""", "graceSeconds", "`\"stopRun\": true`")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "stopRun": false, "graceSeconds": 1}""", "graceSeconds", "stops the run")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "stopRun": 1, "graceSeconds": 1}""", "stopRun", "true or false")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "step": "logn"}""", "step", "did you mean \"login\"?")]
    [InlineData("""{"metric": "failures", "condition": "<", "value": 1, "step": "checkout"}""", "step", "none is called \"checkout\"")]
    [InlineData("""{"metric": "skippedStarts", "condition": "<", "value": 1, "step": "login"}""", "step", "whole run only")]
    [InlineData("""{"metric": "generatorCpu", "condition": "<", "valuePercent": 1, "step": "login"}""", "step", "whole run only")]
    public void Threshold_Faulty_IsNamed(string threshold, string field, string part)
    {
        var fault = ReadJourney(threshold).OnlyFault();

        fault.Field.Should().Be($"thresholds[0].{field}");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Threshold_WrongUnit_NamesWhatIsMissingAndWhatIsTooMuch() =>
        Read("""{"metric": "responseTime", "aggregate": "p95", "condition": "<", "valuePercent": 1}""").Fields()
            .Should().BeEquivalentTo("thresholds[0].valuePercent", "thresholds[0].valueMs");

    [Fact]
    public void Threshold_BesideFaultySteps_IsNotSaidToNameAnUnknownOne()
    {
        const string Threshold = """{"metric": "failures", "condition": "<", "value": 1, "step": "pay"}""";

        ReadJson.Of($$"""{"steps": [5], "thresholds": [{{Threshold}}], "load": {"requests": 1} }""").OnlyFault().Field.Should().Be("steps[0]");
        ReadJson.Of($$"""{"steps": [{"url": "http://a.test", "name": 5}], "thresholds": [{{Threshold}}], "load": {"requests": 1} }""").OnlyFault()
            .Field.Should().Be("steps[0].name");
    }

    [Fact]
    public void Words_OfEveryMetricAndAggregate_AreAllowedByTheDocument()
    {
        foreach (var metric in Enum.GetValues<ThresholdMetric>())
        {
            var unit = metric.UnitOf() switch { "milliseconds" => "valueMs", "percent" => "valuePercent", "perSecond" => "valuePerSecond", _ => "value" };
            foreach (var aggregate in metric.IsDistribution() ? Enum.GetValues<ThresholdAggregate>().Cast<ThresholdAggregate?>() : [null])
            {
                var figure = aggregate is null ? "" : $"\"aggregate\": \"{aggregate.Value.ToWord()}\",";
                var threshold = Read($$"""{"metric": "{{metric.ToWord()}}", {{figure}} "condition": "<", "{{unit}}": 1}""").Definition().Thresholds[0];

                (threshold.Metric, threshold.Aggregate).Should().Be((metric, aggregate));
            }
        }
    }

    private static DefinitionReading Read(string threshold) => ReadJson.OfRun($"\"thresholds\": [{threshold}]");

    private static DefinitionReading ReadJourney(string threshold) => ReadJson.Of($$"""
        {"steps": [{"name": "login", "url": "http://a.test"}, {"url": "http://b.test"}], "load": {"iterations": 1}, "thresholds": [{{threshold}}] }
        """);
}
