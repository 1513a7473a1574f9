using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Easy;

/// <summary>Bytes of an answer that callbacks keep, in unmanaged memory that grows as needed and is used again.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CapturedBytes
{
    /// <summary>Memory of an unusually large answer is given back before the next one.</summary>
    private const long KeptCapacity = 256 * 1024;

    private byte* _bytes;
    private long _capacity;
    private long _length;

    /// <summary>How many bytes are kept at most; 0 for none.</summary>
    internal long Limit;

    internal readonly ReadOnlySpan<byte> Bytes => new(_bytes, (int)_length);

    internal readonly int Length => (int)_length;

    internal void Clear()
    {
        _length = 0;
        if (_capacity > KeptCapacity)
            Free();
    }

    /// <summary>Keeps what fits; false where memory ran out. Called by callbacks, so it must not throw.</summary>
    internal bool TryAppend(byte* data, nuint count)
    {
        var kept = (long)Math.Min(count, (nuint)Math.Max(0, Limit - _length));
        if (_length + kept > _capacity)
        {
            var capacity = Math.Max(_length + kept, Math.Max(1024, 2 * _capacity));
            try
            {
                _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)capacity);
            }
            catch (OutOfMemoryException)
            {
                return false;
            }

            _capacity = capacity;
        }

        NativeMemory.Copy(data, _bytes + _length, (nuint)kept);
        _length += kept;
        return true;
    }

    internal void Free()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        (_capacity, _length) = (0, 0);
    }
}
