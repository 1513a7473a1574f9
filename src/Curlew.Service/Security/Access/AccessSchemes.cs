namespace Curlew.Service.Security.Access;

/// <summary>The ways in which a request may say who sends it.</summary>
internal static class AccessSchemes
{
    /// <summary>Whichever of the two a request uses.</summary>
    public const string Either = "Curlew";

    /// <summary>A key in a header.</summary>
    public const string Key = "Key";

    /// <summary>A cookie that a browser got for a key.</summary>
    public const string Cookie = "Cookie";
}
