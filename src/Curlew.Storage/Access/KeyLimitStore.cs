using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Limits;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Access;

/// <summary>The limits that API keys have of their own.</summary>
public sealed class KeyLimitStore(IDbContextFactory<CurlewContext> contexts)
{
    /// <summary>A key's own limits; none where it has none, or where there is no such key (any more).</summary>
    public async Task<RunLimits> FindAsync(Guid key, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await context.ApiKeys
            .Where(record => record.Id == key)
            .Select(record => record.LimitsJson)
            .SingleOrDefaultAsync(cancellationToken);
        return json is null ? RunLimits.None : JsonSerializer.Deserialize<RunLimits>(json, CurlewJson.Options) ?? RunLimits.None;
    }
}
