using Curlew.Domain.Definitions;
using Curlew.Storage.Disk;

namespace Curlew.Service.Execution;

/// <summary>Refuses a run whose outcomes would have no room, before it sends anything. During a run its writer looks.</summary>
internal sealed class DiskRule(OutcomeDisk disk)
{
    /// <summary>Why the run must not begin; null where it may.</summary>
    public string? RefusalOf(RunDefinition definition) =>
        definition.Outcomes.Keep != OutcomeKeep.None && disk.Measure() is { IsFull: true, BytesFree: { } free }
            ? $"No load was sent: the disk of the outcomes ({disk.Directory}) has {free} bytes free, less than the "
                + $"{disk.Limits.StopBelowBytes} of the setting Retention:StopBelowFreeBytes. Free some, as by deleting runs; or lower "
                + "the setting; or store nothing, with \"outcomes\": {\"keep\": \"none\"}."
            : null;
}
