using System.Net;
using System.Net.NetworkInformation;
using Curlew.Domain.Summaries;
using Curlew.Engine.Measurement;
using Curlew.LibCurl;

namespace Curlew.Engine.SelfChecks;

/// <summary>Whether the machine had what the load needed.</summary>
internal static class MachineChecks
{
    internal static SelfCheck Descriptors(RunMeasurement run)
    {
        var left = run.Room.Descriptors - run.Loops.Sum(loop => loop.PeakOpen);
        return new SelfCheck("descriptorsLeft", left > 0 ? SelfCheckResult.Pass : SelfCheckResult.Invalid, left, "descriptors",
            $"How many more connections could have been open, of the {run.Room.Descriptors} that could before the load; none means that "
            + "connections failed for want of descriptors (ulimit -n).");
    }

    internal static SelfCheck LocalPorts(RunMeasurement run, StepTally total)
    {
        const string name = "localPortsLeft";
        const string unit = "ports";
        if (run.Room.LocalPorts is not { } ports)
            return new SelfCheck(name, SelfCheckResult.Pass, 0, unit, "Not known: the kernel does not say how many local ports are in use.");
        var left = ports - total.Opened - run.Tally.WarmUpOpened;
        var refused = total.ByCurlCode[(int)CurlCode.CURLE_COULDNT_CONNECT];
        var result = left > 0 ? SelfCheckResult.Pass : refused > 0 ? SelfCheckResult.Invalid : SelfCheckResult.Warn;
        return new SelfCheck(name, result, left, unit,
            $"The {ports} local ports that were free before the load, less the connections that were opened. A port is not free again "
            + "before a minute has passed since its connection was closed, so few or none means that connecting fails for want of ports.");
    }

    internal static SelfCheck TargetOnSameMachine(RunMeasurement run)
    {
        var own = run.Loops.SelectMany(loop => loop.RemoteAddresses).Distinct().Count(IsOwn);
        return SelfCheckRules.Zero("targetOnSameMachine", own, "addresses", SelfCheckResult.Warn,
            "Addresses of the target that are this machine's own: generator and target share its cores, and no network lies between them.");
    }

    private static bool IsOwn(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
            return true;
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Any(card => card.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));
        }
        catch (NetworkInformationException)
        {
            return false;
        }
    }
}
