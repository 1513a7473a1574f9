using System.ComponentModel;

namespace Curlew.Domain.Schedules;

/// <summary>What becomes of a due run while the schedule's last one has not ended.</summary>
[Description("What becomes of a due run while the schedule's last one has not ended.")]
public enum OverlapChoice
{
    /// <summary>It is left out, and the history says so.</summary>
    Skip,

    /// <summary>It waits until that one has ended; one waits at most.</summary>
    Queue,
}

/// <summary>What becomes of due times that nobody was there for.</summary>
[Description("What becomes of due times that nobody was there for.")]
public enum MisfireChoice
{
    /// <summary>One run makes up for all of them.</summary>
    RunOnce,

    /// <summary>They are left out, and the history says so.</summary>
    Skip,
}

/// <summary>What became of one due time of a schedule.</summary>
[Description("What became of one due time of a schedule.")]
public enum FiringState
{
    /// <summary>It is due, and its run is about to be made.</summary>
    Due,

    /// <summary>Its run was queued.</summary>
    Queued,

    /// <summary>It waits for the schedule's last run to end.</summary>
    Waiting,

    /// <summary>It was left out, because the schedule's last run had not ended.</summary>
    Overlapped,

    /// <summary>It was left out, because nobody was there when it was due.</summary>
    Missed,

    /// <summary>No run could be made; the reason is with it.</summary>
    Refused,
}
