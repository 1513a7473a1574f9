using System.Globalization;
using Curlew.Domain.Definitions.Thresholds;

namespace Curlew.Service.Features.Reports.Charts;

/// <summary>A mark on an axis.</summary>
internal sealed record Tick(double Value, string Text);

/// <summary>An axis: what it is about, how far it goes, and its marks.</summary>
internal sealed record Axis(string Label, double Least, double Greatest, IReadOnlyList<Tick> Ticks)
{
    private const int AboutSteps = 5;
    private const int SecondsPerMinute = 60;

    private static readonly double[] NiceSeconds =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800];

    /// <summary>An axis of amounts, from 0 to a round number that is not below <paramref name="greatest"/>.</summary>
    public static Axis OfAmounts(string label, double greatest)
    {
        var top = greatest > 0 ? greatest : 1;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(top / AboutSteps)));
        double[] niceSteps = [1, 2, 2.5, 5, 10];
        var step = niceSteps.Select(nice => nice * magnitude).First(step => step * AboutSteps >= top * (1 - 1e-9));
        var steps = (int)Math.Ceiling((top / step) - 1e-9);
        return new Axis(label, 0, steps * step, [.. Enumerable.Range(0, steps + 1).Select(number => new Tick(number * step, Amount(number * step)))]);
    }

    /// <summary>An axis of seconds since a run's start.</summary>
    public static Axis OfTime(double seconds)
    {
        var greatest = Math.Max(1, seconds);
        var step = NiceSeconds.FirstOrDefault(nice => greatest / nice <= 8, NiceSeconds[^1]);
        var count = (int)Math.Floor((greatest / step) + 1e-9);
        return new Axis("since the start", 0, greatest, [.. Enumerable.Range(0, count + 1).Select(number => new Tick(number * step, Moment(number * step)))]);
    }

    /// <summary>
    /// An axis of percentiles on which each further nine takes as much room as the one before it
    /// (http://hdrhistogram.github.io/HdrHistogram/plotFiles.html); a value is the number of nines.
    /// </summary>
    public static Axis OfPercentiles(double finest)
    {
        var greatest = Math.Max(1, Nines(finest));
        string[] texts = ["0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"];
        return new Axis("of all requests", 0, greatest, [.. texts.Take((int)Math.Floor(greatest + 1e-9) + 1).Select((text, nines) => new Tick(nines, text))]);
    }

    /// <summary>How many nines a percentile has: 0 for 0 %, 1 for 90 %, 2 for 99 %.</summary>
    public static double Nines(double percentile) => -Math.Log10(Math.Max(1e-9, 1 - (percentile / 100)));

    /// <summary>An amount with as few characters as tell it.</summary>
    public static string Amount(double value) => value switch
    {
        >= 1e9 => ThresholdText.Number(value / 1e9) + "G",
        >= 1e6 => ThresholdText.Number(value / 1e6) + "M",
        >= 1e4 => ThresholdText.Number(value / 1e3) + "k",
        _ => ThresholdText.Number(value),
    };

    /// <summary>A moment of a run, as in <c>45 s</c> or <c>12:30</c>.</summary>
    public static string Moment(double seconds) => seconds switch
    {
        0 => "0",
        < SecondsPerMinute => $"{ThresholdText.Number(seconds)} s",
        _ => TimeSpan.FromSeconds(Math.Floor(seconds)) is var span && span.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span:mm\\:ss}")
            : span.ToString("m\\:ss", CultureInfo.InvariantCulture),
    };
}
