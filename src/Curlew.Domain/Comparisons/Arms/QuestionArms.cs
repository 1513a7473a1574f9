using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>The arms of the ready-made questions.</summary>
internal static class QuestionArms
{
    private const string Path = "question";

    /// <summary>Sizes for an open load, whose connections nobody knows before: few, the default, and hardly ever too few.</summary>
    private static readonly int[] SizesOfOpenLoad = [10, DefinitionLimits.DefaultMaxConnects, 1000];

    private static readonly string[] VersionsAsked = ["1.1", "2", "auto"];

    /// <summary>The arms that a question stands for; what is wrong with it goes to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<ArmDraft> Of(
        string question, RunDefinition definition, IReadOnlyCollection<string> engines, List<DefinitionFault> faults)
    {
        switch (question)
        {
            case ComparisonQuestion.HttpVersion:
                return Arms(question, VersionsAsked.Select(version => JsonValue.Create(version)));
            case ComparisonQuestion.Engine when engines.Count < ComparisonLimits.MinArms:
                faults.Add(new DefinitionFault(
                    Path,
                    $"Needs two libcurls, but only \"{string.Join("", engines)}\" is configured. Name another one in the settings, as in "
                    + "Engines__old__Path=/usr/lib/x86_64-linux-gnu/libcurl.so.4, and start again; GET /api/v1/engines lists what is loaded."));
                return [];
            case ComparisonQuestion.Engine:
                return Arms(question, engines.Select(engine => JsonValue.Create(engine)));
            case ComparisonQuestion.MaxConnects:
                return Arms(question, SizesFor(definition).Select(size => JsonValue.Create(size)));
            default:
                throw new ArgumentOutOfRangeException(nameof(question));
        }
    }

    /// <summary>
    /// Over HTTP/1.1 each virtual user has a connection in flight. A cache of a quarter of them closes most connections after each request;
    /// one of as many is just enough; four times as many is what libcurl itself would have (CURLMOPT_MAXCONNECTS unset). What the definition
    /// has is there as well, as what the others are to be better than.
    /// </summary>
    private static IEnumerable<int> SizesFor(RunDefinition definition)
    {
        int[] sizes = definition.Load is ClosedLoad { MaxVirtualUsers: var users }
            ? [Math.Max(1, users / 4), users, Math.Min(4 * users, DefinitionLimits.MaxMaxConnects)]
            : SizesOfOpenLoad;
        return sizes.Append(definition.MaxConnects).Distinct().Order();
    }

    private static IReadOnlyList<ArmDraft> Arms(string field, IEnumerable<JsonValue> values) =>
    [
        .. values.Select(value => new JsonObject { [field] = value })
            .Select(overrides => new ArmDraft(ArmNames.Of(overrides), overrides, _ => Path, Path)),
    ];
}
