using Curlew.Engine.Load;

namespace Curlew.Engine.Tests.Load;

public sealed class RequestBudgetTests
{
    [Fact]
    public void TryTake_FromSeveralThreads_GivesExactlyTheNumber()
    {
        var budget = new RequestBudget(10_000);
        var taken = 0;

        Parallel.For(0, 4, _ =>
        {
            while (budget.TryTake())
                Interlocked.Increment(ref taken);
        });

        taken.Should().Be(10_000);
    }

    [Fact]
    public void TryTake_WithoutANumber_NeverEnds() => new RequestBudget(null).TryTake().Should().BeTrue();
}
