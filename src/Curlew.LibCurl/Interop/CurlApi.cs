using System.Runtime.InteropServices;

namespace Curlew.LibCurl.Interop;

/// <summary>
/// One loaded libcurl as a table of function pointers, so that several builds can live side by side in a process.
/// </summary>
/// <remarks>
/// <para>
/// <c>curl_easy_setopt</c>, <c>curl_easy_getinfo</c>, <c>curl_multi_setopt</c> and <c>curl_share_setopt</c> are variadic
/// in C. The calling conventions of Linux on x64 (System V) and arm64 (AAPCS64) pass integer and pointer arguments of
/// variadic functions just as those of others, so typed pointers to them are right there, and only there:
/// <see cref="CurlLibrary.Load"/> refuses other platforms.
/// </para>
/// <para>C <c>long</c> is <c>nint</c> on both. Never <c>int</c>: libcurl writes eight bytes.</para>
/// <para>
/// Functions that neither block nor call back are called without a GC transition. All others, which may end up in
/// one of our callbacks, must make the transition.
/// </para>
/// </remarks>
internal sealed unsafe class CurlApi
{
    internal readonly delegate* unmanaged[Cdecl]<nint, int> GlobalInit;
    internal readonly delegate* unmanaged[Cdecl]<int, CurlVersionInfoData*> VersionInfo;
    internal readonly delegate* unmanaged[Cdecl]<nint> EasyInit;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> EasyCleanup;
    internal readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint, int> EasySetOption;
    internal readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint, int> EasyGetInfo;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> EasyPerform;
    internal readonly delegate* unmanaged[Cdecl]<int, byte*> EasyStringError;
    internal readonly delegate* unmanaged[Cdecl]<byte*, CurlEasyOption*> EasyOptionByName;
    internal readonly delegate* unmanaged[Cdecl]<nint> MultiInit;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> MultiCleanup;
    internal readonly delegate* unmanaged[Cdecl]<nint, nint, int> MultiAddHandle;
    internal readonly delegate* unmanaged[Cdecl]<nint, nint, int> MultiRemoveHandle;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int, int*, int> MultiSocketAction;
    internal readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int*, CurlMessage*> MultiInfoRead;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, nint, int> MultiSetOption;
    internal readonly delegate* unmanaged[Cdecl]<int, byte*> MultiStringError;
    internal readonly delegate* unmanaged[Cdecl]<nint> ShareInit;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, nint, int> ShareSetOption;
    internal readonly delegate* unmanaged[Cdecl]<nint, int> ShareCleanup;
    internal readonly delegate* unmanaged[Cdecl]<nint, byte*, nint> SListAppend;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> SListFreeAll;
    internal readonly delegate* unmanaged[Cdecl]<nint> UrlMake;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, byte*, uint, int> UrlSet;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, byte**, uint, int> UrlGet;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> UrlCleanup;
    internal readonly delegate* unmanaged[Cdecl]<void*, void> Free;

    /// <summary>Looks up every function; a missing one is an <see cref="EntryPointNotFoundException"/> with its name.</summary>
    internal CurlApi(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);

