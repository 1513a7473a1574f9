using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Engine.Variables;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Answers;

/// <summary>Whether an answer is what its step expects, and what the step takes from it.</summary>
internal sealed class AnswerCheck
{
    private readonly int[] _statuses;
    private readonly (byte[] Name, byte[]? Contains)[] _headers;
    private readonly byte[]? _bodyContains;
    private readonly (JsonPointer Pointer, JsonValue? Value)[] _json;
    private readonly long _maxMicros;
    private readonly VariableExtractor[] _extractors;

    internal AnswerCheck(Step step, VariableSlots slots)
    {
        var expect = step.Expect;
        _statuses = [.. expect.Statuses];
        _headers =
        [
            .. expect.Headers.Select(header =>
                (Encoding.ASCII.GetBytes(header.Name), header.Contains is { } text ? Encoding.UTF8.GetBytes(text) : null)),
        ];
        _bodyContains = expect.BodyContains is { } part ? Encoding.UTF8.GetBytes(part) : null;
        _json = [.. expect.Json.Select(json => (json.Pointer, json.Value is { } value ? new JsonValue(value) : null))];
        _maxMicros = expect.MaxTime is { } time ? (long)time.TotalMicroseconds : long.MaxValue;
        _extractors = [.. step.Extract.Select(extraction => VariableExtractor.Of(extraction, slots))];
    }

    /// <summary>
    /// Looks at an answer that came whole, and sets the variables where it is what was expected. Answers the first thing that
    /// is wrong.
    /// </summary>
    internal FailureKind Apply(CurlEasy answer, in Outcome outcome, VariableValues values)
    {
        var failure = !IsExpected(outcome.Status) ? FailureKind.Status
            : !HasHeaders(answer) ? FailureKind.Header
            : _bodyContains is not null && answer.Body.IndexOf(_bodyContains) < 0 ? FailureKind.Body
            : !HasJson(answer) ? FailureKind.Json
            : outcome.TotalMicros > _maxMicros ? FailureKind.MaxTime
            : FailureKind.None;
        for (var index = 0; index < _extractors.Length && failure == FailureKind.None; index++)
            failure = _extractors[index].Extract(answer, values);
        return failure;
    }

    private bool IsExpected(int status) =>
        _statuses.Length == 0 ? status is > 0 and < 400 : _statuses.AsSpan().Contains(status);

    private bool HasHeaders(CurlEasy answer)
    {
        foreach (var (name, contains) in _headers)
        {
            if (!HeaderFinder.Holds(answer.HeadersOfLastAnswer, name, contains))
                return false;
        }

        return true;
    }

    private bool HasJson(CurlEasy answer)
    {
        foreach (var (pointer, value) in _json)
        {
            if (!JsonFinder.TryFind(answer.Body, pointer, out var reader) || (value is not null && !value.Equals(answer.Body, ref reader)))
                return false;
        }

        return true;
    }
}
