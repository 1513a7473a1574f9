using System.Net;
using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Loop;

/// <summary>The addresses that a loop's sockets were opened for, each once. Allocates only for one that is new.</summary>
internal sealed unsafe class RemoteAddressSet
{
    private const int IPv4 = 2;
    private const int IPv6 = 10;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;

    private readonly HashSet<(UInt128 Bits, int Family)> _addresses = [];

    internal void Add(Callbacks.SocketAddress* address)
    {
        ReadOnlySpan<byte> bytes = address->Address;
        if (address->Family == IPv4)
            _addresses.Add((MemoryMarshal.Read<uint>(bytes[IPv4Offset..]), IPv4));
        else if (address->Family == IPv6)
            _addresses.Add((MemoryMarshal.Read<UInt128>(bytes[IPv6Offset..]), IPv6));
    }

    internal IReadOnlyList<IPAddress> ToList() => [.. _addresses.Select(address => ToAddress(address.Bits, address.Family))];

    private static IPAddress ToAddress(UInt128 bits, int family) => family == IPv4
        ? new IPAddress((uint)bits)
        : new IPAddress(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in bits)));
}
