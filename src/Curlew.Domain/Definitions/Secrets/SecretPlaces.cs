using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Secrets;

/// <summary>
/// Where definitions have their secrets: the one list of them, whatever is to be done with these. A secret is what is one by
/// default (headers by their names, passwords and tokens, the client's certificate and key) and what the definition marks as
/// one (<c>secretHeaders</c>, <c>secretBody</c>, <c>secret</c> of data).
/// </summary>
public static class SecretPlaces
{
    /// <summary>
    /// Changes what stands at each place that may hold a secret, secret or not, in the document's order; the rest of the
    /// document stays as it is.
    /// </summary>
    public static RunDefinitionDocument MapSecrets(this RunDefinitionDocument definition, Func<SecretPlace, SecretChange> change)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new Walk(change).Of(definition);
    }

    private sealed class Walk(Func<SecretPlace, SecretChange> change)
    {
        private const string Tls = "tls";

        private readonly Dictionary<string, int> _feeds = [];

        public RunDefinitionDocument Of(RunDefinitionDocument definition) => definition with
        {
            Steps = definition.Steps is { } steps ? [.. steps.Select(Of)] : null,
            Data = definition.Data is { } data ? [.. data.Select(Of)] : null,
            Tls = definition.Tls is { } tls
                ? tls with
                {
                    ClientCertificatePem = Text(tls.ClientCertificatePem, Tls, Tls, "clientCertificatePem", isSecret: true),
                    ClientKeyPem = Text(tls.ClientKeyPem, Tls, Tls, "clientKeyPem", isSecret: true),
                }
                : null,
        };

        private StepDocument Of(StepDocument step, int index)
        {
            var (path, key) = (FieldPath.Element("steps", index), $"step\n{StepRules.NameOf(step, index)}");
            var isBody = step.SecretBody == true;
            return step with
            {
                Headers = Texts(step.Headers, path, key, "headers", name => IsSecret(step, name)),
                Body = step.Body is { } body ? Json(body, path, key, isBody) : null,
                BodyBase64 = Text(step.BodyBase64, path, key, "bodyBase64", isBody),
                Form = Texts(step.Form, path, key, "form", _ => isBody),
                Multipart = step.Multipart is { } parts
                    ? [.. parts.Select((part, place) => Of(part, FieldPath.Element(FieldPath.Member(path, "multipart"), place), $"{key}\n{place}", isBody))]
                    : null,
                Authentication = step.Authentication is { } authentication
                    ? Of(authentication, FieldPath.Member(path, "authentication"), $"{key}\nauthentication")
                    : null,
            };
        }

        private PartDocument Of(PartDocument part, string path, string step, bool isSecret)
        {
            var key = $"{step}\n{part.Name}";
            return part with { Value = Text(part.Value, path, key, "value", isSecret), Base64 = Text(part.Base64, path, key, "base64", isSecret) };
        }

        private AuthenticationDocument Of(AuthenticationDocument authentication, string path, string key) => authentication with
        {
            Password = Text(authentication.Password, path, key, "password", isSecret: true),
            Token = Text(authentication.Token, path, key, "token", isSecret: true),
        };

        /// <summary>Names of data need not differ; those of the same name are told by their order.</summary>
        private DataFeedDocument Of(DataFeedDocument feed, int index)
        {
            var name = DataRules.NameOf(feed, index);
            var place = _feeds[name] = _feeds.GetValueOrDefault(name) + 1;
            var (path, key, isSecret) = (FieldPath.Element("data", index), $"data\n{name}\n{place}", feed.Secret == true);
            return feed with
            {
                Rows = feed.Rows is { } rows ? Table(rows, path, key, isSecret) : null,
                Csv = Text(feed.Csv, path, key, "csv", isSecret),
            };
        }

        private string? Text(string? text, string path, string key, string name, bool isSecret)
        {
            if (text is null)
                return null;
            var changed = change(new SecretPlace(FieldPath.Member(path, name), $"{key}\n{name}", isSecret, () => text, () => text));
            return changed.Kind switch
            {
                SecretChangeKind.None => text,
                SecretChangeKind.LeaveOut => null,
                _ => changed.Text,
            };
        }

        private OrderedDictionary<string, string>? Texts(
            IReadOnlyDictionary<string, string>? texts, string path, string key, string name, Func<string, bool> isSecret)
        {
            if (texts is null)
                return null;
            var changed = new OrderedDictionary<string, string>(texts.Count);
            foreach (var (member, text) in texts)
            {
                var memberKey = $"{key}\n{name}{(name == "headers" ? member.ToUpperInvariant() : member)}";
                if (Text(text, FieldPath.Member(path, name), memberKey, member, isSecret(member)) is { } value)
                    changed[member] = value;
            }

            return changed;
        }

        private JsonElement? Json(JsonElement json, string path, string key, bool isSecret)
        {
            var changed = change(new SecretPlace(
                FieldPath.Member(path, "body"), $"{key}\nbody", isSecret, json.GetRawText,
                () => json.ValueKind == JsonValueKind.String ? json.GetString() : null));
            return changed.Kind switch
            {
                SecretChangeKind.None => json,
                SecretChangeKind.Token => JsonSerializer.SerializeToElement(changed.Text),
                SecretChangeKind.Value => JsonElement.Parse(changed.Text),
                _ => null,
            };
        }

        /// <summary>Rows are one secret, not one for each value of what may be millions; a token stands in a table of its own.</summary>
        private IReadOnlyList<IReadOnlyList<string>>? Table(
            IReadOnlyList<IReadOnlyList<string>> rows, string path, string key, bool isSecret)
        {
            var changed = change(new SecretPlace(
                FieldPath.Member(path, "rows"), $"{key}\nrows", isSecret,
                () => JsonSerializer.Serialize(rows, CurlewJson.Options), () => rows is [[var only]] ? only : null));
            return changed.Kind switch
            {
                SecretChangeKind.None => rows,
                SecretChangeKind.Token => [[changed.Text]],
                SecretChangeKind.Value => JsonSerializer.Deserialize<IReadOnlyList<IReadOnlyList<string>>>(changed.Text, CurlewJson.Options),
                _ => null,
            };
        }

        private static bool IsSecret(StepDocument step, string header) => CredentialHeaders.Contains(header)
            || (step.SecretHeaders?.Contains(header, StringComparer.OrdinalIgnoreCase) ?? false);
    }
}
