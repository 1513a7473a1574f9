using System.Text.Json;
using System.Text;
using Curlew.Domain.Json;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.LibCurl;
using Curlew.Service.Features.Runs;
using Curlew.Service.Text;
using Curlew.Storage.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>The words of outcomes as one form has them, made once for an answer.</summary>
internal sealed class OutcomeWords
{
    private readonly RunId _run;
    private readonly Func<string, byte[]> _written;
    private readonly byte[][] _steps;
    private readonly byte[][] _failures;
    private readonly Dictionary<NegotiatedHttpVersion, byte[]> _versions;
    private readonly Dictionary<short, byte[]> _symbols = [];

    public OutcomeWords(RunId run, OutcomeForm form, IReadOnlyList<string> stepNames)
    {
        _run = run;
        _written = form == OutcomeForm.Csv ? InCsv : InJson;
        _steps = [.. stepNames.Select(_written)];
        _failures = [.. ApiWords<FailureKind>.All.Select(_written)];
        _versions = Enum.GetValues<NegotiatedHttpVersion>().ToDictionary(version => version, version => _written(version.ToWord()));
    }

    /// <summary>The longest of them.</summary>
    public int Longest => _steps.Max(step => step.Length);

    public byte[] Step(in Outcome outcome) => (uint)outcome.Step < _steps.Length
        ? _steps[outcome.Step]
        : throw Nonsense($"step {outcome.Step} of {_steps.Length}");

    public byte[] Failure(in Outcome outcome) => (int)outcome.Failure < _failures.Length
        ? _failures[(int)outcome.Failure]
        : throw Nonsense($"a failure of the kind {(int)outcome.Failure}");

    public byte[] HttpVersion(in Outcome outcome) => _versions.TryGetValue(outcome.HttpVersion, out var word)
        ? word
        : throw Nonsense($"HTTP version {(int)outcome.HttpVersion}");

    public byte[] Symbol(in Outcome outcome)
    {
        if (!_symbols.TryGetValue(outcome.CurlCode, out var symbol))
            _symbols.Add(outcome.CurlCode, symbol = _written(((CurlCode)outcome.CurlCode).ToSymbol()));
        return symbol;
    }

    private static byte[] InCsv(string text) => Encoding.UTF8.GetBytes(CsvField.Of(text));

    private static byte[] InJson(string text) => JsonSerializer.SerializeToUtf8Bytes(text, CurlewJson.Options);

    /// <summary>What SQLite cannot notice: bytes that were changed within a row.</summary>
    private OutcomesUnavailableException Nonsense(string what) => new(
        _run, OutcomesFault.Damaged, $"The outcomes of run {_run} are damaged: one is of {what}.");
}
