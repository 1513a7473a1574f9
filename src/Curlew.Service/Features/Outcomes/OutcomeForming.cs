using System.Text;
using Curlew.Service.Features.Runs;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>Writes outcomes in one form, field by field, with nothing allocated per outcome.</summary>
internal sealed class OutcomeForming
{
    // What a field takes at most, beside words of the definition: a name, a number of 64 bits, punctuation.
    private const int FieldBytes = 64;

    private readonly bool _isCsv;
    private readonly OutcomeWords _words;
    private readonly OutcomeField[] _fields;
    private readonly byte[][] _names;

    public OutcomeForming(OutcomeRequest request, IReadOnlyList<string> stepNames)
    {
        _isCsv = request.Form == OutcomeForm.Csv;
        _words = new OutcomeWords(request.Run, request.Form, stepNames);
        _fields = [.. request.Fields];
        _names = [.. _fields.Select(field => _isCsv ? [] : Encoding.ASCII.GetBytes($"\"{NameOf(field)}\":"))];
    }

    /// <summary>The most bytes that an outcome takes.</summary>
    public int GreatestLength => (_fields.Length * FieldBytes) + _words.Longest;

    /// <summary>What comes before the first outcome.</summary>
    public byte[] Header => _isCsv
        ? Encoding.ASCII.GetBytes($"{string.Join(',', _fields.Select(NameOf))}\r\n")
        : [];

    /// <summary>Refuses what cannot be written, before anything is.</summary>
    public void Check(IEnumerable<OutcomeRow> rows)
    {
        var buffer = new byte[GreatestLength];
        foreach (var row in rows)
            Write(row, buffer);
    }

    /// <summary>Writes an outcome, and what stands between two; answers how many bytes it takes.</summary>
    /// <exception cref="OutcomesUnavailableException">It cannot have been stored like this: the file is damaged.</exception>
    public int Write(in OutcomeRow row, Span<byte> buffer)
    {
        var text = new OutcomeText(buffer);
        if (!_isCsv)
            text.AddCharacter((byte)'{');
        for (var index = 0; index < _fields.Length; index++)
        {
            var field = _fields[index];
            if (field == OutcomeField.Iteration && row.Outcome.Iteration == OutcomeStore.UnknownIteration)
            {
                if (_isCsv)
                    text.AddCharacter((byte)',');
                continue;
            }

            text.Add(_names[index]);
            WriteValue(ref text, field, row);
            text.AddCharacter((byte)',');
        }

        if (_fields.Length > 0 && text.Length > 1)
            text.TakeBack();
        text.Add(_isCsv ? "\r\n"u8 : "}\n"u8);
        return text.Length;
    }

    private void WriteValue(ref OutcomeText text, OutcomeField field, in OutcomeRow row)
    {
        var outcome = row.Outcome;
        switch (field)
        {
            case OutcomeField.Row: text.Add(row.Row); break;
            case OutcomeField.Step: text.Add(_words.Step(outcome)); break;
            case OutcomeField.VirtualUser: text.Add(outcome.VirtualUser); break;
            case OutcomeField.Iteration: text.Add(outcome.Iteration); break;
            case OutcomeField.PlannedMs: text.AddAsMs(outcome.PlannedMicros); break;
            case OutcomeField.StartedMs: text.AddAsMs(outcome.StartedMicros); break;
            case OutcomeField.EndedMs: text.AddAsMs(outcome.StartedMicros + outcome.TotalMicros); break;
            case OutcomeField.ResponseTimeMs: text.AddAsMs(outcome.StartedMicros - outcome.PlannedMicros + outcome.TotalMicros); break;
            case OutcomeField.ServiceTimeMs: text.AddAsMs(outcome.TotalMicros); break;
            case OutcomeField.DnsMs: text.AddAsMs(outcome.DnsMicros); break;
            case OutcomeField.ConnectMs: text.AddAsMs(outcome.ConnectMicros); break;
            case OutcomeField.TlsMs: text.AddAsMs(outcome.TlsMicros); break;
            case OutcomeField.RequestSentMs: text.AddAsMs(outcome.RequestSentMicros); break;
            case OutcomeField.FirstByteMs: text.AddAsMs(outcome.FirstByteMicros); break;
            case OutcomeField.Status: text.Add(outcome.Status); break;
            case OutcomeField.CurlCode: text.Add(outcome.CurlCode); break;
            case OutcomeField.CurlSymbol: text.Add(_words.Symbol(outcome)); break;
            case OutcomeField.Succeeded: text.Add(Word(outcome.Succeeded)); break;
            case OutcomeField.Failure: text.Add(_words.Failure(outcome)); break;
            case OutcomeField.HttpVersion: text.Add(_words.HttpVersion(outcome)); break;
            case OutcomeField.ConnectionId: text.Add(outcome.ConnectionId); break;
            case OutcomeField.NewConnection: text.Add(Word(outcome.NewConnection)); break;
            case OutcomeField.BytesUp: text.Add(outcome.BytesUp); break;
            case OutcomeField.BytesDown: text.Add(outcome.BytesDown); break;
            case OutcomeField.HiddenRepeats: text.Add(outcome.HiddenRepeats); break;
            default: text.Add(outcome.Redirects); break;
        }
    }

    private static string NameOf(OutcomeField field) => ApiWords<OutcomeField>.All[(int)field];

    private static ReadOnlySpan<byte> Word(bool value) => value ? "true"u8 : "false"u8;
}
