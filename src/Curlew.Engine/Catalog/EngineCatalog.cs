using System.Diagnostics.CodeAnalysis;
using Curlew.Domain.Definitions;
using Curlew.Domain.Engines;
using Curlew.LibCurl;

namespace Curlew.Engine.Catalog;

/// <summary>The libcurl builds that this process has loaded, by name. Loaded once, at start; never unloaded.</summary>
public sealed class EngineCatalog
{
    private readonly Dictionary<string, LoadedEngine> _loaded;

    private EngineCatalog(IReadOnlyList<LoadedEngine> loaded)
    {
        _loaded = loaded.ToDictionary(engine => engine.Description.Name, StringComparer.Ordinal);
        Engines = [.. loaded.Select(engine => engine.Description)];
    }

    /// <summary>What each build says of itself and what is known of it, in the order of the settings.</summary>
    public IReadOnlyList<EngineDescription> Engines { get; }

    /// <summary>
    /// Loads builds. Where <paramref name="sources"/> does not name <c>default</c>, it is looked for in
    /// <c>.libcurl/libcurl.so.4</c> under each of <paramref name="searchDirectories"/>, then as the system's
    /// <c>libcurl.so.4</c>.
    /// </summary>
    /// <exception cref="EngineLoadException">A path does not load; the message has the path and the loader's words.</exception>
    public static EngineCatalog Load(IReadOnlyList<EngineSource> sources, IReadOnlyList<string> searchDirectories)
    {
        var all = sources.Any(source => source.Name == DefinitionLimits.DefaultEngine)
            ? sources
            : [FindDefault(searchDirectories), .. sources];
        return new EngineCatalog([.. all.Select(LoadOne)]);
    }

    /// <summary>What a build says of a code (curl_easy_strerror); null where no build of this name is loaded.</summary>
    public string? Describe(string engine, CurlCode code) => TryGet(engine, out var loaded) ? loaded.Library.Describe(code) : null;

    internal bool TryGet(string name, [NotNullWhen(true)] out LoadedEngine? engine) => _loaded.TryGetValue(name, out engine);

    private static EngineSource FindDefault(IReadOnlyList<string> searchDirectories)
    {
        var path = searchDirectories
            .Select(directory => Path.Combine(directory, ".libcurl", SystemLibrary.Name))
            .FirstOrDefault(File.Exists) ?? SystemLibrary.Find();
        return path is not null
            ? new EngineSource(DefinitionLimits.DefaultEngine, path)
            : throw new EngineLoadException(
                $"No libcurl was found: neither .libcurl/{SystemLibrary.Name} under {string.Join(" or ", searchDirectories)} nor the "
                + $"system's {SystemLibrary.Name}. Run eng/libcurl.sh, install the package libcurl4, or set Engines:default:Path.");
    }

    private static LoadedEngine LoadOne(EngineSource source)
    {
        try
        {
            var library = CurlLibrary.Load(source.Path);
            return new LoadedEngine(Describe(source, library.Info), library);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or CurlException)
        {
            throw new EngineLoadException(
                $"Engine '{source.Name}': {source.Path} could not be loaded as libcurl (setting Engines:{source.Name}:Path). {exception.Message}",
                exception);
        }
    }

    private static EngineDescription Describe(EngineSource source, CurlVersionInfo info) => new()
    {
        Name = source.Name,
        LibcurlVersion = info.Text,
        Path = source.Path,
        Host = info.Host,
        TlsVersion = info.SslVersion,
        Nghttp2Version = info.Nghttp2Version,
        ZlibVersion = info.LibzVersion,
        Features = info.Features,
        Protocols = info.Protocols,
        Advisories = AdvisoryRules.For(info.Version),
    };
}

/// <summary>A build with what is known of it.</summary>
internal sealed record LoadedEngine(EngineDescription Description, CurlLibrary Library);
