namespace Curlew.Domain.Regressions;

/// <summary>What runs are held against each other by.</summary>
public enum RunMetric
{
    /// <summary>The response time that half of all requests do not exceed, in milliseconds.</summary>
    P50,

    /// <summary>The response time that 90 % of all requests do not exceed, in milliseconds.</summary>
    P90,

    /// <summary>The response time that 95 % of all requests do not exceed, in milliseconds.</summary>
    P95,

    /// <summary>The response time that 99 % of all requests do not exceed, in milliseconds.</summary>
    P99,

    /// <summary>The share of requests that failed, in percent.</summary>
    ErrorRate,

    /// <summary>Requests that ended, per second; of all metrics the only one of which less is worse.</summary>
    Throughput,

    /// <summary>CPU time of the generator's event loops, in percent of one core; of a run, not of a step.</summary>
    GeneratorCpu,
}
