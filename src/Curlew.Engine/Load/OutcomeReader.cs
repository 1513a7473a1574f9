using Curlew.Domain.Outcomes;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Load;

/// <summary>Reads what libcurl knows of a transfer that ended. Called once per request, allocates nothing.</summary>
internal sealed class OutcomeReader(CurlVersionInfo version, int cellsOfRun)
{
    private static readonly Version PostTransferSince = new(8, 10, 0);

    private readonly bool _knowsRequestSent = KnowsRequestSent(version);

    /// <summary>Whether a build tells the phase "request sent".</summary>
    internal static bool KnowsRequestSent(CurlVersionInfo version) => version.Version >= PostTransferSince;

    /// <summary>Fills everything that is libcurl's; the moments and the service time are our own clock's.</summary>
    internal void Read(CurlEasy easy, CurlCode code, int runWideCell, ref Outcome outcome)
    {
        // The body limit ends a transfer with libcurl's "write error", which would hide the cause.
        if (easy.BodyLimitExceeded)
            code = CurlCode.CURLE_FILESIZE_EXCEEDED;

        var connects = (int)easy.GetInfo(CurlLongInfo.NUM_CONNECTS);
        outcome.CurlCode = (short)code;
        outcome.Status = (short)easy.GetInfo(CurlLongInfo.RESPONSE_CODE);
        outcome.HttpVersion = (NegotiatedHttpVersion)easy.GetInfo(CurlLongInfo.HTTP_VERSION);
        outcome.NewConnection = connects > 0;
        outcome.ConnectionId = ConnectionId(easy, runWideCell);
        outcome.BytesUp = easy.GetInfo(CurlLongInfo.REQUEST_SIZE) + easy.GetInfo(CurlOffsetInfo.SIZE_UPLOAD_T);
        outcome.BytesDown = easy.GetInfo(CurlLongInfo.HEADER_SIZE) + easy.GetInfo(CurlOffsetInfo.SIZE_DOWNLOAD_T);
        outcome.HiddenRepeats = (byte)Math.Min(byte.MaxValue, easy.HiddenRepeats);
        outcome.Redirects = (byte)Math.Min(byte.MaxValue, easy.GetInfo(CurlLongInfo.REDIRECT_COUNT));
        ReadPhases(easy, ref outcome);
        outcome.Established = (byte)Math.Clamp(Established(outcome, connects), 0, byte.MaxValue);
    }

    /// <summary>
    /// libcurl counts a connection when it begins to connect; only the last one can have failed to. One that a request was
    /// sent on had not, nor had one that spent time on connecting and then failed in the TLS handshake.
    /// </summary>
    private static int Established(in Outcome outcome, int connects) =>
        connects == 0 || outcome.ConnectionId >= 0 || outcome.ConnectMicros > 0 ? connects : connects - 1;

    /// <summary>libcurl's times all count from the start of the transfer; phases are what lies between them.</summary>
    private void ReadPhases(CurlEasy easy, ref Outcome outcome)
    {
        if (outcome.NewConnection)
        {
            var dns = easy.GetInfo(CurlOffsetInfo.NAMELOOKUP_TIME_T);
            var connect = easy.GetInfo(CurlOffsetInfo.CONNECT_TIME_T);
            var tls = easy.GetInfo(CurlOffsetInfo.APPCONNECT_TIME_T);
            outcome.DnsMicros = dns;
            outcome.ConnectMicros = Math.Max(0, connect - dns);
            outcome.TlsMicros = tls > 0 ? Math.Max(0, tls - connect) : 0;
        }

        var ready = easy.GetInfo(CurlOffsetInfo.PRETRANSFER_TIME_T);
        var firstByte = easy.GetInfo(CurlOffsetInfo.STARTTRANSFER_TIME_T);
        var sent = _knowsRequestSent ? easy.GetInfo(CurlOffsetInfo.POSTTRANSFER_TIME_T) : ready;
        // libcurl reads before it notes that all was sent: of an answer that came at once, or early, it notes that afterwards.
        sent = Math.Max(ready, firstByte > 0 ? Math.Min(sent, firstByte) : sent);
        outcome.RequestSentMicros = sent - ready;
        outcome.FirstByteMicros = Math.Max(0, firstByte - sent);
    }

    /// <summary>libcurl numbers connections per multi handle; ports, of older builds, are the process's.</summary>
    private long ConnectionId(CurlEasy easy, int runWideCell)
    {
        var id = easy.ConnectionId;
        return id < 0 || !easy.HasConnectionIds ? id : (id * cellsOfRun) + runWideCell;
    }
}
