using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.LibCurl;
using Curlew.Service.Hosting;
using Curlew.Storage.Runs;
using Assembly = System.Reflection.Assembly;

namespace Curlew.Architecture.Tests;

/// <summary>The rooms of Curlew as assemblies, and the arrows that are allowed between them.</summary>
internal static class Rooms
{
    public static readonly Assembly Domain = typeof(RunStatus).Assembly;
    public static readonly Assembly LibCurl = typeof(CurlCode).Assembly;
    public static readonly Assembly Engine = typeof(EngineCatalog).Assembly;
    public static readonly Assembly Storage = typeof(RunStore).Assembly;
    public static readonly Assembly Service = typeof(ServiceHost).Assembly;
    public static readonly Assembly MigrationsSqlite = Assembly.Load("Curlew.Migrations.Sqlite");
    public static readonly Assembly MigrationsPostgres = Assembly.Load("Curlew.Migrations.Postgres");

    /// <summary>Every room.</summary>
    public static IReadOnlyList<Assembly> All { get; } =
        [Domain, LibCurl, Engine, Storage, Service, MigrationsSqlite, MigrationsPostgres];

    /// <summary>What each room may refer to of ours; nothing else.</summary>
    public static IReadOnlyDictionary<Assembly, Assembly[]> Arrows { get; } = new Dictionary<Assembly, Assembly[]>
    {
        [Domain] = [],
        [LibCurl] = [],
        [Engine] = [Domain, LibCurl],
        [Storage] = [Domain],
        [MigrationsSqlite] = [Storage, Domain],
        [MigrationsPostgres] = [Storage, Domain],
        [Service] = [Domain, LibCurl, Engine, Storage, MigrationsSqlite, MigrationsPostgres],
    };

    /// <summary>The types of all rooms with what they depend on, as their compiled code has it.</summary>
    public static IReadOnlyList<IType> Types { get; } =
    [
        .. new ArchLoader().LoadAssemblies([.. All]).Build().Types
            .Where(type => type.FullName.StartsWith("Curlew.", StringComparison.Ordinal)),
    ];

    /// <summary>The room's name, as in <c>Curlew.Domain</c>.</summary>
    public static string NameOf(Assembly room) => room.GetName().Name!;

    /// <summary>The assemblies that a room's compiled code refers to.</summary>
    public static IEnumerable<string> ReferencesOf(Assembly room) =>
        room.GetReferencedAssemblies().Select(reference => reference.Name!);

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the repository that is not a test.</summary>
    public static IEnumerable<string> ProjectFiles =>
        new[] { "src", "migrations" }.Select(folder => Path.Combine(Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Service.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
        return directory.FullName;
    }
}
