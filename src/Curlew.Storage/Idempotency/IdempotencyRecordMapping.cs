using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Idempotency;

/// <summary>How they lie in the database.</summary>
internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(record => new { record.Sender, record.Key });
        builder.Property(record => record.Sender).HasMaxLength(36);
        builder.Property(record => record.Key).HasMaxLength(255);
        builder.Property(record => record.Operation).HasMaxLength(50);
        builder.Property(record => record.Fingerprint).HasMaxLength(32);
        builder.HasIndex(record => record.CreatedAt);
    }
}
