using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;

namespace Curlew.Engine.Measurement;

/// <summary>
/// What the outcomes of one step add up to. Belongs to the collector's thread until the run has ended. Nothing is allocated
/// per outcome.
/// </summary>
internal sealed class StepTally
{
    private const int Statuses = 1000;
    private const int CurlCodes = 128;

    internal long Requests { get; private set; }

    internal long Succeeded { get; private set; }

    internal long BytesUp { get; private set; }

    internal long BytesDown { get; private set; }

    internal long HiddenRepeats { get; private set; }

    /// <summary>Requests that were sent on a connection that was already there.</summary>
    internal long Reused { get; private set; }

    /// <summary>TCP connections that were established.</summary>
    internal long Opened { get; private set; }

    /// <summary>Requests for which a connection was opened: what the phases of connecting are means of.</summary>
    internal long WithNewConnection { get; private set; }

    internal PhaseTotals Phases { get; private set; } = new();

    internal LatencyHistogram ResponseTime { get; } = new();

    internal LatencyHistogram ServiceTime { get; } = new();

    /// <summary>From planned to real start.</summary>
    internal LatencyHistogram StartLag { get; } = new();

    /// <summary>Requests that libcurl carried out to the end of an answer, whatever the answer was.</summary>
    internal long Answered => ByCurlCode[0] - ByFailure[(int)FailureKind.Template];

    internal long[] ByStatus { get; } = new long[Statuses];

    internal long[] ByCurlCode { get; } = new long[CurlCodes];

    internal long[] ByFailure { get; } = new long[(int)FailureKind.Target + 1];

    internal long[] ByHttpVersion { get; } = new long[(int)NegotiatedHttpVersion.Http3 + 1];

    /// <summary>Takes an outcome in.</summary>
    internal void Add(in Outcome outcome)
    {
        Requests++;
        if (outcome.Succeeded)
            Succeeded++;
        BytesUp += outcome.BytesUp;
        BytesDown += outcome.BytesDown;
        HiddenRepeats += outcome.HiddenRepeats;
        Opened += outcome.Established;
        if (outcome.NewConnection)
            WithNewConnection++;
        else if (outcome.ConnectionId >= 0)
            Reused++;
        Phases.Add(outcome);
        ResponseTime.Record(outcome.StartedMicros - outcome.PlannedMicros + outcome.TotalMicros);
        ServiceTime.Record(outcome.TotalMicros);
        StartLag.Record(outcome.StartedMicros - outcome.PlannedMicros);
        ByFailure[(int)outcome.Failure]++;
        ByStatus[Math.Clamp((int)outcome.Status, 0, Statuses - 1)]++;
        ByCurlCode[Math.Clamp((int)outcome.CurlCode, 0, CurlCodes - 1)]++;
        ByHttpVersion[Math.Min((int)outcome.HttpVersion, (int)NegotiatedHttpVersion.Http3)]++;
    }

    /// <summary>Takes in what was saved of a second, which knows of a request how it ended and how long it took.</summary>
    internal void Add(StepSecond second)
    {
        Requests += second.Requests;
        Succeeded += second.Requests - second.Failed;
        BytesUp += second.BytesUp;
        BytesDown += second.BytesDown;
        ResponseTime.Add(second.ResponseTime);
        ServiceTime.Add(second.ServiceTime);
    }

    /// <summary>Takes over by what kinds of failure the requests of another step failed.</summary>
    internal void AddFailuresOf(StepTally other)
    {
        for (var kind = (int)FailureKind.None + 1; kind < ByFailure.Length; kind++)
            ByFailure[kind] += other.ByFailure[kind];
    }

    /// <summary>Adds what another step has.</summary>
    internal void Add(StepTally other)
    {
        Requests += other.Requests;
        Succeeded += other.Succeeded;
        BytesUp += other.BytesUp;
        BytesDown += other.BytesDown;
        HiddenRepeats += other.HiddenRepeats;
        Reused += other.Reused;
        Opened += other.Opened;
        WithNewConnection += other.WithNewConnection;
        Phases.Add(other.Phases);
        ResponseTime.Add(other.ResponseTime);
        ServiceTime.Add(other.ServiceTime);
        StartLag.Add(other.StartLag);
        AddTo(ByFailure, other.ByFailure);
        AddTo(ByStatus, other.ByStatus);
        AddTo(ByCurlCode, other.ByCurlCode);
        AddTo(ByHttpVersion, other.ByHttpVersion);

        static void AddTo(long[] sums, long[] addends)
        {
            for (var index = 0; index < sums.Length; index++)
                sums[index] += addends[index];
        }
    }
}

/// <summary>Sums of the phases, in microseconds.</summary>
internal sealed class PhaseTotals
{
    internal long Dns { get; private set; }

    internal long Connect { get; private set; }

    internal long Tls { get; private set; }

    internal long RequestSent { get; private set; }

    internal long FirstByte { get; private set; }

    internal long Transfer { get; private set; }

    /// <summary>Requests that got a first byte: what its phase and the transfer's are means of.</summary>
    internal long Answered { get; private set; }

    internal void Add(in Outcome outcome)
    {
        Dns += outcome.DnsMicros;
        Connect += outcome.ConnectMicros;
        Tls += outcome.TlsMicros;
        RequestSent += outcome.RequestSentMicros;
        if (outcome.Status == 0)
            return;
        Answered++;
        FirstByte += outcome.FirstByteMicros;
        var before = outcome.DnsMicros + outcome.ConnectMicros + outcome.TlsMicros + outcome.RequestSentMicros + outcome.FirstByteMicros;
        Transfer += Math.Max(0, outcome.TotalMicros - before);
    }

    internal void Add(PhaseTotals other)
    {
        Dns += other.Dns;
        Connect += other.Connect;
        Tls += other.Tls;
        RequestSent += other.RequestSent;
        FirstByte += other.FirstByte;
        Transfer += other.Transfer;
        Answered += other.Answered;
    }
}
