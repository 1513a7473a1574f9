using System.Text;

namespace Curlew.LibCurl.Easy;

/// <summary>A list of strings for libcurl (struct curl_slist). Not copied by libcurl: it has to outlive the handles that use it.</summary>
public sealed unsafe class CurlSList : IDisposable
{
    private readonly CurlLibrary _library;

    /// <summary>Makes a list of copies of <paramref name="lines"/>.</summary>
    public CurlSList(CurlLibrary library, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(lines);
        _library = library;
        foreach (var line in lines)
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(line + '\0'))
            {
                var head = library.Api.SListAppend(Head, text);
                if (head == 0)
                    throw new CurlException("curl_slist_append: out of memory");
                Head = head;
            }
        }
    }

    internal nint Head { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _library.Api.SListFreeAll(Head);
        Head = 0;
    }
}
