using System.Text;
using Curlew.LibCurl.Easy;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.LibCurl.Tests.Easy;

public sealed class CurlEasyTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_PlainRequest_TellsInfosWithTheirRealTypes(string path)
    {
        var library = CurlLibrary.Load(path);
        using var easy = new CurlEasy(library);
        // An answer that is there at once is read before libcurl notes that it had sent all (Curl_sendrecv reads first).
        easy.SetOption(CurlStringOption.URL, new Uri(_server.Http1, "slow?ms=200&bytes=1000").ToString());

        easy.Perform().Should().Be(CurlCode.CURLE_OK);

        easy.GetInfo(CurlLongInfo.RESPONSE_CODE).Should().Be(200);
        easy.GetInfo(CurlLongInfo.HTTP_VERSION).Should().Be(2);
        easy.GetInfo(CurlLongInfo.NUM_CONNECTS).Should().Be(1);
        easy.GetInfo(CurlLongInfo.LOCAL_PORT).Should().BeInRange(1, 65535);
        easy.GetInfo(CurlLongInfo.HEADER_SIZE).Should().BeInRange(30, 1000);
        easy.GetInfo(CurlLongInfo.REQUEST_SIZE).Should().BeInRange(30, 1000);
        easy.GetInfo(CurlLongInfo.REDIRECT_COUNT).Should().Be(0);
        easy.GetInfo(CurlOffsetInfo.SIZE_DOWNLOAD_T).Should().Be(1000);
        easy.GetInfo(CurlOffsetInfo.SIZE_UPLOAD_T).Should().Be(0);
        easy.GetInfo(CurlStringInfo.PRIMARY_IP).Should().Be("127.0.0.1");
        var connect = easy.GetInfo(CurlOffsetInfo.CONNECT_TIME_T);
        var firstByte = easy.GetInfo(CurlOffsetInfo.STARTTRANSFER_TIME_T);
        var total = easy.GetInfo(CurlOffsetInfo.TOTAL_TIME_T);
        connect.Should().BePositive().And.BeLessThanOrEqualTo(firstByte);
        firstByte.Should().BeLessThanOrEqualTo(total);
        total.Should().BeLessThan(30_000_000);
        if (library.Info.Version >= new Version(8, 2))
            easy.GetInfo(CurlOffsetInfo.CONN_ID).Should().Be(0);
        if (library.Info.Version >= new Version(8, 10))
            easy.GetInfo(CurlOffsetInfo.POSTTRANSFER_TIME_T).Should().BeInRange(connect, firstByte);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_HeadersAndBody_ArriveAsTheyWereSet(string path)
    {
        var library = CurlLibrary.Load(path);
        using var headers = new CurlSList(library, ["X-Curlew: ja", "Content-Type: text/plain"]);
        using var body = new CurlBody("hällo\0!"u8);
        using var easy = new CurlEasy(library);
        easy.SetOption(CurlStringOption.URL, new Uri(_server.Http1, "echo").ToString());
        easy.SetHeaders(headers);
        easy.SetBody(body);

        easy.Perform().Should().Be(CurlCode.CURLE_OK);

        _server.Truth.Snapshot().Of("/echo", "POST").BodyBytesReceived.Should().Be(Encoding.UTF8.GetByteCount("hällo\0!"));
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_Failure_HasLibcurlsWords(string path)
    {
        using var easy = new CurlEasy(CurlLibrary.Load(path));
        easy.SetOption(CurlStringOption.URL, "http://127.0.0.1:1/");

        easy.Perform().Should().Be(CurlCode.CURLE_COULDNT_CONNECT);

        easy.ErrorText.Should().Contain("127.0.0.1 port 1");
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_OtherProtocol_IsRefused(string path)
    {
        using var easy = new CurlEasy(CurlLibrary.Load(path));
        easy.SetOption(CurlStringOption.URL, "file:///etc/hostname");

        easy.Perform().Should().Be(CurlCode.CURLE_UNSUPPORTED_PROTOCOL);
    }

    [Theory]
    [MemberData(nameof(LibcurlBuilds.Data), MemberType = typeof(LibcurlBuilds))]
    public void Perform_BodyOverTheLimit_EndsTheTransfer(string path)
    {
        using var easy = new CurlEasy(CurlLibrary.Load(path));
        easy.SetBodyLimit(100_000);
        easy.SetOption(CurlStringOption.URL, new Uri(_server.Http1, "chunked?chunks=1000&bytes=10000").ToString());

        easy.Perform().Should().NotBe(CurlCode.CURLE_OK);

        easy.GetInfo(CurlOffsetInfo.SIZE_DOWNLOAD_T).Should().BeLessThan(1_000_000);
    }

    [Fact]
    public void SetOption_NonsenseValue_ThrowsWithTheOptionsName()
    {
        using var easy = new CurlEasy(CurlLibrary.Load(LibcurlBuilds.Newest));

        var set = () => easy.SetOption(CurlLongOption.HTTP_VERSION, 4711);

        set.Should().Throw<CurlException>().WithMessage("*CURLOPT_HTTP_VERSION*");
    }

    [Fact]
    public void Cookies_Forgotten_AreNotSentAgain()
    {
        using var easy = new CurlEasy(CurlLibrary.Load(LibcurlBuilds.Newest));
        easy.SetOption(CurlStringOption.COOKIEFILE, string.Empty);
        easy.SetOption(CurlStringOption.URL, new Uri(_server.Http1, "cookie/set?name=a&value=b").ToString());
        easy.Perform();
        easy.Perform();
        _server.Truth.Snapshot().Cookies.Should().Contain("a=b", 1);

        easy.ForgetCookies();
        easy.Perform();

        _server.Truth.Snapshot().Cookies.Should().Contain("a=b", 1, "the jar was empty");
    }
}
