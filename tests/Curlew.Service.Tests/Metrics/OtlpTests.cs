using System.Text;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Curlew.Service.Tests.Metrics;

/// <summary>Metrics sent by OTLP, to a receiver that takes them as a collector does.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new("otlp");
    private readonly TaskCompletionSource<string> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _receiver = Build();

    public async ValueTask InitializeAsync()
    {
        _receiver.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());

            // What a service sends while it is still starting does not have its instruments yet.
            if (request.ContentType == "application/x-protobuf" && text.Contains("curlew.runs", StringComparison.Ordinal))
                _received.TrySetResult(text);
            return Results.Bytes([], "application/x-protobuf");
        });
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("Metrics:OtlpEndpoint")]
    public async Task Service_WithAnEndpoint_SendsItsMetricsThere(string setting)
    {
        await using var service = await ServiceProcess.StartAsync(
            _directory, $"--{setting}={_receiver.Urls.First()}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=100", "--OTEL_SERVICE_NAME=nightly-curlew");

        var received = await _received.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        received.Should().ContainAll("curlew.outcomes.stored", "curlew.runs", "dotnet.gc.collections", "nightly-curlew");
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
