using Curlew.TestServers.Engines;

namespace Curlew.LibCurl.Tests;

public sealed class CurlLibraryTests
{
    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Load_RealBuild_TellsVersionFeaturesAndProtocols(string path)
    {
        var info = CurlLibrary.Load(path).Info;

        info.Version.Should().BeGreaterThan(new Version(7, 60));
        info.Text.Should().StartWith(info.Version.ToString(3));
        info.Features.Should().Contain(["SSL", "HTTP2", "AsynchDNS"]);
        info.Protocols.Should().Contain(["http", "https"]);
        info.SslVersion.Should().NotBeNullOrEmpty();
        info.Nghttp2Version.Should().MatchRegex(@"^\d+\.\d+");
        info.Host.Should().Contain("linux");
    }

    [Fact]
    public void Load_SeveralBuilds_LiveSideBySide()
    {
        var versions = LibcurlBuilds.All.Select(path => CurlLibrary.Load(path).Info.Text).ToList();

        versions.Should().OnlyHaveUniqueItems("each path is a library of its own, although all have the same name inside");
    }

    [Fact]
    public void Load_SystemLibraryAfterAnother_IsTheSystemsOwn()
    {
        // A bare libcurl.so.4 would be answered with the build that was loaded first.
        _ = CurlLibrary.Load(LibcurlBuilds.Newest);

        var system = SystemLibrary.Find();

        system.Should().NotBeNull();
        CurlLibrary.Load(system!).Info.Text.Should().Be(CurlLibrary.Load(LibcurlBuilds.All[^1]).Info.Text);
    }

    [Fact]
    public void Load_MissingFile_SaysPathAndLoadersWords()
    {
        var load = () => CurlLibrary.Load("/nowhere/libcurl.so.4");

        load.Should().Throw<DllNotFoundException>().WithMessage("*/nowhere/libcurl.so.4*No such file*");
    }

    [Fact]
    public void Load_OtherLibrary_NamesTheMissingFunction()
    {
        var load = () => CurlLibrary.Load("libc.so.6");

        load.Should().Throw<EntryPointNotFoundException>().WithMessage("*curl_global_init*");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Describe_EveryKnownCode_HasLibcurlsText(string path)
    {
        var library = CurlLibrary.Load(path);

        library.Describe(CurlCode.CURLE_HTTP2_STREAM).Should().Be("Stream error in the HTTP/2 framing layer");
        library.Describe(CurlCode.CURLE_COULDNT_CONNECT).Should().ContainEquivalentOf("connect");
    }

    [Theory]
    [InlineData("92", CurlCode.CURLE_HTTP2_STREAM)]
    [InlineData("CURLE_HTTP2_STREAM", CurlCode.CURLE_HTTP2_STREAM)]
    [InlineData("curle_ok", CurlCode.CURLE_OK)]
    public void TryParse_NumberOrSymbol_FindsTheCode(string text, CurlCode expected)
    {
        CurlCodes.TryParse(text, out var code).Should().BeTrue();
        code.Should().Be(expected);
        expected.ToSymbol().Should().Be(Enum.GetName(expected));
    }

    [Theory]
    [InlineData("CURLE_NONSENSE")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_Nonsense_FindsNothing(string? text) => CurlCodes.TryParse(text, out _).Should().BeFalse();
}
