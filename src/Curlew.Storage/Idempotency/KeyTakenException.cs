namespace Curlew.Storage.Idempotency;

/// <summary>Another request of the same sender with the same <c>Idempotency-Key</c> was faster; nothing was made.</summary>
public sealed class KeyTakenException : Exception
{
    /// <summary>Without words of its own.</summary>
    public KeyTakenException()
        : this("The Idempotency-Key is taken.")
    {
    }

    /// <summary>With a message.</summary>
    public KeyTakenException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public KeyTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
