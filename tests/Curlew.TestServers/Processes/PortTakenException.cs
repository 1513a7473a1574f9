namespace Curlew.TestServers.Processes;

/// <summary>A server found a port taken that was free a moment before: to be tried again on another.</summary>
internal sealed class PortTakenException(string message) : InvalidOperationException(message);
