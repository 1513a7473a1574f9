using Microsoft.AspNetCore.Http.HttpResults;

namespace Curlew.Service.Security.Access.SignIn;

/// <summary>Where browsers sign in and out, and where they go from there.</summary>
internal static class SignInAddress
{
    public const string Page = "/sign-in";
    public const string Style = "/sign-in.css";
    public const string Out = "/sign-out";

    private const string ReturnTo = "returnUrl";
    private const string Home = "/";

    /// <summary>The sign-in page that leads back to what was asked for.</summary>
    public static string ToComeBackTo(HttpRequest request) =>
        Page + QueryString.Create(ReturnTo, request.PathBase + request.Path + request.QueryString);

    /// <summary>The same page again, leading where this request of it leads.</summary>
    public static string Again(HttpRequest request) => Page + QueryString.Create(ReturnTo, ReturnOf(request));

    /// <summary>Where a request of the page leads: an address of this service, whatever it was told.</summary>
    public static string ReturnOf(HttpRequest request) =>
        request.Query[ReturnTo].ToString() is var asked && asked.StartsWith('/') && RedirectHttpResult.IsLocalUrl(asked) ? asked : Home;
}
