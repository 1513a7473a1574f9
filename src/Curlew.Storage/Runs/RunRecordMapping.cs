using Curlew.Domain.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Runs;

/// <summary>How runs lie in the database.</summary>
internal sealed class RunRecordMapping : IEntityTypeConfiguration<RunRecord>
{
    private const int StatusLength = 16;

    public void Configure(EntityTypeBuilder<RunRecord> builder)
    {
        builder.ToTable("runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(run => run.HttpVersion).HasMaxLength(HttpVersionChoices.Words.Max(word => word.Length));
        builder.Property(run => run.Engine).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(run => run.Status).HasMaxLength(StatusLength);

        // Lists by status go through this, and so does what a start looks for.
        builder.HasIndex(run => new { run.Status, run.Id });
    }
}
