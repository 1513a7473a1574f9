namespace Curlew.Engine.Load;

/// <summary>
/// Decides when which virtual user begins an iteration; one per event loop and load model, called on that loop's thread
/// only. What an iteration is and how it goes on is <see cref="LoadDriver"/>'s.
/// </summary>
internal interface IArrivals
{
    /// <summary>Whether no iteration will be begun any more.</summary>
    bool HaveEndedOnLoop { get; }

    /// <summary>Open load: starts that found no virtual user free, without those of the warm-up. From any thread.</summary>
    long Skipped { get; }

    /// <summary>The load begins.</summary>
    void BeginOnLoop(long now);

    /// <summary>The time asked for with <see cref="LoadDriver.ScheduleStartsOnLoop"/> has come.</summary>
    void StartsAreDueOnLoop(long now);

    /// <summary>The time has come at which a virtual user without an iteration wanted to begin one.</summary>
    void UserIsDueOnLoop(VirtualUser user, long now);

    /// <summary>A virtual user's iteration has ended.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="thinkTime">How long the user is to pause after it.</param>
    /// <param name="now">When.</param>
    void UserIsFreeOnLoop(VirtualUser user, long thinkTime, long now);

    /// <summary>Begins no iteration any more.</summary>
    void EndOnLoop();
}
