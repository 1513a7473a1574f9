namespace Curlew.Storage.Database;

/// <summary>The database cannot be used; the message says why and which setting to look at.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>With a message for whoever runs the service.</summary>
    public DatabaseUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
