using System.Net;
using System.Net.Security;
using System.Text.RegularExpressions;

namespace Curlew.Service.Tests.Security.Access.SignIn;

/// <summary>What a browser does with the service: keeps its cookies, fills its forms in, says where its requests come from.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();

    /// <summary>At an address.</summary>
    public Browser(Uri address)
    {
        // Whose certificate it is does not matter here.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = _cookies,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => errors != SslPolicyErrors.RemoteCertificateNotAvailable },
        };
        _http = new HttpClient(handler) { BaseAddress = address };
        Origin = address.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Where its pages come from.</summary>
    public string Origin { get; }

    /// <summary>The cookies that it holds.</summary>
    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Cast<Cookie>()];

    /// <summary>Goes to a page.</summary>
    public Task<HttpResponseMessage> GoAsync(string address) => SendAsync("GET", address, request => request.Headers.Accept.ParseAdd("text/html"));

    /// <summary>Sends a request of a page's script.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string address, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        change?.Invoke(request);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Goes to the sign-in page, and sends its form as it stands, with a key.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string key, string query = "")
    {
        using var page = await GoAsync($"/sign-in{query}");
        return await SendFormAsync(await page.TextAsync(), key);
    }

    /// <summary>Goes to the sign-in page, and sends the form that it has for whoever is signed in.</summary>
    public async Task<HttpResponseMessage> SignOutAsync()
    {
        using var page = await GoAsync("/sign-in");
        return await SendFormAsync(await page.TextAsync(), key: null);
    }

    /// <summary>Sends the form of a page.</summary>
    public Task<HttpResponseMessage> SendFormAsync(string page, string? key)
    {
        var action = WebUtility.HtmlDecode(Action().Match(page).Groups["value"].Value);
        var fields = new Dictionary<string, string> { ["__RequestVerificationToken"] = Token().Match(page).Groups["value"].Value };
        if (key is not null)
            fields["key"] = key;
        return SendAsync("POST", action, request =>
        {
            request.Headers.Add("Origin", Origin);
            request.Content = new FormUrlEncodedContent(fields);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<form method=\"post\" action=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
