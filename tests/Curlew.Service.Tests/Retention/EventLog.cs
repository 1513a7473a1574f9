using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Curlew.Service.Tests.Retention;

/// <summary>A log that a test can wait on.</summary>
internal sealed class EventLog<T> : ILogger<T>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Channel<(int Id, string Text)> _events = Channel.CreateUnbounded<(int, string)>();

    /// <summary>The next event, which is to be this one; answers its text.</summary>
    public async Task<string> NextAsync(int id)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var next = await _events.Reader.ReadAsync(deadline.Token);
        next.Id.Should().Be(id, next.Text);
        return next.Text;
    }

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Writer.TryWrite((eventId.Id, $"{formatter(state, exception)} {exception}"));

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
}
