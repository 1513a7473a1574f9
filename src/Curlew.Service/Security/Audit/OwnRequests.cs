using System.Security.Cryptography;

namespace Curlew.Service.Security.Audit;

/// <summary>
/// The mark of requests that the service sends to itself when it starts, which nobody did and the trail leaves out. Only this process
/// knows it.
/// </summary>
internal static class OwnRequests
{
    /// <summary>The header that has it.</summary>
    public const string Header = "Curlew-Own-Request";

    private const int Digits = 64;

    /// <summary>What the header must hold.</summary>
    public static string Secret { get; } = RandomNumberGenerator.GetHexString(Digits);

    /// <summary>Whether a request has it.</summary>
    public static bool Is(HttpRequest request) => request.Headers[Header] == Secret;
}
