namespace Curlew.Engine.Variables;

/// <summary>
/// The values of one virtual user's variables. Those of data are shared bytes; those that steps set lie in buffers that are
/// used again, so that nothing is allocated once they have grown.
/// </summary>
internal sealed class VariableValues(VariableSlots slots)
{
    private readonly byte[]?[] _values = new byte[]?[slots.Count];

    /// <summary>-1 stands for "not set".</summary>
    private readonly int[] _lengths = new int[slots.Count];

    /// <summary>Takes an iteration's rows of data, and forgets what an iteration before has set.</summary>
    internal void Begin(long iteration)
    {
        var slot = 0;
        for (var feed = 0; feed < slots.Feeds.Count; feed++)
        {
            foreach (var value in slots.RowOf(feed, iteration))
            {
                _lengths[slot] = value.Length;
                _values[slot++] = value;
            }
        }

        _lengths.AsSpan(slots.FirstExtracted).Fill(-1);
    }

    /// <summary>The value in a slot; false where it is not set.</summary>
    internal bool TryGet(int slot, out ReadOnlySpan<byte> value)
    {
        value = _lengths[slot] < 0 ? default : _values[slot].AsSpan(0, _lengths[slot]);
        return _lengths[slot] >= 0;
    }

    /// <summary>Room for a value of up to <paramref name="atMost"/> bytes, to be followed by <see cref="Set"/>.</summary>
    internal Span<byte> Reserve(int slot, int atMost)
    {
        if (_values[slot] is not { } value || value.Length < atMost)
            _values[slot] = value = new byte[Math.Max(16, atMost)];
        return value;
    }

    /// <summary>Sets a variable to the first <paramref name="length"/> bytes of what <see cref="Reserve"/> gave.</summary>
    internal void Set(int slot, int length) => _lengths[slot] = length;
}
