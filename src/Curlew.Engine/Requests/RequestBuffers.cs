using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Requests;

/// <summary>Where one virtual user's requests are written; they have to outlive its handle.</summary>
internal sealed class RequestBuffers : IDisposable
{
    /// <summary>For what libcurl copies: a URL, a user's name, a password.</summary>
    internal CurlBuffer Text { get; } = new();

    internal CurlHeaderLines Headers { get; } = new();

    internal CurlBuffer Body { get; } = new();

    public void Dispose()
    {
        Text.Dispose();
        Headers.Dispose();
        Body.Dispose();
    }
}
