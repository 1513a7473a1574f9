using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What data feeds may hold; their columns become variables of every step.</summary>
internal sealed class DataRules(FaultList faults, VariableScope scope)
{
    private const int ListedRows = 20;

    /// <summary>The name of a feed, given or by default.</summary>
    public static string NameOf(DataFeedDocument document, int index) => document.Name ?? $"data{index + 1}";

    /// <summary>The feeds; only of use where there are no faults.</summary>
    public IReadOnlyList<DataFeed> Read(IReadOnlyList<DataFeedDocument>? documents)
    {
        if (faults.At("data"))
            scope.HasUnreadableNames();
        var feeds = new List<DataFeed>();
        for (var index = 0; index < (documents?.Count ?? 0); index++)
        {
            var path = FieldPath.Element("data", index);
            if (faults.At(path))
                scope.HasUnreadableNames();
            else
                feeds.Add(new Feed(faults, path, scope).Read(documents![index], index));
        }

        return feeds;
    }

    /// <summary>One feed.</summary>
    private sealed class Feed(FaultList faults, string path, VariableScope scope)
    {
        private static readonly string[] Table = ["columns", "rows"];

        public DataFeed Read(DataFeedDocument document, int index)
        {
            TextRules.CheckName(document.Name, Field("name"), faults);
            var isCsv = faults.Has(Field("csv"));
            var (columns, rows) = isCsv ? ReadCsv(document) : ReadTable(document);
            return new DataFeed
            {
                Name = NameOf(document, index),
                Columns = columns,
                Rows = rows,
                Order = Enum.Parse<DataOrder>(document.Order ?? nameof(DataOrder.Sequential), ignoreCase: true),
                Seed = (int)(document.Seed ?? DefinitionLimits.DefaultSeed),
                AtEnd = Enum.Parse<DataEnd>(document.AtEnd ?? nameof(DataEnd.Recycle), ignoreCase: true),
                IsCsv = isCsv,
                IsSecret = document.Secret ?? false,
            };
        }

        private (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) ReadTable(DataFeedDocument document)
        {
            if (!Table.Any(field => faults.Has(Field(field))))
                faults.Add(path, "Has no data: give `columns` and `rows`, or both as `csv`.");
            else
                CheckTableIsWhole();

            var columns = document.Columns ?? [];
            for (var column = 0; column < columns.Count; column++)
            {
                var field = FieldPath.Element(Field("columns"), column);
                if (!faults.At(field) && scope.AddColumn(columns[column], path) is { } fault)
                    faults.Add(field, fault);
                if (faults.At(field))
                    scope.HasUnreadableNames();
            }

            if (document.Columns is null)
                scope.HasUnreadableNames();
            else if (columns.Count == 0)
                faults.Add(Field("columns"), "Must have at least one column.");
            if (document.Rows is null || faults.At(Field("rows")))
                return (columns, []);
            if (document.Rows.Count == 0)
                faults.Add(Field("rows"), "Must have at least one row.");
            if (columns.Count > 0)
                CheckRows(document.Rows, columns.Count);
            return (columns, document.Rows);
        }

        private void CheckTableIsWhole()
        {
            foreach (var field in Table.Where(field => !faults.Has(Field(field))))
            {
                faults.Add(
                    Field(field),
                    "Is missing: give `columns` with their names and `rows` with a value for each column, or both as `csv`.");
            }
        }

        private void CheckRows(IReadOnlyList<IReadOnlyList<string>> rows, int columns)
        {
            var ragged = 0;
            for (var row = 0; row < rows.Count; row++)
            {
                if (rows[row].Count == columns || faults.At(FieldPath.Element(Field("rows"), row)))
                    continue;
                if (++ragged <= ListedRows)
                {
                    faults.Add(
                        FieldPath.Element(Field("rows"), row),
                        $"Row {row + 1} has {rows[row].Count} values for {columns} columns.");
                }
            }

            CountUnlisted(ragged, Field("rows"));
        }

        private (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) ReadCsv(DataFeedDocument document)
        {
            foreach (var field in Table.Where(field => faults.Has(Field(field))))
            {
                faults.Add(
                    Field(field),
                    "Cannot stand beside `csv`, whose first line names the columns and whose other lines are the rows; leave "
                    + "it out.");
            }

            if (document.Csv is not { } csv)
            {
                scope.HasUnreadableNames();
                return ([], []);
            }

            var reader = new CsvReader(csv);
            var columns = ReadColumns(reader, isSecret: document.Secret == true);
            var rows = columns.Count == 0 ? [] : ReadRows(reader, columns.Count);
            if (reader.Fault is { } fault)
                faults.Add(Field("csv"), fault);
            return (columns, rows);
        }

        private List<string> ReadColumns(CsvReader reader, bool isSecret)
        {
            var columns = new List<string>();
            if (!reader.TryRead(columns))
            {
                scope.HasUnreadableNames();
                if (reader.Fault is null)
                {
                    faults.Add(
                        Field("csv"),
                        "Is empty: give a line with the names of the columns, separated by commas, and a line for each row.");
                }

                return [];
            }

            if (columns.Count > DefinitionLimits.DataColumns)
            {
                scope.HasUnreadableNames();
                faults.Add(Field("csv"), $"Must have at most {DefinitionLimits.DataColumns} columns, but has {columns.Count}.");
                return columns;
            }

            for (var column = 0; column < columns.Count; column++)
            {
                if (scope.AddColumn(columns[column], path) is not { } fault)
                    continue;

                // A line of names that was forgotten makes names of the first secrets.
                if (isSecret)
                    fault = "Must be named in the first line: by a letter or _, then letters, digits, _ and -, and each by another name.";
                scope.HasUnreadableNames();
                var hint = columns is [var only] && only.AsSpan().ContainsAny(';', '\t', '|') ? " Names and values are separated by commas." : "";
                faults.Add(Field("csv"), $"Column {column + 1} {char.ToLowerInvariant(fault[0])}{fault[1..]}{hint}");
            }

            return columns;
        }

        private List<string[]> ReadRows(CsvReader reader, int columns)
        {
            var rows = new List<string[]>();
            var values = new List<string>(columns);
            var ragged = 0;
            while (reader.TryRead(values))
            {
                if (rows.Count == DefinitionLimits.DataRows)
                {
                    faults.Add(Field("csv"), $"Must have at most {DefinitionLimits.DataRows} rows, but has more.");
                    break;
                }

                rows.Add([.. values]);
                if (values.Count != columns && ++ragged <= ListedRows)
                {
                    faults.Add(
                        Field("csv"),
                        $"Row {rows.Count} (line {reader.Line}) has {values.Count} values for {columns} columns.");
                }
            }

            CountUnlisted(ragged, Field("csv"));
            if (rows.Count == 0 && reader.Fault is null)
                faults.Add(Field("csv"), "Must have at least one row below the line that names the columns.");
            return rows;
        }

        private void CountUnlisted(int ragged, string field)
        {
            if (ragged > ListedRows)
            {
                faults.Add(
                    field,
                    $"There are {ragged - ListedRows} more rows with too few or too many values, which are not listed.");
            }
        }

        private string Field(string name) => FieldPath.Member(path, name);
    }
}
