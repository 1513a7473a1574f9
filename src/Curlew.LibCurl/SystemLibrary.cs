using System.Runtime.InteropServices;

namespace Curlew.LibCurl;

/// <summary>Finds the file of the system's libcurl.</summary>
/// <remarks>
/// The loader answers a bare name with any library of that name that is loaded already, so after a build from
/// <c>.libcurl/</c> was loaded, <c>libcurl.so.4</c> would be that one. A path cannot be mistaken.
/// </remarks>
public static class SystemLibrary
{
    /// <summary>The name of libcurl's ABI since 2006.</summary>
    public const string Name = "libcurl.so.4";

    /// <summary>The path of the system's libcurl, or null where it is in none of the usual directories.</summary>
    public static string? Find()
    {
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        string[] usual =
        [
            .. (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries),
            "/usr/local/lib", $"/usr/local/lib/{machine}", $"/lib/{machine}", $"/usr/lib/{machine}", "/usr/lib64", "/lib64", "/usr/lib", "/lib",
        ];
        return usual.Select(directory => Path.Combine(directory, Name)).FirstOrDefault(File.Exists);
    }
}
