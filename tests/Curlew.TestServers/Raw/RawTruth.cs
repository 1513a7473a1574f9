namespace Curlew.TestServers.Raw;

/// <summary>What a <see cref="RawServer"/> has counted.</summary>
/// <param name="ConnectionsAccepted">TCP connections accepted.</param>
/// <param name="ConnectionsOpen">Those of them that the server has not closed.</param>
/// <param name="Requests">Request heads read to their end, HEAD not among them.</param>
/// <param name="HeadRequests">HEAD requests read.</param>
/// <param name="BytesSent">Bytes that the kernel took for sending.</param>
public sealed record RawTruth(
    long ConnectionsAccepted, long ConnectionsOpen, long Requests, long HeadRequests, long BytesSent);
