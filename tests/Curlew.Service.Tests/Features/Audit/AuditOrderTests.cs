using System.Net.Sockets;
using System.Text;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Storage.Audit;
using Curlew.Storage.Database;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Audit;

/// <summary>When entries of the audit trail are written.</summary>
public sealed class AuditOrderTests
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trail_Entry_IsWrittenBeforeTheAnswerBegins()
    {
        await using var service = await ServiceUnderTest.StartAsync(services =>
        {
            services.AddHttpContextAccessor();
            services.AddSingleton<WatchedContexts>();
            services.AddSingleton(provider => new AuditStore(provider.GetRequiredService<WatchedContexts>()));
        });

        await service.Client.SaveAsync("""{"url": "http://127.0.0.1:1/", "requests": 1}""");
        using var denied = await service.Client.PostAsync("""{"url": "http://denied.test/", "requests": 1}""");

        service.Services.GetRequiredService<WatchedContexts>().AnswerHadBegun.Should().Equal(false, false);
    }

    [Fact]
    public async Task Trail_ClientThatGoesWithoutItsAnswer_HasItsEntry()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) })
        {
            await client.ConnectAsync(service.Address.Host, service.Address.Port, Stop);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST /api/v1/definitions/import HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n"
                    + "curl http://127.0.0.1"),
                Stop);
        }

        using var poll = new PeriodicTimer(PollEvery);
        while ((await service.Client.TrailAsync()).Count == 0)
            (await poll.WaitForNextTickAsync(Stop)).Should().BeTrue();
        (await service.Client.ActionsAsync()).Should().Equal("importDefinition");
    }

    /// <summary>Notes of each request that asks for a context whether its answer had begun by then.</summary>
    private sealed class WatchedContexts(IDbContextFactory<CurlewContext> contexts, IHttpContextAccessor current) : IDbContextFactory<CurlewContext>
    {
        public List<bool> AnswerHadBegun { get; } = [];

        public CurlewContext CreateDbContext()
        {
            if (current.HttpContext is { } request)
                AnswerHadBegun.Add(request.Response.HasStarted);
            return contexts.CreateDbContext();
        }
    }
}
