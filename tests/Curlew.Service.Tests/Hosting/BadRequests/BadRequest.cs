namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>A request that is most likely wrong; by chance it may be right.</summary>
/// <param name="What">What is wrong about it, for whoever reads of it.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as they are sent.</param>
internal sealed record BadRequest(string What, string Method, string Target)
{
    /// <summary>Headers beside those of the body.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>What the body says that it is.</summary>
    public string? ContentType { get; init; }

    /// <summary>How the body says that it is encoded.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The body is sent in chunks, without its length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Kestrel itself refuses it, before there is anybody who could answer with a problem.</summary>
    public bool IsForKestrel { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Method} {Shown(Target)} ({What}{string.Concat(Headers.Select(header => $"; {header.Name}: {Shown(header.Value)}"))}"
        + $"; {ContentType} {ContentEncoding} {(Body is null ? "no body" : Shown(System.Text.Encoding.UTF8.GetString(Body)))})";

    private static string Shown(string text) => text.Length <= 300 ? text : $"{text[..300]}… ({text.Length} characters)";
}
