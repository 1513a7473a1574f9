using System.Net;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Gate;

namespace Curlew.LibCurl.Loop;

/// <summary>The addresses that a loop's sockets were opened for, each once. Allocates only for one that is new.</summary>
internal sealed unsafe class RemoteAddressSet
{
    private readonly HashSet<(UInt128 Bits, int Length)> _addresses = [];

    internal void Add(Callbacks.SocketAddress* address)
    {
        if (!RemoteAddress.TryRead(address, out var bytes, out _))
            return;
        UInt128 bits = 0;
        bytes.CopyTo(MemoryMarshal.AsBytes(new Span<UInt128>(ref bits)));
        _addresses.Add((bits, bytes.Length));
    }

    internal IReadOnlyList<IPAddress> ToList() => [.. _addresses.Select(address => ToAddress(address.Bits, address.Length))];

    private static IPAddress ToAddress(UInt128 bits, int length) =>
        new(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in bits))[..length]);
}
