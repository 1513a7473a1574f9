using System.Text;
using Curlew.Domain.Definitions;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Requests;

/// <summary>
/// A step made ready for libcurl: headers and body in native memory, once per run, shared by all handles that send it.
/// Disposed of after those handles.
/// </summary>
internal sealed class PreparedStep : IDisposable
{
    private const string UserAgent = "curlew/0.1";
    private static readonly Version CaBlobSince = new(7, 77, 0);

    private readonly CurlLibrary _library;
    private readonly RunDefinition _definition;
    private readonly CurlSList _headers;
    private readonly CurlSList _resolve;
    private readonly CurlBody? _body;

    internal PreparedStep(CurlLibrary library, RunDefinition definition, Step step)
    {
        _library = library;
        _definition = definition;
        Step = step;
        _headers = new CurlSList(library, HeaderLines(step));
        _resolve = new CurlSList(library, definition.Resolve.Select(entry => $"{entry.Host}:{entry.Port}:{entry.Address}"));
        _body = step.Body is { } body ? new CurlBody(body.Bytes.Span) : step.Method == "POST" ? new CurlBody([]) : null;
    }

    internal Step Step { get; }

    /// <summary>Whether a status is one that the step expects.</summary>
    internal bool Expects(int status) =>
        Step.ExpectedStatuses.Count == 0 ? status is > 0 and < 400 : IsListed(status);

    /// <summary>Makes a handle send this step's request.</summary>
    internal void Configure(CurlEasy easy)
    {
        ConfigureConnection(easy);
        if (_definition.ConnectionReuse == ConnectionReuse.None)
        {
            easy.SetOption(CurlLongOption.FRESH_CONNECT, 1);
            easy.SetOption(CurlLongOption.FORBID_REUSE, 1);
        }

        easy.SetOption(CurlStringOption.COOKIEFILE, string.Empty);
        easy.SetOption(CurlLongOption.TIMEOUT_MS, Milliseconds(Step.Timeout));
        easy.SetOption(CurlLongOption.FOLLOWLOCATION, Step.FollowRedirects ? 1 : 0);
        easy.SetOption(CurlLongOption.MAXREDIRS, Step.MaxRedirects);
        easy.SetBodyLimit(Step.MaxResponseBytes);
        if (_body is not null)
            easy.SetBody(_body);
        switch (Step.Method)
        {
            case "HEAD":
                easy.SetOption(CurlLongOption.NOBODY, 1);
                break;
            case "GET" when _body is null:
            case "POST":
                break;
            default:
                easy.SetOption(CurlStringOption.CUSTOMREQUEST, Step.Method);
                break;
        }
    }

    /// <summary>Makes a handle ask the same server the same way for nothing (HEAD), within <paramref name="timeout"/>.</summary>
    internal void ConfigurePreflight(CurlEasy easy, TimeSpan timeout)
    {
        ConfigureConnection(easy);
        easy.SetOption(CurlLongOption.NOBODY, 1);
        easy.SetOption(CurlLongOption.TIMEOUT_MS, Milliseconds(timeout < Step.Timeout ? timeout : Step.Timeout));
    }

    public void Dispose()
    {
        _headers.Dispose();
        _resolve.Dispose();
        _body?.Dispose();
    }

    private static long Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds);

    private static IEnumerable<string> HeaderLines(Step step)
    {
        foreach (var (name, value) in step.Headers)
            yield return value.Length > 0 ? $"{name}: {value}" : $"{name};";
        if (step.Body is { } body && !Has("Content-Type"))
            yield return $"Content-Type: {body.ContentType}";

        // Bodies over 1 MB on HTTP/1.1 would send "Expect: 100-continue" and wait up to a second for the answer.
        if (!Has("Expect"))
            yield return "Expect:";

        bool Has(string name) => step.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private void ConfigureConnection(CurlEasy easy)
    {
        easy.SetOption(CurlStringOption.URL, Step.Url);
        easy.SetOption(CurlStringOption.USERAGENT, UserAgent);
        easy.SetOption(CurlLongOption.CONNECTTIMEOUT_MS, Milliseconds(Step.ConnectTimeout));
        easy.SetHeaders(_headers);
        if (_definition.Resolve.Count > 0)
            easy.SetResolve(_resolve);
        if (HttpVersionValue(_definition.HttpVersion) is { } version)
            easy.SetOption(CurlLongOption.HTTP_VERSION, version);

        var verify = _definition.Tls.Verify;
        easy.SetOption(CurlLongOption.SSL_VERIFYPEER, verify ? 1 : 0);
        easy.SetOption(CurlLongOption.SSL_VERIFYHOST, verify ? 2 : 0);
        if (_definition.Tls.CaCertificatePem is { } pem)
        {
            if (_library.Info.Version < CaBlobSince)
            {
                throw new CurlException(
                    $"tls.caCertificatePem needs libcurl 7.77.0 or newer; engine '{_definition.Engine}' is {_library.Info.Text}.");
            }

            easy.SetOption(CurlBlobOption.CAINFO_BLOB, Encoding.UTF8.GetBytes(pem));
        }
    }

    /// <summary>CURLOPT_HTTP_VERSION; null leaves it unset, so that libcurl negotiates.</summary>
    private static long? HttpVersionValue(HttpVersionChoice choice) => choice switch
    {
        HttpVersionChoice.Http11 => CurlHttpVersion.Http11,
        HttpVersionChoice.Http2 => CurlHttpVersion.Http2,
        HttpVersionChoice.Http2PriorKnowledge => CurlHttpVersion.Http2PriorKnowledge,
        _ => null,
    };

    private bool IsListed(int status)
    {
        // By index: an enumerator over the interface would be allocated per request.
        for (var index = 0; index < Step.ExpectedStatuses.Count; index++)
        {
            if (Step.ExpectedStatuses[index] == status)
                return true;
        }

        return false;
    }
}
