using Curlew.Domain.Timelines;

namespace Curlew.Engine.Recovery;

/// <summary>What saved seconds tell of the generator.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Length">How long they are together, in seconds.</param>
/// <param name="GeneratorCpuMicros">CPU time of the event loops.</param>
/// <param name="StoreCpuMicros">CPU time of the thread that stores outcomes.</param>
/// <param name="Skipped">Starts after the warm-up that found no virtual user free.</param>
/// <param name="PeakVirtualUsers">The most virtual users in any of them.</param>
/// <param name="PeakOpen">The most connections in any of them.</param>
internal sealed record SavedSeconds(
    int Count, double Length, long GeneratorCpuMicros, long StoreCpuMicros, long Skipped, int PeakVirtualUsers, int PeakOpen)
{
    public TimeSpan GeneratorCpu => TimeSpan.FromMicroseconds(GeneratorCpuMicros);

    public TimeSpan StoreCpu => TimeSpan.FromMicroseconds(StoreCpuMicros);

    public SavedSeconds With(TimelineSecond second, bool isWarmUp) => new(
        Count + 1,
        Length + second.Length,
        GeneratorCpuMicros + second.GeneratorCpuMicros,
        StoreCpuMicros + second.StoreCpuMicros,
        Skipped + (isWarmUp ? 0 : second.SkippedStarts),
        Math.Max(PeakVirtualUsers, second.VirtualUsers),
        Math.Max(PeakOpen, second.OpenConnections));
}
