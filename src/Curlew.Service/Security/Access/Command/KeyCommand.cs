using System.Data.Common;
using Curlew.Domain.Access;
using Curlew.Service.Hosting;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Security.Access.Keys;
using Curlew.Storage.Access;
using Curlew.Storage.Database;

namespace Curlew.Service.Security.Access.Command;

/// <summary>
/// The program's command <c>keys</c>, for whoever may read and write the database: it makes the first key, and another one when
/// the last has been lost. Standard output holds what was asked for and nothing else.
/// </summary>
internal static class KeyCommand
{
    /// <summary>The command's word.</summary>
    public const string Word = "keys";

    private const string By = "command line";

    private static readonly string[] Help = ["--help", "-h", "help"];

    /// <summary>Carries it out; answers the process's exit code.</summary>
    /// <param name="arguments">What stands after the word.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(Help.Contains))
        {
            await Console.Out.WriteLineAsync(KeyCommandLine.Usage);
            return 0;
        }

        try
        {
            await CarryOutAsync(KeyCommandLine.Read(arguments));
            return 0;
        }
        catch (Exception exception) when (exception is StartException or DatabaseUnavailableException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }
        catch (DbException exception)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {exception.Message}");
        }

        return 1;
    }

    private static Task CarryOutAsync(KeyCommandLine line) => line switch
    {
        { Verb: "create", Words: [] } => CreateAsync(line, line.NameOfKey, line.RoleOfKey, line.LifeOfKey),
        { Verb: "list", Words: [], Options.Count: 0 } => ListAsync(line),
        { Verb: "revoke", Words: [var which], Options.Count: 0 } => RevokeAsync(line, which),
        { Verb: "revoke" } => throw KeyCommandLine.Fault("Which key is to be revoked? keys list shows prefixes and ids."),
        _ => throw KeyCommandLine.Fault("This is no command on keys."),
    };

    private static async Task CreateAsync(KeyCommandLine line, string name, ApiRole role, TimeSpan? life)
    {
        await using var services = await OpenAsync(line);
        var expiresAt = life is { } end ? services.GetRequiredService<TimeProvider>().GetUtcNow() + end : (DateTimeOffset?)null;
        var keys = services.GetRequiredService<ApiKeys>();
        var isFirst = await keys.AreNoneAsync();
        var (record, text) = await keys.CreateAsync(name, role, expiresAt, limits: null, By);
        await Console.Error.WriteLineAsync(
            $"The key \"{record.Name}\" ({KeyListing.Word(role)}, {KeyListing.EndOf(record)}) is below; it cannot be had again.");
        if (isFirst && role != ApiRole.Admin)
            await Console.Error.WriteLineAsync("It is the only one: from now on nobody may do what needs an administrator's key.");
        await Console.Out.WriteLineAsync(text.Reveal());
    }

    private static async Task ListAsync(KeyCommandLine line)
    {
        await using var services = await OpenAsync(line);
        var keys = await services.GetRequiredService<ApiKeyStore>().ListAsync();
        await Console.Out.WriteAsync(KeyListing.Of(keys, services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static async Task RevokeAsync(KeyCommandLine line, string which)
    {
        await using var services = await OpenAsync(line);
        var store = services.GetRequiredService<ApiKeyStore>();
        var key = Guid.TryParseExact(which, "D", out var id) ? await store.FindAsync(id) : await store.FindByPrefixAsync(PrefixIn(which));
        if (key is null)
            throw new StartException($"No key has the prefix or the id {PrefixIn(which)}; keys list shows those that there are.");
        await store.RevokeAsync(key.Id, keepsAnAdmin: false);
        await Console.Error.WriteLineAsync($"The key {KeyText.Mark}{key.Prefix} (\"{key.Name}\") is revoked.");
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!(await store.ListAsync()).Any(other => other.Role == ApiRole.Admin && other.IsOfUse(now)))
            await Console.Error.WriteLineAsync("No administrator's key is left; keys create makes one.");
    }

    /// <summary>Of a whole key too: whoever finds one in the open has that. What is shown is never more than its prefix.</summary>
    private static string PrefixIn(string which)
    {
        if (KeyText.TryRead(which, out var key))
            return key.Prefix;
        var bare = which.StartsWith(KeyText.Mark, StringComparison.Ordinal) ? which[KeyText.Mark.Length..] : which;
        return bare.Split('_')[0];
    }

    /// <summary>
    /// The storage alone, on the service's settings. The lock of the directory is the service's: it keeps out a second one, not
    /// whoever adds a row.
    /// </summary>
    private static async Task<ServiceProvider> OpenAsync(KeyCommandLine line)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = [.. line.Settings], ContentRootPath = AppContext.BaseDirectory });
        var settings = SettingsReader.Read(builder.Configuration);
        var services = new ServiceCollection();
        services.AddCurlewStorage(new DatabaseOptions
        {
            Provider = settings.Storage.Provider,
            Directory = Path.GetFullPath(settings.Storage.Directory),
            ConnectionString = settings.ConnectionString,
        });
        services.AddSingleton<ApiKeys>();
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseMigrator>().MigrateAsync();
        return provider;
    }
}
