using Curlew.Domain.Definitions.Templates;

namespace Curlew.Engine.Variables;

/// <summary>A template whose variables are slots.</summary>
internal sealed class PreparedTemplate
{
    private readonly Segment[] _segments;

    internal PreparedTemplate(Template template, VariableSlots slots, TemplatePlace place)
    {
        Place = place;
        IsLiteral = template.IsLiteral;
        _segments =
        [
            .. template.Segments.Select(segment => segment.Variable is { } name
                ? new Segment(default, IsVariable: true, slots[name], segment.Encoding)
                : new Segment(segment.Literal, IsVariable: false, 0, segment.Encoding)),
        ];
    }

    internal bool IsLiteral { get; }

    internal TemplatePlace Place { get; }

    internal ReadOnlySpan<Segment> Segments => _segments;

    /// <summary>A literal, or a variable's place.</summary>
    internal readonly record struct Segment(ReadOnlyMemory<byte> Literal, bool IsVariable, int Slot, ValueEncoding Encoding);
}

/// <summary>Where a template stands: what a value must not hold there.</summary>
internal enum TemplatePlace
{
    /// <summary>In a URL: no spaces, no control characters, nothing beyond ASCII, unless percent-encoding takes care of them.</summary>
    Url,

    /// <summary>In a header or a credential: no control characters but the tab, which would end it and begin another.</summary>
    Header,

    /// <summary>In a body: anything.</summary>
    Body,
}
