using System.Text.Json;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Security.Secrets;

/// <summary>
/// Encrypts the secrets of what was saved before that was done. That is over before the service listens: once it answers, no secret
/// is in the open any more, and nobody else writes to the database while SQLite makes its file anew.
/// </summary>
internal sealed partial class SecretSealing(UnsealedDefinitions unsealed, SecretVault vault, ILogger<SecretSealing> logger)
    : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await unsealed.SealAsync(Seal, cancellationToken) is > 0 and var count)
            LogSealed(count);
        if (await unsealed.EraseRemainsAsync(cancellationToken) is { } reason)
            LogRemains(reason);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is damaged holds no secret that anybody could tell from the rest, and would be in the way for ever.</summary>
    private string Seal(string json)
    {
        try
        {
            return vault.Seal(SecretVault.Read(json));
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
