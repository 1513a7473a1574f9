namespace Curlew.Engine.Catalog;

/// <summary>Where a build is found.</summary>
/// <param name="Name">The name for definitions.</param>
/// <param name="Path">The library's file.</param>
public sealed record EngineSource(string Name, string Path);
