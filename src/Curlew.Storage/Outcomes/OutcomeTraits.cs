using System.Runtime.InteropServices;
using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// What an outcome has in common with many others of its run: everything that is neither a time nor an amount nor says
/// who sent it. A run sees a few dozen combinations, so a row holds the number of one in place of eight columns.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutcomeTraits(
    int Step,
    short Status,
    short CurlCode,
    NegotiatedHttpVersion HttpVersion,
    bool NewConnection,
    byte HiddenRepeats,
    byte Redirects,
    FailureKind Failure)
{
    /// <summary>The columns' names, in the order of <see cref="Bind"/>.</summary>
    public static readonly string[] Names =
        ["step", "status", "curl_code", "http_version", "new_connection", "hidden_repeats", "redirects", "failure"];

    /// <summary>The traits of an outcome.</summary>
    public static OutcomeTraits Of(in Outcome outcome) => new(
        outcome.Step,
        outcome.Status,
        outcome.CurlCode,
        outcome.HttpVersion,
        outcome.NewConnection,
        outcome.HiddenRepeats,
        outcome.Redirects,
        outcome.Failure);

    /// <summary>Puts the values into a statement's parameters, beginning with <paramref name="first"/>.</summary>
    public void Bind(OutcomeStatement insert, int first)
    {
        insert.Bind(first, Step);
        insert.Bind(first + 1, Status);
        insert.Bind(first + 2, CurlCode);
        insert.Bind(first + 3, (long)HttpVersion);
        insert.Bind(first + 4, NewConnection ? 1 : 0);
        insert.Bind(first + 5, HiddenRepeats);
        insert.Bind(first + 6, Redirects);
        insert.Bind(first + 7, (long)Failure);
    }
}
