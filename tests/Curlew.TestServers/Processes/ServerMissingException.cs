namespace Curlew.TestServers.Processes;

/// <summary>A server that the tests need is not installed. The message names the package that brings it.</summary>
public sealed class ServerMissingException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public ServerMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its message and cause.</summary>
    public ServerMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a general message.</summary>
    public ServerMissingException()
        : this("A server that the tests need is not installed.")
    {
    }
}
