using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Curlew.Domain.Definitions.Extraction;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Engine.Variables;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Answers;

/// <summary>Sets one variable from an answer.</summary>
internal abstract class VariableExtractor(int slot)
{
    internal static VariableExtractor Of(VariableExtraction extraction, VariableSlots slots) => extraction switch
    {
        JsonExtraction json => new FromJson(slots[json.Name], json.Pointer),
        HeaderExtraction header => new FromHeader(slots[header.Name], Encoding.ASCII.GetBytes(header.Header)),
        CookieExtraction cookie => new FromCookie(slots[cookie.Name], Encoding.ASCII.GetBytes(cookie.Cookie)),
        RegexExtraction regex => new FromText(slots[regex.Name], regex),
        _ => throw new NotSupportedException($"There is no extraction {extraction}."),
    };

    /// <summary>Sets the variable; answers why it could not.</summary>
    internal abstract FailureKind Extract(CurlEasy answer, VariableValues values);

    private FailureKind Keep(ReadOnlySpan<byte> value, VariableValues values)
    {
        value.CopyTo(values.Reserve(slot, value.Length));
        values.Set(slot, value.Length);
        return FailureKind.None;
    }

    private sealed class FromJson(int slot, JsonPointer pointer) : VariableExtractor(slot)
    {
        private readonly int _slot = slot;

        internal override FailureKind Extract(CurlEasy answer, VariableValues values)
        {
            var json = answer.Body;
            if (!JsonFinder.TryFind(json, pointer, out var reader))
                return FailureKind.Extraction;
            if (reader.TokenType != JsonTokenType.String)
                return JsonFinder.TryReadRaw(json, ref reader, out var raw) ? Keep(raw, values) : FailureKind.Extraction;
            try
            {
                // Unescaped text is never longer than its escaped form.
                values.Set(_slot, reader.CopyString(values.Reserve(_slot, reader.ValueSpan.Length)));
                return FailureKind.None;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, or bytes that are not UTF-8: JSON's grammar, but no text.
                return FailureKind.Extraction;
            }
        }
    }

    private sealed class FromHeader(int slot, byte[] name) : VariableExtractor(slot)
    {
        internal override FailureKind Extract(CurlEasy answer, VariableValues values) =>
            HeaderFinder.TryFindHeader(answer.HeadersOfLastAnswer, name, out var value) ? Keep(value, values) : FailureKind.Extraction;
    }

    private sealed class FromCookie(int slot, byte[] name) : VariableExtractor(slot)
    {
        internal override FailureKind Extract(CurlEasy answer, VariableValues values) =>
            HeaderFinder.TryFindCookie(answer.Headers, name, out var value) ? Keep(value, values) : FailureKind.Extraction;
    }

    /// <summary>It runs on the event loop, so what takes long is cut off (<see cref="BodyPattern"/>).</summary>
    private sealed class FromText : VariableExtractor
    {
        private readonly int _slot;
        private readonly Regex _regex;
        private readonly int _group;

        internal FromText(int slot, RegexExtraction extraction)
            : base(slot)
        {
            _slot = slot;
            _group = extraction.Group;
            _regex = BodyPattern.Compile(extraction.Pattern);
        }

        internal override FailureKind Extract(CurlEasy answer, VariableValues values)
        {
            try
            {
                // .NET tells the places of groups only for a string: the one extraction that allocates.
                var match = _regex.Match(Encoding.UTF8.GetString(answer.Body));
                if (!match.Success || !match.Groups[_group].Success)
                    return FailureKind.Extraction;
                var value = match.Groups[_group].ValueSpan;
                values.Set(_slot, Encoding.UTF8.GetBytes(value, values.Reserve(_slot, Encoding.UTF8.GetMaxByteCount(value.Length))));
                return FailureKind.None;
            }
            catch (RegexMatchTimeoutException)
            {
                return FailureKind.RegexTimeout;
            }
        }
    }
}
