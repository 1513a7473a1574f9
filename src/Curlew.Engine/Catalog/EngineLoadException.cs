namespace Curlew.Engine.Catalog;

/// <summary>A libcurl build could not be loaded.</summary>
public sealed class EngineLoadException : Exception
{
    /// <summary>With the message for whoever started the service.</summary>
    public EngineLoadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
