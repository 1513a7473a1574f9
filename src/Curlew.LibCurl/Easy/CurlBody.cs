using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Easy;

/// <summary>
/// A request's body in unmanaged memory, for any number of handles. CURLOPT_POSTFIELDS does not copy: it has to outlive
/// the handles that use it.
/// </summary>
public sealed unsafe class CurlBody : IDisposable
{
    /// <summary>Copies <paramref name="bytes"/>.</summary>
    public CurlBody(ReadOnlySpan<byte> bytes)
    {
        Length = bytes.Length;
        Pointer = (nint)NativeMemory.Alloc((nuint)Math.Max(1, bytes.Length));
        bytes.CopyTo(new Span<byte>((void*)Pointer, bytes.Length));
    }

    /// <summary>In bytes.</summary>
    public int Length { get; }

    internal nint Pointer { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free((void*)Pointer);
        Pointer = 0;
    }
}
