using System.Text.Json;
using Curlew.Service.Documentation;
using Curlew.Service.Execution;
using Curlew.Service.Jobs;
using Curlew.Service.Security.Access.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Curlew.Service.Hosting.Health;

/// <summary>Whether the service lives, and whether it can carry out runs.</summary>
internal static class HealthEndpoints
{
    /// <summary>Registers the checks.</summary>
    public static IServiceCollection AddCurlewHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<EngineCheck>("engines")
            .AddCheck<JobServerCheck>("jobs")
            .AddCheck<DiskCheck>("disk")
            .AddCheck<WarmUp>("start");
        return services;
    }

    /// <summary>Adds the endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new HealthReportResource(Word(HealthStatus.Healthy), [])))
            .AllowAnonymous()
            .WithName("live")
            .WithTags("Health")
            .WithSummary("Whether the process answers")
            .WithDescription(
                "For liveness probes: whoever gets no answer may start the service anew. Runs under way are then interrupted.")
            .Answers<HealthReportResource>(StatusCodes.Status200OK, "It does.");
        routes.MapGet("/health/ready", ReadyAsync)
            .AllowAnonymous()
            .WithName("ready")
            .WithTags("Health")
            .WithSummary("Whether runs can be carried out")
            .WithDescription(
                "For readiness probes: the database answers, a libcurl is loaded, Hangfire has a server, and the service has "
                + "warmed up. Little space on the outcomes' disk is a warning: results can still be read, and runs that store nothing "
                + "can be carried out. Without a key only the status is told, not what was found.")
            .Answers<HealthReportResource>(StatusCodes.Status200OK, "They can; where the status is `degraded`, `checks` says what to look after.")
            .Answers<HealthReportResource>(StatusCodes.Status503ServiceUnavailable, "They cannot; `checks` says why.");
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext context, HealthCheckService health, AccessProbe access, CancellationToken cancelled)
    {
        var report = await health.CheckHealthAsync(cancelled);
        var checks = await access.IsAllowedAsync(context)
            ? report.Entries.Select(check => new HealthCheckResource(check.Key, Word(check.Value.Status), check.Value.Description))
            : [];
        var resource = new HealthReportResource(Word(report.Status), [.. checks]);
        return Results.Json(resource, statusCode: report.Status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }

    private static string Word(HealthStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}

/// <summary>The health of the service.</summary>
/// <param name="Status">The worst of the checks': <c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The checks, one by one; empty where the request has no key.</param>
public sealed record HealthReportResource(string Status, IReadOnlyList<HealthCheckResource> Checks);

/// <summary>One check.</summary>
/// <param name="Name">What is checked: <c>database</c>, <c>engines</c>, <c>jobs</c>, <c>disk</c> or <c>start</c>.</param>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (a warning: runs can still be carried out) or <c>unhealthy</c>.</param>
/// <param name="Description">What was found.</param>
public sealed record HealthCheckResource(string Name, string Status, string? Description);
