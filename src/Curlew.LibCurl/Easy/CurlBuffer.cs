using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Easy;

/// <summary>
/// Bytes in unmanaged memory that are written anew for each request: a URL, a body. Grows as needed and is used again, so
/// that a request allocates nothing once it has grown. Belongs to one thread.
/// </summary>
public sealed unsafe class CurlBuffer : IDisposable
{
    private const int FirstCapacity = 256;

    private byte* _bytes;
    private int _capacity;

    /// <summary>In bytes.</summary>
    public int Length { get; private set; }

    /// <summary>What was written since it was last emptied.</summary>
    public ReadOnlySpan<byte> Written => new(_bytes, Length);

    internal nint Pointer => (nint)_bytes;

    /// <summary>Empties it and keeps its memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Appends a copy of <paramref name="bytes"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    /// <summary>Room for <paramref name="bytes"/> more; <see cref="Advance"/> makes what was written there a part of it.</summary>
    public Span<byte> Reserve(int bytes)
    {
        var needed = checked(Length + bytes);
        if (needed > _capacity)
        {
            _capacity = Math.Max(Math.Max(needed, FirstCapacity), (int)Math.Min(2L * _capacity, Array.MaxLength));
            _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)_capacity);
        }

        return new Span<byte>(_bytes + Length, bytes);
    }

    /// <summary>Makes <paramref name="bytes"/> of what <see cref="Reserve"/> gave a part of it.</summary>
    public void Advance(int bytes) => Length += bytes;

    /// <summary>Takes away what comes after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>The bytes with a NUL after them, as C wants its strings; the NUL is no part of it.</summary>
    internal byte* Terminated()
    {
        Reserve(1)[0] = 0;
        return _bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        (_capacity, Length) = (0, 0);
    }
}
