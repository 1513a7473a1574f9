using Curlew.Domain.Timelines;

namespace Curlew.Storage.Timelines;

/// <summary>A <see cref="TimelineSecond"/> of a run as the database keeps it.</summary>
public sealed class RunSecondRecord
{
    /// <summary>The run's id.</summary>
    public required Guid RunId { get; init; }

    /// <inheritdoc cref="TimelineSecond.Second"/>
    public required int Second { get; init; }

    /// <inheritdoc cref="TimelineSecond.Length"/>
    public required double Length { get; init; }

    /// <inheritdoc cref="TimelineSecond.VirtualUsers"/>
    public required int VirtualUsers { get; init; }

    /// <inheritdoc cref="TimelineSecond.OpenConnections"/>
    public required int OpenConnections { get; init; }

    /// <inheritdoc cref="TimelineSecond.SkippedStarts"/>
    public required long SkippedStarts { get; init; }

    /// <inheritdoc cref="TimelineSecond.GeneratorCpuMicros"/>
    public required long GeneratorCpuMicros { get; init; }

    /// <inheritdoc cref="TimelineSecond.StoreCpuMicros"/>
    public required long StoreCpuMicros { get; init; }

    /// <inheritdoc cref="TimelineSecond.Steps"/>
    public required byte[] Steps { get; init; }
}
