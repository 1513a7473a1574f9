using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Runs;

public class RunStoreHistoryTests(SharedPostgres postgres)
{
    private static readonly Guid Definition = new("0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task ListGoodAsync_RunsOfEveryKind_AnswersThoseThatOthersMayBeHeldAgainst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var unjudged = await AddAsync(database, SelfCheckResult.Pass, null);
        await AddAsync(database, SelfCheckResult.Invalid, null);
        await AddAsync(database, SelfCheckResult.Pass, RegressionResult.Regressed);
        await AddAsync(database, SelfCheckResult.Pass, null, RunStatus.Stopped);
        await AddAsync(database, SelfCheckResult.Pass, null, definition: Guid.NewGuid());
        await AddAsync(database, SelfCheckResult.Pass, null, comparison: Guid.NewGuid());
        var incomparable = await AddAsync(database, SelfCheckResult.Warn, RegressionResult.NotComparable);
        var last = await AddAsync(database, SelfCheckResult.Pass, RegressionResult.Improved);
        await AddAsync(database, SelfCheckResult.Pass, null);

        var good = await database.Runs.ListGoodAsync(Definition, last, 10, Stop).Select(run => run.Id).ToListAsync(Stop);
        var newest = await database.Runs.ListGoodAsync(Definition, last, 1, Stop).Select(run => run.Id).ToListAsync(Stop);
        var history = await database.Runs.ListHistoryAsync(Definition, 10, Stop).ToListAsync(Stop);
        var regressed = await database.Runs.ListAsync(new RunFilter { Regression = RegressionResult.Regressed }, 10, before: null, Stop);

        good.Should().Equal(incomparable.Value, unjudged.Value);
        newest.Should().Equal(incomparable.Value);
        history.Should().HaveCount(6).And.BeInDescendingOrder(run => run.Id);
        regressed.Items.Should().ContainSingle().Which.Regression.Should().Be(RegressionResult.Regressed);
    }

    [Theory, EveryProvider]
    public async Task SaveResultAsync_HostThatWasKeptAtTheStart_Stays(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddAsync(RunStatus.Starting);
        await database.Runs.TryMoveAsync(
            id, 0, RunStatus.Running, set => set.SetProperty(run => run.HostJson, "\"first\""), Stop);

        await database.Runs.SaveResultAsync(id, 0, RunStatus.Interrupted, new RunResults { HostJson = "\"second\"" }, Stop);

        (await database.GetAsync(id)).HostJson.Should().Be("\"first\"");
    }

    private static async Task<RunId> AddAsync(
        TestDatabase database,
        SelfCheckResult validity,
        RegressionResult? regression,
        RunStatus status = RunStatus.Completed,
        Guid? definition = null,
        Guid? comparison = null)
    {
        database.Time.Advance(TimeSpan.FromSeconds(1));
        var id = RunId.New(database.Time);
        await database.Runs.AddAsync(
            new RunRecord
            {
                Id = id.Value,
                Name = "nightly",
                DefinitionId = definition ?? Definition,
                DefinitionJson = """{"name":"nightly"}""",
                HttpVersion = HttpVersionChoice.Auto.ToWord(),
                Engine = DefinitionLimits.DefaultEngine,
                CreatedAt = database.Time.GetUtcNow(),
                ComparisonId = comparison,
                ComparisonPosition = comparison is null ? null : 0,
            },
            Stop);
        await database.ForceAsync(id, RunStatus.Finalizing);
        await database.Runs.SaveResultAsync(id, 0, status, new RunResults { Validity = validity, Regression = regression }, Stop);
        return id;
    }
}
