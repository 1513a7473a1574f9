using System.Buffers;
using System.Text;

namespace Curlew.Domain.Definitions.Templates;

/// <summary>Puts a template together from literals and other templates, with as few segments as possible.</summary>
internal sealed class TemplateBuilder
{
    private readonly List<TemplateSegment> _segments = [];
    private readonly ArrayBufferWriter<byte> _literal = new();

    /// <summary>Whether there is nothing in it yet.</summary>
    public bool IsEmpty => _segments.Count == 0 && _literal.WrittenCount == 0;

    /// <summary>Bytes that stand there each time.</summary>
    public TemplateBuilder Add(ReadOnlySpan<byte> literal)
    {
        _literal.Write(literal);
        return this;
    }

    /// <summary>Text that stands there each time.</summary>
    public TemplateBuilder Add(string literal) => Add(Encoding.UTF8.GetBytes(literal));

    /// <summary>Another template; <paramref name="writeLiteral"/> says how its literals have to be written here.</summary>
    public TemplateBuilder Add(Template template, Func<string, string>? writeLiteral = null)
    {
        foreach (var segment in template.Segments)
        {
            if (segment.Variable is not null)
            {
                EndLiteral();
                _segments.Add(segment);
            }
            else if (writeLiteral is null)
            {
                Add(segment.Literal.Span);
            }
            else
            {
                Add(writeLiteral(Encoding.UTF8.GetString(segment.Literal.Span)));
            }
        }

        return this;
    }

    /// <summary>What was put together.</summary>
    public Template Build()
    {
        EndLiteral();
        return new Template(source: null, _segments);
    }

    private void EndLiteral()
    {
        if (_literal.WrittenCount == 0)
            return;
        _segments.Add(new TemplateSegment(_literal.WrittenSpan.ToArray(), null, ValueEncoding.None));
        _literal.Clear();
    }
}
