using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Service.Execution;
using Curlew.Service.Features.Runs;

namespace Curlew.Service.Regressions;

/// <summary>Why runs cannot be held against each other, in words: runs that differ in more than time are never compared silently.</summary>
internal static class Comparability
{
    /// <summary>Said of a run whose self-checks are invalid.</summary>
    public const string Invalid = "Its self-checks are invalid: its figures show the generator rather than the target.";

    /// <summary>All that keeps a run from being held against an earlier one; empty where nothing does.</summary>
    public static IReadOnlyList<string> ReasonsAgainst(RunTraits earlier, RunTraits run) =>
        [.. OfItself(earlier), .. OfMachinery(earlier.Machinery, run.Machinery), .. OfDefinition(earlier.Definition, run.Definition)];

    /// <summary>What keeps anything from being held against a run.</summary>
    public static IEnumerable<string> OfItself(RunTraits run)
    {
        if (run.Status != RunStatus.Completed)
            yield return $"It is {run.Status.ToWord()}, not completed.";
        if (run.Summary is null)
            yield return "It has no figures.";
        if (run.IsInvalid)
            yield return Invalid;
    }

    /// <summary>Another engine or another host.</summary>
    public static IEnumerable<string> OfMachinery(RunMachinery earlier, RunMachinery now)
    {
        if (earlier.Engine is { } before && now.Engine is { } engine)
        {
            foreach (var reason in OfEngines(before, engine))
                yield return reason;
        }

        if (earlier.Host is null)
            yield return "The host that it ran on is not known: it is from before that was kept.";
        else if (now.Host is { } host)
        {
            foreach (var reason in OfHosts(earlier.Host, host))
                yield return reason;
        }
    }

    /// <summary>Another load, or other requests.</summary>
    public static IEnumerable<string> OfDefinition(RunDefinition earlier, RunDefinition now)
    {
        var fields = DefinitionDifference.Between(earlier, now);
        if (fields.Count > 0)
            yield return $"The definition differs in {string.Join(", ", fields)}.";
    }

    private static IEnumerable<string> OfEngines(EngineUsed before, EngineUsed now)
    {
        if (before.LibcurlVersion != now.LibcurlVersion)
            yield return $"libcurl was {before.LibcurlVersion} and is {now.LibcurlVersion}.";
        if (before.TlsVersion != now.TlsVersion)
            yield return $"The TLS library was {before.TlsVersion ?? "none"} and is {now.TlsVersion ?? "none"}.";
        if (before.Nghttp2Version != now.Nghttp2Version)
            yield return $"nghttp2 was {before.Nghttp2Version ?? "none"} and is {now.Nghttp2Version ?? "none"}.";
    }

    private static IEnumerable<string> OfHosts(HostDescription before, HostDescription now)
    {
        if (before.Name != now.Name)
            yield return $"The host was {before.Name} and is {now.Name}.";
        if (before.CpuModel != now.CpuModel)
            yield return $"The host's CPU was {before.CpuModel ?? "unknown"} and is {now.CpuModel ?? "unknown"}.";
        if (before.Cores != now.Cores)
            yield return $"The host had {before.Cores} cores and has {now.Cores}.";
    }
}
