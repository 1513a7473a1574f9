using Curlew.Domain.Definitions;
using Curlew.Domain.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Curlew.Storage.Schedules;

/// <summary>How schedules lie in the database.</summary>
internal sealed class ScheduleRecordMapping : IEntityTypeConfiguration<ScheduleRecord>, IEntityTypeConfiguration<ScheduleFiringRecord>
{
    private const int NameOfWhoLength = 200;

    public void Configure(EntityTypeBuilder<ScheduleRecord> builder)
    {
        builder.ToTable("schedules");
        builder.HasKey(schedule => schedule.Id);
        builder.Property(schedule => schedule.Id).ValueGeneratedNever();
        builder.Property(schedule => schedule.Name).HasMaxLength(DefinitionLimits.NameLength);
        builder.Property(schedule => schedule.Cron).HasMaxLength(ScheduleLimits.CronLength);
        builder.Property(schedule => schedule.TimeZone).HasMaxLength(ScheduleLimits.ZoneLength);
        builder.Property(schedule => schedule.CreatedBy).HasMaxLength(NameOfWhoLength);
        builder.HasIndex(schedule => schedule.DefinitionId);
    }

    public void Configure(EntityTypeBuilder<ScheduleFiringRecord> builder)
    {
        builder.ToTable("schedule_firings");
        builder.HasKey(firing => firing.Id);
        builder.Property(firing => firing.Id).ValueGeneratedNever();
        builder.Property(firing => firing.TriggeredBy).HasMaxLength(NameOfWhoLength);

        // What makes a due time happen once, whoever sees it first.
        builder.HasIndex(firing => new { firing.ScheduleId, firing.DueAt }).IsUnique();
        builder.HasIndex(firing => firing.State);
        builder.HasOne<ScheduleRecord>().WithMany().HasForeignKey(firing => firing.ScheduleId).OnDelete(DeleteBehavior.Cascade);
    }
}
