namespace Curlew.Storage.Tests.Servers;

/// <summary>A directory of a test's own, which goes with it.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("curlew-storage-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
