namespace Curlew.Domain.Comparisons;

/// <summary>Every limit of a comparison, once.</summary>
public static class ComparisonLimits
{
    /// <summary>Arms of a comparison, at least: one alone is compared with nothing.</summary>
    public const int MinArms = 2;

    /// <summary>Arms of a comparison, at most.</summary>
    public const int MaxArms = 20;

    /// <summary>Rounds where none are given.</summary>
    public const int DefaultRounds = 3;

    /// <summary>The most rounds.</summary>
    public const int MaxRounds = 20;

    /// <summary>Fields of a matrix.</summary>
    public const int MatrixFields = 10;

    /// <summary>Characters that the full forms of all arms may have together.</summary>
    public const int DefinitionsLength = 64 * 1024 * 1024;

    /// <summary>The rate of a bare URL, in requests per second.</summary>
    public const double DefaultRatePerSecond = 100;

    /// <summary>The duration of a run where neither that nor a number of requests is given, in seconds.</summary>
    public const double DefaultDurationSeconds = 10;
}
