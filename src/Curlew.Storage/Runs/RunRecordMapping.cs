using Curlew.Domain.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Runs;

/// <summary>How runs lie in the database.</summary>
internal sealed class RunRecordMapping : IEntityTypeConfiguration<RunRecord>
{
    public void Configure(EntityTypeBuilder<RunRecord> builder)
    {
        builder.ToTable("runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(run => run.HttpVersion).HasMaxLength(HttpVersionChoices.Words.Max(word => word.Length));
        builder.Property(run => run.Engine).HasMaxLength(DefinitionLimits.NameLength);

        builder.Property(run => run.CreatedBy).HasMaxLength(200);

        // Lists by status go through this, and so does what a start looks for.
        builder.HasIndex(run => new { run.Status, run.Id });

        // The few broken ones among thousands of nightly runs are what a list by verdict is asked for.
        builder.HasIndex(run => new { run.Verdict, run.Id });

        // The runs of a key that wait or are under way, for its limits.
        builder.HasIndex(run => new { run.ApiKeyId, run.Status });

        // The history of a definition, for its list and for retention.
        builder.HasIndex(run => new { run.DefinitionId, run.Id });

        // The history of a schedule, and whether its last run has ended.
        builder.HasIndex(run => new { run.ScheduleId, run.Id });

        // What makes each place of a comparison's plan be run once, whoever comes to it first.
        builder.HasIndex(run => new { run.ComparisonId, run.ComparisonPosition }).IsUnique();

        // What ended and is to be followed up: hardly any at a time.
        builder.HasIndex(run => new { run.IsFollowedUp, run.EndedAt });
    }
}
