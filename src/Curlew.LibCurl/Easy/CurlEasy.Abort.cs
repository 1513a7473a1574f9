using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Easy;

public sealed unsafe partial class CurlEasy
{
    /// <summary>
    /// The same, to be given up from another thread: with CURLcode 42, before libcurl takes its next step (as from connecting to
    /// sending the request), and within about a second where it waits for the server. By its progress function
    /// (https://curl.se/libcurl/c/CURLOPT_XFERINFOFUNCTION.html), which it calls at each of these moments.
    /// </summary>
    public CurlCode PerformUntil(CancellationToken abort)
    {
        var flag = 0;
        var address = (nint)(&flag);
        Set((int)CurlPointerOption.XFERINFODATA, address);
        Set((int)CurlFunctionOption.XFERINFOFUNCTION, (nint)(delegate* unmanaged[Cdecl]<int*, long, long, long, long, int>)&Progress);
        SetOption(CurlLongOption.NOPROGRESS, 0);
        try
        {
            // Disposing of it waits for the callback, so that the flag outlives whoever sets it.
            using var registration = abort.UnsafeRegister(static at => Volatile.Write(ref *(int*)(nint)at!, 1), address);
            return Perform();
        }
        finally
        {
            SetOption(CurlLongOption.NOPROGRESS, 1);
            Set((int)CurlFunctionOption.XFERINFOFUNCTION, 0);
            Set((int)CurlPointerOption.XFERINFODATA, 0);
        }
    }

    /// <summary>CURLOPT_XFERINFOFUNCTION: anything but 0 ends the transfer. Nothing in it can throw.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Progress(int* flag, long downloadTotal, long downloaded, long uploadTotal, long uploaded) =>
        Volatile.Read(ref *flag);
}
