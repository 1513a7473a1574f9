using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Extraction;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What a step may set from its answer: each variable from one place, under a name that is free.</summary>
internal sealed class ExtractRules(FaultList faults, string path, VariableScope scope, PatternAllowance patterns)
{
    /// <summary>Which fields belong to which place; the first of each is needed.</summary>
    private static readonly Dictionary<string, string[]> FieldsOf = new()
    {
        ["json"] = ["pointer"],
        ["header"] = ["header"],
        ["cookie"] = ["cookie"],
        ["regex"] = ["pattern", "group"],
    };

    private static readonly string[] Fields = [.. FieldsOf.Values.SelectMany(fields => fields)];

    /// <summary>The extractions; faulty ones are left out.</summary>
    public IReadOnlyList<VariableExtraction> Read(IReadOnlyList<ExtractDocument>? documents)
    {
        var read = new List<VariableExtraction>();
        var names = new HashSet<string>();
        for (var index = 0; index < (documents?.Count ?? 0); index++)
        {
            var entry = FieldPath.Element(path, index);
            if (faults.At(entry))
                continue;
            CheckName(documents![index].Name, FieldPath.Member(entry, "name"), names);
            if (ReadOne(documents[index], entry) is { } extraction)
                read.Add(extraction);
        }

        return read;
    }

    private void CheckName(string? name, string field, HashSet<string> names)
    {
        if (!faults.Has(field))
            faults.Add(field, "Is missing: give the variable that is set a name.");
        else if (name is not null && scope.FaultOfName(name) is { } fault)
            faults.Add(field, fault);
        else if (name is not null && !names.Add(name))
            faults.Add(field, $"Is set twice by this step (`{name}`); choose another name for one of the two.");
    }

    private VariableExtraction? ReadOne(ExtractDocument document, string entry)
    {
        if (!faults.Has(FieldPath.Member(entry, "from")))
            faults.Add(FieldPath.Member(entry, "from"), "Is missing: \"json\", \"header\", \"cookie\" or \"regex\".");
        if (document.From is null)
            return null;
        CheckFields(document.From, entry);
        var name = document.Name ?? "";
        return document.From switch
        {
            "json" => PointerRule.Read(document.Pointer, FieldPath.Member(entry, "pointer"), faults) is { } pointer
                ? new JsonExtraction(name, pointer)
                : null,
            "header" => IsToken(document.Header, "header", entry) ? new HeaderExtraction(name, document.Header!) : null,
            "cookie" => IsToken(document.Cookie, "cookie", entry) ? new CookieExtraction(name, document.Cookie!) : null,
            _ => ReadPattern(document, name, entry),
        };
    }

    private void CheckFields(string from, string entry)
    {
        var own = FieldsOf[from];
        var needed = FieldPath.Member(entry, own[0]);
        if (!faults.Has(needed))
            faults.Add(needed, $"Is missing: from \"{from}\" needs `{own[0]}`.");
        foreach (var other in Fields.Except(own).Where(other => faults.Has(FieldPath.Member(entry, other))))
        {
            faults.Add(
                FieldPath.Member(entry, other),
                $"Does not belong to from \"{from}\", which takes `{string.Join("` and `", own)}`; leave it out.");
        }
    }

    private bool IsToken(string? text, string kind, string entry)
    {
        if (text is null || TextRules.IsToken(text))
            return text is not null;
        faults.Add(
            FieldPath.Member(entry, kind),
            $"Must be the name of a {kind}: letters, digits and !#$%&'*+-.^_`|~ only (RFC 9110).");
        return false;
    }

    private RegexExtraction? ReadPattern(ExtractDocument document, string name, string entry)
    {
        if (document.Pattern is not { } pattern)
            return null;
        var fault = $"Must not bring the expressions of all steps together above {DefinitionLimits.PatternsLength} characters; "
            + "shorten or leave out some.";
        if (!patterns.TryTake(pattern) || !BodyPattern.TryCompile(pattern, out var regex, out fault))
        {
            faults.Add(FieldPath.Member(entry, "pattern"), fault);
            return null;
        }

        var groups = regex.GetGroupNumbers();
        var group = (int?)document.Group ?? groups.FirstOrDefault(number => number > 0);
        if (!groups.Contains(group))
        {
            faults.Add(
                FieldPath.Member(entry, "group"),
                groups.Length == 1
                    ? $"Must be 0, the whole match, for the expression has no groups, but is {group}."
                    : $"Must be one of the expression's groups ({string.Join(", ", groups)}), but is {group}.");
        }

        return new RegexExtraction(name, pattern, group);
    }
}
