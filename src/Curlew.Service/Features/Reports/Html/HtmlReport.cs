using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Curlew.Service.Features.Reports.Html;

/// <summary>A report as one page that loads nothing and needs no script.</summary>
internal sealed partial class HtmlReport(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>The page of a run's report, in UTF-8.</summary>
    public Task<byte[]> WriteAsync(Report report) => WriteAsync<ReportPage>(nameof(ReportPage.Report), report);

    /// <summary>A page that shows one thing, in UTF-8.</summary>
    /// <param name="parameter">The page's parameter that takes it.</param>
    /// <param name="shown">What it shows.</param>
    public async Task<byte[]> WriteAsync<TPage>(string parameter, object shown)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = shown });
            return (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString();
        });
        return Encoding.UTF8.GetBytes(CharacterReference().Replace(html, OrNothing));
    }

    /// <summary>
    /// The renderer writes what is not plain as a character reference, which keeps markup out. What turns the direction of text or
    /// is no character at all must not be there in that form either.
    /// </summary>
    private static string OrNothing(Match reference) =>
        Rune.TryCreate(int.Parse(reference.ValueSpan[3..^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune)
            ? PrintableText.Of(rune.ToString()) is "" ? "" : reference.Value
            : "";

    [GeneratedRegex("&#x[0-9A-F]{1,6};", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CharacterReference();
}
