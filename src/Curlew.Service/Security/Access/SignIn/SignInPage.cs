using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Curlew.Service.Security.Access.SignIn;

/// <summary>The pages to sign in and out on: plain HTML that needs no script, and no style but that of a file.</summary>
internal static class SignInPage
{
    /// <summary>The form's field with the key.</summary>
    public const string KeyField = "key";

    private static readonly HtmlEncoder Html = HtmlEncoder.Default;

    /// <summary>The form.</summary>
    /// <param name="action">Where it is sent.</param>
    /// <param name="token">The token that says that the form came from here.</param>
    /// <param name="fault">What was wrong with the last attempt; null where there was none.</param>
    public static string Form(string action, AntiforgeryTokenSet token, string? fault)
    {
        var alert = fault is null ? "" : $"""<p role="alert" id="fault">{Html.Encode(fault)}</p>""";
        var described = fault is null ? "help" : "fault help";
        return Page($"""
            {alert}
            <form method="post" action="{Html.Encode(action)}">
              {Hidden(token)}
              <label for="key">API key</label>
              <input type="password" id="key" name="{KeyField}" autocomplete="current-password" spellcheck="false"
                required autofocus aria-describedby="{described}"{(fault is null ? "" : " aria-invalid=\"true\"")}>
              <p id="help">It begins with crlw_. An administrator of this service makes keys.</p>
              <button type="submit">Sign in</button>
            </form>
            """);
    }

    /// <summary>Who is signed in, and the way out.</summary>
    public static string SignedIn(Caller caller, AntiforgeryTokenSet token) => Page($"""
        <p>You are signed in with the key <strong>{Html.Encode(caller.Name)}</strong>, whose role is
          {caller.Role.ToString().ToLowerInvariant()}.</p>
        <form method="post" action="{SignInAddress.Out}">
          {Hidden(token)}
          <button type="submit">Sign out</button>
        </form>
        <p><a href="/">To Curlew's page</a></p>
        """);

    /// <summary>There is nothing to sign in with.</summary>
    public static string NoKeys() => Page($"""
        <p>This service has no API key yet, so nobody has to sign in; it answers users of its machine only.
          {Html.Encode(Keys.KeyText.HowToMakeOne)}</p>
        <p><a href="/">To Curlew's page</a></p>
        """);

    /// <summary>Answers with a page.</summary>
    public static IResult Answer(string page, HttpStatusCode status = HttpStatusCode.OK) =>
        Results.Content(page, "text/html; charset=utf-8", statusCode: (int)status);

    private static string Hidden(AntiforgeryTokenSet token) =>
        $"""<input type="hidden" name="{Html.Encode(token.FormFieldName)}" value="{Html.Encode(token.RequestToken!)}">""";

    private static string Page(string content) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="referrer" content="same-origin">
          <title>Sign in to Curlew</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="{SignInAddress.Style}">
        </head>
        <body>
        <main>
        <h1>Sign in to Curlew</h1>
        {content}
        </main>
        </body>
        </html>
        """;
}