        GlobalInit = (delegate* unmanaged[Cdecl]<nint, int>)Export("curl_global_init");
        VersionInfo = (delegate* unmanaged[Cdecl]<int, CurlVersionInfoData*>)Export("curl_version_info");
        EasyInit = (delegate* unmanaged[Cdecl]<nint>)Export("curl_easy_init");
        EasyCleanup = (delegate* unmanaged[Cdecl]<nint, void>)Export("curl_easy_cleanup");
        EasySetOption = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint, int>)Export("curl_easy_setopt");
        EasyGetInfo = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint, int>)Export("curl_easy_getinfo");
        EasyPerform = (delegate* unmanaged[Cdecl]<nint, int>)Export("curl_easy_perform");
        EasyStringError = (delegate* unmanaged[Cdecl]<int, byte*>)Export("curl_easy_strerror");
        MultiInit = (delegate* unmanaged[Cdecl]<nint>)Export("curl_multi_init");
        MultiCleanup = (delegate* unmanaged[Cdecl]<nint, int>)Export("curl_multi_cleanup");
        MultiAddHandle = (delegate* unmanaged[Cdecl]<nint, nint, int>)Export("curl_multi_add_handle");
        MultiRemoveHandle = (delegate* unmanaged[Cdecl]<nint, nint, int>)Export("curl_multi_remove_handle");
        MultiSocketAction = (delegate* unmanaged[Cdecl]<nint, int, int, int*, int>)Export("curl_multi_socket_action");
        MultiInfoRead = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int*, CurlMessage*>)Export("curl_multi_info_read");
        MultiSetOption = (delegate* unmanaged[Cdecl]<nint, int, nint, int>)Export("curl_multi_setopt");
        MultiStringError = (delegate* unmanaged[Cdecl]<int, byte*>)Export("curl_multi_strerror");
        ShareInit = (delegate* unmanaged[Cdecl]<nint>)Export("curl_share_init");
        ShareSetOption = (delegate* unmanaged[Cdecl]<nint, int, nint, int>)Export("curl_share_setopt");
        ShareCleanup = (delegate* unmanaged[Cdecl]<nint, int>)Export("curl_share_cleanup");
        SListAppend = (delegate* unmanaged[Cdecl]<nint, byte*, nint>)Export("curl_slist_append");
        SListFreeAll = (delegate* unmanaged[Cdecl]<nint, void>)Export("curl_slist_free_all");

        // From 7.62.0 on.
        UrlMake = (delegate* unmanaged[Cdecl]<nint>)Export("curl_url");
        UrlSet = (delegate* unmanaged[Cdecl]<nint, int, byte*, uint, int>)Export("curl_url_set");
        UrlGet = (delegate* unmanaged[Cdecl]<nint, int, byte**, uint, int>)Export("curl_url_get");
        UrlCleanup = (delegate* unmanaged[Cdecl]<nint, void>)Export("curl_url_cleanup");
        Free = (delegate* unmanaged[Cdecl]<void*, void>)Export("curl_free");

        // From 7.73.0 on; only diagnostics ask for it.
        EasyOptionByName = NativeLibrary.TryGetExport(library, "curl_easy_option_by_name", out var byName)
            ? (delegate* unmanaged[Cdecl]<byte*, CurlEasyOption*>)byName
            : null;
    }
}

/// <summary>struct CURLMsg: the union is read as the CURLcode that CURLMSG_DONE carries.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CurlMessage
{
    /// <summary>CURLMSG_DONE is the only message there is.</summary>
    internal const int Done = 1;

    internal int Kind;
    internal nint Easy;
    internal int Result;
}

/// <summary>struct curl_easyoption (curl/options.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CurlEasyOption
{
    internal byte* Name;
    internal int Id;
    internal int Type;
    internal uint Flags;
}

/// <summary>
/// curl_version_info_data as far as we read it. Fields were only ever appended, <see cref="Age"/> says how far they go.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CurlVersionInfoData
{
    internal const int AgeWithNghttp2 = 5;
    internal const int AgeWithFeatureNames = 10;

    internal int Age;
    internal byte* Version;
    internal uint VersionNumber;
    internal byte* Host;
    internal int Features;
    internal byte* SslVersion;
    internal nint SslVersionNumber;
    internal byte* LibzVersion;
    internal byte** Protocols;
    internal byte* Ares;
    internal int AresNumber;
    internal byte* LibIdn;
    internal int IconvVersionNumber;
    internal byte* LibSshVersion;
    internal uint BrotliVersionNumber;
    internal byte* BrotliVersion;
    internal uint Nghttp2VersionNumber;
    internal byte* Nghttp2Version;
    internal byte* QuicVersion;
    internal byte* CaInfo;
    internal byte* CaPath;
    internal uint ZstdVersionNumber;
    internal byte* ZstdVersion;
    internal byte* HyperVersion;
    internal byte* GsaslVersion;
    internal byte** FeatureNames;
}
