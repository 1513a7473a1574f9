using System.Text.Json;
using Curlew.Benchmarks.Store;

// What the outcome store costs and how soon it answers, as JSON:
//   dotnet run -c Release --project tests/Curlew.Benchmarks/store -- DIRECTORY [ROWS [writing]]
// "writing" leaves the queries out, which take most of the time. The file stays in DIRECTORY for whoever wants to look into it.
if (args is not ([_] or [_, _] or [_, _, "writing"]))
{
    await Console.Error.WriteLineAsync("Usage: DIRECTORY [ROWS [writing]]");
    return 2;
}

var rows = args.Length >= 2 ? int.Parse(args[1]) : 10_000_000;
using var file = new BenchmarkFile(args[0]);
var writing = file.Write(rows);
if (args.Length == 3)
{
    Console.WriteLine(JsonSerializer.Serialize(new { Rows = rows, Writing = writing }, JsonSerializerOptions.Web));
    return 0;
}

var report = new
{
    Rows = rows,
    Writing = writing,
    QueriesBeforeTheIndex = FirstPages.Measure(file, pairs: false),
    Index = await file.IndexAsync(),
    Queries = FirstPages.Measure(file, pairs: true),
    Export = file.Export(),
};
Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
return 0;
