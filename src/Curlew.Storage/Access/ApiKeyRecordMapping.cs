using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Access;

/// <summary>How API keys lie in the database.</summary>
internal sealed class ApiKeyRecordMapping : IEntityTypeConfiguration<ApiKeyRecord>
{
    public void Configure(EntityTypeBuilder<ApiKeyRecord> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Name).HasMaxLength(200);
        builder.Property(key => key.Prefix).HasMaxLength(32);
        builder.Property(key => key.Hash).HasMaxLength(32);
        builder.HasIndex(key => key.Prefix).IsUnique();
    }
}
