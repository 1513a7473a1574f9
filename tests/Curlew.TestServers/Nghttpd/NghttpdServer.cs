using System.Net;
using System.Net.Security;
using Curlew.TestServers.Certificates;
using Curlew.TestServers.Ports;
using Curlew.TestServers.Processes;

namespace Curlew.TestServers.Nghttpd;

/// <summary>
/// nghttp2's own server as a child process, HTTP/2 only, over TLS or in cleartext. <c>/</c> answers 200 with the
/// twelve bytes <c>hello world\n</c>, every other path 404.
/// </summary>
public sealed class NghttpdServer : IAsyncDisposable
{
    private const string Package = "nghttp2-server";
    private const int Attempts = 5;

    private readonly NghttpdOptions _options;
    private readonly int _port = FreePort.Next();
    private readonly TemporaryDirectory _directory = new("nghttpd");

    // A document that no other nghttpd has: one that has just taken our port must not pass for ours.
    private readonly string _barrier = $"{Guid.NewGuid():N}";
    private readonly TestCertificates? _ownCertificates;
    private ChildProcess? _process;

    private NghttpdServer(NghttpdOptions options)
    {
        _options = options;
        _ownCertificates = options.Certificates is null ? new TestCertificates() : null;
        Certificates = options.Certificates ?? _ownCertificates!;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"{(_options.Tls ? "https" : "http")}://127.0.0.1:{_port}/");

    /// <summary>The certificates in use; a client trusts <see cref="TestCertificates.CaPath"/>.</summary>
    public TestCertificates Certificates { get; }

    /// <summary>The id of the process.</summary>
    public int ProcessId => _process!.Id;

    private string LogPath => _directory.File("frames.log");

    /// <summary>Starts nghttpd on a free loopback port; it answers when this returns.</summary>
    /// <exception cref="ServerMissingException">nghttpd is not installed.</exception>
    /// <exception cref="InvalidOperationException">nghttpd did not start; says what it wrote.</exception>
    public static async Task<NghttpdServer> StartAsync(NghttpdOptions? options = null)
    {
        var program = Executable.Find("nghttpd", Package);
        for (var attempt = 1; ; attempt++)
        {
            var server = new NghttpdServer(options ?? new NghttpdOptions());
            try
            {
                await server.StartAsync(program);
                return server;
            }
            catch (PortTakenException) when (attempt < Attempts)
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>
    /// What nghttpd logged since its start. Exact for every answer that a client has received: nghttpd logs a frame
    /// before it leaves and has one thread, which is asked something in between before the log is read.
    /// </summary>
    /// <exception cref="InvalidOperationException">The log is switched off.</exception>
    public async Task<NghttpdFrameLog> ReadFrameLogAsync()
    {
        if (!_options.FrameLog)
            throw new InvalidOperationException($"{nameof(NghttpdOptions.FrameLog)} is off.");
        await PassBarrierAsync();
        return await NghttpdFrameLogReader.ReadAsync(LogPath, without: $"/{_barrier}");
    }

    /// <summary>Ends nghttpd and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _directory.Dispose();
        _ownCertificates?.Dispose();
    }

    private async Task StartAsync(string program)
    {
        var documents = Directory.CreateDirectory(_directory.File("documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "index.html"), "hello world\n");
        await File.WriteAllTextAsync(Path.Combine(documents, _barrier), "");
        _process = ChildProcess.Start(program, Arguments(documents), LogPath);
        await Readiness.WaitAsync(
            _process, PassBarrierAsync, () => _process.Errors + (File.Exists(LogPath) ? File.ReadAllText(LogPath) : ""));
    }

    private List<string> Arguments(string documents)
    {
        List<string> arguments = ["-a", "127.0.0.1", "-d", documents, "-m", $"{_options.MaxConcurrentStreams}"];
        if (_options.FrameLog)
            arguments.Add("-v");
        if (!_options.Tls)
            arguments.Add("--no-tls");
        arguments.Add($"{_port}");
        if (_options.Tls)
        {
            var certificate = Certificates.Of(_options.Certificate);
            arguments.AddRange([certificate.KeyPath, certificate.CertificatePath]);
        }

        return arguments;
    }

    /// <summary>Asks for something nobody else asks for, on a connection of its own.</summary>
    private async Task PassBarrierAsync()
    {
        // Exactly our certificate, however invalid the test has chosen it to be.
        using var ours = Certificates.Of(_options.Certificate).Load();
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => ours.Equals(shown),
            },
        };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, _barrier))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var response = await client.SendAsync(request, deadline.Token);
        response.EnsureSuccessStatusCode();
    }
}
