using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Timelines;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Benchmarks.Regressions;

/// <summary>Real runs, in the order in which they were carried out, by what the server did.</summary>
/// <param name="Alike">Against the server as it is.</param>
/// <param name="TenPercentSlower">Against one whose delays are a tenth longer.</param>
/// <param name="FivePercentSlower">Against one whose delays are a twentieth longer.</param>
internal sealed record RunPool(
    IReadOnlyList<RunSample> Alike, IReadOnlyList<RunSample> TenPercentSlower, IReadOnlyList<RunSample> FivePercentSlower)
{
    private static readonly string[] Steps = ["step1"];

    /// <summary>Reads the seconds of runs from the database that the service has left. Each line of the list is a group and a run's id.</summary>
    public static async Task<RunPool> ReadAsync(string directory, string list)
    {
        await using var services = new ServiceCollection()
            .AddCurlewStorage(new DatabaseOptions { Provider = DatabaseProvider.Sqlite, Directory = directory })
            .BuildServiceProvider();
        var timelines = services.GetRequiredService<TimelineStore>();
        var groups = new Dictionary<string, List<RunSample>>(StringComparer.Ordinal)
        {
            ["alike"] = [], ["tenPercentSlower"] = [], ["fivePercentSlower"] = [],
        };
        foreach (var line in await File.ReadAllLinesAsync(list))
        {
            var (group, warmUp, text) = line.Split(' ') is [var first, var second, var third] ? (first, second, third) : throw new InvalidDataException(line);
            if (!RunId.TryParse(text, out var run))
                throw new InvalidDataException($"\"{text}\" is no run's id.");
            groups[group].Add(await RunSample.OfAsync(Steps, double.Parse(warmUp, System.Globalization.CultureInfo.InvariantCulture), timelines.ReadAsync(run)));
        }

        return new RunPool(groups["alike"], groups["tenPercentSlower"], groups["fivePercentSlower"]);
    }
}
