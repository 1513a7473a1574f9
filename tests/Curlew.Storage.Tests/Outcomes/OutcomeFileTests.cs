using Curlew.Domain.Runs;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeFileTests
{
    /// <summary>A file that may not grow stands for a full disk; what SQLite does by itself on one, it is told to do here.</summary>
    [Fact]
    public void Commit_AfterAFailureThatEndedTheTransaction_TellsOfThatFailure()
    {
        using var directory = new TempDirectory();
        var database = OutcomeDatabase.Create(RunId.New(TimeProvider.System), directory["full.db"]);
        database.Execute($"{OutcomeSchema.Settings}; {OutcomeSchema.Tables} PRAGMA max_page_count = 20");
        using var file = new OutcomeFile(database, TimeProvider.System);
        var outcomes = RandomOutcomes.Likely(100_000, seed: 1, failing: 0.1);

        var first = new Action(() => Array.ForEach(outcomes, outcome => file.Append(outcome)))
            .Should().Throw<OutcomesUnavailableException>().WithMessage("*full*").Which;
        if (database.IsInTransaction)
            database.Execute("ROLLBACK");

        file.Fault.Should().BeSameAs(first);
        file.Invoking(file => file.Commit()).Should().Throw<OutcomesUnavailableException>().Which.Should().BeSameAs(first);
    }
}
