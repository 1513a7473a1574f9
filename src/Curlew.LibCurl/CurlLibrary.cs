using System.Runtime.InteropServices;
using System.Text;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl;

/// <summary>
/// One libcurl build, loaded by its path. Several can be loaded side by side; each stays loaded as long as the process
/// lives, because libcurl's TLS library cannot be relied on to survive being unloaded.
/// </summary>
public sealed unsafe class CurlLibrary
{
    /// <summary>CURL_GLOBAL_ALL.</summary>
    private const int GlobalAll = 3;

    private CurlLibrary(string path, CurlApi api)
    {
        Path = path;
        Api = api;
        Info = CurlVersionInfo.Read(api.VersionInfo(CurlVersionInfoData.AgeWithFeatureNames));
    }

    /// <summary>The file it was loaded from.</summary>
    public string Path { get; }

    /// <summary>What it says of itself.</summary>
    public CurlVersionInfo Info { get; }

    internal CurlApi Api { get; }

    /// <summary>Loads a build and initialises it (curl_global_init), once per path and process.</summary>
    /// <param name="path">
    /// A path to the library's file. A bare name such as <c>libcurl.so.4</c> would be answered by whichever build with
    /// that name was loaded first, so it is looked for in <see cref="SystemLibrary"/> instead.
    /// </param>
    /// <exception cref="PlatformNotSupportedException">Not Linux on x64 or arm64.</exception>
    /// <exception cref="DllNotFoundException">The file does not load; the message has the loader's words.</exception>
    /// <exception cref="EntryPointNotFoundException">The file is no libcurl, or lacks a function.</exception>
    public static CurlLibrary Load(string path)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            throw new PlatformNotSupportedException(
                "Curlew's engine runs on Linux on x64 and arm64: it uses epoll, and calls libcurl's variadic functions "
                + $"in a way that is right there only. This is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}.");
        }

        var api = new CurlApi(NativeLibrary.Load(path));
        var code = (CurlCode)api.GlobalInit(GlobalAll);
        return code == CurlCode.CURLE_OK
            ? new CurlLibrary(path, api)
            : throw new CurlException($"curl_global_init of {path}", code, Marshal.PtrToStringUTF8((nint)api.EasyStringError((int)code))!);
    }

    /// <summary>libcurl's own text for a code (curl_easy_strerror).</summary>
    public string Describe(CurlCode code) => Marshal.PtrToStringUTF8((nint)Api.EasyStringError((int)code)) ?? code.ToString();

    /// <summary>
    /// The number and C type (curl_easytype) of an option by its name without CURLOPT_, as the library itself has it;
    /// null where it has no such option, or is older than 7.73.0 and cannot say.
    /// </summary>
    public (int Id, int Type)? FindOption(string name)
    {
        if (Api.EasyOptionByName is null)
            return null;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            var option = Api.EasyOptionByName(text);
            return option is null ? null : (option->Id, option->Type);
        }
    }

    internal void Check(int code, string attempt)
    {
        if (code != (int)CurlCode.CURLE_OK)
            throw new CurlException(attempt, (CurlCode)code, Describe((CurlCode)code));
    }

    internal void CheckMulti(int code, string attempt)
    {
        if (code != 0)
            throw new CurlException($"{attempt}: {Marshal.PtrToStringUTF8((nint)Api.MultiStringError(code))} (CURLMcode {code})");
    }
}
