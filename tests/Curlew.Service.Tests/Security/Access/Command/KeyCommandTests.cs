using System.Net;
using Curlew.Service.Security.Access.Keys;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Security.Access.Command;

/// <summary>The program's command <c>keys</c>, as a process of its own.</summary>
public sealed class KeyCommandTests
{
    [Fact]
    public async Task Keys_OnADirectoryThatIsNotThere_MakesListsAndRevokes()
    {
        using var directory = new TemporaryDirectory("keys");
        var storage = $"--Storage:Directory={directory.File("data")}";

        var made = await ServiceProcess.RunAsync("keys", "create", "--name", "nightly", "--role=runner", "--expires-in-days", "30", storage);
        made.ExitCode.Should().Be(0, made.Errors);
        var text = made.Output.TrimEnd('\n');
        KeyText.TryRead(text, out var key).Should().BeTrue("the key is all that is on standard output, but there is {0}", made.Output);
        made.Errors.Should().Contain("nightly").And.Contain("runner").And.Contain("until").And.NotContain(text);

        var listed = await ServiceProcess.RunAsync("keys", "list", storage);
        listed.ExitCode.Should().Be(0);
        listed.Output.Should().Contain($"crlw_{key!.Prefix}").And.Contain("nightly").And.Contain("until").And.NotContain(text);

        var revoked = await ServiceProcess.RunAsync("keys", "revoke", key.Prefix, storage);
        revoked.ExitCode.Should().Be(0);
        revoked.Errors.Should().Contain("nightly").And.Contain("No administrator's key is left");
        (await ServiceProcess.RunAsync("keys", "list", storage)).Output.Should().Contain("revoked");

        Directory.EnumerateFiles(directory.File("data"), "curlew.db*").Select(File.ReadAllText)
            .Should().NotBeEmpty().And.OnlyContain(file => !file.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WhileTheServiceRuns_ClosesIt()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        (await service.Client.GetAsync("/api/v1/runs")).Should().NotBeNull();

        var made = await ServiceProcess.RunAsync(
            "keys", "create", "--name", "first", "--role", "admin", $"--Storage:Directory={service.Directory}");

        using var open = await service.Client.SendAsync("GET", "/api/v1/runs");
        await open.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        using var known = await SendAsync();
        known.StatusCode.Should().Be(HttpStatusCode.OK);

        await ServiceProcess.RunAsync("keys", "revoke", made.Output.Trim(), $"--Storage:Directory={service.Directory}");

        using var revoked = await SendAsync();
        await revoked.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        using var stillClosed = await service.Client.SendAsync("GET", "/api/v1/runs");
        await stillClosed.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        Task<HttpResponseMessage> SendAsync() => service.Client.SendAsync("GET", "/api/v1/api-keys", change: request =>
            request.Headers.Add("Authorization", $"Bearer {made.Output.Trim()}"));
    }

    [Theory]
    [InlineData("create --name a --role admin --expire-in-days 3", "--expire-in-days is not known")]
    [InlineData("create --name a", "--role is needed")]
    [InlineData("create --name a --role root", "--role is needed")]
    [InlineData("create --role admin", "--name is needed")]
    [InlineData("create --name a --role admin --expires-in-days 0", "from 1 to 3650")]
    [InlineData("create --name a --role admin --expires-in-days -1", "from 1 to 3650")]
    [InlineData("create --name a --name b --role admin", "--name is there twice")]
    [InlineData("create a --role admin", "no command")]
    [InlineData("revoke", "Which key")]
    [InlineData("revoke crlw_nothing", "No key has the prefix or the id nothing")]
    [InlineData("create", "--name is needed")]
    [InlineData("list --Storage:Provider=Oracle", "Storage:Provider")]
    public async Task Keys_Misused_SaysWhatIsWrong(string arguments, string told)
    {
        using var directory = new TemporaryDirectory("keys");

        var (exitCode, output, errors) = await ServiceProcess.RunAsync(
            ["keys", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), $"--Storage:Directory={directory.Location}"]);

        exitCode.Should().Be(1);
        output.Should().BeEmpty();
        errors.Should().Contain(told).And.NotContain("   at ");
    }
}
