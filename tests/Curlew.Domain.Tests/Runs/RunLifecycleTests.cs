using Curlew.Domain.Runs;

namespace Curlew.Domain.Tests.Runs;

public sealed class RunLifecycleTests
{
    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Stopped)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Interrupted)]
    public void CanBecome_FromTerminal_NeverMoves(RunStatus terminal)
    {
        terminal.IsTerminal().Should().BeTrue();
        Enum.GetValues<RunStatus>().Should().NotContain(next => terminal.CanBecome(next));
    }

    [Fact]
    public void CanBecome_WithoutStop_LeadsFromQueuedToCompleted()
    {
        RunStatus[] way = [RunStatus.Queued, RunStatus.Starting, RunStatus.Running, RunStatus.Finalizing, RunStatus.Completed];

        way.Zip(way.Skip(1)).Should().OnlyContain(step => step.First.CanBecome(step.Second));
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Stopping)]
    [InlineData(RunStatus.Finalizing)]
    public void CanBecome_OnceLoadWasSent_NeverQueuedAgain(RunStatus status) =>
        status.CanBecome(RunStatus.Queued).Should().BeFalse();

    [Fact]
    public void CanBecome_RunningFromStopping_IsRefused() =>
        RunStatus.Stopping.CanBecome(RunStatus.Running).Should().BeFalse();

    [Theory]
    [InlineData(RunStatus.Queued)]
    [InlineData(RunStatus.Starting)]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Stopping)]
    [InlineData(RunStatus.Finalizing)]
    public void CanBecome_FromAnyLivingStatus_MayFail(RunStatus status)
    {
        status.IsTerminal().Should().BeFalse();
        status.CanBecome(RunStatus.Failed).Should().BeTrue();
    }

    [Fact]
    public void SourcesOf_AnyStatus_AgreesWithCanBecome()
    {
        foreach (var to in Enum.GetValues<RunStatus>())
            RunLifecycle.SourcesOf(to).Should().BeEquivalentTo(Enum.GetValues<RunStatus>().Where(from => from.CanBecome(to)));
    }
}
