using Curlew.TestServers.Processes;

namespace Curlew.TestServers.Tests.Processes;

public sealed class ExecutableTests
{
    [Fact]
    public void Find_NotInstalled_NamesThePackage()
    {
        var find = () => Executable.Find("no-such-server", "its-package");

        find.Should().Throw<ServerMissingException>().WithMessage("no-such-server*apt-get install its-package");
    }
}
