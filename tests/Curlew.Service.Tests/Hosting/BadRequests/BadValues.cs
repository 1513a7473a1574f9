using System.Text;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>Values that programs were seen to stumble over.</summary>
internal static class BadValues
{
    /// <summary>In place of a value in JSON, as they are written; some of them are no JSON.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "null", "true", "false", "0", "-0", "-0.0", "-1", "1", "0.1", "1.5", "1e400", "-1e400", "1e-400", "1E+2", "2147483648", "-2147483649",
        "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1" + new string('0', 400),
        "0." + new string('0', 400) + "1", "00", "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-Infinity", "\"NaN\"", "\"Infinity\"",
        "\"\"", "\" \"", "\"0\"", "\"1\"", "\"true\"", "\"null\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\"",
        "\"\\u202e\\ufeff\\uffff\"", "\"\u0001\u001f\"", "\"\t\"", "\"\\x41\"", "\"\\\"", "\"unended", "'a'", "[]", "{}", "[[]]", "[null]", "[{}]",
        "[1,]", "[,1]", "{\"\":1}", "{\"a\":1,\"a\":2}", "{\"a\":1,}", "{a:1}", "{\"\\ud800\":1}", "{\"__proto__\":{}}", "{\"$ref\":\"#\"}",
        "{\"$type\":\"System.Object\"}", "\"../../../../etc/passwd\"", "\"file:///etc/passwd\"", "\"http://\"", "\"http://[\"", "\"//\"", "\"javascript:1\"",
        "\"http://127.0.0.1:99999/\"", "\"http://user:pa ss@127.0.0.1/\"", "\"${\"", "\"${a\"", "\"$${\"", "\"${vu}${iteration}${uuid}${now}${nothing}\"",
        "\"'; DROP TABLE runs; --\"", "\"{{7*7}}\"", "\"%s%n%00\"", "\"\\r\\nX-Injected: 1\"", "\"-----BEGIN CERTIFICATE-----\"", "\"====\"", "\"AAAA=AAA\"",
        "\"(a+)+$\"", "\"[\"", "\"0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46\"", "\"00000000-0000-0000-0000-000000000000\"", "\"2026-13-45T99:99:99Z\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"* * * * *\"", "\"/a~2b\"", "// comment", "/* comment */ 1", "", " ", "undefined",
        $"\"{new string('x', 100_000)}\"", $"\"{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 5_000))}\"",
        $"[{string.Join(',', Enumerable.Repeat("0", 20_000))}]", $"[{string.Join(',', Enumerable.Repeat("{}", 5_000))}]",
        $"{{{string.Join(',', Enumerable.Range(0, 5_000).Select(index => $"\"k{index}\":{index}"))}}}",
        Nested('[', ']', 10_000), Nested('[', ']', 65), Nested('[', ']', 63), NestedObjects(10_000), NestedObjects(64), new string('[', 10_000),
    ];

    /// <summary>In place of the value of a parameter or a header, before it is percent-encoded.</summary>
    public static IReadOnlyList<string> Text { get; } =
    [
        "", " ", "  \t", "0", "-0", "-1", "1", "1.5", "1e400", "1e9", "2147483648", "9223372036854775808", "18446744073709551616", "NaN", "Infinity", "+1", "0x10",
        "١٢٣", "null", "true", "TRUE", "yes", "[]", "{}", "*", "\"", "\"\"", "W/\"1\"", "\"1\"", "\"1\", \"2\"", "W/", "\"unended", "'", "--", ",", ",,", ";", "=", "&",
        "..", "../../etc/passwd", "a/b", "a\\b", "%", "%zz", "%00", "\u0001", "\u007f", "\u0085", "\u00a0", "\u202e", "\ufeff", "\uffff", "é", "😀", "\r\nX: 1",
        "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46", "00000000-0000-0000-0000-000000000000", "{0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46}",
        "0199b3a05a7c7f1e9d390f2d8c1b7a46", "ffffffff-ffff-ffff-ffff-ffffffffffff", "2026-01-01", "2026-13-45T99:99:99Z", "2026-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00", "10000-01-01T00:00:00Z", "-1-0", "17-0", "18446744073709551616-1", "1-", "-", "0-0",
        "completed,", "completed,completed", "5xx", "600", "99", "2xx,200,!", "<script>", "' OR 1=1 --", "${vu}", "(a+)+$", "csv", "json", "ndjson", "xml",
        "eyJhIjoxfQ", "eyJhIjoxfQ==", "AAAAAAAAAAAAAAAAAAAAAAAA", "____", "name,name,name", "-serviceTimeMs", "text/html;q=2", "*/*;q=abc", "application/json;;",
        "bytes=0-", "none", new string('a', 300), new string('9', 1_000), new string(',', 2_000),
    ];

    /// <summary>In place of a path or what follows it, as they are sent.</summary>
    public static IReadOnlyList<string> RawPaths { get; } =
    [
        "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/..%5c..%5cwindows", "//", "/./", "/;a=b", "/%20", "/%09", "/%7f",
        "/%c0%ae%c0%ae", "/%ff%fe", "/%ed%a0%80", "/%u0041", "/%", "/%2", "/%zz", "/%25%30%30", "/.json", "/index.html", "/~", "/*", "/{id}", "/|", "/a:b@c",
        "/" + new string('a', 4_000), "/" + string.Concat(Enumerable.Repeat("a/", 1_500)), "?", "?&&&", "?=", "?a", "?a=%", "?a=%zz", "?a=%ff", "?%00=%00", "?a=%ed%a0%80",
        "?a=1&a=2&A=3", "?limit=1&limit=2", "?limit=1&LIMIT=1", "?limit[]=1", "?cursor=%00", "?" + new string('&', 3_000), "?a=" + new string('b', 5_000),
        "?" + string.Join('&', Enumerable.Range(0, 800).Select(index => $"a{index}=")), "?a=<script>", "?a='\"", "?x=${y}",
    ];

    /// <summary>In place of the value of a query's parameter, as they are sent.</summary>
    public static IReadOnlyList<string> RawQueries { get; } =
        ["%00", "a%00b", "%ed%a0%80", "%ff", "%c0%ae", "%", "%zz", "%u0041", "+", "%2B", "%0d%0aX:1", "a=b", "%EF%BB%BF", "%F0%9F%98%80"];

    /// <summary>Encodings that JSON is not in (RFC 8259 wants UTF-8 without a byte order mark).</summary>
    public static IReadOnlyList<Encoding> Encodings { get; } =
        [new UnicodeEncoding(bigEndian: false, byteOrderMark: true), new UnicodeEncoding(bigEndian: true, byteOrderMark: true), new UTF32Encoding(), Encoding.Latin1];

    private static string Nested(char open, char close, int levels) => new string(open, levels) + new string(close, levels);

    private static string NestedObjects(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
}
