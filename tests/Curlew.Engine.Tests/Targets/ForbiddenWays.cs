namespace Curlew.Engine.Tests.Targets;

/// <summary>
/// The ways to reach a forbidden address that people have come up with: spellings of it, taken literally, from data and by
/// redirect, and ways of their own. The policy of <see cref="ForbiddenTargetTests"/> forbids 127.0.0.1, 127.0.0.2 and ::1 on the port {F}.
/// </summary>
internal static class ForbiddenWays
{
    private static readonly string[] Spellings =
    [
        "127.0.0.1:{F}",
        "127.0.0.2:{F}",
        "127.1:{F}",
        "127.0.1:{F}",
        "0177.0.0.1:{F}",
        "00000177.0.0.1:{F}",
        "0x7f.0.0.1:{F}",
        "0x7F000001:{F}",
        "0x7f.1:{F}",
        "2130706433:{F}",
        "2130706434:{F}",
        "017700000001:{F}",
        "0:{F}",
        "0.0.0.0:{F}",
        "[::]:{F}",
        "[::1]:{F}",
        "[0:0:0:0:0:0:0:1]:{F}",
        "[::ffff:127.0.0.1]:{F}",
        "[::ffff:7f00:2]:{F}",
        "localhost:{F}",
        "LocalHost:{F}",
        "rebind.localhost:{F}",
    ];

    /// <summary>What definitions refuse to hold, or libcurl to ask for, and servers may send all the same.</summary>
    private static readonly (string Url, bool Connects)[] Tricks =
    [
        ("http://user@127.0.0.1:{F}/", true),
        ("http://x.shop.test@127.0.0.1:{F}/", true),
        ("http://127.0.0.1:{A}@127.0.0.1:{F}/", true),
        ("http://x.shop.test:{F}:pass@127.0.0.1:{F}/", true),
        ("http://127.0.0.1:{F}#@x.shop.test:{F}/", true),
        ("http://127.0.0.1:{F}?@x.shop.test:{F}/", true),
        ("http://127.0.0.1:{F}/@x.shop.test:{F}/", true),
        ("http://%31%32%37.0.0.1:{F}/", true),
        ("http://127%2e0%2e0%2e1:{F}/", true),
        ("http://%6cocalhost:{F}/", true),
        ("HTTP://127.0.0.1:{F}/", true),
        ("http:/127.0.0.1:{F}/", true),
        ("http:///127.0.0.1:{F}/", true),
        ("http://127.0.0.1:0{F}/", true),
        ("http://[::1%25lo]:{F}/", true),

        // As the build and its resolver have it.
        ("http://127.0.0.1.:{F}/", false),
        ("http://localhost.:{F}/", false),
        ("http://rebind.localhost.:{F}/", false),
        ("http://[::127.0.0.1]:{F}/", false),
        ("http://[64:ff9b::127.0.0.1]:{F}/", false),
        ("http://[::ffff:0:127.0.0.1]:{F}/", false),
        ("http://[2002:7f00:1::]:{F}/", false),
        ("http://127.0.0.1:{F}%23@x.shop.test:{F}/", false),
        ("http://x.shop.test:{F}%40127.0.0.1:{F}/", false),
        ("http://127.0.0.1%00.x.shop.test:{F}/", false),
        ("http://x.localhost%2f:{F}/", false),
        ("http://0x7f.0x0.0x0.0x1:{F}/", false),
        ("http://127.0.0.1:0/", false),
        ("http://127.0.0.1:99999/", false),
        ("ftp://127.0.0.1:{F}/", false),
        ("gopher://127.0.0.1:{F}/x", false),
        ("ws://127.0.0.1:{F}/", false),
        ("dict://127.0.0.1:{F}/x", false),
        ("telnet://127.0.0.1:{F}/", false),
        ("smb://127.0.0.1:{F}/x", false),
        ("file://127.0.0.1/etc/passwd", false),
        ("file:///etc/passwd", false),
        ("127.0.0.1:{F}/", false),
        ("localhost:{F}/", false),
        ("ftp.localhost:{F}/", false),
    ];

