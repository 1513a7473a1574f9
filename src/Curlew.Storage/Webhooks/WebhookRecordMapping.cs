using Curlew.Domain.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Webhooks;

/// <summary>How webhooks lie in the database.</summary>
internal sealed class WebhookRecordMapping : IEntityTypeConfiguration<WebhookRecord>, IEntityTypeConfiguration<WebhookDeliveryRecord>
{
    private const int NameOfWhoLength = 200;
    private const int OccasionLength = 100;

    public void Configure(EntityTypeBuilder<WebhookRecord> builder)
    {
        builder.ToTable("webhooks");
        builder.HasKey(webhook => webhook.Id);
        builder.Property(webhook => webhook.Id).ValueGeneratedNever();
        builder.Property(webhook => webhook.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(webhook => webhook.CreatedBy).HasMaxLength(NameOfWhoLength);
    }

    public void Configure(EntityTypeBuilder<WebhookDeliveryRecord> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.Occasion).HasMaxLength(OccasionLength);

        // What makes an event be told once, whoever sees it first.
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.Occasion }).IsUnique();
        builder.HasIndex(delivery => new { delivery.State, delivery.NextAttemptAt });
        builder.HasOne<WebhookRecord>().WithMany().HasForeignKey(delivery => delivery.WebhookId).OnDelete(DeleteBehavior.Cascade);
    }
}
