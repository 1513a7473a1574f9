namespace Curlew.Domain.Definitions.Templates;

/// <summary>Variables that every journey has. No data column and no extraction may take their names.</summary>
public static class BuiltInVariables
{
    /// <summary>The virtual user's number, from 0.</summary>
    public const string VirtualUser = "vu";

    /// <summary>The number of the iteration in the run, from 0.</summary>
    public const string Iteration = "iteration";

    /// <summary>A random UUID (version 4), a new one for each request that names it.</summary>
    public const string Uuid = "uuid";

    /// <summary>The time in ISO 8601, UTC, with milliseconds.</summary>
    public const string Now = "now";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [VirtualUser, Iteration, Uuid, Now];
}
