using System.Globalization;
using Curlew.Soak.Kills;
using Curlew.Soak.Runs;
using Curlew.Soak.Targets;
using Curlew.TestServers;

// Leaves the real service running, and kills it:
//   dotnet run -c Release --project tests/Curlew.Soak -- kills [COUNT [SEED]]
//   dotnet run -c Release --project tests/Curlew.Soak -- runs [COUNT]
// Exit code 1 where something was lost or repeated, or does not stay flat. See eng/soak.sh.
const int killsByDefault = 50;
const int runsByDefault = 2000;

if (args is not (["kills", ..] or ["runs", ..]))
{
    await Console.Error.WriteLineAsync("Usage: kills [COUNT [SEED]] | runs [COUNT]");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    signal.Cancel = true;
    interrupted.Cancel();
};
using var directory = new TemporaryDirectory("soak");
await using var target = await CountingTarget.StartAsync();
int? count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : null;
if (args[0] == "runs")
    return await new RunsCampaign(directory.Location, target, Console.Out).RunAsync(count ?? runsByDefault, interrupted.Token) ? 0 : 1;

var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Random.Shared.Next();
Console.WriteLine($"seed {seed}");
var report = await new KillCampaign(directory.Location, seed, target, Console.Out).RunAsync(count ?? killsByDefault, interrupted.Token);
foreach (var fault in report.Faults)
    Console.WriteLine(fault);
Console.WriteLine($"{report.Runs} runs; found by kills: {Words(report.Found)}; ended: {Words(report.Ended)}");
Console.WriteLine(report);
return report.Faults.Count == 0 && report.HandsNeeded == 0 ? 0 : 1;

static string Words(IReadOnlyDictionary<string, int> counts) =>
    string.Join(", ", counts.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"));
