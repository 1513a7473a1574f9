using System.Buffers.Binary;
using System.IO.Compression;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace Curlew.Domain.Histograms;

/// <summary>
/// HdrHistogram's V2 compressed encoding, which every HdrHistogram library reads: a cookie and a length, then zlib's format
/// (https://github.com/HdrHistogram/HdrHistogram, AbstractHistogram.java).
/// </summary>
/// <remarks>
/// HdrHistogram's own compression (2.5.0) ends without zlib's checksum (RFC 1950), and readers that look for it, as Python's
/// and JavaScript's, refuse that. Its own decompression takes what one read of the stream answers for all there is, and reads of
/// .NET 6 and later answer with less: it fails on all but small histograms.
/// </remarks>
public static class CompressedHistogram
{
    private const int Cookie = 0x1c849314;
    private const int HeaderBytes = 2 * sizeof(int);

    /// <summary>More than any has: three digits to two hours are 24 thousand buckets of at most nine bytes.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>The histogram's counts, compressed.</summary>
    public static byte[] Encode(HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var plain = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.Encode(plain, HistogramEncoderV2.Instance);
        plain.Position = 0;
        using var output = new MemoryStream();
        output.Write(stackalloc byte[HeaderBytes]);
        using (var stream = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var index = 0; index < length; index++)
                stream.WriteByte(plain.Get());
        }

        var bytes = output.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(int)), bytes.Length - HeaderBytes);
        return bytes;
    }

    /// <summary>The histogram of what was encoded, also by HdrHistogram itself.</summary>
    /// <exception cref="InvalidDataException">It is not that.</exception>
    public static HistogramBase Decode(ReadOnlyMemory<byte> compressed)
    {
        try
        {
            return HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(Decompress(compressed)), 0);
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            // What HdrHistogram throws on damage is whatever its arrays and numbers happen to throw.
            throw new InvalidDataException($"An encoded histogram is damaged: {exception.Message}", exception);
        }
    }

    private static byte[] Decompress(ReadOnlyMemory<byte> compressed)
    {
        var header = compressed.Span;
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadInt32BigEndian(header) != Cookie)
            throw new InvalidDataException("This is no histogram in HdrHistogram's V2 compressed encoding.");
        var length = BinaryPrimitives.ReadInt32BigEndian(header[sizeof(int)..]);
        if (length < 0 || length > header.Length - HeaderBytes)
            throw new InvalidDataException("An encoded histogram is cut short.");

        using var stream = new ZLibStream(new MemoryStream(compressed.Slice(HeaderBytes, length).ToArray()), CompressionMode.Decompress);
        var bytes = new byte[MostBytes];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..count];
    }
}
