namespace Curlew.TestServers;

/// <summary>A directory of its own under the system's temporary one, gone with everything in it on dispose.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Creates the directory; only the current user may enter it.</summary>
    /// <param name="purpose">A word in the directory's name, so that a leftover tells where it came from.</param>
    public TemporaryDirectory(string purpose) =>
        Location = Directory.CreateTempSubdirectory($"curlew-{purpose}-").FullName;

    /// <summary>The directory's absolute path.</summary>
    public string Location { get; }

    /// <summary>The absolute path of a file of this name in the directory.</summary>
    public string File(string name) => Path.Combine(Location, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Location))
            Directory.Delete(Location, recursive: true);
    }
}
