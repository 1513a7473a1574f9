using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Curlew.Domain.Targets;
using Curlew.Service.Security.Http;
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
            ReadSection<RetentionSettings>(configuration.GetSection("Retention"), faults),
            ReadSection<MetricsSettings>(configuration.GetSection("Metrics"), faults),
            ReadSection<TargetSettings>(configuration.GetSection("Targets"), faults),
            ReadSection<LimitSettings>(configuration.GetSection("Limits"), faults),
            ReadSection<SecretSettings>(configuration.GetSection("Secrets"), faults),
            ReadSection<HttpSettings>(configuration.GetSection("Http"), faults),
            configuration.GetSection("Engines").GetChildren()
                .ToDictionary(engine => engine.Key, engine => ReadSection<EngineSettings>(engine, faults)),
            configuration[ConnectionStringKey]);
        if (settings.Storage.Provider == DatabaseProvider.Postgres && string.IsNullOrWhiteSpace(settings.ConnectionString))
            faults.Add($"{ConnectionStringKey}: is missing; Storage:Provider Postgres needs it.");
        if (settings.Retention is { FailuresOnlyBelowFreeBytes: > 0 and var low } && settings.Retention.StopBelowFreeBytes > low)
        {
            faults.Add(
                "Retention:StopBelowFreeBytes: must not be greater than Retention:FailuresOnlyBelowFreeBytes "
                + $"({low}), but is {settings.Retention.StopBelowFreeBytes}.");
        }

        if (settings.Metrics.OtlpEndpoint is { } endpoint && !IsHttpAddress(endpoint))
            faults.Add($"Metrics:OtlpEndpoint: \"{endpoint}\" is no address; one is http://127.0.0.1:4317.");

        if (settings.Http.PublicUrl is { Length: > 0 } publicUrl && (!IsHttpAddress(publicUrl) || publicUrl.AsSpan().ContainsAny('?', '#')))
            faults.Add($"Http:PublicUrl: \"{publicUrl}\" is no address of a service; one is https://curlew.shop.test.");

        faults.AddRange(FaultsOf(settings.Targets));
        _ = KnownProxies.Read(settings.Http.KnownProxies, faults);
        return faults.Count == 0
            ? settings
            : throw new StartException(string.Join("\n  ", ["Curlew does not start, because of its settings:", .. faults]));
    }

    private static string ReadUrls(IConfiguration configuration, List<string> faults)
    {
        var urls = UrlsOfKestrel(configuration, faults);
        var key = ServiceSettings.KestrelEndpoints;
        if (urls.Length == 0)
            (urls, key) = (configuration["Urls"] is { Length: > 0 } given ? given : ServiceSettings.DefaultUrls, "Urls");
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                _ = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                faults.Add($"{key}: \"{url}\" is no address to listen on; one is {ServiceSettings.DefaultUrls}.");
            }
        }

        return urls;
    }

    private static IEnumerable<string> FaultsOf(TargetSettings targets)
    {
        foreach (var text in targets.Allow ?? [])
        {
            if (!TargetRule.TryParse(text, out _, out var fault))
                yield return $"Targets:Allow: \"{text}\" is no rule. {fault}";
        }
    }

    /// <summary>Where there are any, Kestrel listens on these and on nothing else.</summary>
    private static string UrlsOfKestrel(IConfiguration configuration, List<string> faults)
    {
        var endpoints = configuration.GetSection(ServiceSettings.KestrelEndpoints).GetChildren().ToList();
        faults.AddRange(endpoints
            .Where(endpoint => string.IsNullOrEmpty(endpoint["Url"]))
            .Select(endpoint => $"{endpoint.Path}:Url: is missing; one is https://127.0.0.1:5443."));
        return string.Join(';', endpoints.Select(endpoint => endpoint["Url"]).Where(url => !string.IsNullOrEmpty(url)));
    }

    private static bool IsHttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

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
        if (property.PropertyType == typeof(IReadOnlyList<string>))
            return ReadList(value);
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

        if (property.PropertyType == typeof(string))
            return value.Value;
        if (ReadNumber(value.Value, property.PropertyType) is { } number)
            return number;
        var kind = property.PropertyType == typeof(double) ? "a number" : "a whole number";
        faults.Add($"{value.Path}: must be {kind}, but is \"{value.Value}\".");
        return null;
    }

    /// <summary>
    /// An array, or one text of items with commas between them. The text takes the place of an array: so that a variable of the
    /// environment replaces the list of a file, where <c>__0</c> would replace its first item only. Null where there is neither.
    /// </summary>
    private static List<string>? ReadList(IConfigurationSection value)
    {
        if (!string.IsNullOrWhiteSpace(value.Value))
            return [.. value.Value.Split(',', StringSplitOptions.TrimEntries)];
        var items = value.GetChildren().Select(item => item.Value ?? "").ToList();
        return items.Count > 0 || value.Value is not null ? items : null;
    }

    private static object? ReadNumber(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(int))
            return int.TryParse(text, culture, out var whole) ? whole : null;
        if (type == typeof(long))
            return long.TryParse(text, culture, out var large) ? large : null;
        return type == typeof(double)
            ? double.TryParse(text, NumberStyles.Float, culture, out var number) ? number : null
            : throw new NotSupportedException($"No setting can be of type {type}.");
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
