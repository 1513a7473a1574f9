namespace Curlew.TestServers.Processes;

/// <summary>Finds installed programs.</summary>
public static class Executable
{
    // Debian keeps servers in sbin, which an ordinary user's PATH leaves out.
    private static readonly string[] Beyond = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];

    /// <summary>The absolute path of a program.</summary>
    /// <param name="name">The program's file name.</param>
    /// <param name="package">The Debian package that brings it.</param>
    /// <exception cref="ServerMissingException">It is not installed.</exception>
    public static string Find(string name, string package)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var found = path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Beyond)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        return found ?? throw new ServerMissingException(
            $"{name} is not installed. It comes with the package {package}: apt-get install {package}");
    }
}
