using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Templates;
using Curlew.Engine.Variables;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Requests;

/// <summary>A header line as libcurl takes it: <c>Name: value</c>, <c>Name;</c> for one without a value, <c>Name:</c> for none.</summary>
internal sealed class PreparedHeader
{
    private readonly byte[] _start;
    private readonly int _nameLength;
    private readonly PreparedTemplate? _value;

    private PreparedHeader(string name, string start, PreparedTemplate? value) =>
        (_nameLength, _start, _value) = (name.Length, Encoding.UTF8.GetBytes(name + start), value);

    internal bool IsLiteral => _value is null;

    /// <summary>The line where it <see cref="IsLiteral"/>.</summary>
    internal string Line => Encoding.UTF8.GetString(_start);

    /// <summary>All lines of a step: its own, and those that its body and its authentication bring along.</summary>
    internal static PreparedHeader[] Of(Step step, VariableSlots slots)
    {
        var lines = step.Headers.Select(header => Of(header.Key, ": ", header.Value, slots)).ToList();
        if (step.Authentication is BearerAuthentication bearer)
            lines.Add(Of("Authorization", ": Bearer ", bearer.Token, slots));
        if (step.Body is { } body && !Has("Content-Type"))
            lines.Add(new PreparedHeader("Content-Type", $": {body.ContentType}", null));

        // Bodies over 1 MB on HTTP/1.1 would send "Expect: 100-continue" and wait up to a second for the answer.
        if (!Has("Expect"))
            lines.Add(new PreparedHeader("Expect", ":", null));
        return [.. lines];

        bool Has(string name) => step.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Writes the line with the values of one request; false where that cannot be done.</summary>
    internal bool TryWrite(VariableValues values, in RequestMoment moment, CurlHeaderLines to)
    {
        var begin = to.Text.Length;
        to.Text.Append(_start);
        if (_value is not null && !TemplateWriter.TryWrite(_value, values, moment, to.Text))
            return false;
        if (_value is not null && to.Text.Written[begin..].TrimEnd(" \t"u8).Length == _nameLength + 1)
            WriteWithoutValue(begin, to.Text);
        to.EndLine();
        return true;
    }

    private static PreparedHeader Of(string name, string start, Template value, VariableSlots slots)
    {
        if (!value.IsLiteral)
            return new PreparedHeader(name, start, new PreparedTemplate(value, slots, TemplatePlace.Header));
        var text = Encoding.UTF8.GetString(value.LiteralBytes.Span);
        return new PreparedHeader(name, text.Length == 0 ? ";" : start + text, null);
    }

    /// <summary>"Name:" would tell libcurl to leave the header out.</summary>
    private void WriteWithoutValue(int begin, CurlBuffer text)
    {
        text.Truncate(begin);
        text.Append(_start.AsSpan(0, _nameLength));
        text.Append((byte)';');
    }
}
