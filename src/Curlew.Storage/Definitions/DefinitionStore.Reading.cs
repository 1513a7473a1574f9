using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Definitions;

public sealed partial class DefinitionStore
{
    /// <summary>A definition without what it says, or null.</summary>
    public async Task<DefinitionRecord?> FindRecordAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.AsNoTracking().SingleOrDefaultAsync(definition => definition.Id == id, cancellationToken);
    }

    /// <summary>The definitions whose baseline a run is.</summary>
    public async Task<IReadOnlyList<DefinitionRecord>> ListByBaselineAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.AsNoTracking()
            .Where(definition => definition.BaselineRunId == runId)
            .OrderBy(definition => definition.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>A definition with one of its revisions, the newest where none is named; null where there is no such thing.</summary>
    public async Task<SavedDefinition?> FindAsync(Guid id, int? revision = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Definitions.AsNoTracking()
            .Where(definition => definition.Id == id)
            .Join(
                context.DefinitionRevisions,
                definition => new { definition.Id, Revision = revision ?? definition.Revision },
                said => new { Id = said.DefinitionId, said.Revision },
                (definition, said) => new { definition, said })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new SavedDefinition(found.definition, found.said);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> definitions older than <paramref name="before"/>, newest first, whose names contain
    /// <paramref name="name"/>, whatever the case of its letters.
    /// </summary>
    /// <remarks>
    /// Names are compared here and not in the database: SQLite folds the case of ASCII letters only, and PostgreSQL that of its
    /// collation's. The table has nothing large, for what definitions say is in another one.
    /// </remarks>
    public async Task<DefinitionPage> ListAsync(
        string? name, int limit, Guid? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var definitions = context.Definitions.AsNoTracking();
        if (before is { } last)
            definitions = definitions.Where(definition => definition.Id < last);
        definitions = definitions.OrderByDescending(definition => definition.Id);
        if (name is null)
            definitions = definitions.Take(limit + 1);

        var items = new List<DefinitionRecord>();
        await foreach (var definition in definitions.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (name is not null && !definition.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (items.Count == limit)
                return new DefinitionPage(items, items[^1].Id);
            items.Add(definition);
        }

        return new DefinitionPage(items, null);
    }

    /// <summary>Up to <paramref name="limit"/> revisions of a definition before <paramref name="before"/>, newest first.</summary>
    public async Task<RevisionPage> ListRevisionsAsync(
        Guid id, int limit, int? before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await context.DefinitionRevisions
            .Where(revision => revision.DefinitionId == id && (before == null || revision.Revision < before))
            .OrderByDescending(revision => revision.Revision)
            .Take(limit + 1)
            .Select(revision => new RevisionListing(revision.Revision, revision.CreatedAt))
            .ToListAsync(cancellationToken);
        if (items.Count <= limit)
            return new RevisionPage(items, null);

        items.RemoveAt(limit);
        return new RevisionPage(items, items[^1].Revision);
    }
}
