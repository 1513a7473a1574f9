using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Curlew.Storage.Database;

namespace Curlew.Service.Hosting.Settings;

/// <summary>
/// Reads the settings and names every fault at once, by the setting's key. A key that is not known is a fault too:
/// a misspelt setting would otherwise be as good as none.
/// </summary>
public static class SettingsReader
{
    private const string ConnectionStringKey = "ConnectionStrings:Curlew";

    /// <summary>The settings of a configuration.</summary>
    /// <exception cref="StartException">There are faults; the message names them.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var settings = new ServiceSettings(
            ReadUrls(configuration, faults),
            ReadSection<StorageSettings>(configuration.GetSection("Storage"), faults),
            ReadSection<ExecutionSettings>(configuration.GetSection("Execution"), faults),
            configuration.GetSection("Engines").GetChildren()
                .ToDictionary(engine => engine.Key, engine => ReadSection<EngineSettings>(engine, faults)),
            configuration[ConnectionStringKey]);
        if (settings.Storage.Provider == DatabaseProvider.Postgres && string.IsNullOrWhiteSpace(settings.ConnectionString))
            faults.Add($"{ConnectionStringKey}: is missing; Storage:Provider Postgres needs it.");

        return faults.Count == 0
            ? settings
            : throw new StartException(string.Join("\n  ", ["Curlew does not start, because of its settings:", .. faults]));
    }

    private static string ReadUrls(IConfiguration configuration, List<string> faults)
    {
        var urls = configuration["Urls"] is { Length: > 0 } given ? given : ServiceSettings.DefaultUrls;
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                _ = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                faults.Add($"Urls: \"{url}\" is no address to listen on; one is {ServiceSettings.DefaultUrls}.");
            }
        }

        return urls;
    }

    private static T ReadSection<T>(IConfigurationSection section, List<string> faults) where T : new()
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var known = string.Join(", ", properties.Select(property => property.Name));
        faults.AddRange(section.GetChildren()
            .Where(child => !properties.Any(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(child => $"{child.Path}: is not a setting; known here are {known}."));

        var settings = new T();
        foreach (var property in properties)
        {
            if (Read(section.GetSection(property.Name), property, faults) is { } value)
                property.SetValue(settings, value);
            faults.AddRange(FaultsOf(settings, property).Select(fault => $"{section.Path}:{property.Name}: {fault}"));
        }

        return settings;
    }

    private static object? Read(IConfigurationSection value, PropertyInfo property, List<string> faults)
    {
        if (value.Value is null)
            return null;
        if (property.PropertyType.IsEnum)
        {
            var names = Enum.GetNames(property.PropertyType);
            if (names.FirstOrDefault(name => name.Equals(value.Value, StringComparison.OrdinalIgnoreCase)) is { } name)
                return Enum.Parse(property.PropertyType, name);
            faults.Add($"{value.Path}: must be {string.Join(" or ", names)}, but is \"{value.Value}\".");
            return null;
        }

        if (property.PropertyType == typeof(int))
        {
            if (int.TryParse(value.Value, out var number))
                return number;
            faults.Add($"{value.Path}: must be a whole number, but is \"{value.Value}\".");
            return null;
        }

        return value.Value;
    }

    private static IEnumerable<string> FaultsOf<T>(T settings, PropertyInfo property)
    {
        var value = property.GetValue(settings);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
        {
            yield return rule is RangeAttribute range
                ? $"must be from {range.Minimum} to {range.Maximum}, but is {value}."
                : "must not be empty.";
        }
    }
}
