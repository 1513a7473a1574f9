using System.Globalization;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Engine.Measurement;
using Curlew.Engine.Requests;

namespace Curlew.Engine.SelfChecks;

/// <summary>Whether what was sent is what the definition means.</summary>
internal static class TrafficChecks
{
    private const double ReconnectWarnPercent = 5;

    internal static SelfCheck HiddenRepeats(StepTally total) =>
        SelfCheckRules.Zero("hiddenRepeats", total.HiddenRepeats, "requests", SelfCheckResult.Warn,
            "How often libcurl silently sent a request again, because a reused connection had died or a stream was refused; the "
            + "server saw that many more requests.");

    internal static SelfCheck NegotiatedVersion(RunMeasurement run, StepTally total)
    {
        var answers = total.Requests - total.ByHttpVersion[(int)NegotiatedHttpVersion.None];
        var asked = run.Definition.HttpVersion switch
        {
            HttpVersionChoice.Http11 => total.ByHttpVersion[(int)NegotiatedHttpVersion.Http11],
            HttpVersionChoice.Http2 or HttpVersionChoice.Http2PriorKnowledge => total.ByHttpVersion[(int)NegotiatedHttpVersion.Http2],
            _ => answers,
        };
        return SelfCheckRules.Zero("negotiatedHttpVersion", answers - asked, "requests", SelfCheckResult.Warn,
            $"Answers that came in another HTTP version than httpVersion \"{run.Definition.HttpVersion.ToWord()}\" asked for.");
    }

    internal static SelfCheck Reconnects(RunMeasurement run, StepTally total)
    {
        // Each virtual user (or, where that was asked for, each request) may open its own connection once.
        var users = run.PeakVirtualUsers;
        var allowed = run.Definition.ConnectionReuse == ConnectionReuse.None ? total.Requests : (long)users * StepHost.CountOf(run.Definition);
        var reconnects = Math.Max(0, total.Opened - allowed);
        var percent = total.Requests == 0 ? 0 : 100.0 * reconnects / total.Requests;
        var message = "The share of requests for which a connection had to be opened beyond one per virtual user and host, or per request with "
            + "connectionReuse none.";
        if (percent > ReconnectWarnPercent && run.Definition.MaxConnects < users)
        {
            message += string.Create(CultureInfo.InvariantCulture,
                $" maxConnects is {run.Definition.MaxConnects} with {users} virtual users: libcurl closes what does not fit its cache.");
        }

        return new SelfCheck("reconnects", percent > ReconnectWarnPercent ? SelfCheckResult.Warn : SelfCheckResult.Pass, Math.Round(percent, 2), "percent", message);
    }

    internal static SelfCheck RemoteAddresses(RunMeasurement run)
    {
        var addresses = run.Loops.SelectMany(loop => loop.RemoteAddresses).Distinct().Count();
        return new SelfCheck("remoteAddresses", SelfCheckResult.Pass, addresses, "addresses",
            "How many different addresses connections were opened to (connections.remoteAddresses has them). One of several servers "
            + "behind a name may have got all of the load: names are resolved once a minute.");
    }

    internal static SelfCheck WarmUp(RunMeasurement run) =>
        new("warmUpExcluded", SelfCheckResult.Pass, run.Definition.WarmUp.TotalSeconds, "seconds",
            run.Definition.WarmUp > TimeSpan.Zero
                ? "The warm-up at the beginning of the load, which is in none of the figures."
                : "No warm-up: the figures have the opening of connections in them, and whatever the target does at its first requests.");
}
