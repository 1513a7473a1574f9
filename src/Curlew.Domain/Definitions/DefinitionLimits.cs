namespace Curlew.Domain.Definitions;

/// <summary>Every limit of a run definition, once: validation, database mapping and OpenAPI all use these.</summary>
public static class DefinitionLimits
{
    /// <summary>Characters in the name of a definition or a step.</summary>
    public const int NameLength = 200;

    /// <summary>Characters in a URL; what common servers and proxies accept.</summary>
    public const int UrlLength = 8_000;

    /// <summary>Characters in a method; RFC 9110 sets no limit, registered methods have at most 17.</summary>
    public const int MethodLength = 32;

    /// <summary>Headers of one step.</summary>
    public const int Headers = 100;

    /// <summary>Characters in a header's name and value together.</summary>
    public const int HeaderLength = 16_000;

    /// <summary>Bytes of a step's body.</summary>
    public const int BodyBytes = 10 * 1024 * 1024;

    /// <summary>Least size of libcurl's connection cache.</summary>
    public const int MinMaxConnects = 1;

    /// <summary>Greatest size of libcurl's connection cache.</summary>
    public const int MaxMaxConnects = 100_000;

    /// <summary>Size of libcurl's connection cache where the definition names none, as in the seed.</summary>
    public const int DefaultMaxConnects = 100;

    /// <summary>Greatest number of virtual users.</summary>
    public const int VirtualUsers = 50_000;

    /// <summary>Greatest number of requests of a run.</summary>
    public const long Requests = 1_000_000_000;

    /// <summary>Longest run: a day, in seconds.</summary>
    public const double DurationSeconds = 86_400;

    /// <summary>Shortest load or stage, in seconds.</summary>
    public const double MinDurationSeconds = 0.001;

    /// <summary>Longest timeout of a request: an hour, in seconds.</summary>
    public const double TimeoutSeconds = 3_600;

    /// <summary>Timeout of a request where the step names none, in seconds.</summary>
    public const double DefaultTimeoutSeconds = 30;

    /// <summary>Timeout of connecting (DNS, TCP and TLS) where the step names none, in seconds.</summary>
    public const double DefaultConnectTimeoutSeconds = 10;

    /// <summary>Shortest timeout, in seconds: libcurl counts in milliseconds.</summary>
    public const double MinTimeoutSeconds = 0.001;

    /// <summary>Longest think time, in seconds.</summary>
    public const double ThinkTimeSeconds = 3_600;

    /// <summary>Redirects that are followed where the step follows them and names no number.</summary>
    public const int DefaultMaxRedirects = 10;

    /// <summary>Greatest number of redirects that may be followed.</summary>
    public const int MaxRedirects = 50;

    /// <summary>Bytes of a response's body above which a request is ended, where the step names none: 1 GiB.</summary>
    public const long DefaultMaxResponseBytes = 1L << 30;

    /// <summary>The greatest value of <c>maxResponseBytes</c>: 1 TiB.</summary>
    public const long MaxResponseBytes = 1L << 40;

    /// <summary>The greatest limit of the bytes that a run may send and receive: 1 PiB.</summary>
    public const long TotalBytes = 1L << 50;

    /// <summary>The engine that is used where the definition names none.</summary>
    public const string DefaultEngine = "default";

    /// <summary>The greatest depth of nested JSON that is read.</summary>
    public const int JsonDepth = 32;

    /// <summary>Bytes of a definition's JSON; base64 makes a body a third longer.</summary>
    public const int DocumentBytes = 16 * 1024 * 1024;

    /// <summary>Steps of a journey.</summary>
    public const int Steps = 100;

    /// <summary>Stages of a load.</summary>
    public const int Stages = 100;

    /// <summary>Greatest rate of an open load, in iterations per second.</summary>
    public const double RatePerSecond = 1_000_000;

    /// <summary>The most virtual users of an open load where it names no number.</summary>
    public const int DefaultMaxVirtualUsers = 10_000;

    /// <summary>Greatest number of streams on one connection.</summary>
    public const int StreamsPerConnection = 1_000;

    /// <summary>Addresses to use instead of asking DNS.</summary>
    public const int Resolve = 100;

    /// <summary>Characters in a host's name (RFC 1035).</summary>
    public const int HostLength = 253;

    /// <summary>The highest TCP port.</summary>
    public const int HighestPort = 65_535;

    /// <summary>Data feeds of a run.</summary>
    public const int DataFeeds = 20;

    /// <summary>Columns of a data feed.</summary>
    public const int DataColumns = 100;

    /// <summary>Rows of a data feed.</summary>
    public const int DataRows = 1_000_000;

    /// <summary>What random and shuffled orders come from where the feed names no seed.</summary>
    public const int DefaultSeed = 1;

    /// <summary>Characters in a variable's name.</summary>
    public const int VariableNameLength = 100;

    /// <summary>Variables that one step may set.</summary>
    public const int Extractions = 50;

    /// <summary>JSON values that one step may expect.</summary>
    public const int JsonExpectations = 50;

    /// <summary>Characters in a JSON pointer.</summary>
    public const int PointerLength = 1_000;

    /// <summary>Characters in a regular expression.</summary>
    public const int PatternLength = 1_000;

    /// <summary>Characters in all regular expressions of a definition together.</summary>
    public const int PatternsLength = 20_000;

    /// <summary>The highest group of a regular expression.</summary>
    public const int HighestGroup = 99;

    /// <summary>For how long a regular expression may look for its match, in milliseconds; the event loop waits meanwhile.</summary>
    public const int MatchMilliseconds = 200;

    /// <summary>The lowest HTTP status.</summary>
    public const int LowestStatus = 100;

    /// <summary>The highest HTTP status.</summary>
    public const int HighestStatus = 599;

    /// <summary>Characters in a text that a body must hold.</summary>
    public const int ExpectedTextLength = 10_000;

    /// <summary>Parts of a multipart body.</summary>
    public const int Parts = 100;

    /// <summary>Characters in a user's name, a password or a token.</summary>
    public const int CredentialLength = 8_000;

    /// <summary>Thresholds of a run.</summary>
    public const int Thresholds = 100;

    /// <summary>Greatest limit of a threshold.</summary>
    public const double ThresholdValue = 1e12;

    /// <summary>For how long after the warm-up a threshold must not stop the run, where it does not say, in seconds.</summary>
    public const double DefaultGraceSeconds = 10;

    /// <summary>Runs that make a rolling baseline where the definition names no number.</summary>
    public const int DefaultRollingRuns = 5;

    /// <summary>The most runs that make a rolling baseline.</summary>
    public const int RollingRuns = 50;

    /// <summary>The greatest change that may be said not to count, in percent.</summary>
    public const double MinChangePercent = 1_000;

    /// <summary>The greatest change of a response time that may be said not to count: the longest timeout, in milliseconds.</summary>
    public const double MinChangeMs = TimeoutSeconds * 1_000;

    /// <summary>The least share of false alarms that may be asked for, in percent.</summary>
    public const double LeastFalseAlarmPercent = 0.01;

    /// <summary>The greatest share of false alarms that may be asked for, in percent.</summary>
    public const double MostFalseAlarmPercent = 50;

    /// <summary>
    /// Bytes of an answer's body that are kept for expectations and extraction; what comes after them is counted and thrown
    /// away.
    /// </summary>
    public const int KeptBodyBytes = 8 * 1024 * 1024;
}
