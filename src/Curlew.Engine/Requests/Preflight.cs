using System.Diagnostics;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Targets;
using Curlew.Engine.Targets;
using Curlew.Engine.Variables;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Requests;

/// <summary>
/// The request before the load: HEAD to the first step's address (with the first rows of data), so that it changes nothing
/// and brings no body, over a connection of its own that is closed afterwards, so that the run's pool starts empty.
/// </summary>
internal static class Preflight
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Sends it on the calling thread, unless <paramref name="stop"/> comes first.</summary>
    /// <exception cref="CurlException">It cannot be sent at all; the message says why.</exception>
    internal static PreflightResult Perform(
        CurlLibrary library, RunDefinition definition, TargetPolicy targets, DateTime now, CancellationToken stop)
    {
        using var journey = new PreparedJourney(library, definition, new VariableSlots(definition), targets);
        using var user = journey.MakeUser(number: 0, tag: 0, cell: 0);
        user.Values.Begin(iteration: 0);
        if (!journey[0].TryApplyPreflight(user, LongestWait, new RequestMoment(0, 0, now)))
        {
            throw new CurlException(
                $"The preflight request of step \"{definition.Steps[0].Name}\" cannot be written: in the first row of data, a value "
                + "holds what has no place where its variable stands, such as a line break in a header.");
        }

        var easy = user.Easy;
        var started = Stopwatch.GetTimestamp();
        var code = easy.PerformUntil(stop);
        var elapsed = Stopwatch.GetElapsedTime(started);

        var version = (NegotiatedHttpVersion)easy.GetInfo(CurlLongInfo.HTTP_VERSION);
        return new PreflightResult(
            Succeeded: !IsInTheWay(code, easy, definition, version),
            CurlCode: (int)code,
            Error: ErrorOf(code, library, easy, definition, journey.Guard),
            HttpVersion: version.ToWord(),
            Status: (int)easy.GetInfo(CurlLongInfo.RESPONSE_CODE),
            RemoteAddress: easy.GetInfo(CurlStringInfo.PRIMARY_IP) is { Length: > 0 } address ? address : null,
            TotalMs: elapsed.TotalMilliseconds);
    }

    /// <summary>
    /// Whether a failure means that no request can get through: no connection, no TLS, or not the protocol that was
    /// demanded. What a server does with a request once it has it is for the run to measure.
    /// </summary>
    private static bool IsInTheWay(CurlCode code, CurlEasy easy, RunDefinition definition, NegotiatedHttpVersion version)
    {
        if (code == CurlCode.CURLE_OK)
            return false;
        var isTls = easy.GetInfo(CurlStringInfo.EFFECTIVE_URL)?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ?? false;
        var connected = easy.GetInfo(CurlOffsetInfo.CONNECT_TIME_T) > 0
            && (!isTls || easy.GetInfo(CurlOffsetInfo.APPCONNECT_TIME_T) > 0);
        var demandedVersionIsMissing =
            definition.HttpVersion == HttpVersionChoice.Http2PriorKnowledge && version != NegotiatedHttpVersion.Http2
            && code != CurlCode.CURLE_OPERATION_TIMEDOUT;
        return !connected || demandedVersionIsMissing;
    }

    private static string? ErrorOf(CurlCode code, CurlLibrary library, CurlEasy easy, RunDefinition definition, TargetGuard guard)
    {
        if (code == CurlCode.CURLE_OK)
            return null;
        return easy.WasRefused(code) ? TargetGuard.TextOf(guard.Reasons)?.TrimEnd('.') : Words(library, easy, code, definition);
    }

    /// <summary>
    /// libcurl's general text for the code and, where it has them, its words on this very failure. These may name a host, and so
    /// are kept back where a secret is in them.
    /// </summary>
    private static string Words(CurlLibrary library, CurlEasy easy, CurlCode code, RunDefinition definition)
    {
        var general = library.Describe(code);
        var special = easy.ErrorText;
        return special.Length == 0 || special == general || HoldsSecret(special, definition) ? general : $"{general}: {special}";
    }

    private static bool HoldsSecret(string text, RunDefinition definition) => definition.Data
        .Where(feed => feed.IsSecret)
        .SelectMany(feed => feed.Rows[feed.RowOf(0)])
        .Any(value => value.Length > 0 && text.Contains(value, StringComparison.OrdinalIgnoreCase));
}
