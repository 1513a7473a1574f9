using Curlew.Domain.Access;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Access.Authentication;
using Curlew.Service.Security.Access.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Curlew.Service.Hosting.OpenApi;

/// <summary>Says how keys are sent, which operations need one of which role, and how they answer where there is none.</summary>
internal sealed class AccessRules : IOpenApiDocumentTransformer
{
    private const string Bearer = "bearer";
    private const string Header = "apiKey";

    private static readonly ProblemType[] Problems =
        [ProblemType.Unauthorized, ProblemType.Forbidden, ProblemType.LocalOnly, ProblemType.CrossSite, ProblemType.TooManyAttempts];

    /// <inheritdoc/>
    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "An API key in `Authorization: Bearer`.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Header, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = SentKey.Header,
            Description = $"An API key in `{SentKey.Header}`.",
        });
        await context.GetOrCreateSchemaAsync(typeof(ProblemResource), null, cancellationToken);
        foreach (var description in context.DescriptionGroups.SelectMany(group => group.Items))
        {
            if (!description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                Close(OperationOf(document, description), description, document);
        }
    }

    private static OpenApiOperation OperationOf(OpenApiDocument document, ApiDescription description) =>
        document.Paths[$"/{description.RelativePath}"].Operations![new HttpMethod(description.HttpMethod!)];

    private static void Close(OpenApiOperation operation, ApiDescription api, OpenApiDocument document)
    {
        var role = api.ActionDescriptor.EndpointMetadata.OfType<RequiredRole>().LastOrDefault()?.Role
            ?? RoleRules.OfMethod(api.HttpMethod!);
        var orHigher = role == ApiRole.Admin ? "" : " or higher";
        operation.Description += $"\n\nNeeds a key of the role `{role.ToString().ToLowerInvariant()}`{orHigher}.";
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Header, document)] = [] },
        ];
        foreach (var status in Problems.GroupBy(problem => problem.Status))
        {
            var description = string.Join(" ", status.Select(type => $"{type.Title} (`{type.Uri}`)."));
            Add(operation.Responses!, $"{status.Key}", description, document);
        }
    }

    /// <summary>Beside what an operation itself answers with this status.</summary>
    private static void Add(OpenApiResponses responses, string status, string description, OpenApiDocument document)
    {
        if (responses.TryGetValue(status, out var own))
        {
            own.Description += " " + description;
            return;
        }

        responses[status] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemResource.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemResource), document) },
            },
        };
    }
}
