using Curlew.Storage.Outcomes;
using Microsoft.Data.Sqlite;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeStoreTests
{
    [Fact]
    public void Read_NoFile_SaysSo()
    {
        using var files = new OutcomeFiles();

        var read = () => files.ReadAll();

        files.Store.Exists(files.Run).Should().BeFalse();
        read.Should().Throw<OutcomesUnavailableException>().WithMessage($"Run {files.Run} has no stored outcomes*")
            .Which.Run.Should().Be(files.Run);
    }

    [Fact]
    public void Read_FileThatIsNoDatabase_SaysSo()
    {
        using var files = new OutcomeFiles();
        files.Write([]);
        File.WriteAllText(files.Path, new string('x', 100_000));

        var read = () => files.ReadAll();

        read.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Path}*not a database*");
    }

    [Fact]
    public void Read_EmptyFile_SaysSo()
    {
        using var files = new OutcomeFiles();
        files.Write([]);
        File.WriteAllBytes(files.Path, []);

        var read = () => files.ReadAll();

        read.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Path}*not a file of outcomes, or damaged*");
    }

    [Fact]
    public void Read_FileCutOff_SaysSo()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(20_000, seed: 21, failing: 0));
        using (var file = File.OpenWrite(files.Path))
            file.SetLength(file.Length / 2);

        var read = () => files.ReadAll();

        read.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Path}*malformed*");
    }

    [Fact]
    public void Read_FileOverwrittenInTheMiddle_SaysSo()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(20_000, seed: 22, failing: 0));
        var garbage = new byte[100_000];
        new Random(23).NextBytes(garbage);
        using (var file = File.OpenWrite(files.Path))
        {
            file.Position = 200_000;
            file.Write(garbage);
        }

        var read = () => files.ReadAll();

        read.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Path}*malformed*");
    }

    [Fact]
    public void Read_FormatOfANewerProgram_NamesBoth()
    {
        using var files = new OutcomeFiles();
        files.Write([]);
        files.Execute("PRAGMA user_version = 99");

        var read = () => files.ReadAll();

        read.Should().Throw<OutcomesUnavailableException>().WithMessage("*format 99*formats 1 to 3*");
    }

    [Fact]
    public void Create_RunWithOutcomes_KeepsThem()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(10, seed: 24, failing: 0));

        var create = () => files.Create();

        create.Should().Throw<OutcomesUnavailableException>().WithMessage("*already has outcomes*");
        files.ReadAll().Should().HaveCount(10);
    }

    [Fact]
    public void Create_FileThatAnEarlierClaimLeftWithoutOutcomes_ReplacesIt()
    {
        using var files = new OutcomeFiles();
        files.Create().Dispose();

        files.Write(RandomOutcomes.Likely(10, seed: 25, failing: 0));

        files.ReadAll().Should().HaveCount(10);
    }

    [Fact]
    public void Create_FileWhoseMakingWasCutShort_ReplacesIt()
    {
        using var files = new OutcomeFiles();
        files.Create().Dispose();
        File.WriteAllBytes(files.Path, []);

        files.Write(RandomOutcomes.Likely(10, seed: 26, failing: 0));

        files.ReadAll().Should().HaveCount(10);
    }

    /// <summary>One of 200 kills left such a file, and its run failed when it was begun again.</summary>
    [Fact]
    public void Create_FileThatAKillLeftWithARollbackJournal_ReplacesIt()
    {
        using var files = new OutcomeFiles();
        files.Create().Dispose();
        files.Store.Delete(files.Run);
        var interrupted = files.Path + ".interrupted";
        using (var connection = new SqliteConnection($"Data Source={interrupted};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; CREATE TABLE filler (text); INSERT INTO filler VALUES ('a')");

            // More than the cache holds, so that journal and file are written before the commit, which never comes.
            Execute(connection, """
                BEGIN;
                UPDATE filler SET text = 'b';
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO filler SELECT hex(randomblob(500)) FROM n;
                """);
            File.Copy(interrupted, files.Path);
            File.Copy(interrupted + "-journal", files.Path + "-journal");
        }

        files.Write(RandomOutcomes.Likely(10, seed: 27, failing: 0));

        files.ReadAll().Should().HaveCount(10);

        static void Execute(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void Delete_FileWithItsLog_LeavesNothing()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(1_000, seed: 27, failing: 0));
        var before = files.All;

        files.Store.Delete(files.Run);

        before.Should().BeEquivalentTo([files.Path, files.Path + "-wal", files.Path + "-shm"]);
        files.All.Should().BeEmpty();
        files.Store.Exists(files.Run).Should().BeFalse();
    }

    [Fact]
    public void Delete_NoFile_DoesNothing()
    {
        using var files = new OutcomeFiles();

        var delete = () => files.Store.Delete(files.Run);

        delete.Should().NotThrow();
    }
}
