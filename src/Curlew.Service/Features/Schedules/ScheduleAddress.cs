using Curlew.Service.Problems;
using Curlew.Storage.Schedules;
using Microsoft.OpenApi;

namespace Curlew.Service.Features.Schedules;

/// <summary>The addresses of schedules below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class ScheduleAddress
{
    public const string Tag = "Schedules";
    public const string Schedules = "/schedules";
    public const string Schedule = "/schedules/{id}";
    public const string Trigger = "/schedules/{id}/trigger";
    public const string History = "/schedules/{id}/history";

    /// <summary>The address of one schedule, as links show it.</summary>
    public static string Of(Guid id) => $"/api/v1/schedules/{id:D}";

    /// <summary>There is no schedule of this id.</summary>
    public static IResult NotFound(string id) => Problem.Of(
        ProblemType.ScheduleNotFound, $"No schedule has the id \"{id}\"; GET /api/v1/schedules lists those that there are.");

    /// <summary>The schedule of an id as it was sent; null where there is none.</summary>
    public static async Task<ScheduleRecord?> FindAsync(string id, ScheduleStore schedules, CancellationToken cancelled) =>
        Guid.TryParseExact(id, "D", out var value) ? await schedules.FindAsync(value, cancelled) : null;

    /// <summary>Takes the id of a schedule in its path.</summary>
    public static RouteHandlerBuilder TakesScheduleId(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "id"))
            {
                parameter.Description = "The schedule's id, a UUID as `POST /api/v1/schedules` answered it.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }

            return Task.CompletedTask;
        });
}
