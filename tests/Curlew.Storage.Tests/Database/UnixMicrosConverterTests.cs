using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Database;

public class UnixMicrosConverterTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task Moments_InManyTimeZones_KeepTheirMicrosecondsAndSortByTime(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var begin = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var moments = Enumerable.Range(0, 24)
            .Select(hour => begin.AddHours(hour).AddMicroseconds(hour).ToOffset(TimeSpan.FromHours(hour - 12)))
            .ToList();
        foreach (var moment in moments.AsEnumerable().Reverse())
        {
            database.Time.SetUtcNow(database.Time.GetUtcNow().AddSeconds(1));
            var queued = RunBuilder.Queued(database.Time);
            await database.Runs.AddAsync(
                new RunRecord
                {
                    Id = queued.Id,
                    Name = queued.Name,
                    DefinitionJson = queued.DefinitionJson,
                    HttpVersion = queued.HttpVersion,
                    Engine = queued.Engine,
                    CreatedAt = moment,
                },
                Stop);
        }

        await using var context = database.Context();
        var sorted = await context.Runs.OrderBy(run => run.CreatedAt).Select(run => run.CreatedAt).ToListAsync(Stop);

        sorted.Should().Equal(moments);
        sorted.Should().OnlyContain(moment => moment.Offset == TimeSpan.Zero);
    }
}
