using Curlew.Domain.Access;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Notifications;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Schedules;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Access;
using Curlew.Storage.Audit;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Definitions;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Curlew.Storage.Targets;
using Curlew.Storage.Timelines;
using Curlew.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Database;

/// <summary>
/// The main database: definitions, runs, their histograms and seconds, who may do what, and who did. Outcomes are not in it, see <see cref="Outcomes.OutcomeStore"/>.
/// </summary>
public sealed class CurlewContext(DbContextOptions<CurlewContext> options) : DbContext(options)
{
    /// <summary>Runs.</summary>
    public DbSet<RunRecord> Runs => Set<RunRecord>();

    /// <summary>The distributions of runs.</summary>
    public DbSet<RunHistogramRecord> RunHistograms => Set<RunHistogramRecord>();

    /// <summary>The seconds of runs.</summary>
    public DbSet<RunSecondRecord> RunSeconds => Set<RunSecondRecord>();

    /// <summary>Saved definitions.</summary>
    public DbSet<DefinitionRecord> Definitions => Set<DefinitionRecord>();

    /// <summary>What they said at each time.</summary>
    public DbSet<DefinitionRevisionRecord> DefinitionRevisions => Set<DefinitionRevisionRecord>();

    /// <summary>API keys.</summary>
    public DbSet<ApiKeyRecord> ApiKeys => Set<ApiKeyRecord>();

    /// <summary>What may be tested, beside the settings.</summary>
    public DbSet<TargetRuleRecord> TargetRules => Set<TargetRuleRecord>();

    /// <summary>What requests with an <c>Idempotency-Key</c> made.</summary>
    public DbSet<IdempotencyRecord> IdempotencyKeys => Set<IdempotencyRecord>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();

    /// <summary>Schedules.</summary>
    public DbSet<ScheduleRecord> Schedules => Set<ScheduleRecord>();

    /// <summary>What became of their due times.</summary>
    public DbSet<ScheduleFiringRecord> ScheduleFirings => Set<ScheduleFiringRecord>();

    /// <summary>Comparisons.</summary>
    public DbSet<ComparisonRecord> Comparisons => Set<ComparisonRecord>();

    /// <summary>Their arms.</summary>
    public DbSet<ComparisonArmRecord> ComparisonArms => Set<ComparisonArmRecord>();

    /// <summary>Who is told of runs.</summary>
    public DbSet<WebhookRecord> Webhooks => Set<WebhookRecord>();

    /// <summary>What they were told.</summary>
    public DbSet<WebhookDeliveryRecord> WebhookDeliveries => Set<WebhookDeliveryRecord>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicrosConverter>();
        HasWords<RunStatus>(configurationBuilder);
        HasWords<Verdict>(configurationBuilder);
        HasWords<SelfCheckResult>(configurationBuilder);
        HasWords<ApiRole>(configurationBuilder);
        HasWords<RegressionResult>(configurationBuilder);
        HasWords<ComparisonStatus>(configurationBuilder);
        HasWords<OverlapChoice>(configurationBuilder);
        HasWords<MisfireChoice>(configurationBuilder);
        HasWords<FiringState>(configurationBuilder);
        HasWords<RunEvent>(configurationBuilder);
        HasWords<DeliveryState>(configurationBuilder);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CurlewContext).Assembly);

    private static void HasWords<T>(ModelConfigurationBuilder builder)
        where T : struct, Enum =>
        builder.Properties<T>().HaveConversion<WordConverter<T>>().HaveMaxLength(WordConverter<T>.Length);
}
