using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Curlew.Domain.Notifications;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications.Delivery;

/// <summary>Sends messages once, signed by Standard Webhooks, and says in words what became of it; what goes wrong is no exception.</summary>
internal sealed class WebhookSender(WebhookConnections connections, TextVault vault, TimeProvider time) : IDisposable
{
    private const int ErrorLength = 500;

    /// <summary>For all of it: the name, the connection, the answer's headers.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly ProductInfoHeaderValue Agent = new(
        "Curlew", typeof(WebhookSender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);

    private readonly HttpClient _client = connections.NewClient();

    /// <summary>Sends a delivery.</summary>
    public async Task<SentMessage> SendAsync(WebhookRecord webhook, WebhookDeliveryRecord delivery, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var sent = await TrySendAsync(webhook, delivery, stop);
        return sent with
        {
            Error = sent.Error is { Length: > ErrorLength } error ? error[..ErrorLength] : sent.Error,
            DurationMs = time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<SentMessage> TrySendAsync(WebhookRecord webhook, WebhookDeliveryRecord delivery, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            var url = new Uri(vault.Open(webhook.UrlSealed));
            await connections.CheckAsync(url, either.Token);
            using var request = RequestOf(url, webhook, delivery);
            // The body that comes back is not read: what a receiver says is nothing that this service shows to anybody.
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new SentMessage((int)answer.StatusCode, FaultOf(answer.StatusCode), RetryAfterOf(answer));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Unsent($"There was no answer within {Timeout.TotalSeconds} seconds.");
        }
        catch (HttpRequestException exception)
        {
            return Unsent(exception.InnerException is TargetRefusedException refused ? refused.Message : InWords(exception));
        }
        catch (Exception exception) when (exception is TargetRefusedException or SecretsUnavailableException)
        {
            return Unsent(exception.Message);
        }
    }

    private HttpRequestMessage RequestOf(Uri url, WebhookRecord webhook, WebhookDeliveryRecord delivery)
    {
        if (!WebhookSecret.TryParse(vault.Open(webhook.SecretSealed), out var secret))
            throw new SecretsUnavailableException("Its secret is none.", null);
        var body = Encoding.UTF8.GetBytes(delivery.PayloadJson);
        var (id, sentAt) = (delivery.Id.ToString("D"), time.GetUtcNow().ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", sentAt.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secret.Sign(id, sentAt, body));
        return request;
    }

    private static string? FaultOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 and var number =>
            $"The receiver answered {number}, a redirect, which is not followed: change the webhook's url to where it leads.",
        var number => $"The receiver answered {number}.",
    };

    /// <summary>Only these two answers mean "later" (RFC 9110, section 10.2.3; RFC 6585, section 4).</summary>
    private TimeSpan? RetryAfterOf(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) ? null
        : answer.Headers.RetryAfter is { Date: { } moment } ? moment - time.GetUtcNow()
        : answer.Headers.RetryAfter?.Delta;

    /// <summary>The outer message says what was tried, the innermost one why it failed.</summary>
    private static string InWords(HttpRequestException exception)
    {
        var cause = exception.GetBaseException();
        return ReferenceEquals(cause, exception) || exception.Message.Contains(cause.Message, StringComparison.Ordinal)
            ? exception.Message
            : $"{exception.Message} {cause.Message}";
    }

    private static SentMessage Unsent(string error) => new(null, error, null);
}

/// <summary>What became of a message that was sent.</summary>
/// <param name="Status">The answer's status; null where there was none.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone; null where it did not.</param>
internal sealed record SentMessage(int? Status, string? Error, TimeSpan? RetryAfter)
{
    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The receiver wants no more messages.</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;
}
