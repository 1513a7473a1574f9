using Curlew.Domain.Comparisons.Results;

namespace Curlew.Domain.Tests.Comparisons;

/// <summary>Against the examples of the papers.</summary>
public sealed class ErrorRatesTests
{
    [Theory]
    [InlineData(81, 263, 25.53, 36.62)] // Newcombe 1998a, table I
    [InlineData(15, 148, 6.24, 16.05)]
    [InlineData(0, 20, 0, 16.11)]
    [InlineData(1, 29, 0.61, 17.18)]
    [InlineData(29, 29, 88.30, 100)]
    public void Of_OneRound_IsWilsonsInterval(int failed, int requests, double low, double high)
    {
        var rate = ErrorRates.Of([new ErrorCount(requests, failed)], 95)!;

        rate.Value.Should().BeApproximately(100.0 * failed / requests, 1e-9);
        rate.Low.Should().BeApproximately(low, 0.01);
        rate.High.Should().BeApproximately(high, 0.01);
    }

    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)] // Newcombe 1998b, table II, method 10
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    public void Difference_OfTwo_IsNewcombesInterval(int failedB, int requestsB, int failedA, int requestsA, double low, double high)
    {
        var difference = ErrorRates.Difference([new ErrorCount(requestsA, failedA)], [new ErrorCount(requestsB, failedB)], 95);

        difference.Low.Should().BeApproximately(100 * low, 0.01);
        difference.High.Should().BeApproximately(100 * high, 0.01);
    }

    [Fact]
    public void Of_RoundsThatDifferMoreThanByChance_AreLessSure()
    {
        var alike = ErrorRates.Of([new ErrorCount(1000, 30), new ErrorCount(1000, 32), new ErrorCount(1000, 28)], 95)!;
        var bursts = ErrorRates.Of([new ErrorCount(1000, 90), new ErrorCount(1000, 0), new ErrorCount(1000, 0)], 95)!;

        bursts.Value.Should().Be(alike.Value);
        (bursts.High - bursts.Low).Should().BeGreaterThan(5 * (alike.High - alike.Low));
    }

    [Fact]
    public void Of_NoRequests_IsNothing() => ErrorRates.Of([], 95).Should().BeNull();
}
