namespace Curlew.Domain.Statistics;

/// <summary>A value with its confidence interval, all in one unit.</summary>
/// <param name="Value">The value as measured.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record Estimate(double Value, double Low, double High);
