using System.Net;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>The file of the main database is damaged, as after a failing disk.</summary>
public sealed class DamagedDatabaseTests : IDisposable
{
    private const int Header = 100;

    private readonly TemporaryDirectory _directory = new("damaged");

    private string Database => _directory.File("curlew.db");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(Header)]
    public async Task Start_DamagedDatabase_SaysWhatItIsAndWhatToDo(int from)
    {
        await using (var service = await ServiceProcess.StartAsync(_directory))
            await service.EndAsync("TERM");
        Damage(from);

        var (exitCode, output, errors) = await ServiceProcess.RunAsync(ServiceUnderTest.SettingsFor(_directory.Location));

        exitCode.Should().Be(1);
        errors.Should().Contain("damaged").And.Contain("restore a backup");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Service_WhoseDatabaseIsDamagedUnderIt_SaysSoAndStillAnswers()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceProcess.StartAsync(_directory);
        var run = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");

        // The service looks into its database by itself, and is to find it damaged rather than half way to it.
        await service.WhileItStandsStillAsync(() => Damage(Header));

        using var answer = await service.Client.SendAsync("GET", $"{run["links"]!["self"]}/timeline");
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        ((string)problem["detail"]!).Should().Contain("damaged").And.Contain("restore a backup");
        answer.Headers.RetryAfter.Should().BeNull("nothing gets better by itself");
        ((string)(await service.Client.GetAsync("/health/live"))["status"]!).Should().Be("healthy");

        // Whether a key is needed for it is in the database as well: as long as nobody can tell, nobody is let in.
        using var page = await service.Client.SendAsync("GET", "/");
        await page.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
    }

    /// <summary>
    /// Overwrites the file from a byte on; what is in the log and its index is gone. Without the index connections would go on to take
    /// pages that they had read before from their memory, and rightly, for nobody would have told them that the file has changed.
    /// </summary>
    private void Damage(int from)
    {
        using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Position = from;
            var garbage = new byte[file.Length - from];
            new Random(1).NextBytes(garbage);
            file.Write(garbage);
        }

        foreach (var log in Directory.GetFiles(_directory.Location, "curlew.db-*"))
        {
            using var file = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var garbage = new byte[file.Length];
            new Random(2).NextBytes(garbage);
            file.Write(garbage);
        }
    }
}
