using System.Text;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Microsoft.Data.Sqlite;

namespace Curlew.Service.Tests.Security.Secrets;

/// <summary>A database from before secrets were encrypted.</summary>
public sealed class SecretSealingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("sealing");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_DatabaseInTheOpen_EncryptsAllOfItAndLeavesNothingBehind()
    {
        using var canaries = new Canaries();
        var (kept, deleted) = (canaries.New("kept"), canaries.New("deleted"));
        await using var server = await WitnessServer.StartAsync();
        string saved, run;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            saved = (await service.Client.SaveAsync(DefinitionTo(server, "fresh"))).Self();
            run = (await service.Client.RunAsync(DefinitionTo(server, "fresh"))).Self();
            await service.EndAsync("TERM");
        }

        PutInTheOpen(DefinitionTo(server, kept), DefinitionTo(server, deleted));
        FilesHold(kept).Should().BeTrue();
        FilesHold(deleted).Should().BeTrue("pages that are free keep what they held");

        await using var again = await ServiceProcess.StartAsync(_directory);
        canaries.ShouldNotBeIn(AllFiles(), "a file of the database");
        ((string)(await again.Client.GetAsync(run))["definition"]!["steps"]![0]!["headers"]!["Cookie"]!).Should().Be("***");
        var completed = await again.Client.RunAsync($$"""{"definitionId": "{{saved.Split('/')[^1]}}"}""");
        ((string)completed["status"]!).Should().Be("completed", completed.ToJsonString());
        server.Seen.Should().Contain($"pin={kept}");
    }

    /// <summary>As a program that knew no better left it: a text of megabytes among them, of which many pages were given back.</summary>
    private void PutInTheOpen(string kept, string deleted)
    {
        using var database = new SqliteConnection($"Data Source={_directory.File("curlew.db")};Pooling=false");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """
            PRAGMA secure_delete = OFF;
            PRAGMA user_version = 0;
            UPDATE definition_revisions SET definition_json = $deleted, secrets_sealed = 0;
            UPDATE definition_revisions SET definition_json = $kept, secrets_sealed = 0;
            UPDATE runs SET definition_json = $kept, secrets_sealed = 0;
            """;
        command.Parameters.AddWithValue("$deleted", string.Concat(Enumerable.Repeat(deleted, 10_000)));
        command.Parameters.AddWithValue("$kept", kept);
        command.ExecuteNonQuery();
    }

    private bool FilesHold(string text) => AllFiles().Contains(text, StringComparison.Ordinal);

    private string AllFiles() => string.Concat(
        Directory.GetFiles(_directory.Location, "curlew.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));

    private static string DefinitionTo(WitnessServer server, string pin) => $$$"""
        {"name":"old","steps":[{"name":"step1","url":"{{{server.Address}}}","headers":{"Cookie":"pin={{{pin}}}"}}],"load":{"requests":1}}
        """;
}
