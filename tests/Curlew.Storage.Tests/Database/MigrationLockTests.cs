using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Database;

public class MigrationLockTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcquireAsync_HeldByAnother_WaitsUntilItIsFree()
    {
        using var directory = new TempDirectory();
        var first = await MigrationLock.AcquireAsync(directory["lock"], Stop);

        var second = MigrationLock.AcquireAsync(directory["lock"], Stop);
        var waited = !second.IsCompleted;
        first.Dispose();
        using var acquired = await second;

        waited.Should().BeTrue();
    }

    [Fact]
    public async Task AcquireAsync_DirectoryThatIsNotThere_FailsInsteadOfWaiting()
    {
        using var directory = new TempDirectory();

        var acquire = () => MigrationLock.AcquireAsync(Path.Combine(directory["missing"], "lock"), Stop);

        await acquire.Should().ThrowAsync<DirectoryNotFoundException>();
    }
}
