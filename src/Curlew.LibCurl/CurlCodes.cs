using System.Diagnostics.CodeAnalysis;

namespace Curlew.LibCurl;

/// <summary>Numbers and symbols of result codes.</summary>
public static class CurlCodes
{
    /// <summary>The C symbol, as in <c>CURLE_HTTP2_STREAM</c>; <c>CURLE_200</c> for a code newer than this list.</summary>
    public static string ToSymbol(this CurlCode code) => Enum.GetName(code) ?? $"CURLE_{(int)code}";

    /// <summary>Finds a code by its number or its C symbol, in any case.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CurlCode? code)
    {
        code = Enum.TryParse<CurlCode>(text, ignoreCase: true, out var parsed) && (int)parsed >= 0 ? parsed : null;
        return code is not null;
    }
}
