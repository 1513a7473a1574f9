using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Features.Definitions;

/// <summary>What a user does with saved definitions.</summary>
internal static class DefinitionsClient
{
    public const string Address = "/api/v1/definitions";

    /// <summary>Sends JSON, with If-Match where it is given.</summary>
    public static Task<HttpResponseMessage> SendJsonAsync(
        this ServiceClient service, string method, string address, string json, string? ifMatch = null) =>
        service.SendAsync(
            method,
            address,
            new StringContent(json, Encoding.UTF8, "application/json"),
            request => AddIfMatch(request, ifMatch));

    /// <summary>Sends no body, with If-Match where it is given.</summary>
    public static Task<HttpResponseMessage> SendBareAsync(
        this ServiceClient service, string method, string address, string? ifMatch = null) =>
        service.SendAsync(method, address, null, request => AddIfMatch(request, ifMatch));

    /// <summary>Saves a definition; answers it.</summary>
    public static async Task<JsonNode> SaveAsync(this ServiceClient service, string definition)
    {
        using var answer = await service.SendJsonAsync("POST", Address, definition);
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>Changes a definition whatever it says; answers it.</summary>
    public static async Task<JsonNode> ReplaceAsync(this ServiceClient service, JsonNode definition, string json)
    {
        using var answer = await service.SendJsonAsync("PUT", definition.Self(), json, "*");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>Its address.</summary>
    public static string Self(this JsonNode resource) => (string)resource["links"]!["self"]!;

    private static void AddIfMatch(HttpRequestMessage request, string? ifMatch)
    {
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
    }
}
