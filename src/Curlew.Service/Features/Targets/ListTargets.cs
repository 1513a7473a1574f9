using Curlew.Service.Documentation;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Lists what may be tested.</summary>
internal sealed class ListTargets : ISlice
{
    private const string Description = """
        Whatever no rule allows is not tested. A rule is `[scheme://]host[:port[-port]]`, where the host is a name, `*.` and a domain, `*`,
        an address or a range in CIDR form (IPv6 in brackets): `https://*.shop.test:443`, `10.1.0.0/16`, `[fd00::/8]:8080-8090`,
        `localhost`. What is left out may be anything. The rule of a name is enough for the public addresses behind it; private, loopback
        and other special ones take a rule of their own.

        Those of the setting `Targets:Allow` come first, or, where that is not given, the default, which is this machine's loopback; then
        those that administrators added here.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(TargetAddress.Targets, HandleAsync)
        .WithName("listTargets")
        .WithTags(TargetAddress.Tag)
        .WithSummary("List what may be tested")
        .WithDescription(Description)
        .Answers<TargetList>(StatusCodes.Status200OK, "All rules.")
        .Fails();

    private static async Task<IResult> HandleAsync(TargetSettings settings, TargetRuleStore rules, CancellationToken cancelled)
    {
        var source = settings.Allow is null ? TargetSource.Default : TargetSource.Settings;
        return Results.Ok(new TargetList(
        [
            .. AllowedTargets.RulesOf(settings).Select(rule => TargetResource.Of(rule, source)),
            .. (await rules.ListAsync(cancelled)).Select(TargetResource.Of),
        ]));
    }
}

/// <summary>All that may be tested.</summary>
/// <param name="Items">The rules.</param>
public sealed record TargetList(IReadOnlyList<TargetResource> Items);
