using Curlew.Service.Problems;

namespace Curlew.Service.Security.Http;

/// <summary>
/// Refuses bodies that say they are compressed: they would be read as they are, and be called no JSON. None is unpacked, for a small
/// one can hold more than there is memory.
/// </summary>
internal static class EncodedBodies
{
    private const string AsItIs = "identity";

    /// <summary>Refuses them.</summary>
    public static void RefuseEncodedBodies(this WebApplication app) => app.Use((context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals(AsItIs, StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.Headers.AcceptEncoding = AsItIs;
        return Problem
            .Of(ProblemType.UnsupportedMediaType, $"Send the body as it is; it says that its Content-Encoding is \"{encoding}\".")
            .ExecuteAsync(context);
    });
}
