using Curlew.Storage.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Timelines;

/// <summary>How a run's seconds lie in the database: with their run they go.</summary>
internal sealed class RunSecondRecordMapping : IEntityTypeConfiguration<RunSecondRecord>
{
    public void Configure(EntityTypeBuilder<RunSecondRecord> builder)
    {
        builder.ToTable("run_seconds");
        builder.HasKey(second => new { second.RunId, second.Second });
        builder.Property(second => second.Second).ValueGeneratedNever();
        builder.HasOne<RunRecord>().WithMany().HasForeignKey(second => second.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
