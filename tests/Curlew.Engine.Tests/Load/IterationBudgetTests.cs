using Curlew.Engine.Load;

namespace Curlew.Engine.Tests.Load;

public sealed class IterationBudgetTests
{
    [Fact]
    public void TryTake_FromSeveralThreads_GivesEachNumberOnce()
    {
        var budget = new IterationBudget(10_000);
        var taken = new int[10_000];

        Parallel.For(0, 4, _ =>
        {
            while (budget.TryTake(out var iteration))
                Interlocked.Increment(ref taken[iteration]);
        });

        taken.Should().OnlyContain(times => times == 1);
    }

    [Fact]
    public void TryTake_WithoutANumber_NeverEnds() => new IterationBudget(null).TryTake(out _).Should().BeTrue();
}
