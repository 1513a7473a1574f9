using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>How far a definition is from what it would be if nobody had set anything: the simplest has the fewest departures.</summary>
public static class DefaultDepartures
{
    /// <summary>How many settings of how requests are sent are not as they are by default, in a definition's full form.</summary>
    public static int Of(RunDefinitionDocument definition)
    {
        bool[] departures =
        [
            definition.HttpVersion is not (null or "auto"),
            definition.Engine is not (null or DefinitionLimits.DefaultEngine),
            definition.MaxConnects is not (null or DefinitionLimits.DefaultMaxConnects),
            definition.ConnectionReuse is not (null or "shared"),
            definition.Connections is not null,
            definition.StreamsPerConnection is not null,
        ];
        return departures.Count(departs => departs);
    }
}
