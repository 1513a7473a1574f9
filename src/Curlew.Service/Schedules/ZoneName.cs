using System.Text.RegularExpressions;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Service.Schedules;

/// <summary>Names of time zones, as IANA has them (https://www.iana.org/time-zones). Windows' are refused: another machine may not know them.</summary>
internal static partial class ZoneName
{
    /// <summary>What is meant where nobody says.</summary>
    public const string Default = "UTC";

    private const int MostSuggested = 3;

    /// <summary>The machine's own zone, and the ones that count leap seconds, are files among the others.</summary>
    private static readonly string[] NotMeant = ["localtime", "posixrules", "Factory"];

    /// <summary>
    /// The zone of a name; null where there is none. .NET finds what it has read before whatever the case of its letters (10.0), and what it
    /// has not read only as it is written.
    /// </summary>
    public static TimeZoneInfo? Find(string name) =>
        Form().IsMatch(name) && !NotMeant.Contains(name) && !name.StartsWith("right/", StringComparison.Ordinal)
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.Id == name
            ? zone
            : null;

    /// <summary>What is said of a name that is none.</summary>
    public static string FaultOf(string name)
    {
        var fault = $"Must be the IANA name of a time zone, as \"UTC\" or \"Europe/Berlin\", but is \"{name}\"";
        if (name.Contains("Standard Time", StringComparison.OrdinalIgnoreCase))
            return $"{fault}, which is a name of Windows.";
        return Suggest(name) is { Count: > 0 } near ? $"{fault}; did you mean {string.Join(" or ", near)}?" : $"{fault}.";
    }

    /// <summary>Whoever writes a city without its continent means that one.</summary>
    private static List<string> Suggest(string name)
    {
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        var end = $"/{name.Trim().Replace(' ', '_')}";
        var cities = known.Where(id => id.EndsWith(end, StringComparison.OrdinalIgnoreCase)).Take(MostSuggested).ToList();
        return cities.Count > 0 ? cities : Spelling.Nearest(name, known) is { } near ? [near] : [];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,3}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
