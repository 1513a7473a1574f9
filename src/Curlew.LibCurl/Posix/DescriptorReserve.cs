using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>
/// Keeps the last descriptors of the process from connections: whoever has the loop needs some for files, answers and the assemblies that
/// .NET loads as they are used (it ends the process where it cannot). A connection that would take them fails instead, as it does
/// where there are none left at all: CURLE_COULDNT_CONNECT.
/// </summary>
internal static unsafe class DescriptorReserve
{
    private const int Most = 256;
    private const int PartOfAll = 4;

    // A new descriptor has the lowest number that is free, so that its number tells how many there are.
    private static readonly long First = FirstOfReserve();

    /// <summary>A socket that was opened; closed again, and -1, where it is of the reserve.</summary>
    internal static int Keep(int socket)
    {
        if (socket < First)
            return socket;
        _ = LibC.Close(socket);
        return -1;
    }

    private static long FirstOfReserve()
    {
        LibC.ResourceLimit limit;
        if (LibC.GetResourceLimit(LibC.LimitOpenFiles, &limit) != 0)
            return long.MaxValue;
        var all = (long)Math.Min(limit.Soft, long.MaxValue);
        return all - Math.Min(Most, all / PartOfAll);
    }
}
