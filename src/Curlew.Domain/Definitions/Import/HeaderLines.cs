namespace Curlew.Domain.Definitions.Import;

/// <summary>Header lines of one name, which are one list (RFC 9110, section 5.3).</summary>
internal static class HeaderLines
{
    /// <summary>
    /// One more line. What is too long already grows no further: it is refused all the same, and a million lines of one name
    /// would take hours to join.
    /// </summary>
    public static string Join(string before, string separator, string value) =>
        before.Length > DefinitionLimits.HeaderLength ? before : before + separator + value;
}
