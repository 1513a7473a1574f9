using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Security.Secrets;

/// <summary>The keys outlast the process, and what becomes of secrets whose keys are gone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyRingTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly TemporaryDirectory _directory = new("keys");

    private string Keys => _directory.File("keys");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_NewDirectory_KeepsItsKeysFromOtherUsers()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);

        (File.GetUnixFileMode(Keys) & Others).Should().Be(UnixFileMode.None);
        Directory.GetFiles(Keys, "key-*.xml").Should().ContainSingle();
    }

    [Fact]
    public async Task Start_KeysThatCannotBeWritten_NamesTheSetting()
    {
        var (exitCode, output, errors) = await ServiceProcess.RunAsync(
            [.. ServiceUnderTest.SettingsFor(_directory.Location), "--Secrets:KeyDirectory=/dev/null/keys"]);

        exitCode.Should().Be(1);
        errors.Should().Contain("/dev/null/keys").And.Contain("Secrets:KeyDirectory");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Start_CertificateThatIsNone_NamesTheSetting()
    {
        var path = _directory.File("none.pfx");
        await File.WriteAllTextAsync(path, "no certificate", TestContext.Current.CancellationToken);

        var (exitCode, output, errors) = await ServiceProcess.RunAsync(
            [.. ServiceUnderTest.SettingsFor(_directory.Location), $"--Secrets:CertificatePath={path}"]);

        exitCode.Should().Be(1);
        errors.Should().Contain(path).And.Contain("Secrets:CertificatePath");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Start_WithACertificate_EncryptsTheKeysAndReadsThemAgain()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var path = _directory.File("keys.pfx");
        await File.WriteAllBytesAsync(path, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Default, "open sesame"), TestContext.Current.CancellationToken);
        string[] settings = [$"--Secrets:CertificatePath={path}", "--Secrets:CertificatePassword=open sesame"];
        await using var server = await WitnessServer.StartAsync();

        string saved;
        await using (var service = await ServiceProcess.StartAsync(_directory, settings))
            saved = (string)(await service.Client.SaveAsync(DefinitionTo(server)))["id"]!;
        (await File.ReadAllTextAsync(Directory.GetFiles(Keys, "key-*.xml").Single(), TestContext.Current.CancellationToken))
            .Should().Contain("EncryptedData").And.NotContain("<value>");
        await using var again = await ServiceProcess.StartAsync(_directory, settings);
        var run = await again.Client.RunAsync($$"""{"definitionId": "{{saved}}"}""");

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        server.Seen.Should().Contain("Bearer real");
    }

    [Fact]
    public async Task Start_WithoutItsKeys_ShowsMasksSaysWhatIsWrongAndTakesSecretsAnew()
    {
        await using var server = await WitnessServer.StartAsync();
        string saved, waiting;
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            saved = (await service.Client.SaveAsync(DefinitionTo(server))).Self();
            var first = await service.Client.QueueAsync($$"""{"url": "{{server.Address}}", "durationSeconds": 600}""");
            await service.Client.WhenAsync(first, "running");
            waiting = (await service.Client.QueueAsync(DefinitionTo(server))).Self();
            await service.EndAsync("KILL");
        }

        Directory.Delete(Keys, recursive: true);
        await using var without = await ServiceProcess.StartAsync(_directory);
        var failed = await without.Client.WhenEndedAsync(await without.Client.GetAsync(waiting));
        ((string)failed["status"]!).Should().Be("failed");
        ((string)failed["failure"]!).Should().Contain("cannot be decrypted").And.Contain(Keys);

        var shown = (await without.Client.GetAsync(saved))["definition"]!;
        ((string)shown["steps"]![0]!["headers"]!["Authorization"]!).Should().Be("***");
        var id = saved.Split('/')[^1];
        using var refused = await without.Client.PostAsync($$"""{"definitionId": "{{id}}"}""");
        (await refused.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields().Should().Equal("definitionId");
        using var masks = await without.Client.SendJsonAsync("PUT", saved, shown.ToJsonString(), "*");
        (await masks.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition"))
            .ToJsonString().Should().Contain("cannot be decrypted");
        using var clone = await without.Client.SendBareAsync("POST", $"{saved}/clone");
        clone.StatusCode.Should().Be(HttpStatusCode.Created);

        await without.Client.ReplaceAsync(await without.Client.GetAsync(saved), DefinitionTo(server));
        var run = await without.Client.RunAsync($$"""{"definitionId": "{{id}}"}""");
        ((string)run["status"]!).Should().Be("completed");
        server.Seen.Should().Contain("Bearer real");
    }

    private static string DefinitionTo(WitnessServer server) => $$$"""
        {"steps": [{"url": "{{{server.Address}}}", "headers": {"Authorization": "Bearer real"}}], "load": {"requests": 1} }
        """;
}
