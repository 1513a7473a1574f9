using Curlew.Domain.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Comparisons;

/// <summary>How comparisons lie in the database.</summary>
internal sealed class ComparisonRecordMapping : IEntityTypeConfiguration<ComparisonRecord>, IEntityTypeConfiguration<ComparisonArmRecord>
{
    private const int NameOfWhoLength = 200;

    public void Configure(EntityTypeBuilder<ComparisonRecord> builder)
    {
        builder.ToTable("comparisons");
        builder.HasKey(comparison => comparison.Id);
        builder.Property(comparison => comparison.Id).ValueGeneratedNever();
        builder.Property(comparison => comparison.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(comparison => comparison.CreatedBy).HasMaxLength(NameOfWhoLength);
        builder.HasIndex(comparison => comparison.Status);
    }

    public void Configure(EntityTypeBuilder<ComparisonArmRecord> builder)
    {
        builder.ToTable("comparison_arms");
        builder.HasKey(arm => new { arm.ComparisonId, arm.Arm });
        builder.Property(arm => arm.Arm).ValueGeneratedNever();
        builder.Property(arm => arm.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.HasOne<ComparisonRecord>().WithMany().HasForeignKey(arm => arm.ComparisonId).OnDelete(DeleteBehavior.Cascade);
    }
}
