using System.Net;
using System.Net.Sockets;
using Curlew.TestServers.Ports;

namespace Curlew.TestServers.Tests.Ports;

public sealed class FreePortTests
{
    [Fact]
    public void Next_Many_AreDifferentAndCanBeListenedOn()
    {
        var ports = Enumerable.Range(0, 100).Select(_ => FreePort.Next()).ToList();

        ports.Should().OnlyHaveUniqueItems().And.OnlyContain(port => port >= 10_000 && port < 32_000);
        using var listener = new TcpListener(IPAddress.Loopback, ports[0]);
        listener.Start();
    }
}
