using System.Text.Json.Nodes;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>A variant as it was asked for.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Overrides">What differs from the definition.</param>
/// <param name="PathOf">The field of the request that a field of the overrides was written as.</param>
/// <param name="NamePath">The field of the request that gave it its name.</param>
internal sealed record ArmDraft(string Name, JsonObject Overrides, Func<string, string> PathOf, string NamePath);
