namespace Curlew.TestServers.Faults;

/// <summary>A test asked for a fault with a parameter that makes no sense; it gets 400 and the reason.</summary>
internal sealed class BadFaultParameterException(string message) : Exception(message);
