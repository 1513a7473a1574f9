using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Disk;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Tests.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>A store of outcomes in a directory of a test's own, with one run.</summary>
internal sealed class OutcomeFiles : IDisposable
{
    private readonly TempDirectory _directory = new();

    public OutcomeFiles() =>
        Store = new OutcomeStore(
            new DatabaseOptions { Directory = _directory.Path }, new DiskLimits(1_000_000, 100_000), Disk, Time, NullLogger<OutcomeStore>.Instance);

    public FakeTimeProvider Time { get; } = new();

    /// <summary>How much room the disk says it has.</summary>
    public FakeDisk Disk { get; } = new();

    public OutcomeStore Store { get; }

    public RunId Run { get; } = RunId.New(TimeProvider.System);

    public string Path => System.IO.Path.Combine(_directory["outcomes"], $"{Run}.db");

    /// <summary>The files in the store's directory.</summary>
    public string[] All => Directory.GetFiles(_directory["outcomes"]);

    public OutcomeWriter Create() => Create(OutcomeSettings.All);

    public OutcomeWriter Create(OutcomeSettings settings) => Store.Create(Run, ["login", "cart", "pay"], settings);

    /// <summary>Writes a finished file, in batches that fit no block and no page.</summary>
    public void Write(Outcome[] outcomes)
    {
        using var writer = Create();
        foreach (var batch in outcomes.Chunk(999))
        {
            writer.Write(batch);
            Time.Advance(TimeSpan.FromSeconds(0.2));
        }

        writer.Complete();
    }

    /// <summary>All pages together.</summary>
    public List<OutcomeRow> ReadAll(OutcomeFilter? filter = null, int limit = 1_000, OutcomeOrder order = OutcomeOrder.Time)
    {
        var rows = new List<OutcomeRow>();
        OutcomePosition? after = null;
        do
        {
            var page = Store.Read(Run, filter ?? OutcomeFilter.All, order, after, limit);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }

    /// <summary>A page in row order.</summary>
    public OutcomePage Read(OutcomeFilter filter, long afterRow, int limit) =>
        Store.Read(Run, filter, OutcomeOrder.Time, new OutcomePosition(afterRow, 0), limit);

    /// <summary>Runs SQL on the file, past the store.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What SQL on the file answers: of each row its columns by name.</summary>
    public List<Dictionary<string, long>> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, long>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetInt64));
        return rows;
    }

    public void Dispose() => _directory.Dispose();

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
