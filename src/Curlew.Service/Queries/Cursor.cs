using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Curlew.Domain.Runs;

namespace Curlew.Service.Queries;

/// <summary>
/// Cursors: where a list continues, in a form that nobody is tempted to compute with, so that it may change.
/// </summary>
internal static class Cursor
{
    private const string RunPrefix = "run:";
    private const string DefinitionPrefix = "definition:";
    private const string AuditPrefix = "audit:";
    private const string ComparisonPrefix = "comparison:";
    private const string RevisionPrefix = "revision:";

    /// <summary>Continues after a run.</summary>
    public static string Of(RunId run) => Encode(RunPrefix + run);

    /// <summary>Reads a cursor of <see cref="Of(RunId)"/>.</summary>
    public static bool TryReadRun(string text, out RunId? run)
    {
        var read = RunId.TryParse(Decode(text, RunPrefix), out var id);
        run = read ? id : null;
        return read;
    }

    /// <summary>Continues after a definition.</summary>
    public static string OfDefinition(Guid id) => Encode($"{DefinitionPrefix}{id:D}");

    /// <summary>Reads a cursor of <see cref="OfDefinition"/>.</summary>
    public static bool TryReadDefinition(string text, out Guid? id)
    {
        var read = Guid.TryParseExact(Decode(text, DefinitionPrefix), "D", out var found);
        id = read ? found : null;
        return read;
    }

    /// <summary>Continues after an entry of the audit trail.</summary>
    public static string OfAudit(Guid id) => Encode($"{AuditPrefix}{id:D}");

    /// <summary>Reads a cursor of <see cref="OfAudit"/>.</summary>
    public static bool TryReadAudit(string text, out Guid? id)
    {
        var read = Guid.TryParseExact(Decode(text, AuditPrefix), "D", out var found);
        id = read ? found : null;
        return read;
    }

    /// <summary>Continues after a revision.</summary>
    public static string OfRevision(int revision) => Encode(RevisionPrefix + revision.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a cursor of <see cref="OfRevision"/>.</summary>
    public static bool TryReadRevision(string text, out int? revision)
    {
        var read = int.TryParse(Decode(text, RevisionPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        revision = read ? number : null;
        return read;
    }

    /// <summary>Continues after a comparison.</summary>
    public static string OfComparison(Guid id) => Encode($"{ComparisonPrefix}{id:D}");

    /// <summary>Reads a cursor of <see cref="OfComparison"/>.</summary>
    public static bool TryReadComparison(string text, out Guid? id)
    {
        var read = Guid.TryParseExact(Decode(text, ComparisonPrefix), "D", out var found);
        id = read ? found : null;
        return read;
    }

    /// <summary>A cursor of a text that begins with a prefix of its own.</summary>
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    /// <summary>The text of a cursor, behind its prefix; null where it is none of this kind.</summary>
    public static string? Decode(string cursor, string prefix)
    {
        if (!Base64Url.IsValid(cursor))
            return null;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
