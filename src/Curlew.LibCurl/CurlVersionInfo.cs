using System.Runtime.InteropServices;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl;

/// <summary>What a libcurl build says of itself (https://curl.se/libcurl/c/curl_version_info.html).</summary>
/// <param name="Text">The version as libcurl writes it, as in <c>8.14.1</c> or <c>8.22.0-DEV</c>.</param>
/// <param name="Version">The version as three numbers.</param>
/// <param name="Host">The machine it was built for.</param>
/// <param name="SslVersion">The TLS library; null where there is none.</param>
/// <param name="LibzVersion">zlib; null where there is none.</param>
/// <param name="Nghttp2Version">nghttp2; null where HTTP/2 is not built in.</param>
/// <param name="Features">Features by libcurl's names.</param>
/// <param name="Protocols">Protocols by scheme.</param>
public sealed record CurlVersionInfo(
    string Text,
    Version Version,
    string Host,
    string? SslVersion,
    string? LibzVersion,
    string? Nghttp2Version,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> Protocols)
{
    /// <summary>The features of builds that give them as bits only (before 7.87.0), as far as they matter for HTTP.</summary>
    private static readonly (int Bit, string Name)[] FeatureBits =
    [
        (0, "IPv6"), (2, "SSL"), (3, "libz"), (7, "AsynchDNS"), (9, "Largefile"), (10, "IDN"), (16, "HTTP2"),
        (19, "UnixSockets"), (20, "PSL"), (21, "HTTPS-proxy"), (23, "brotli"), (24, "alt-svc"), (25, "HTTP3"),
        (26, "zstd"), (28, "HSTS"), (30, "threadsafe"),
    ];

    internal static unsafe CurlVersionInfo Read(CurlVersionInfoData* data)
    {
        var number = data->VersionNumber;
        return new CurlVersionInfo(
            Text(data->Version) ?? string.Empty,
            new Version((int)(number >> 16), (int)(number >> 8 & 0xff), (int)(number & 0xff)),
            Text(data->Host) ?? string.Empty,
            Text(data->SslVersion),
            Text(data->LibzVersion),
            data->Age >= CurlVersionInfoData.AgeWithNghttp2 ? Text(data->Nghttp2Version) : null,
            data->Age >= CurlVersionInfoData.AgeWithFeatureNames
                ? Texts(data->FeatureNames)
                : [.. FeatureBits.Where(feature => (data->Features >> feature.Bit & 1) != 0).Select(feature => feature.Name)],
            Texts(data->Protocols));

        static string? Text(byte* value) => Marshal.PtrToStringUTF8((nint)value);

        static List<string> Texts(byte** values)
        {
            var texts = new List<string>();
            for (; values is not null && *values is not null; values++)
                texts.Add(Text(*values)!);
            return texts;
        }
    }
}
