using System.Text.RegularExpressions;
using Curlew.TestServers.Certificates;
using Curlew.TestServers.Processes;

namespace Curlew.TestServers.Nginx;

/// <summary>
/// Debian's nginx as a child process, as root or as an ordinary user. Every path answers 200 with the twelve bytes
/// <c>hello world\n</c>.
/// </summary>
public sealed partial class NginxServer : IAsyncDisposable
{
    private const string Package = "nginx";
    private const int Attempts = 5;

    private readonly NginxOptions _options;
    private readonly NginxPorts _ports = NginxPorts.Choose();
    private readonly TemporaryDirectory _directory = new("nginx");
    private readonly NginxStatusPage _status;
    private readonly TestCertificates? _ownCertificates;
    private ChildProcess? _process;
    private long _logStart;

    private NginxServer(NginxOptions options)
    {
        _options = options;
        _ownCertificates = options.Certificates is null ? new TestCertificates() : null;
        Certificates = options.Certificates ?? _ownCertificates!;
        _status = new NginxStatusPage(new Uri($"http://127.0.0.1:{_ports.Status}{_ports.StatusPath}"));
    }

    /// <summary>Cleartext, HTTP/1.1.</summary>
    public Uri Http1 => new($"http://127.0.0.1:{_ports.Http1}/");

    /// <summary>TLS, where ALPN chooses between HTTP/2 and HTTP/1.1.</summary>
    public Uri Https => new($"https://127.0.0.1:{_ports.Https}/");

    /// <summary>TLS, HTTP/1.1 only.</summary>
    public Uri Https1 => new($"https://127.0.0.1:{_ports.Https1}/");

    /// <summary>Cleartext, HTTP/2 with prior knowledge.</summary>
    public Uri H2c => new($"http://127.0.0.1:{_ports.H2c}/");

    /// <summary>The certificates in use; a client trusts <see cref="TestCertificates.CaPath"/>.</summary>
    public TestCertificates Certificates { get; }

    /// <summary>The id of nginx's master process.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts nginx on free loopback ports; it answers when this returns.</summary>
    /// <exception cref="ServerMissingException">nginx is not installed.</exception>
    /// <exception cref="InvalidOperationException">nginx did not start; says what it wrote.</exception>
    public static async Task<NginxServer> StartAsync(NginxOptions? options = null)
    {
        var program = Executable.Find("nginx", Package);
        var version = await VersionAsync(program);
        for (var attempt = 1; ; attempt++)
        {
            var server = new NginxServer(options ?? new NginxOptions());
            try
            {
                await server.StartAsync(program, version);
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
    /// What nginx logged since it started or since <see cref="ClearAccessLogAsync"/>. Exact for every answer that a
    /// client has received: nginx logs a request in the same turn of its loop in which the answer leaves, writes the
    /// log unbuffered, and has one worker, which is asked something in between before the log is read.
    /// </summary>
    /// <exception cref="InvalidOperationException">The access log is switched off.</exception>
    public async Task<NginxAccessLog> ReadAccessLogAsync()
    {
        RequireAccessLog();
        await _status.LookAsync();
        return await NginxAccessLog.ReadAsync(_directory.File(NginxFiles.AccessLog), _logStart);
    }

    /// <summary>Lets the next read begin here.</summary>
    /// <exception cref="InvalidOperationException">The access log is switched off.</exception>
    public async Task ClearAccessLogAsync()
    {
        RequireAccessLog();
        await _status.LookAsync();
        _logStart = new FileInfo(_directory.File(NginxFiles.AccessLog)).Length;
    }

    /// <summary>nginx's own counters since its start, which count connections without requests too.</summary>
    public Task<NginxConnections> ReadConnectionsAsync() => _status.LookAsync();

    /// <summary>Ends nginx and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _status.Dispose();
        _directory.Dispose();
        _ownCertificates?.Dispose();
    }

    private static async Task<Version> VersionAsync(string program)
    {
        var answer = await ChildProcess.RunAsync(program, "-v");
        var version = VersionText().Match(answer);
        return version.Success
            ? Version.Parse(version.Value)
            : throw new InvalidOperationException($"{program} -v does not tell a version: {answer}");
    }

    private async Task StartAsync(string program, Version version)
    {
        var configuration = _directory.File(NginxFiles.Configuration);
        await File.WriteAllTextAsync(configuration, NginxConfiguration.Write(
            _options, _ports, Certificates.Of(_options.Certificate), version, _directory));
        // -e: else nginx first tries the log file it was built for, which an ordinary user may not write.
        _process = ChildProcess.Start(
            program, ["-p", _directory.Location, "-c", configuration, "-e", _directory.File(NginxFiles.ErrorLog)]);
        await Readiness.WaitAsync(_process, _status.LookAsync, FailureText);
    }

    private string FailureText()
    {
        var log = _directory.File(NginxFiles.ErrorLog);
        return _process!.Errors + (File.Exists(log) ? File.ReadAllText(log) : "");
    }

    private void RequireAccessLog()
    {
        if (!_options.AccessLog)
            throw new InvalidOperationException($"{nameof(NginxOptions.AccessLog)} is off.");
    }

    [GeneratedRegex(@"(?<=nginx/)\d+\.\d+\.\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionText();
}
