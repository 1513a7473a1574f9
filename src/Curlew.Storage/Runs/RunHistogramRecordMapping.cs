using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Runs;

/// <summary>How histograms lie in the database: with their run they go.</summary>
internal sealed class RunHistogramRecordMapping : IEntityTypeConfiguration<RunHistogramRecord>
{
    private const int MetricLength = 32;

    public void Configure(EntityTypeBuilder<RunHistogramRecord> builder)
    {
        builder.ToTable("run_histograms");
        builder.HasKey(histogram => histogram.Id);
        builder.Property(histogram => histogram.Metric).HasMaxLength(MetricLength);
        builder.HasOne<RunRecord>().WithMany().HasForeignKey(histogram => histogram.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
