using Curlew.Benchmarks.Regressions;

if (args is not [var directory, var list])
{
    await Console.Error.WriteLineAsync("usage: Curlew.Benchmarks.Regressions DIRECTORY-OF-THE-SERVICE FILE-OF-RUNS");
    return 2;
}

var pool = await RunPool.ReadAsync(directory, list);
Console.WriteLine(PairTable.Of(pool));
Console.WriteLine(HistoryTable.Of(pool));
return 0;
