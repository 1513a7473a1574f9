namespace Curlew.Service.Hosting;

/// <summary>The service cannot start; the message is all that whoever started it needs to read.</summary>
public sealed class StartException : Exception
{
    /// <summary>With the message.</summary>
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
