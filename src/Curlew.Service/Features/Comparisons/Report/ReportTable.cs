namespace Curlew.Service.Features.Comparisons.Report;

/// <summary>A table of a comparison's report, in whatever form it is written.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The heads of its columns; the first is that of the rows' names.</param>
/// <param name="Rows">The rows; the first cell is a row's name.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
