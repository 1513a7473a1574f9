namespace Curlew.Domain.Comparisons;

/// <summary>The ready-made questions, each of which stands for arms.</summary>
public static class ComparisonQuestion
{
    /// <summary>Which HTTP version: 1.1, 2, and what libcurl negotiates by itself.</summary>
    public const string HttpVersion = "httpVersion";

    /// <summary>Which libcurl: every one that is configured.</summary>
    public const string Engine = "engine";

    /// <summary>How large a connection cache.</summary>
    public const string MaxConnects = "maxConnects";
}
