using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Beside what a number of HTTP/2 connections or streams makes sense.</summary>
internal static class ConnectionRules
{
    private static readonly string[] Fields = ["connections", "streamsPerConnection"];

    /// <summary>Names the fields that contradict others.</summary>
    public static void Check(HttpVersionChoice httpVersion, ConnectionReuse reuse, FaultList faults)
    {
        foreach (var field in Fields.Where(faults.Has))
        {
            if (httpVersion == HttpVersionChoice.Http11)
            {
                faults.Add(
                    field,
                    "Is about HTTP/2, so it cannot stand beside `httpVersion` \"1.1\"; ask for \"auto\", \"2\" or "
                    + "\"2-prior-knowledge\".");
            }

            if (reuse != ConnectionReuse.Shared)
            {
                faults.Add(
                    field,
                    $"Cannot stand beside `connectionReuse` \"{reuse.ToWord()}\", for these connections carry everybody's "
                    + "requests; leave one of the two out.");
            }
        }
    }

    /// <summary>
    /// The most virtual users of an open load that names no number: where both numbers are given there is no room for more
    /// requests at a time than they allow.
    /// </summary>
    public static int DefaultMaxVirtualUsers(RunDefinitionDocument document) =>
        document is { Connections: { } connections, StreamsPerConnection: { } streams }
            ? (int)Math.Min(connections * streams, DefinitionLimits.VirtualUsers)
            : DefinitionLimits.DefaultMaxVirtualUsers;
}
