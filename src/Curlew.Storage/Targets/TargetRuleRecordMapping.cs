using Curlew.Domain.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Targets;

/// <summary>How target rules lie in the database.</summary>
internal sealed class TargetRuleRecordMapping : IEntityTypeConfiguration<TargetRuleRecord>
{
    public void Configure(EntityTypeBuilder<TargetRuleRecord> builder)
    {
        builder.ToTable("target_rules");
        builder.HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.Property(rule => rule.Rule).HasMaxLength(TargetRule.MaxLength);
        builder.Property(rule => rule.Note).HasMaxLength(TargetRuleRecord.NoteLength);
        builder.HasIndex(rule => rule.Rule).IsUnique();
    }
}
