using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Curlew.Domain.Json;

namespace Curlew.Service.Execution;

/// <summary>The machine that sends load, as far as it tells of itself.</summary>
/// <param name="Name">The machine's name.</param>
/// <param name="OperatingSystem">Its operating system.</param>
/// <param name="Kernel">The kernel's version.</param>
/// <param name="CpuModel">The CPU's name; absent where the system does not tell.</param>
/// <param name="Cores">How many cores the process may use.</param>
/// <param name="MemoryBytes">The machine's memory; absent where the system does not tell.</param>
/// <param name="DotnetVersion">The .NET runtime's version.</param>
public sealed record HostDescription(
    string Name, string OperatingSystem, string Kernel, string? CpuModel, int Cores, long? MemoryBytes, string DotnetVersion)
{
    /// <summary>This machine.</summary>
    public static HostDescription OfThisMachine() => new(
        Environment.MachineName,
        RuntimeInformation.OSDescription,
        Environment.OSVersion.Version.ToString(),
        ValueOf("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        KibibytesOf(ValueOf("/proc/meminfo", "MemTotal")) * 1024,
        RuntimeInformation.FrameworkDescription);

    /// <summary>As it is kept with a run.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, CurlewJson.Options);

    /// <summary>As it was kept with a run; null where it was not.</summary>
    internal static HostDescription? Of(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<HostDescription>(json, CurlewJson.Options);

    /// <summary>The number of a value such as <c>16384 kB</c>, which means kibibytes (proc(5)).</summary>
    internal static long? KibibytesOf(string? value) =>
        long.TryParse(value?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The first value of a name in one of the kernel's lists of <c>name: value</c>; null where it is not to be had.</summary>
    private static string? ValueOf(string file, string name)
    {
        try
        {
            return File.ReadLines(file)
                .Select(line => line.Split(':', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == name)?[1].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
