using System.Text.Json.Nodes;

namespace Curlew.Domain.Definitions.Overrides;

/// <summary>
/// What of a saved load gives way to what an override says. A merge alone would leave fields side by side that exclude each
/// other, as in a closed load that is given a rate: whoever writes <c>{"ratePerSecond": 100}</c> wants an open load.
/// </summary>
internal static class LoadOverrides
{
    private static readonly string[] Ends = ["durationSeconds", "requests", "iterations"];
    private static readonly string[] Amounts = ["virtualUsers", "ratePerSecond"];
    private static readonly string[] OnlyClosed = ["virtualUsers", "requests", "iterations"];
    private static readonly string[] OnlyOpen = ["ratePerSecond", "maxVirtualUsers"];

    /// <summary>Takes out of <paramref name="saved"/> what cannot stand beside <paramref name="changes"/>, and sets its model.</summary>
    public static void GiveWay(JsonObject saved, JsonObject changes)
    {
        var was = ModelOf(saved);
        var becomes = WordOf(changes["model"]) ?? ModelMeantBy(changes) ?? was;
        if (becomes != was)
        {
            saved["model"] = becomes;
            Remove(saved, becomes == "open" ? OnlyClosed : OnlyOpen);
            saved.Remove("stages");
        }

        if (Has(changes, "stages"))
            Remove(saved, [.. Amounts, .. Ends]);
        else if (Amounts.Any(amount => Has(changes, amount)))
            saved.Remove("stages");
        if (Ends.Any(end => Has(changes, end)))
            Remove(saved, Ends);
    }

    /// <summary>Null where the changes fit either model; the reader then says what does not fit the saved one.</summary>
    private static string? ModelMeantBy(JsonObject changes)
    {
        var stages = changes["stages"] is JsonArray array ? array.OfType<JsonObject>().ToList() : [];
        return Has(changes, "ratePerSecond") || stages.Exists(stage => Has(stage, "ratePerSecond")) ? "open"
            : Has(changes, "virtualUsers") || stages.Exists(stage => Has(stage, "virtualUsers")) ? "closed"
            : null;
    }

    private static string ModelOf(JsonObject load) => WordOf(load["model"]) ?? "closed";

    private static string? WordOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;

    private static bool Has(JsonObject fields, string name) => fields[name] is not null;

    private static void Remove(JsonObject fields, string[] names)
    {
        foreach (var name in names)
            fields.Remove(name);
    }
}
