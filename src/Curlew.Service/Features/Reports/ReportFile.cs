using System.Text;

namespace Curlew.Service.Features.Reports;

/// <summary>A report as a file: its name, and whether it is shown or saved.</summary>
internal static class ReportFile
{
    private const int NameLength = 60;

    /// <summary>Answers with a report to be saved.</summary>
    public static IResult Attachment(Report report, string extension, string mediaType, byte[] content, HttpResponse response) =>
        Of("attachment", report, extension, mediaType, content, response);

    /// <summary>Answers with a report to be looked at.</summary>
    public static IResult Inline(Report report, string extension, string mediaType, byte[] content, HttpResponse response) =>
        Of("inline", report, extension, mediaType, content, response);

    /// <summary>A name that is safe in a header and on every disk: what is not <c>[A-Za-z0-9._-]</c> is one dash.</summary>
    public static string NameOf(ReportRun run, string extension)
    {
        var name = new StringBuilder();
        foreach (var character in run.Name)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '_')
                name.Append(character);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
            if (name.Length == NameLength)
                break;
        }

        return $"{name.ToString().Trim('.', '-')}-{run.Id}.{extension}".TrimStart('-');
    }

    private static IResult Of(
        string disposition, Report report, string extension, string mediaType, byte[] content, HttpResponse response)
    {
        response.Headers.ContentDisposition = $"{disposition}; filename=\"{NameOf(report.Run, extension)}\"";
        return Results.Bytes(content, $"{mediaType}; charset=utf-8");
    }
}
