using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Storage.Tests.Database;

public class PostgresConnectionTests
{
    [Fact]
    public async Task MigrateAsync_NoServerThere_NamesItWithoutThePassword()
    {
        using var directory = new TempDirectory();

        var exception = await FailAsync(directory, $"Host={directory.Path};Database=curlew;Username=ann;Password=s3cret");

        exception.Message.Should().Contain($"'curlew' on {directory.Path}").And.Contain("ConnectionStrings:Curlew");
        exception.Message.Should().NotContain("s3cret");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task MigrateAsync_NoConnectionString_NamesTheSetting(string? connectionString)
    {
        using var directory = new TempDirectory();

        var exception = await FailAsync(directory, connectionString);

        exception.Message.Should().Contain("ConnectionStrings:Curlew");
    }

    [Fact]
    public async Task MigrateAsync_MalformedConnectionString_NamesTheSetting()
    {
        using var directory = new TempDirectory();

        var exception = await FailAsync(directory, "Hoost=example");

        exception.Message.Should().Contain("ConnectionStrings:Curlew").And.Contain("hoost");
    }

    private static async Task<DatabaseUnavailableException> FailAsync(TempDirectory directory, string? connectionString)
    {
        var options = new DatabaseOptions
        {
            Provider = DatabaseProvider.Postgres,
            Directory = directory["data"],
            ConnectionString = connectionString,
        };
        await using var services = new ServiceCollection().AddCurlewStorage(options).BuildServiceProvider();

        var migrate = () => services.GetRequiredService<DatabaseMigrator>().MigrateAsync(TestContext.Current.CancellationToken);

        return (await migrate.Should().ThrowAsync<DatabaseUnavailableException>()).Which;
    }
}
