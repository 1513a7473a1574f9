using System.ComponentModel;

namespace Curlew.Domain.Notifications;

/// <summary>What can be told of a run.</summary>
[Description("What can be told of a run.")]
public enum RunEvent
{
    /// <summary>It has come to its end, whichever.</summary>
    Finished,

    /// <summary>It is worse than its baseline.</summary>
    Regressed,

    /// <summary>It broke a threshold, or could not be carried out to its end.</summary>
    Failed,

    /// <summary>It is well again: the one before it of its definition had regressed or failed.</summary>
    Recovered,

    /// <summary>Nothing happened: somebody tries whether messages arrive.</summary>
    Test,
}

/// <summary>How far a message is on its way.</summary>
[Description("How far a message is on its way.")]
public enum DeliveryState
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Pending,

    /// <summary>It was taken.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Failed,
}
