using Curlew.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Definitions;

/// <summary>
/// What definitions say in runs and revisions from before their secrets were encrypted. Any number of processes may change them at
/// once, and end at any moment: each text is marked with the update that changes it.
/// </summary>
public sealed class UnsealedDefinitions(IDbContextFactory<CurlewContext> contexts, DatabaseOptions options)
{
    /// <summary>Texts of one transaction: each may have megabytes, and each transaction waits for the disk.</summary>
    private const int Batch = 50;

    /// <summary>The <c>user_version</c> of an SQLite database that was made anew since its secrets were encrypted.</summary>
    private const int Erased = 1;

    /// <summary>Puts what <paramref name="seal"/> makes of them in the place of all of them; answers how many there were.</summary>
    public async Task<int> SealAsync(Func<string, string> seal, CancellationToken cancellationToken = default)
    {
        var (count, before) = (0, -1);
        while (count != before)
        {
            before = count;
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            count += await SealRunsAsync(context, seal, cancellationToken) + await SealRevisionsAsync(context, seal, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>
    /// Makes an SQLite database's file anew where that was not done before, for pages that are free and the log beside the file hold
    /// what stood there before. Why it could not be done; null where it was, or need not be. PostgreSQL clears up by itself.
    /// </summary>
    public async Task<string?> EraseRemainsAsync(CancellationToken cancellationToken = default)
    {
        if (options.Provider != DatabaseProvider.Sqlite)
            return null;
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var version = await context.Database.SqlQueryRaw<int>("SELECT user_version AS \"Value\" FROM pragma_user_version")
                .SingleAsync(cancellationToken);
            if (version >= Erased)
                return null;
            await context.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
            await context.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {Erased}", cancellationToken);
            return null;
        }
        catch (SqliteException exception)
        {
            // A full disk, for one: it needs as much room as the file has. The service does its work all the same.
            return exception.Message;
        }
    }

    private static async Task<int> SealRunsAsync(CurlewContext context, Func<string, string> seal, CancellationToken cancellationToken)
    {
        var ids = await context.Runs
            .Where(run => !run.SecretsSealed)
            .OrderBy(run => run.Id)
            .Select(run => run.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            var run = context.Runs.Where(run => run.Id == id && !run.SecretsSealed);
            if (await run.Select(run => run.DefinitionJson).SingleOrDefaultAsync(cancellationToken) is not { } json)
                continue;
            var text = seal(json);
            await run.ExecuteUpdateAsync(
                set => set.SetProperty(run => run.DefinitionJson, text).SetProperty(run => run.SecretsSealed, true), cancellationToken);
        }

        return ids.Count;
    }

    private static async Task<int> SealRevisionsAsync(CurlewContext context, Func<string, string> seal, CancellationToken cancellationToken)
    {
        var keys = await context.DefinitionRevisions
            .Where(revision => !revision.SecretsSealed)
            .OrderBy(revision => revision.DefinitionId).ThenBy(revision => revision.Revision)
            .Select(revision => new { revision.DefinitionId, revision.Revision })
            .Take(Batch)
            .ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            var revision = context.DefinitionRevisions.Where(
                revision => revision.DefinitionId == key.DefinitionId && revision.Revision == key.Revision && !revision.SecretsSealed);
            if (await revision.Select(revision => revision.DefinitionJson).SingleOrDefaultAsync(cancellationToken) is not { } json)
                continue;
            var text = seal(json);
            await revision.ExecuteUpdateAsync(
                set => set.SetProperty(revision => revision.DefinitionJson, text).SetProperty(revision => revision.SecretsSealed, true),
                cancellationToken);
        }

        return keys.Count;
    }
}
