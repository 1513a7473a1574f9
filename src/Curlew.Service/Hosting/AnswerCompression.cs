using System.IO.Compression;
using Curlew.Service.Features.Outcomes;
using Microsoft.AspNetCore.ResponseCompression;

namespace Curlew.Service.Hosting;

/// <summary>Answers that may be long are compressed for clients that ask for it.</summary>
internal static class AnswerCompression
{
    /// <summary>
    /// gzip, which everything can unpack, at its fastest: the machine has load to send. Events are not among the types, since
    /// each has to arrive at once.
    /// </summary>
    public static IServiceCollection AddCurlewCompression(this IServiceCollection services)
    {
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        return services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = ["application/json", OutcomeForms.Ndjson, OutcomeForms.Csv];
        });
    }
}
