namespace Curlew.TestServers.Truth;

/// <summary>What requests are told apart by.</summary>
/// <param name="Path">The path without its query, as it arrived.</param>
/// <param name="Method">The method in capitals.</param>
/// <param name="Protocol"><c>HTTP/1.1</c> or <c>HTTP/2</c>.</param>
public readonly record struct RequestKind(string Path, string Method, string Protocol);
