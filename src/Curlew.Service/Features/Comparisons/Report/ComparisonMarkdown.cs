using System.Text;
using Curlew.Service.Features.Reports;

namespace Curlew.Service.Features.Comparisons.Report;

/// <summary>A comparison's report as Markdown (CommonMark with the tables of GitHub's).</summary>
internal static class ComparisonMarkdown
{
    private const string Special = "\\`*_[]<>|";

    /// <summary>The document.</summary>
    public static string Write(ComparisonResource comparison)
    {
        var text = new StringBuilder();
        Line($"# {Escaped(comparison.Name)}");
        Line();
        Line($"Comparison {comparison.Id}, {Escaped(ComparisonFacts.StateOf(comparison))}.");
        Line();
        Line($"**{Escaped(comparison.Result.Recommendation.Sentence)}**");
        List("Why", comparison.Result.Recommendation.Reasons);
        List("What could change this", comparison.Result.Recommendation.MayChange);
        foreach (var table in ComparisonTables.Of(comparison.Result))
            Table(table);
        List("Notes", comparison.Result.Notes);
        List("How it was done", ComparisonFacts.Of(comparison));
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');

        void List(string title, IReadOnlyList<string> items)
        {
            if (items.Count == 0)
                return;
            Line();
            Line($"## {title}");
            Line();
            foreach (var item in items)
                Line($"- {Escaped(item)}");
        }

        void Table(ReportTable table)
        {
            Line();
            Line($"## {Escaped(table.Title)}");
            Line();
            Line($"| {string.Join(" | ", table.Columns.Select(Escaped))} |");
            Line($"|{string.Concat(table.Columns.Select(_ => "---|"))}");
            foreach (var row in table.Rows)
                Line($"| {string.Join(" | ", row.Select(Escaped))} |");
        }
    }

    /// <summary>Text of others as text, in one line: nothing of it is markup, a link or HTML.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in PrintableText.Of(text))
        {
            if (char.IsWhiteSpace(character))
                escaped.Append(' ');
            else if (Special.Contains(character, StringComparison.Ordinal))
                escaped.Append('\\').Append(character);
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }
}
