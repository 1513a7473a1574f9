using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Curlew.Soak.Targets;

/// <summary>
/// The server that knows the truth: how many requests of each run's load arrived, and in how many lives of the service. A run's
/// requests go to /runs/NUMBER, or /slow/NUMBER, which answers after a while; the preflight is a HEAD and no load.
/// </summary>
public sealed class CountingTarget : IAsyncDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, Arrivals> _runs = new();
    private int _open;
    private int _life;
    private long _lastArrival;

    private CountingTarget(WebApplication app) => _app = app;

    /// <summary>Where it is.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>When the last request of any run's load arrived, as a timestamp.</summary>
    public long LastArrival => Interlocked.Read(ref _lastArrival);

    /// <summary>Starts it on a free port of the loopback.</summary>
    public static async Task<CountingTarget> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        CountingTarget? target = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Use(next => connection => target!.ServeAsync(() => next(connection)))));
        target = new CountingTarget(builder.Build());
        target._app.Run(target.AnswerAsync);
        await target._app.StartAsync();
        return target;
    }

    /// <summary>What arrived of a run.</summary>
    public Arrivals Of(int run) => _runs.GetValueOrDefault(run) ?? new Arrivals();

    /// <summary>What arrives from now on comes from another life of the service; to be told when nothing can come from the last one.</summary>
    public async Task NextLifeAsync(CancellationToken cancelled)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Volatile.Read(ref _open) > 0)
            await poll.WaitForNextTickAsync(cancelled);
        Interlocked.Increment(ref _life);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(Func<Task> connection)
    {
        Interlocked.Increment(ref _open);
        try
        {
            await connection();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/');
        if (HttpMethods.IsGet(context.Request.Method))
        {
            Interlocked.Exchange(ref _lastArrival, TimeProvider.System.GetTimestamp());
            _runs.GetOrAdd(int.Parse(path[2], CultureInfo.InvariantCulture), _ => new Arrivals()).Add(Volatile.Read(ref _life));
        }

        if (path[1] == "slow")
            await Task.Delay(Slow);
        await context.Response.WriteAsync("ok");
    }
}

/// <summary>What arrived of one run.</summary>
public sealed class Arrivals
{
    private readonly ConcurrentDictionary<int, bool> _lives = new();
    private int _requests;

    /// <summary>Requests of its load.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>In how many lives of the service it was sent: more than one means that it was sent again.</summary>
    public int Lives => _lives.Count;

    internal void Add(int life)
    {
        Interlocked.Increment(ref _requests);
        _lives.TryAdd(life, true);
    }
}
