using Curlew.Storage.Disk;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Execution;

/// <summary>A disk that has free what the test says.</summary>
internal sealed class DiskOfAnySize : IFreeSpace
{
    /// <summary>Bytes free; more than enough at first.</summary>
    public long? Free { get; set; } = 1L << 40;

    /// <inheritdoc/>
    public long? BytesFree(string directory) => Free;

    /// <summary>Puts it into a service.</summary>
    public void Replace(IServiceCollection services) => services.AddSingleton<IFreeSpace>(this);
}
