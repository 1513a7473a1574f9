namespace Curlew.Engine.Load;

/// <summary>How a load was asked to end before its time.</summary>
internal enum EndRequest
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Nothing new is started, requests in flight are awaited for a while.</summary>
    Stop,

    /// <summary>Nothing more is sent at all.</summary>
    Abort,
}
