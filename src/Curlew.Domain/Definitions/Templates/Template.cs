using System.Text;

namespace Curlew.Domain.Definitions.Templates;

/// <summary>
/// Text with variables, compiled once: <c>Bearer ${token}</c>. <c>$${</c> stands for a literal <c>${</c>. What a variable
/// may hold is known only during the run, so each place knows how a value has to be written there.
/// </summary>
public sealed class Template : IEquatable<Template>
{
    private readonly string? _source;

    /// <summary>A template; <paramref name="source"/> is null where nobody wrote it in one piece.</summary>
    internal Template(string? source, IReadOnlyList<TemplateSegment> segments) => (_source, Segments) = (source, segments);

    /// <summary>As it was written; for a body that is made of several texts, what it comes to with its variables unfilled.</summary>
    public string Source => _source
        ?? string.Concat(Segments.Select(segment => segment.Variable is { } name ? $"${{{name}}}" : Encoding.UTF8.GetString(segment.Literal.Span)));

    /// <summary>Its parts in order: literal bytes and variables.</summary>
    public IReadOnlyList<TemplateSegment> Segments { get; }

    /// <summary>Whether it has no variables, so that it is the same each time.</summary>
    public bool IsLiteral => Segments.All(segment => segment.Variable is null);

    /// <summary>The variables that it names, in order, each as often as it stands there.</summary>
    public IEnumerable<string> Variables => Segments.Where(segment => segment.Variable is not null).Select(segment => segment.Variable!);

    /// <summary>What it comes to where it <see cref="IsLiteral"/>.</summary>
    public ReadOnlyMemory<byte> LiteralBytes => Segments.Count switch
    {
        0 => default,
        1 => Segments[0].Literal,
        _ => Segments.SelectMany(segment => segment.Literal.ToArray()).ToArray(),
    };

    /// <summary>Text without variables, whatever it looks like.</summary>
    public static Template OfLiteral(string text) => OfLiteral(text, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes without variables.</summary>
    public static Template OfLiteral(string source, ReadOnlyMemory<byte> bytes) =>
        new(source, [new TemplateSegment(bytes, null, ValueEncoding.None)]);

    /// <summary>The texts around its variables.</summary>
    internal IEnumerable<string> LiteralTexts =>
        Segments.Where(segment => segment.Variable is null).Select(segment => Encoding.UTF8.GetString(segment.Literal.Span));

    /// <inheritdoc/>
    public bool Equals(Template? other) => other is not null
        && _source == other._source
        && Segments.Count == other.Segments.Count
        && Segments.Zip(other.Segments).All(pair => pair.First.IsSameAs(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Template);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_source, Segments.Count, Segments.Sum(segment => segment.Literal.Length));

    /// <inheritdoc/>
    public override string ToString() => Source;
}

/// <summary>A part of a template.</summary>
/// <param name="Literal">UTF-8 that stands there each time; empty for a variable.</param>
/// <param name="Variable">The variable whose value stands there; null for a literal.</param>
/// <param name="Encoding">How the value is written there.</param>
public readonly record struct TemplateSegment(ReadOnlyMemory<byte> Literal, string? Variable, ValueEncoding Encoding)
{
    /// <summary>Whether it holds the same, wherever its bytes lie.</summary>
    internal bool IsSameAs(TemplateSegment other) =>
        Variable == other.Variable && Encoding == other.Encoding && Literal.Span.SequenceEqual(other.Literal.Span);
}

/// <summary>How a variable's value is written into its place.</summary>
public enum ValueEncoding
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Percent-encoded (RFC 3986): all but letters, digits and <c>-._~</c>. In a URL, after the authority.</summary>
    Percent,

    /// <summary>As application/x-www-form-urlencoded has it (WHATWG URL): like percent, with + for a space.</summary>
    Form,

    /// <summary>Escaped as it has to be within a JSON string (RFC 8259, section 7).</summary>
    Json,

    /// <summary>
    /// As browsers write the name of a field or a file of a multipart body, between quotes (WHATWG HTML, multipart/form-data):
    /// <c>"</c> becomes %22, CR %0D and LF %0A.
    /// </summary>
    Quoted,
}
