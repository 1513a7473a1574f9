using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Outcomes;
using Npgsql;

namespace Curlew.Storage.Retention;

/// <summary>
/// The directory of the outcomes, as it is. Whatever in it does not have the name of a file of outcomes is not seen, nor are links
/// or what lies below.
/// </summary>
public sealed class OutcomeDirectory(DatabaseOptions options)
{
    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The file that says which database the files of outcomes belong to.</summary>
    public string OwnerFile => Path.Combine(options.OutcomesDirectory, "database.txt");

    /// <summary>
    /// The database that these files belong to, where that is not this one: to it they are all of runs that it does not know, as when
    /// somebody tries PostgreSQL in the directory of a SQLite database. Null where it is this one, which whoever asks first is.
    /// </summary>
    /// <exception cref="IOException">The directory is gone, or cannot be written.</exception>
    public string? FindOtherOwner()
    {
        var own = Describe();
        if (!File.Exists(OwnerFile))
            File.WriteAllText(OwnerFile, own);
        var owner = File.ReadAllText(OwnerFile);
        return owner == own ? null : owner;
    }

    /// <summary>What there is of each run.</summary>
    /// <exception cref="IOException">The directory is gone, or cannot be read.</exception>
    public IReadOnlyList<StoredOutcomes> Read()
    {
        var found = new Dictionary<RunId, StoredOutcomes>();
        foreach (var file in new DirectoryInfo(options.OutcomesDirectory).EnumerateFiles("*", NoLinks))
        {
            if (!OutcomeStore.TryReadName(file.Name, out var run))
                continue;

            var sofar = found.GetValueOrDefault(run, new StoredOutcomes(run, 0, DateTimeOffset.MinValue));
            found[run] = With(sofar, file);
        }

        return [.. found.Values];
    }

    // Neither a path, for directories move, nor the whole connection string, for it holds a password.
    private string Describe()
    {
        if (options.Provider == DatabaseProvider.Sqlite)
            return "SQLite's curlew.db";

        var server = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"PostgreSQL's {server.Database} on {server.Host}:{server.Port}";
    }

    private static StoredOutcomes With(StoredOutcomes stored, FileInfo file)
    {
        try
        {
            var changedAt = new DateTimeOffset(file.LastWriteTimeUtc);
            return stored with
            {
                Bytes = stored.Bytes + file.Length,
                ChangedAt = changedAt > stored.ChangedAt ? changedAt : stored.ChangedAt,
            };
        }
        catch (FileNotFoundException)
        {
            // Its run was deleted, or its log was taken up, since the directory was read.
            return stored;
        }
    }
}

/// <summary>The files of a run's outcomes.</summary>
/// <param name="Run">The run.</param>
/// <param name="Bytes">What they have together.</param>
/// <param name="ChangedAt">When one of them was written last.</param>
public sealed record StoredOutcomes(RunId Run, long Bytes, DateTimeOffset ChangedAt);
