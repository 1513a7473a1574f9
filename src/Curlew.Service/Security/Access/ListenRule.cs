using Curlew.Service.Hosting;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Security.Access.Authorization;
using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Security.Access;

/// <summary>
/// A service without keys starts on loopback only. Should it come to listen elsewhere in a way that is not foreseen here, then
/// <see cref="LoopbackRule"/> refuses what comes from there.
/// </summary>
internal static class ListenRule
{
    /// <summary>Keeps the service from starting where others could use it without a key. The database has its tables.</summary>
    /// <exception cref="StartException">They could; the message says how to make a key.</exception>
    public static async Task RequireKeyBeyondLoopbackAsync(this WebApplication app, ServiceSettings settings)
    {
        var open = AddressesOf(app.Configuration, settings).Where(address => !IsLoopback(address.Address)).ToList();
        if (open.Count == 0 || !await app.Services.GetRequiredService<ApiKeys>().AreNoneAsync())
            return;

        var told = string.Join(" and ", open.Select(address => $"{address.Address} (setting {address.Setting})"));
        throw new StartException($"""
            Curlew has no API key yet, and so listens where only this machine's users reach it; but it is told to listen on {told}.
            Make the first key, with the same settings, and start again:
              Curlew.Service keys create --name NAME --role admin
            From a clone that is: eng/run.sh keys create --name NAME --role admin
            In a container: docker run --rm -v curlew:/data curlew keys create --name NAME --role admin
            Or listen on {ServiceSettings.DefaultUrls}.
            """);
    }

    private static IEnumerable<(string Setting, string Address)> AddressesOf(IConfiguration configuration, ServiceSettings settings) =>
        settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => ("Urls", url))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .Where(endpoint => endpoint["Url"] is { Length: > 0 })
                .Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"]!)));

    /// <summary>Kestrel takes every name but localhost for any address of the machine.</summary>
    private static bool IsLoopback(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.IsUnixPipe || parsed.IsNamedPipe || LoopbackRule.IsLoopback(parsed.Host);
        }
        catch (FormatException)
        {
            // Kestrel says what is wrong with it.
            return true;
        }
    }
}
