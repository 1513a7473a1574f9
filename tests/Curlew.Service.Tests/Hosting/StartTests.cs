namespace Curlew.Service.Tests.Hosting;

/// <summary>A start that cannot be says why on standard error, in words and without a stack trace.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_EngineThatDoesNotLoad_NamesItsPathAndTheLoadersWords()
    {
        const string path = "/nowhere/libcurl.so.4";

        var (exitCode, output, errors) = await ServiceProcess.RunAsync($"--Engines:old:Path={path}");

        exitCode.Should().Be(1);
        errors.Should().Contain(path).And.Contain("cannot open shared object file");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Start_BadSettings_NamesThem()
    {
        var (exitCode, output, errors) =
            await ServiceProcess.RunAsync("--Execution:ConcurrentRuns=0", "--Storage:Provider=Oracle");

        exitCode.Should().Be(1);
        errors.Should().Contain("Execution:ConcurrentRuns").And.Contain("Storage:Provider");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Start_DirectoryOfAnotherService_LeavesItAlone()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (exitCode, output, errors) = await ServiceProcess.RunAsync(ServiceUnderTest.SettingsFor(service.Directory));

        exitCode.Should().Be(1);
        errors.Should().Contain(service.Directory).And.Contain("Storage:Directory");
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Start_AddressThatIsTaken_NamesIt()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var directory = new Curlew.TestServers.TemporaryDirectory("start");
        var address = service.Address.GetLeftPart(UriPartial.Authority);

        var (exitCode, output, errors) =
            await ServiceProcess.RunAsync([.. ServiceUnderTest.SettingsFor(directory.Location), $"--Urls={address}"]);

        exitCode.Should().Be(1);
        errors.Should().Contain(address).And.Contain("Urls");
        (output + errors).Should().NotContain("   at ");
    }
}
