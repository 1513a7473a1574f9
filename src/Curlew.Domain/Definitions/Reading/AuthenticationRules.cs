using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>How a step may authenticate itself. No message holds what was given, for these are secrets.</summary>
internal sealed class AuthenticationRules(FaultList faults, string path, VariableScope scope)
{
    /// <summary>The authentication; null for none, and where it is faulty.</summary>
    public Authentication? Read(StepDocument step)
    {
        if (step.Authentication is not { } document)
            return null;
        if (HeaderRules.ValueOf(step.Headers, "Authorization") is not null)
        {
            faults.Add(
                path,
                "Cannot stand beside an Authorization header, which libcurl then writes itself; leave one of the two out.");
        }

        if (!faults.Has(Field("type")))
            faults.Add(Field("type"), "Is missing: \"basic\" (with `user` and `password`) or \"bearer\" (with `token`).");
        return document.Type switch
        {
            "basic" => ReadBasic(document),
            "bearer" => ReadBearer(document),
            _ => null,
        };
    }

    private BasicAuthentication? ReadBasic(AuthenticationDocument document)
    {
        CheckFields("basic", ["user", "password"], ["token"]);
        var user = scope.Read(document.User, ValueEncoding.None, Field("user"));
        if (user?.LiteralTexts.Any(text => text.Contains(':')) ?? false)
            faults.Add(Field("user"), "Must not hold a colon, which ends the user's name (RFC 7617).");
        var password = scope.Read(document.Password, ValueEncoding.None, Field("password"));
        CheckControlCharacters(user, Field("user"));
        CheckControlCharacters(password, Field("password"));
        return user is null || password is null ? null : new BasicAuthentication(user, password);
    }

    private BearerAuthentication? ReadBearer(AuthenticationDocument document)
    {
        CheckFields("bearer", ["token"], ["user", "password"]);
        if (scope.Read(document.Token, ValueEncoding.None, Field("token")) is not { } token)
            return null;
        if (!IsToken(token))
        {
            faults.Add(
                Field("token"),
                "Must be a bearer token (RFC 6750): letters, digits and -._~+/, at the end perhaps some =, and without the word \"Bearer\".");
        }

        return new BearerAuthentication(token);
    }

    private void CheckFields(string type, string[] needed, string[] others)
    {
        var listed = string.Join(" and ", needed.Select(name => $"`{name}`"));
        foreach (var field in needed.Where(field => !faults.Has(Field(field))))
            faults.Add(Field(field), $"Is missing: authentication of the type \"{type}\" needs {listed}.");
        foreach (var field in others.Where(field => faults.Has(Field(field))))
            faults.Add(Field(field), $"Does not belong to authentication of the type \"{type}\"; leave it out.");
    }

    private void CheckControlCharacters(Template? template, string field)
    {
        if (template?.LiteralTexts.Any(text => text.Any(char.IsControl)) ?? false)
            faults.Add(field, "Must not hold control characters such as line breaks (RFC 7617).");
    }

    /// <summary>Whether it can be a token with what its variables will hold: only what stands there now can be wrong.</summary>
    private static bool IsToken(Template token)
    {
        var text = string.Concat(token.LiteralTexts);
        return (text.Length > 0 || !token.IsLiteral)
            && text.TrimEnd('=').All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/');
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
