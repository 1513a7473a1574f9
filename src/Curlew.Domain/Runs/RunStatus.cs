namespace Curlew.Domain.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Accepted, waits for its turn.</summary>
    Queued,

    /// <summary>Claimed; its engine is being made ready and the preflight request is under way.</summary>
    Starting,

    /// <summary>Load is being sent.</summary>
    Running,

    /// <summary>Asked to stop; requests in flight are being ended.</summary>
    Stopping,

    /// <summary>All requests are done; results are being written.</summary>
    Finalizing,

    /// <summary>Carried out as defined.</summary>
    Completed,

    /// <summary>Ended early by a person or a threshold, see the stop reason.</summary>
    Stopped,

    /// <summary>Could not be carried out, see the failure.</summary>
    Failed,

    /// <summary>The service died or shut down under it; partial results are kept, load is never repeated by itself.</summary>
    Interrupted,
}
