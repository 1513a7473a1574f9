namespace Curlew.TestServers.Engines;

/// <summary>
/// The libcurl builds that tests run on: the system's, and the one that <c>eng/libcurl.sh</c> put into
/// <c>.libcurl/</c> where the system's is too old.
/// </summary>
public static class LibcurlBuilds
{
    private const string Name = "libcurl.so.4";
    private static readonly string[] SystemDirectories =
        ["/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib"];

    /// <summary>Every build there is, as a path; at least one.</summary>
    public static IReadOnlyList<string> All { get; } = [.. new[] { Unpacked(), System() }.OfType<string>()];

    /// <summary>The newer one: <c>.libcurl/</c> if it is there, else the system's.</summary>
    public static string Newest => All[0];

    /// <summary>The builds as the data of a theory.</summary>
    public static IEnumerable<object[]> Data => All.Select(path => new object[] { path });

    private static string? Unpacked()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, ".libcurl", Name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    private static string System() =>
        SystemDirectories
            .Select(directory => Path.Combine(directory, Name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No libcurl is installed: apt-get install libcurl4");
}
