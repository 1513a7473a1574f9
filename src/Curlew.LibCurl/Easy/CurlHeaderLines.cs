using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Easy;

/// <summary>
/// Header lines that are written anew for each request, as a struct curl_slist in memory of our own: libcurl reads the list
/// and never frees it. Belongs to one thread, and has to live until the transfer has ended.
/// </summary>
public sealed unsafe class CurlHeaderLines : IDisposable
{
    private Node* _nodes;
    private int _capacity;
    private int _count;

    /// <summary>Where the lines are written: append a line's bytes, then call <see cref="EndLine"/>.</summary>
    public CurlBuffer Text { get; } = new();

    internal nint Head => _count == 0 ? 0 : (nint)_nodes;

    /// <summary>Empties it and keeps its memory.</summary>
    public void Clear()
    {
        _count = 0;
        Text.Clear();
    }

    /// <summary>Ends the line that was written.</summary>
    public void EndLine()
    {
        Text.Append(0);
        if (_count == _capacity)
        {
            _capacity = Math.Max(8, 2 * _capacity);
            _nodes = (Node*)NativeMemory.Realloc(_nodes, (nuint)(_capacity * sizeof(Node)));
        }

        // For now where the next line begins: the text may still move.
        _nodes[_count++].Data = Text.Length;
    }

    /// <summary>Links the lines, when all are written.</summary>
    internal void Link()
    {
        var start = 0;
        for (var index = 0; index < _count; index++)
        {
            var next = (int)_nodes[index].Data;
            _nodes[index].Data = Text.Pointer + start;
            _nodes[index].Next = index + 1 < _count ? &_nodes[index + 1] : null;
            start = next;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Text.Dispose();
        NativeMemory.Free(_nodes);
        _nodes = null;
        (_capacity, _count) = (0, 0);
    }

    /// <summary>struct curl_slist.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Node
    {
        internal nint Data;
        internal Node* Next;
    }
}
