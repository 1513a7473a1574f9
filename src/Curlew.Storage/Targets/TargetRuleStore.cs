using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Targets;

/// <summary>The rules that administrators added to those of the settings. Each is there once, whoever adds it at the same time.</summary>
public sealed class TargetRuleStore(IDbContextFactory<CurlewContext> contexts, TimeProvider time)
{
    /// <summary>All rules, in the order in which they were added.</summary>
    public async Task<IReadOnlyList<TargetRuleRecord>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TargetRules.AsNoTracking().OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A rule, or null.</summary>
    public async Task<TargetRuleRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TargetRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken);
    }

    /// <summary>Adds a rule; where the same one is there, answers that one and adds none.</summary>
    /// <param name="rule">The rule in its canonical form.</param>
    /// <param name="note">Why; null where nobody said.</param>
    /// <param name="createdBy">By whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(TargetRuleRecord Rule, bool IsNew)> AddAsync(
        string rule, string? note, string createdBy, CancellationToken cancellationToken = default)
    {
        if (await FindSameAsync(rule, cancellationToken) is { } known)
            return (known, false);

        var now = Now();
        var record = new TargetRuleRecord
        {
            Id = Guid.CreateVersion7(now), Rule = rule, Note = note, CreatedAt = now, CreatedBy = createdBy,
        };
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.TargetRules.Add(record);
            await context.SaveChangesAsync(cancellationToken);
            return (record, true);
        }
        catch (DbUpdateException)
        {
            // Added by somebody else in this very moment: the index keeps it unique. Whatever else went wrong is for the caller.
            if (await FindSameAsync(rule, cancellationToken) is { } same)
                return (same, false);
            throw;
        }
    }

    /// <summary>Deletes a rule; false where there is none of this id.</summary>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TargetRules.Where(rule => rule.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private async Task<TargetRuleRecord?> FindSameAsync(string rule, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TargetRules.AsNoTracking().SingleOrDefaultAsync(each => each.Rule == rule, cancellationToken);
    }

    /// <summary>To the microsecond, as it is kept: so that what was just added looks as it does when it is read again.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
