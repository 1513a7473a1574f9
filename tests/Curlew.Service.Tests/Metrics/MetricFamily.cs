using System.Globalization;

namespace Curlew.Service.Tests.Metrics;

/// <summary>One series at one moment.</summary>
/// <param name="Name">The metric's name; a histogram's with <c>_bucket</c>, <c>_sum</c> or <c>_count</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value.</param>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>Its labels as one text, without the bound of a bucket.</summary>
    public string Series => string.Join(
        ',',
        Labels.Where(label => label.Key != "le")
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}"));

    /// <summary>A bucket's bound.</summary>
    public double Bound => Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(Labels["le"], CultureInfo.InvariantCulture);
}

/// <summary>One metric with all its series.</summary>
internal sealed class MetricFamily(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is about.</summary>
    public string? Help { get; set; }

    /// <summary>Its type.</summary>
    public string? Type { get; set; }

    /// <summary>Its samples in their order.</summary>
    public List<MetricSample> Samples { get; } = [];

    /// <summary>Holds it against the rules that no single line shows.</summary>
    public void Check()
    {
        Require(Type is not null && Help is not null, "has no type or no help");
        Require(
            Samples.GroupBy(sample => (sample.Name, sample.Series, sample.Labels.GetValueOrDefault("le"))).All(group => group.Count() == 1),
            "has a series twice");
        if (Type == "counter")
            Require(Samples.TrueForAll(sample => sample.Value >= 0), "is a counter below zero");
        if (Type != "histogram")
            return;
        foreach (var series in Samples.GroupBy(sample => sample.Series))
            CheckHistogram([.. series.Where(sample => sample.Name == $"{Name}_bucket")], [.. series]);
    }

    private void CheckHistogram(List<MetricSample> buckets, List<MetricSample> all)
    {
        Require(buckets.Count > 0 && double.IsPositiveInfinity(buckets[^1].Bound), "has no bucket for everything at its end");
        foreach (var (lower, higher) in buckets.Zip(buckets.Skip(1)))
            Require(lower.Bound < higher.Bound && lower.Value <= higher.Value, "has buckets that do not add up");
        Require(all.Single(sample => sample.Name == $"{Name}_count").Value == buckets[^1].Value, "counts other than its buckets");
        Require(all.Count(sample => sample.Name == $"{Name}_sum") == 1, "has no sum");
    }

    private void Require(bool condition, string fault)
    {
        if (!condition)
            throw new FormatException($"{Name} {fault}.");
    }
}
