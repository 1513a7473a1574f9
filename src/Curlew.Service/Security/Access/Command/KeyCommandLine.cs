using System.Globalization;
using Curlew.Domain.Access;
using Curlew.Service.Hosting;
using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Security.Access.Command;

/// <summary>
/// The arguments of <c>keys</c>. What is not known is a fault, and no setting of the service as elsewhere on its command line: a
/// misspelt <c>--expires-in-days</c> would make a key without end. Settings have a colon in their names.
/// </summary>
/// <param name="Verb">What to do: <c>create</c>, <c>list</c> or <c>revoke</c>.</param>
/// <param name="Options">What was given of <c>--name</c>, <c>--role</c> and <c>--expires-in-days</c>.</param>
/// <param name="Words">What stands without dashes: which key to revoke.</param>
/// <param name="Settings">Settings of the service, as it takes them.</param>
internal sealed record KeyCommandLine(
    string Verb, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Words, IReadOnlyList<string> Settings)
{
    /// <summary>How it is used.</summary>
    public const string Usage = """
        Makes, lists and revokes the API keys of Curlew, on the database that its settings name, whether the service runs or not.

          Curlew.Service keys create --name NAME --role viewer|runner|admin [--expires-in-days N]
          Curlew.Service keys list
          Curlew.Service keys revoke PREFIX|ID

        viewer reads, runner also starts and stops runs and changes definitions, admin may do everything. The key is printed once,
        to standard output, and cannot be had again. Settings go last, as the service takes them: --Storage:Directory=DIRECTORY.
        """;

    private const string Name = "name";
    private const string Role = "role";
    private const string Days = "expires-in-days";

    private static readonly string[] OptionNames = [Name, Role, Days];

    /// <summary>Reads the arguments after <c>keys</c>.</summary>
    /// <exception cref="StartException">They have a fault.</exception>
    public static KeyCommandLine Read(IReadOnlyList<string> arguments)
    {
        var (options, words, settings) = (new Dictionary<string, string>(), new List<string>(), new List<string>());
        for (var place = 1; place < arguments.Count; place++)
        {
            var argument = arguments[place];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(argument);
                continue;
            }

            var (name, value) = argument[2..].Split('=', 2) is [var before, var after] ? (before, after) : (argument[2..], null);
            if (!OptionNames.Contains(name) && !name.Contains(':', StringComparison.Ordinal))
                throw Fault($"--{name} is not known.");
            value ??= ++place < arguments.Count ? arguments[place] : throw Fault($"--{name} needs a value.");
            if (!OptionNames.Contains(name))
                settings.Add($"--{name}={value}");
            else if (!options.TryAdd(name, value))
                throw Fault($"--{name} is there twice.");
        }

        return new KeyCommandLine(arguments.Count > 0 ? arguments[0] : "", options, words, settings);
    }

    /// <summary>The name of the key to be made.</summary>
    public string NameOfKey => Options.GetValueOrDefault(Name)?.Trim() is { } name && KeyRules.IsName(name)
        ? name
        : throw Fault($"--name is needed, with 1 to {KeyRules.NameLength} characters: whose the key is, or what for.");

    /// <summary>Its role.</summary>
    public ApiRole RoleOfKey => Options.GetValueOrDefault(Role)?.ToLowerInvariant() switch
    {
        "viewer" => ApiRole.Viewer,
        "runner" => ApiRole.Runner,
        "admin" => ApiRole.Admin,
        _ => throw Fault("--role is needed: viewer, runner or admin."),
    };

    /// <summary>How long it is to be of use; null for ever.</summary>
    public TimeSpan? LifeOfKey
    {
        get
        {
            if (Options.GetValueOrDefault(Days) is not { } text)
                return null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= KeyRules.LifeDays
                ? TimeSpan.FromDays(days)
                : throw Fault($"--expires-in-days must be a whole number from 1 to {KeyRules.LifeDays}, but is \"{text}\".");
        }
    }

    /// <summary>A fault, with how it is used.</summary>
    public static StartException Fault(string what) => new($"{what}\n\n{Usage}");
}
