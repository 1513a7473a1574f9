using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Measurement;

/// <summary>What the machine has to give before a load begins.</summary>
/// <param name="Descriptors">How many descriptors the process may still open.</param>
/// <param name="LocalPorts">How many local ports are free; null where the kernel does not say.</param>
internal sealed record MachineRoom(long Descriptors, long? LocalPorts)
{
    internal static MachineRoom Now() => new(OpenFileLimit.Left(), LibCurl.Posix.LocalPorts.Left());
}
