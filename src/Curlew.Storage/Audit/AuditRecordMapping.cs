using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Audit;

/// <summary>How the audit trail lies in the database.</summary>
internal sealed class AuditRecordMapping : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(record => record.Id);
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.Property(record => record.Actor).HasMaxLength(200);
        builder.Property(record => record.RemoteAddress).HasMaxLength(64);
        builder.Property(record => record.Action).HasMaxLength(AuditRecord.ActionLength);
        builder.Property(record => record.Path).HasMaxLength(AuditRecord.PathLength);
        builder.Property(record => record.TraceId).HasMaxLength(64);
        builder.HasIndex(record => new { record.KeyId, record.Id });
        builder.HasIndex(record => new { record.Action, record.Id });
    }
}
