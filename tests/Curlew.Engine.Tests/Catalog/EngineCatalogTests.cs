using Curlew.Engine.Catalog;
using Curlew.TestServers.Engines;

namespace Curlew.Engine.Tests.Catalog;

public sealed class EngineCatalogTests
{
    [Fact]
    public void Load_PathThatDoesNotLoad_NamesEnginePathSettingAndLoadersWords()
    {
        var load = () => EngineCatalog.Load([new EngineSource("broken", "/nowhere/libcurl.so.4")], []);

        load.Should().Throw<EngineLoadException>().WithMessage("*'broken'*/nowhere/libcurl.so.4*Engines:broken:Path*No such file*");
    }

    [Fact]
    public void Load_FileThatIsNoLibcurl_SaysSo()
    {
        var load = () => EngineCatalog.Load([new EngineSource("default", "/etc/hostname")], []);

        load.Should().Throw<EngineLoadException>().WithMessage("*/etc/hostname*");
    }

    [Fact]
    public void Load_WithoutDefault_FindsOne()
    {
        var catalog = EngineCatalog.Load([new EngineSource("other", LibcurlBuilds.Newest)], []);

        catalog.Engines.Select(engine => engine.Name).Should().Equal("default", "other");
        catalog.Engines[0].Path.Should().EndWith("libcurl.so.4");
    }

    [Fact]
    public void Load_UnpackedLibrary_ComesBeforeTheSystems()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(directory.FullName, ".libcurl"));
            File.CreateSymbolicLink(Path.Combine(directory.FullName, ".libcurl", "libcurl.so.4"), LibcurlBuilds.All[^1]);

            var catalog = EngineCatalog.Load([], [directory.FullName]);

            catalog.Engines.Single().Path.Should().StartWith(directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
