using System.Text.Json.Nodes;

namespace Curlew.Domain.Json;

/// <summary>JSON Merge Patch (RFC 7396): members replace members, objects are merged, null takes a member away.</summary>
public static class JsonMergePatch
{
    /// <summary>Changes <paramref name="target"/> as <paramref name="patch"/> says, which stays as it is.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject changes)
                Apply(ObjectAt(target, name), changes);
            else
                target[name] = value.DeepClone();
        }
    }

    /// <summary>What is no object gives way to one, so that nulls in the patch do not get into the target.</summary>
    private static JsonObject ObjectAt(JsonObject target, string name)
    {
        if (target[name] is JsonObject there)
            return there;
        var made = new JsonObject();
        target[name] = made;
        return made;
    }
}
