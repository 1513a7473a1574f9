using Curlew.LibCurl.Easy;

namespace Curlew.LibCurl.Loop;

/// <summary>What an event loop drives. Every member is called on the loop's thread and must neither wait nor throw lightly:
/// an exception ends the loop.</summary>
public interface ITransferHandler
{
    /// <summary>The loop is about to turn for the first time: plan the first timers and transfers.</summary>
    void StartedOnLoop(EventLoop loop);

    /// <summary>A transfer ended; its infos can be read until it is started again, which may be done right here.</summary>
    void CompletedOnLoop(CurlEasy easy, CurlCode code);

    /// <summary>A time asked for with <see cref="EventLoop.ScheduleOnLoop"/> has come.</summary>
    void TimerOnLoop(int tag);

    /// <summary>Called once per turn; another thread may have called <see cref="EventLoop.Wake"/>.</summary>
    void TurnedOnLoop();

    /// <summary>Whether the loop may end.</summary>
    bool IsFinishedOnLoop { get; }
}
