using Curlew.Domain.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Definitions;

/// <summary>How definitions lie in the database.</summary>
internal sealed class DefinitionRecordMapping : IEntityTypeConfiguration<DefinitionRecord>
{
    public void Configure(EntityTypeBuilder<DefinitionRecord> builder)
    {
        builder.ToTable("definitions");
        builder.HasKey(definition => definition.Id);
        builder.Property(definition => definition.Id).ValueGeneratedNever();
        builder.Property(definition => definition.Name).HasMaxLength(DefinitionLimits.NameLength);
    }
}

/// <summary>How their revisions do: with their definition they go.</summary>
internal sealed class DefinitionRevisionRecordMapping : IEntityTypeConfiguration<DefinitionRevisionRecord>
{
    public void Configure(EntityTypeBuilder<DefinitionRevisionRecord> builder)
    {
        builder.ToTable("definition_revisions");
        builder.HasKey(revision => new { revision.DefinitionId, revision.Revision });
        builder.Property(revision => revision.Revision).ValueGeneratedNever();
        builder.HasOne<DefinitionRecord>().WithMany().HasForeignKey(revision => revision.DefinitionId).OnDelete(DeleteBehavior.Cascade);
    }
}
