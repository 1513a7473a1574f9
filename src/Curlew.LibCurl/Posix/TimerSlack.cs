using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>How much later than asked for the kernel may wake the calling thread (prctl with PR_SET_TIMERSLACK).</summary>
public static class TimerSlack
{
    /// <summary>
    /// As little as the kernel can, instead of the 50 µs that threads begin with: starts of requests are to be on time. Where
    /// that is not allowed, it stays as it is, and the start lag shows it.
    /// </summary>
    public static void SetLeast() => _ = LibC.ProcessControl(LibC.SetTimerSlack, 1, 0, 0, 0);
}
