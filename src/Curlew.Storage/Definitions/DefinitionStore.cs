using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Runs;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Definitions;

/// <summary>
/// Saved definitions in the main database. What a definition says is in its revisions, which are never changed; a change is
/// one conditional update of the definition that asks for the state that whoever changes it has seen, and a new revision. An
/// update that finds no such row changes nothing and says so, whoever else writes at the same time.
/// </summary>
public sealed partial class DefinitionStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time)
{
    /// <summary>Saves a definition as its first revision.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definitionJson">The full form, its secrets encrypted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SavedDefinition> AddAsync(string name, string definitionJson, CancellationToken cancellationToken = default) =>
        AddAsync(name, definitionJson, recordOf: null, cancellationToken);

    /// <summary>The same, with the record of the request's key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definitionJson">The full form, secrets and all.</param>
    /// <param name="recordOf">Makes the record, of the definition's id; null where the request has no key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KeyTakenException">Another request of this key was faster; nothing was saved.</exception>
    public async Task<SavedDefinition> AddAsync(
        string name, string definitionJson, Func<Guid, IdempotencyRecord?>? recordOf, CancellationToken cancellationToken = default)
    {
        var now = Now();
        var definition = new DefinitionRecord
        {
            Id = Guid.CreateVersion7(now), Name = name, Revision = 1, CreatedAt = now, UpdatedAt = now,
        };
        var revision = RevisionOf(definition, definitionJson);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Definitions.Add(definition);
        context.DefinitionRevisions.Add(revision);
        await IdempotentSave.SaveAsync(context, recordOf?.Invoke(definition.Id), cancellationToken);
        return new SavedDefinition(definition, revision);
    }

    /// <summary>
    /// Saves another revision where the definition still is as <paramref name="seen"/>; null and nothing changed otherwise.
    /// </summary>
    public async Task<SavedDefinition?> TryReviseAsync(
        DefinitionRecord seen, string name, string definitionJson, CancellationToken cancellationToken = default)
    {
        var revised = new DefinitionRecord
        {
            Id = seen.Id,
            Name = name,
            Revision = seen.Revision + 1,
            CreatedAt = seen.CreatedAt,
            UpdatedAt = Now(),
            BaselineRunId = seen.BaselineRunId,
        };
        var revision = RevisionOf(revised, definitionJson);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var updated = await AsSeen(context, seen).ExecuteUpdateAsync(
            set => set
                .SetProperty(definition => definition.Name, name)
                .SetProperty(definition => definition.Revision, revised.Revision)
                .SetProperty(definition => definition.UpdatedAt, revised.UpdatedAt),
            cancellationToken);
        if (updated == 0)
            return null;

        // The update's lock is held until the commit, so nobody else adds a revision of this number.
        context.DefinitionRevisions.Add(revision);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SavedDefinition(revised, revision);
    }

    /// <summary>Deletes a definition with its revisions, where it still is as <paramref name="seen"/>; its runs stay.</summary>
    public async Task<bool> TryDeleteAsync(DefinitionRecord seen, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await AsSeen(context, seen).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// Makes a run the baseline, or none where it is null; false where there is no such definition, or no such run (any more).
    /// </summary>
    public async Task<bool> SetBaselineAsync(Guid id, Guid? runId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (runId is { } run && !await RunLock.TakeAsync(context, new RunId(run), cancellationToken))
            return false;

        var updated = await context.Definitions
            .Where(definition => definition.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(definition => definition.BaselineRunId, runId), cancellationToken) == 1;
        await transaction.CommitAsync(cancellationToken);
        return updated;
    }

    private static IQueryable<DefinitionRecord> AsSeen(CurlewContext context, DefinitionRecord seen) =>
        context.Definitions.Where(definition =>
            definition.Id == seen.Id && definition.Revision == seen.Revision && definition.BaselineRunId == seen.BaselineRunId);

    private static DefinitionRevisionRecord RevisionOf(DefinitionRecord definition, string definitionJson) => new()
    {
        DefinitionId = definition.Id,
        Revision = definition.Revision,
        DefinitionJson = definitionJson,
        CreatedAt = definition.UpdatedAt,
        SecretsSealed = true,
    };

    /// <summary>To the microsecond, as it is kept: so that what was just saved looks as it does when it is read again.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