    /// <summary>Bytes that no definition may hold; what a redirect makes of them is libcurl's business.</summary>
    private static readonly string[] Bytes =
    [
        "http://\uFF11\uFF12\uFF17.0.0.1:{F}/",
        "http://127\u30020\u30020\u30021:{F}/",
        "http://127\uFF0E0\uFF0E0\uFF0E1:{F}/",
        "http://\u24DB\u24DE\u24D2\u24D0\u24DB\u24D7\u24DE\u24E2\u24E3:{F}/",
        "http://127.0.0.1\uFF0F@x.shop.test:{F}/",
        "http://127.0.0.1\uFF03@x.shop.test:{F}/",
        "http:\\\\127.0.0.1:{F}\\",
        "http://127.0.0.1:{F}\\@x.shop.test:{F}/",
        "http://x.shop.test:{F}\\@127.0.0.1:{F}/",
        "http://x.shop.test @127.0.0.1:{F}/",
        "http://127.0.0.1:{F} /",
        "\thttp://127.0.0.1:{F}/",
        "/\\127.0.0.1:{F}/",
        "\\\\127.0.0.1:{F}/",
    ];

    public static IReadOnlyList<Way> All { get; } =
    [
        .. Spellings.Select(spelling => Way.Literal($"http://{spelling}/")),
        .. Spellings.Select(spelling => Way.Data(spelling, "http://${v}/x")),
        .. Spellings.Select(spelling => Way.Redirect($"http://{spelling}/")),
        .. Tricks.Select(trick => Way.Data(trick.Url, connects: trick.Connects)),
        .. Tricks.Select(trick => Way.Redirect(trick.Url, connects: trick.Connects)),
        .. Bytes.Select(location => Way.Redirect(location, connects: false)),
        .. Own,
    ];

    private static IEnumerable<Way> Own =>
    [
        Way.Redirect("http://127.0.0.1:{F}/", 301),
        Way.Redirect("http://127.0.0.1:{F}/", 303),
        Way.Redirect("http://127.0.0.1:{F}/", 307, """, "method": "POST", "body": "x" """),
        Way.Redirect("http://127.0.0.1:{F}/", 308, """, "method": "PUT", "body": "x" """),
        Way.Redirect("//127.0.0.1:{F}/"),
        Way.Redirect("//127.0.0.1:{A}@127.0.0.1:{F}/"),
        Way.Redirect("https://127.0.0.1:{F}/"),
        Way.Chain("http://127.0.0.1:{F}/"),
        Way.Chain("http://rebind.localhost:{F}/"),
        Way.Extracted("http://127.0.0.1:{F}/"),
        Way.Extracted("http://rebind.localhost:{F}/"),
        Way.Data("{F}", "http://127.0.0.1:${v}/"),
        Way.Data(":{F}", "http://127.0.0.1${v}/"),
        Way.Data("@127.0.0.1:{F}", "http://x${v}/"),
        Way.Data("a@127.0.0.1:{F}/", "http://${v}x.shop.test:{F}/"),
        Way.Data("127.0.0.1:{F}#", "http://${v}x.shop.test:{F}/"),
        Way.Data("127.0.0.1:{F}?", "http://${v}x.shop.test:{F}/"),
        Way.Data("127.0.0.1:{F}/", "http://${v}x.shop.test:{F}/"),
        Way.Data("1", "http://127.0.0.${v}:{F}/"),
        Way.Data("http", "${v}://127.0.0.1:{F}/"),
        Way.Data("http://127.0.0.1:{F}/", more: """, "connectionReuse": "none" """),
        Way.Data("http://127.0.0.1:{F}/", more: """, "httpVersion": "2" """),
        Way.Resolved("127.0.0.1"),
        Way.Resolved("127.0.0.2"),
        Way.Resolved("::1"),
        Way.Literal("http://127.0.0.1:{F}/", """, "httpVersion": "2-prior-knowledge" """),
        Way.Literal("https://127.0.0.1:{F}/", """, "tls": { "verify": false } """),
    ];
}
