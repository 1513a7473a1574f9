using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Curlew.Service.Features.Reports.Charts;

/// <summary>A line of a chart: a value for each of the chart's places, null where there is none.</summary>
internal sealed record Series(string Name, IReadOnlyList<double?> Values);

/// <summary>Lines over one axis, as an SVG picture that needs no script. It holds no text but ours.</summary>
internal sealed record LineChart
{
    private const double Width = 720;
    private const double Height = 250;
    private const double Left = 58;
    private const double Right = 32;
    private const double Top = 40;
    private const double Bottom = 42;
    private const double DotRadius = 2.5;

    /// <summary>More places than this are not hit with a pointer.</summary>
    private const int Tooltips = 240;

    /// <summary>What the chart is about.</summary>
    public required string Title { get; init; }

    /// <summary>The unit of the values.</summary>
    public required string Unit { get; init; }

    /// <summary>The axis of places.</summary>
    public required Axis Across { get; init; }

    /// <summary>The places, as values of <see cref="Across"/>.</summary>
    public required IReadOnlyList<double> Places { get; init; }

    /// <summary>What a place is called, in a tooltip.</summary>
    public required Func<int, string> PlaceText { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Up to where the load was warming up.</summary>
    public double WarmUpTo { get; init; }

    /// <summary>The chart with its caption and legend.</summary>
    public XElement ToFigure() => new(
        "figure",
        new XElement("figcaption", Title),
        new XElement(
            "ul",
            new XAttribute("class", "legend"),
            Series.Select((series, place) => new XElement("li", Key(place), series.Name))),
        ToSvg());

    private static XElement Key(int place) => new(
        "svg",
        new XAttribute("class", "key"), new XAttribute("viewBox", "0 0 22 8"), new XAttribute("aria-hidden", "true"),
        new XElement("path", new XAttribute("class", $"line s{place}"), new XAttribute("d", "M1 4H21")));

    private XElement ToSvg()
    {
        var upwards = Axis.OfAmounts(Unit, Series.SelectMany(series => series.Values).Max() ?? 0);
        var x = new Scale(Across.Least, Across.Greatest, Left, Width - Right);
        var y = new Scale(upwards.Least, upwards.Greatest, Height - Bottom, Top);
        return new XElement(
            "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("role", "img"),
            new XAttribute("aria-label", $"{Title}, in {Unit}. {Summary()}"),
            WarmUp(x),
            Grid(upwards, x, y),
            Series.Select((series, place) => Line(series, place, x, y)),
            Tips(x));
    }

    private string Summary() => string.Join(" ", Series.Select(series => series.Values.Max() is { } greatest
        ? $"{series.Name}: at most {Axis.Amount(greatest)}."
        : $"{series.Name}: none."));

    private XElement? WarmUp(Scale x) => WarmUpTo <= 0 ? null : new XElement(
        "g",
        new XElement(
            "rect",
            new XAttribute("class", "warm-up"), At("x", Left), At("y", Top), At("width", x.At(WarmUpTo) - Left), At("height", Height - Bottom - Top)),
        Text("warm-up", Left, Top - 7, "start"));

    private XElement Grid(Axis upwards, Scale x, Scale y) => new(
        "g",
        new XAttribute("aria-hidden", "true"),
        new XElement("path", new XAttribute("class", "grid"), new XAttribute("d", string.Concat(upwards.Ticks.Select(tick =>
            $"M{Number(Left)} {Number(y.At(tick.Value))}H{Number(Width - Right)}")))),
        new XElement("path", new XAttribute("class", "grid"), new XAttribute("d", string.Concat(Across.Ticks.Select(tick =>
            $"M{Number(x.At(tick.Value))} {Number(Height - Bottom)}v4")))),
        upwards.Ticks.Select(tick => Text(tick.Text, Left - 8, y.At(tick.Value) + 4, "end")),
        Across.Ticks.Select(tick => Text(tick.Text, x.At(tick.Value), Height - Bottom + 17, "middle")),
        Text(Unit, 0, 14, "start"),
        Text(Across.Label, Width - Right, Height - 4, "end"));

    /// <summary>A value without neighbours makes no line, so it gets a dot.</summary>
    private XElement Line(Series series, int number, Scale x, Scale y)
    {
        var path = new StringBuilder();
        var dots = new List<XElement>();
        for (var place = 0; place < Places.Count; place++)
        {
            if (series.Values[place] is not { } value)
                continue;
            var isFirst = place == 0 || series.Values[place - 1] is null;
            var isLast = place == Places.Count - 1 || series.Values[place + 1] is null;
            var (across, up) = (x.At(Places[place]), y.At(value));
            path.Append(isFirst ? 'M' : 'L').Append(Number(across)).Append(' ').Append(Number(up));
            if (isFirst && isLast)
                dots.Add(new XElement("circle", new XAttribute("class", $"dot s{number}"), At("cx", across), At("cy", up), At("r", DotRadius)));
        }

        return new XElement(
            "g", path.Length == 0 ? null : new XElement("path", new XAttribute("class", $"line s{number}"), new XAttribute("d", path.ToString())), dots);
    }

    /// <summary>Upright stripes that nobody sees until a pointer is over them, each with the values of its place.</summary>
    private XElement Tips(Scale x)
    {
        var every = Math.Max(1, (int)Math.Ceiling(Places.Count / (double)Tooltips));
        var stripe = Math.Clamp((Width - Left - Right) / Math.Max(1, Places.Count / every), 2, 24);
        return new XElement(
            "g",
            new XAttribute("class", "tips"), new XAttribute("stroke-width", Number(stripe)),
            Enumerable.Range(0, Places.Count).Where(place => place % every == 0).Select(place => new XElement(
                "path",
                new XAttribute("d", $"M{Number(x.At(Places[place]))} {Number(Top)}V{Number(Height - Bottom)}"),
                new XElement("title", $"{PlaceText(place)}: {string.Join(", ", Series.Select(series => $"{series.Name} {ValueText(series.Values[place])}"))}"))));
    }

    private string ValueText(double? value) => value is { } known ? $"{Axis.Amount(known)} {Unit}" : "none";

    private static XElement Text(string text, double x, double y, string anchor) =>
        new("text", At("x", x), At("y", y), new XAttribute("text-anchor", anchor), text);

    private static XAttribute At(string name, double value) => new(name, Number(value));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
