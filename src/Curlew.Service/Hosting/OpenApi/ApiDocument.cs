using Microsoft.OpenApi;

namespace Curlew.Service.Hosting.OpenApi;

/// <summary>The OpenAPI document, good enough that Swagger UI alone teaches the API.</summary>
internal static class ApiDocument
{
    /// <summary>The document's name, which is in its address.</summary>
    public const string Name = "v1";

    /// <summary>Where it is.</summary>
    public const string Address = "/openapi/v1.json";

    private const string Introduction = """
        Load testing on libcurl. POST a run definition to `/api/v1/runs`; the run is queued, carried out by libcurl inside the
        service, and the outcome of every request is kept.

        **A first run.** Open *POST /api/v1/runs* below, choose an example, put in the URL of a server that you may test, and
        execute. Follow `links.self` of the answer until `status` is `completed`, then read `links.summary` and query
        `links.outcomes`.

        **Units.** Numbers carry their unit in the name: `durationSeconds`, `serviceTimeMs`, `bytesDown`. Moments are ISO 8601
        in UTC. *Service time* counts from the moment a request really started, *response time* from the moment it was planned to.

        **Errors** are problem details (RFC 9457) with a stable `type`; where fields or parameters are at fault, `errors` has
        the faults of each, all at once.

        **Keys.** Once the service has an API key, every request needs one, in `Authorization: Bearer` or `X-Api-Key`; *Authorize*
        below takes it. Browsers that signed in at `/sign-in` need no more: what these pages send is told from what other sites send
        by `Origin` and `Sec-Fetch-Site`. Each operation says which role it needs: `viewer`, `runner` or `admin`.

        **Lists** answer with `items` and `nextCursor`; pass it as `cursor` to go on.
        """;

    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddCurlewOpenApi(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Curlew", Version = Name, Description = Introduction };
            document.Servers = [new OpenApiServer { Url = "/", Description = "This service" }];
            document.Tags = new HashSet<OpenApiTag>
            {
                new() { Name = "Runs", Description = "Queue runs, watch them, read their figures and their outcomes." },
                new() { Name = "Definitions", Description = "Save definitions, revise them, run them again; make definitions of what you have." },
                new() { Name = "Engines", Description = "The libcurl builds that runs can be carried out on." },
                new() { Name = "Targets", Description = "What may be tested." },
                new() { Name = "Audit", Description = "Who did what." },
                new() { Name = "API keys", Description = "Who may use the service. For administrators." },
                new() { Name = "Health", Description = "For probes." },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer<SchemaRules>();
        options.AddDocumentTransformer<AccessRules>();
        options.AddDocumentTransformer<SchemaTidying>();
    });

    /// <summary>Serves the document and Swagger UI over it.</summary>
    public static void UseCurlewOpenApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.UseSwaggerUI(swagger =>
        {
            swagger.DocumentTitle = "Curlew's API";
            swagger.RoutePrefix = "swagger";
            swagger.SwaggerEndpoint(Address, "Curlew v1");
            swagger.EnableTryItOutByDefault();
            swagger.DisplayRequestDuration();
        });
    }
}
