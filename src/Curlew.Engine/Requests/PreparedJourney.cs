using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Targets;
using Curlew.Engine.Load;
using Curlew.Engine.Targets;
using Curlew.Engine.Variables;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Gate;

namespace Curlew.Engine.Requests;

/// <summary>A run's steps made ready for libcurl, and what all of its handles have in common. Disposed of after them.</summary>
internal sealed class PreparedJourney : IDisposable
{
    private const string UserAgent = "curlew/0.1";
    private static readonly Version CertificateBlobSince = new(7, 71, 0);
    private static readonly Version CaBlobSince = new(7, 77, 0);

    private readonly CurlLibrary _library;
    private readonly RunDefinition _definition;
    private readonly CurlSList _resolve;
    private readonly PreparedStep[] _steps;
    private readonly bool _isWrittenAnew;
    private readonly ConnectionGate _gate;

    internal PreparedJourney(CurlLibrary library, RunDefinition definition, VariableSlots slots, TargetPolicy targets)
    {
        _library = library;
        _definition = definition;
        Slots = slots;
        _resolve = new CurlSList(library, definition.Resolve.Select(entry => $"{entry.Host}:{entry.Port}:{entry.Address}"));
        _steps = [.. definition.Steps.Select(step => new PreparedStep(library, step, slots))];
        _isWrittenAnew = _steps.Any(step => step.IsWrittenAnew);
        Guard = new TargetGuard(targets, hidesHosts: StepHost.MayBeSecret(definition));
        _gate = new ConnectionGate(library, Guard);
    }

    internal VariableSlots Slots { get; }

    /// <summary>Asked for each connection and request of its handles.</summary>
    internal TargetGuard Guard { get; }

    internal int Length => _steps.Length;

    internal PreparedStep this[int step] => _steps[step];

    /// <summary>Makes a virtual user with a handle that knows all but what to send.</summary>
    internal VirtualUser MakeUser(int number, int tag, int cell)
    {
        var easy = new CurlEasy(_library, tag);
        try
        {
            Configure(easy);
        }
        catch
        {
            easy.Dispose();
            throw;
        }

        return new VirtualUser(number, cell, easy, new VariableValues(Slots), _isWrittenAnew ? new RequestBuffers() : null);
    }

    public void Dispose()
    {
        foreach (var step in _steps)
            step.Dispose();
        _resolve.Dispose();
        _gate.Dispose();
    }

    private void Configure(CurlEasy easy)
    {
        _gate.Guard(easy);
        easy.SetOption(CurlStringOption.USERAGENT, UserAgent);
        easy.SetOption(CurlStringOption.COOKIEFILE, string.Empty);
        if (_definition.Resolve.Count > 0)
            easy.SetResolve(_resolve);
        if (HttpVersionValue(_definition.HttpVersion) is { } version)
            easy.SetOption(CurlLongOption.HTTP_VERSION, version);
        if (_definition.ConnectionReuse == ConnectionReuse.None)
        {
            easy.SetOption(CurlLongOption.FRESH_CONNECT, 1);
            easy.SetOption(CurlLongOption.FORBID_REUSE, 1);
        }

        // Where the definition says how many streams a connection has, a request waits for the connection to be known as one
        // of HTTP/2, instead of opening another.
        if (_definition.PlacesStreams)
            easy.SetOption(CurlLongOption.PIPEWAIT, 1);
        ConfigureTls(easy, _definition.Tls);
    }

    private void ConfigureTls(CurlEasy easy, TlsSettings tls)
    {
        easy.SetOption(CurlLongOption.SSL_VERIFYPEER, tls.Verify ? 1 : 0);
        easy.SetOption(CurlLongOption.SSL_VERIFYHOST, tls.Verify ? 2 : 0);
        SetPem(easy, CurlBlobOption.CAINFO_BLOB, tls.CaCertificatePem, "tls.caCertificatePem", CaBlobSince);
        SetPem(easy, CurlBlobOption.SSLCERT_BLOB, tls.ClientCertificatePem, "tls.clientCertificatePem", CertificateBlobSince);
        SetPem(easy, CurlBlobOption.SSLKEY_BLOB, tls.ClientKeyPem, "tls.clientKeyPem", CertificateBlobSince);
    }

    private void SetPem(CurlEasy easy, CurlBlobOption option, string? pem, string field, Version since)
    {
        if (pem is null)
            return;
        if (_library.Info.Version < since)
            throw new CurlException($"{field} needs libcurl {since} or newer; engine '{_definition.Engine}' is {_library.Info.Text}.");
        easy.SetOption(option, Encoding.UTF8.GetBytes(pem));
    }

    /// <summary>CURLOPT_HTTP_VERSION; null leaves it unset, so that libcurl negotiates.</summary>
    private static long? HttpVersionValue(HttpVersionChoice choice) => choice switch
    {
        HttpVersionChoice.Http11 => CurlHttpVersion.Http11,
        HttpVersionChoice.Http2 => CurlHttpVersion.Http2,
        HttpVersionChoice.Http2PriorKnowledge => CurlHttpVersion.Http2PriorKnowledge,
        _ => null,
    };
}
