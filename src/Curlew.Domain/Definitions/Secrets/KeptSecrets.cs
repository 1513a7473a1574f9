using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Secrets;

/// <summary>
/// The secrets of a definition that is there already, for another version of it to keep: whoever changes what an answer showed
/// and sends it back sends masks instead of secrets. Where there is nothing to keep, a mask is a fault; it never becomes a value.
/// </summary>
public sealed class KeptSecrets
{
    private const string IsMask = $"Is the mask \"{SecretMask.Mask}\", with which answers show that there is a secret, and not the secret itself";

    private readonly Dictionary<string, SecretPlace> _places = [];
    private readonly string _otherwise;

    private KeptSecrets(string otherwise) => _otherwise = otherwise;

    /// <summary>Nothing to keep.</summary>
    public static KeptSecrets None { get; } = new($"{IsMask}; give its value.");

    /// <summary>Those of a definition.</summary>
    public static KeptSecrets Of(RunDefinitionDocument definition)
    {
        var kept = new KeptSecrets(
            $"{IsMask}, and nothing is saved that it could stand for: steps, data and parts of a body are told by their names. Give the value.");
        definition.MapSecrets(place =>
        {
            kept._places.TryAdd(place.Key, place);
            return SecretChange.None;
        });
        return kept;
    }

    /// <summary>Nothing, for they cannot be read any more.</summary>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public static KeptSecrets Lost(string reason) => new($"{IsMask}, and what is saved cannot be kept: {reason}. Give the value.");

    /// <summary>The definition with what is kept in place of masks, and without those for which there is nothing.</summary>
    /// <param name="definition">The definition, masks and all.</param>
    /// <param name="fault">Told of the paths of those for which there is nothing, with a sentence.</param>
    public RunDefinitionDocument ApplyTo(RunDefinitionDocument definition, Action<string, string> fault) => definition.MapSecrets(place =>
    {
        if (place.Token != SecretMask.Mask)
            return SecretChange.None;
        var kept = _places.GetValueOrDefault(place.Key);
        if (place.IsSecret && kept is not null)
            return SecretChange.ToValue(kept.Value);

        // Anybody may send three stars where nothing is secret.
        if (!place.IsSecret && kept is not { IsSecret: true })
            return SecretChange.None;
        fault(place.Path, place.IsSecret ? _otherwise : $"{IsMask}. Mark it as a secret to keep it; give the value for it to be none any more.");
        return SecretChange.LeaveOut;
    });
}
