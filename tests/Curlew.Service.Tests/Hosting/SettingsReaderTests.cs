using System.Text;
using Curlew.Service.Hosting;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Database;
using Microsoft.Extensions.Configuration;

namespace Curlew.Service.Tests.Hosting;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_NoSettings_HasEveryDefault()
    {
        var settings = Read();

        settings.Urls.Should().Be("http://127.0.0.1:5080");
        settings.Storage.Should().Be(new StorageSettings { Provider = DatabaseProvider.Sqlite, Directory = "data/" });
        settings.Execution.ConcurrentRuns.Should().Be(1);
        settings.Execution.EventLoops.Should().Be(1);
        settings.Execution.Node.Should().Be(Environment.MachineName);
        settings.Retention.Should().Be(new RetentionSettings
        {
            MaxAgeDays = 365,
            MaxRunsPerDefinition = 0,
            MaxBytes = 10_737_418_240,
            SweepEveryMinutes = 10,
            FailuresOnlyBelowFreeBytes = 1_073_741_824,
            StopBelowFreeBytes = 268_435_456,
            AuditDays = 400,
            DeliveryDays = 30,
        });
        settings.Targets.Allow.Should().BeNull();
        settings.Metrics.OtlpEndpoint.Should().BeNull();
        settings.Engines.Should().BeEmpty();
    }

    [Fact]
    public void Read_EverySetting_TakesIt()
    {
        var settings = Read(
            ("Urls", "http://127.0.0.1:1;http://[::1]:2"), ("Storage:Provider", "postgres"), ("Storage:Directory", "/x"),
            ("ConnectionStrings:Curlew", "Host=x"), ("Execution:ConcurrentRuns", "2"), ("Execution:EventLoops", "4"),
            ("Execution:Node", "n"), ("Retention:MaxAgeDays", "0.5"), ("Retention:MaxRunsPerDefinition", "30"),
            ("Retention:MaxBytes", "1000000000000"), ("Retention:SweepEveryMinutes", "60"),
            ("Retention:FailuresOnlyBelowFreeBytes", "5000000000"), ("Retention:StopBelowFreeBytes", "4000000000"),
            ("Metrics:OtlpEndpoint", "http://collector:4317"), ("Retention:AuditDays", "30"), ("Retention:DeliveryDays", "7"), ("Http:PublicUrl", "https://curlew.test/"),
            ("Targets:Allow:0", "10.0.0.0/8"), ("Targets:Allow:1", "https://*.shop.test"),
            ("Engines:old:Path", "/old.so"), ("Engines:new:Path", "/new.so"));

        settings.Urls.Should().Be("http://127.0.0.1:1;http://[::1]:2");
        settings.Storage.Should().Be(new StorageSettings { Provider = DatabaseProvider.Postgres, Directory = "/x" });
        settings.ConnectionString.Should().Be("Host=x");
        settings.Execution.Should().Be(new ExecutionSettings { ConcurrentRuns = 2, EventLoops = 4, Node = "n" });
        settings.Retention.Should().Be(new RetentionSettings
        {
            MaxAgeDays = 0.5,
            MaxRunsPerDefinition = 30,
            MaxBytes = 1_000_000_000_000,
            SweepEveryMinutes = 60,
            FailuresOnlyBelowFreeBytes = 5_000_000_000,
            StopBelowFreeBytes = 4_000_000_000,
            AuditDays = 30,
            DeliveryDays = 7,
        });
        settings.Http.PublicUrl.Should().Be("https://curlew.test/");
        settings.Targets.Allow.Should().Equal("10.0.0.0/8", "https://*.shop.test");
        settings.Metrics.OtlpEndpoint.Should().Be("http://collector:4317");
        settings.Engines.Should().BeEquivalentTo(new Dictionary<string, EngineSettings>
        {
            ["old"] = new() { Path = "/old.so" },
            ["new"] = new() { Path = "/new.so" },
        });
    }

    [Theory]
    [InlineData("Http:KnownProxies", "10.0.0.1, proxy", "Http:KnownProxies: \"proxy\" is neither an address nor a network")]
    [InlineData("Http:RequestTimeoutSeconds", "0", "Http:RequestTimeoutSeconds: must be from 1 to 3600")]
    [InlineData("Kestrel:Endpoints:Https:Url", "x", "Kestrel:Endpoints: \"x\" is no address")]
    [InlineData("Urls", "127.0.0.1", "Urls")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider: must be Sqlite or Postgres")]
    [InlineData("Storage:Provider", "1", "Storage:Provider: must be Sqlite or Postgres")]
    [InlineData("Storage:Provider", "Postgres", "ConnectionStrings:Curlew")]
    [InlineData("Storage:Directory", "", "Storage:Directory: must not be empty")]
    [InlineData("Storage:Folder", "x", "Storage:Folder: is not a setting")]
    [InlineData("Execution:ConcurrentRuns", "0", "Execution:ConcurrentRuns: must be from 1 to 64")]
    [InlineData("Execution:ConcurrentRuns", "two", "Execution:ConcurrentRuns: must be a whole number")]
    [InlineData("Execution:EventLoops", "257", "Execution:EventLoops: must be from 1 to 256")]
    [InlineData("Retention:MaxAgeDays", "-1", "Retention:MaxAgeDays: must be from 0 to 36500")]
    [InlineData("Retention:MaxAgeDays", "NaN", "Retention:MaxAgeDays: must be from 0 to 36500")]
    [InlineData("Retention:MaxAgeDays", "P1D", "Retention:MaxAgeDays: must be a number, but is \"P1D\"")]
    [InlineData("Retention:MaxRunsPerDefinition", "1.5", "Retention:MaxRunsPerDefinition: must be a whole number")]
    [InlineData("Retention:MaxBytes", "10GB", "Retention:MaxBytes: must be a whole number, but is \"10GB\"")]
    [InlineData("Retention:MaxBytes", "-1", "Retention:MaxBytes: must be from 0 to 1125899906842624, but is -1")]
    [InlineData("Retention:SweepEveryMinutes", "0", "Retention:SweepEveryMinutes: must be from 1 to 1440")]
    [InlineData("Retention:StopBelowFreeBytes", "2000000000", "Retention:StopBelowFreeBytes: must not be greater than")]
    [InlineData("Retention:KeepDays", "1", "Retention:KeepDays: is not a setting")]
    [InlineData("Retention:AuditDays", "-1", "Retention:AuditDays: must be from 0 to 36500")]
    [InlineData("Retention:DeliveryDays", "-1", "Retention:DeliveryDays: must be from 0 to 36500")]
    [InlineData("Http:PublicUrl", "curlew.test", "Http:PublicUrl: \"curlew.test\" is no address")]
    [InlineData("Http:PublicUrl", "https://curlew.test/?x", "Http:PublicUrl: \"https://curlew.test/?x\" is no address")]
    [InlineData("Targets:Allow", "10.0.0.0/8, ftp://x", "Targets:Allow: \"ftp://x\" is no rule. Has the scheme \"ftp\"; only http")]
    [InlineData("Targets:Allow", "10.0.0.0/8,", "Targets:Allow: \"\" is no rule. Is empty. A rule is [scheme://]host")]
    [InlineData("Targets:Allow:0", "a b", "Targets:Allow: \"a b\" is no rule.")]
    [InlineData("Targets:Allow:0:Rule", "localhost", "Targets:Allow: \"\" is no rule.")]
    [InlineData("Targets:Deny", "localhost", "Targets:Deny: is not a setting; known here are Allow")]
    [InlineData("Metrics:OtlpEndpoint", "collector:4317", "Metrics:OtlpEndpoint: \"collector:4317\" is no address")]
    [InlineData("Engines:old:File", "x", "Engines:old:Path: must not be empty")]
    public void Read_BadSetting_NamesIt(string key, string value, string message) =>
        FluentActions.Invoking(() => Read((key, value))).Should().Throw<StartException>().WithMessage($"*{message}*");

    [Fact]
    public void Read_TargetsAsOneText_TakesThePlaceOfTheArray() =>
        Read(("Targets:Allow:0", "a.test"), ("Targets:Allow:1", "b.test"), ("Targets:Allow", "c.test, 10.0.0.0/8")).Targets.Allow
            .Should().Equal("c.test", "10.0.0.0/8");

    [Fact]
    public void Read_NoTargets_IsNotTheSameAsNone()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{"Targets": {"Allow": []} }"""));

        SettingsReader.Read(new ConfigurationBuilder().AddJsonStream(json).Build()).Targets.Allow.Should().BeEmpty();
        Read(("Targets:Allow", "")).Targets.Allow.Should().BeEmpty();
    }

    [Fact]
    public void Read_StopWithoutFailuresOnly_IsAllowed() =>
        Read(("Retention:FailuresOnlyBelowFreeBytes", "0")).Retention.StopBelowFreeBytes.Should().BePositive();

    [Fact]
    public void Read_EndpointsOfKestrel_AreWhereItListens() =>
        Read(("Urls", "http://0.0.0.0:1"), ("Kestrel:Endpoints:A:Url", "https://127.0.0.1:2"), ("Kestrel:Endpoints:B:Url", "http://[::1]:3"))
            .Urls.Should().Be("https://127.0.0.1:2;http://[::1]:3");

    [Fact]
    public void Read_ManyBadSettings_NamesAll() =>
        FluentActions.Invoking(() => Read(("Urls", "x"), ("Execution:EventLoops", "0"), ("Execution:Loops", "1")))
            .Should().Throw<StartException>().WithMessage("*Urls*Execution:Loops*Execution:EventLoops*");

    private static ServiceSettings Read(params (string Key, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());
}
