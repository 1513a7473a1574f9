namespace Curlew.Architecture.Tests;

/// <summary>All types that are written when one is written as JSON.</summary>
internal static class AnswerTypes
{
    /// <summary>The type itself, and what its properties hold.</summary>
    public static IReadOnlySet<Type> In(Type type)
    {
        var found = new HashSet<Type>();
        Collect(type, found);
        return found;
    }

    private static void Collect(Type type, HashSet<Type> found)
    {
        foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
            Collect(argument, found);
        if (type.Namespace?.StartsWith("Curlew.", StringComparison.Ordinal) != true || !found.Add(type))
            return;
        foreach (var property in type.GetProperties())
            Collect(property.PropertyType, found);
    }
}
