using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Loop;

namespace Curlew.LibCurl.Gate;

/// <summary>The address and port within struct sockaddr_in and sockaddr_in6.</summary>
internal static unsafe class RemoteAddress
{
    private const int IPv4 = 2;
    private const int IPv6 = 10;
    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv4Length = 4;
    private const int IPv6Offset = 8;
    private const int IPv6Length = 16;

    /// <summary>False for other families, as AF_UNIX. The bytes lie where <paramref name="address"/> points to.</summary>
    internal static bool TryRead(Callbacks.SocketAddress* address, out ReadOnlySpan<byte> bytes, out int port)
    {
        var all = MemoryMarshal.CreateReadOnlySpan(ref *(byte*)&address->Address, Callbacks.AddressBytes.Length);
        bytes = address->Family switch
        {
            IPv4 => all.Slice(IPv4Offset, IPv4Length),
            IPv6 => all.Slice(IPv6Offset, IPv6Length),
            _ => default,
        };
        port = BinaryPrimitives.ReadUInt16BigEndian(all[PortOffset..]);
        return bytes.Length > 0;
    }
}
